"""Links as people judged them: a measure that they named is taken, one that they refused never is."""

from __future__ import annotations

from dataclasses import replace

from claimtrack.claims.claim import Claim
from claimtrack.corpus.document import Document
from claimtrack.matching.candidates import Wanted
from claimtrack.matching.judgement import LinkJudgement, Stance, Standing
from claimtrack.matching.link import Candidate, Link, Unlinked
from claimtrack.matching.matcher import Matcher


def link_judged(
    matcher: Matcher, claim: Claim, document: Document, said: Standing, only: str | None, before: Link | None
) -> Link | Unlinked:
    """Return the link of a claim by what people said of it, else by its words.

    `only` restricts what its words may give to one measure ("agencies" or "dataset/agencies"), and leaves a measure
    that a person named only where it is that one. `before` is as for `Matcher.link`.
    """
    chosen = said.chosen
    if chosen is None or (chosen.measure is not None and not _is_called(chosen.candidate, only)):
        wanted = Wanted(only=only, refused=frozenset(said.refused))
        found = matcher.link(claim, document, wanted, before)
        return found if isinstance(found, Unlinked) else not_refused(found, said)
    if chosen.stance is Stance.UNSURE:
        return Unlinked(code="AMB", text=f"which measure it speaks of was left open by {chosen.told}")
    if not matcher.knows(chosen.candidate):
        text = f"no dataset in this workspace has {chosen.measure}, which it speaks of by {chosen.told}"
        return Unlinked(code="COV", text=text)
    return _as_chosen(matcher, claim, document, chosen)


def not_refused(link: Link, said: Standing) -> Link | Unlinked:
    """Return the link, or why there is none where a person refused its measure."""
    refusal = said.refused.get(link.best.full_name)
    if refusal is None:
        return link
    return Unlinked(code="COV", text=f"it does not speak of {link.best.full_name} by {refusal.told}")


def _as_chosen(matcher: Matcher, claim: Claim, document: Document, chosen: LinkJudgement) -> Link | Unlinked:
    """Return the link that a person chose; a scope that they left open is the text's, where it tells one."""
    own, judgement = chosen.candidate, chosen.stance.value
    if chosen.scope is not None:
        trail = tuple((name, f"{value}, by {chosen.told}") for name, value in chosen.scope)
        return Link(best=own, scope=chosen.scope, scope_trail=trail, explicit=True, judgement=judgement)
    read = matcher.in_scope(claim, document, own)
    if isinstance(read, Unlinked):
        text = f"it speaks of {own.full_name} by {chosen.told}; in which scope is not sure: {read.text}"
        return Unlinked(code="SCO", text=text)
    return replace(read, best=own, explicit=True, judgement=judgement)


def _is_called(candidate: Candidate, name: str | None) -> bool:
    return name is None or name in (candidate.measure, candidate.full_name)
