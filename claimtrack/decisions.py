"""A person says what a claim speaks of: kept with who, when and why, and judged anew at once."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from difflib import get_close_matches
from typing import TYPE_CHECKING

from claimtrack.datasets.canonical import canonicaliser
from claimtrack.datasets.dataset import Descriptor
from claimtrack.errors import ClaimtrackError, UnknownMeasureError, UsageError
from claimtrack.inventory import load_data
from claimtrack.matching.judgement import LinkJudgement, Stance
from claimtrack.measures.measure import Scope
from claimtrack.measures.observe import Observatory
from claimtrack.pipeline.stored import keep_judgement, load_claim
from claimtrack.pipeline.verifying import Options, Verification
from claimtrack.targets import StoredTarget
from claimtrack.verdicts.check import Check

if TYPE_CHECKING:
    from claimtrack.corpus.document import Document
    from claimtrack.settings import Workspace

WHOLE = "all"
"""What the scope of a whole list is called."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Decided:
    """A claim before and after a person judged its link."""

    document: Document
    before: Check
    after: Check


def decide_link(
    workspace: Workspace, claim: str, judgement: LinkJudgement, scope: Sequence[str], options: Options
) -> Decided:
    """Keep a person's judgement on the link of a stored claim, and judge its document anew.

    `claim` is the claim's id or its beginning. The judgement's measure may lack its dataset where that is clear. Each
    of `scope` is a text such as "state=Texas", or "all" for the whole list; none leaves the scope to the text.
    Raises UsageError for a claim, scope or value that is not known, and UnknownMeasureError for a measure.
    """
    stored = load_claim(workspace, claim)
    if not stored.current or stored.verdict is None:
        why = "it is no longer in the text" if not stored.current else "it was set aside, and is no claim"
        raise UsageError(f"its link can't be judged: {why}", where=stored.claim.id)
    data = load_data(workspace)
    named = _named(judgement, scope, data.descriptors)
    with Observatory(data.descriptors, data.snapshots, workspace.cache) as known:
        _refuse_unknown_values(named, known)
    keep_judgement(workspace, stored, replace(named, claim_id=stored.claim.id))
    before = Check(claim=stored.claim, link=stored.link, verdict=stored.verdict)
    target = StoredTarget(document_id=stored.document.id, claim_id=stored.claim.id)
    return Decided(document=stored.document, before=before, after=_judged_anew(workspace, target, options))


def _judged_anew(workspace: Workspace, target: StoredTarget, options: Options) -> Check:
    with Verification(workspace, options) as run:
        for result in run.recheck([target]):
            if isinstance(result, ClaimtrackError):
                raise result
            return result.checks[0]
    raise UsageError("this claim is no longer stored", where=target.document_id)


def _named(judgement: LinkJudgement, scope: Sequence[str], descriptors: Iterable[Descriptor]) -> LinkJudgement:
    """Return the judgement with its measure's full name and its scope as the dataset spells it."""
    if judgement.measure is None:
        return judgement
    dataset, _, wanted = judgement.measure.rpartition("/")
    found = [d for d in descriptors if dataset in ("", d.name) and d.measure(wanted) is not None]
    if judgement.stance is Stance.NEGATIVE and not found:  # A query of an undeclared table has no name of its own.
        return judgement
    if len(found) != 1:
        told = f"several datasets have a measure {wanted!r}" if found else f"no measure {judgement.measure!r} here"
        hint = ", ".join(f"{d.name}/{wanted}" for d in found) or "claimtrack measure list shows them"
        raise UnknownMeasureError(told, hint=hint)
    return replace(judgement, measure=f"{found[0].name}/{wanted}", scope=_scope(scope, found[0]))


def _refuse_unknown_values(judgement: LinkJudgement, known: Observatory) -> None:
    """Refuse a scope whose value is in no snapshot: nothing would be counted there, and called the official value."""
    dataset, _, _ = (judgement.measure or "").partition("/")
    for name, value in judgement.scope or ():
        values = known.values(dataset, name)
        if value not in values:
            close = get_close_matches(value, values, n=1)
            hint = f"did you mean {close[0]!r}?" if close else f"known: {', '.join(values[:5])} …"
            raise UsageError(f"{dataset} has no {name} {value!r}", hint=hint)


def _scope(texts: Sequence[str], descriptor: Descriptor) -> Scope | None:
    if not texts or list(texts) == [WHOLE]:
        return () if texts else None
    return tuple(sorted(_pair(text, descriptor) for text in texts))


def _pair(text: str, descriptor: Descriptor) -> tuple[str, str]:
    name, equals, value = text.partition("=")
    dimension = descriptor.dimension(name.strip())
    if not equals or not value.strip() or dimension is None:
        known = ", ".join(f"{d.name}=…" for d in descriptor.dimensions)
        raise UsageError(f"--scope {text!r} is none of {descriptor.name}", hint=f"all, {known}".rstrip(", "))
    return dimension.name, canonicaliser(descriptor, dimension.column)(value.strip()) or value.strip()
