"""Agreeing claims with their number altered in the text: does each become a discrepancy on the same link?

    python bench/altered.py WORKSPACE PAGES [--errors]

Every claim of PAGES that agrees with WORKSPACE's data, or with its document's own numbers, has its number rewritten at
its place: another last digit, ten percent more and less, ten times as much, two digits swapped, each in the spelling
that it had. The altered text is read and judged anew under the same date, all in this process.

An altered number is detectable when the set S of values that it admits and the official set O have nothing in common:
S is that of the agreeing claim with the new number, O everything that the official value may have been at the claim's
time, neighbouring snapshots, ways to count it and readings of its wording included, or what the document's own numbers
allow. O is that of the agreeing verdict. Where no later snapshot confirms the one in force, that is the value of the
last snapshot alone, without what it may have moved by since: such a number counts as detectable even where the rules,
whose O is wider for a discrepancy, rightly leave it open (STL). So those rules do not change what counts.

Of the detectable it prints how many became a discrepancy with the same measure and scope, how many still agree (must
be none), and the reason codes of those left open. A link that the rules hold too thin for a discrepancy agrees, but
abstains when altered; the figure is printed with such links and without them. "With a value" leaves out those for whose
time the rules of judgement fix no official value, so that no number can be contradicted: a list too old or within what
it may have moved by (STL), and a start of no told time, which a list of before bears out by chance or not at all.
"""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from pathlib import Path

from alterations import KINDS, alterations, written

from claimtrack.bench import Bench
from claimtrack.claims.claim import Claim
from claimtrack.claims.extract import extract_many
from claimtrack.corpus.document import Document
from claimtrack.corpus.read import find_sources
from claimtrack.extracting import extract_claims
from claimtrack.inventory import load_data
from claimtrack.judging import Terms, judge_document
from claimtrack.matching.link import Link
from claimtrack.quantity import CHANGES, Interval
from claimtrack.settings import Workspace, open_workspace
from claimtrack.verdicts.admissible import admitted, bands
from claimtrack.verdicts.change import readings
from claimtrack.verdicts.check import Check
from claimtrack.verdicts.evidence import DATED
from claimtrack.verdicts.official import counted
from claimtrack.verdicts.printed import printed
from claimtrack.verdicts.profile import PROFILES
from claimtrack.verdicts.untold import BORNE_OUT
from claimtrack.verdicts.verdict import Official, Outcome

NEWSROOM = PROFILES["newsroom"]
TERMS = Terms(profile=NEWSROOM)


@dataclass(frozen=True, slots=True, kw_only=True)
class Judged:
    """A document with its claims and their checks."""

    document: Document
    claims: tuple[Claim, ...]
    checks: tuple[Check, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Altered:
    """One alteration of an agreeing claim: the claim as altered (`expected`), its document, and what came of it."""

    before: Check
    kind: str
    expected: Claim
    document: Document
    official: tuple[Interval, ...]
    tolerance: Fraction | None
    after: Check | None = None

    @property
    def detectable(self) -> bool:
        """Whether S and O have nothing in common, under every reading."""
        allowed = admitted(bands(self.expected.quantity, NEWSROOM, self.tolerance))
        return all(allowed.disjoint(official) for official in self.official)

    @property
    def thin(self) -> bool:
        """Whether the agreeing claim's own link may carry no discrepancy."""
        link = self.before.link
        by_data = self.before.verdict.official is not None
        return by_data and link is not None and bool(link.tentative or link.ambiguous)

    @property
    def has_value(self) -> bool:
        """Whether the rules fix an official value for the claim's time, for a number to be contradicted by."""
        untold = any(BORNE_OUT in reason.text for reason in self.before.verdict.reasons)
        return self.result != "STL" and not untold

    @property
    def result(self) -> str:
        """What became of it, in a word or by its codes."""
        if self.after is None:
            return "no claim"
        match self.after.verdict.outcome:
            case Outcome.DISCREPANCY:
                return "caught" if _measured(self.after.link) == _measured(self.before.link) else "other link"
            case Outcome.AGREES:
                return "agrees"
            case Outcome.UNDETERMINED:
                return " ".join(sorted(self.after.verdict.codes))


def _measured(link: Link | None) -> object:
    return None if link is None else (link.best.dataset, link.best.measure, link.scope)


def judged(documents: Iterable[Document], bench: Bench) -> Iterator[Judged]:
    """Yield each document read and judged."""
    for document, claims in extract_many(documents):
        yield Judged(document=document, claims=claims, checks=judge_document(document, claims, bench, TERMS))


def opened(workspace: Workspace) -> Bench:
    """Return a workspace's official data, ready to judge by. Close it when done."""
    data = load_data(workspace)
    return Bench(data.descriptors, data.snapshots, workspace.cache)


def agreeing(pages: Path, bench: Bench) -> list[tuple[Judged, Check]]:
    """Return every agreeing claim of the pages with its document."""
    read = (found[0] for found in extract_claims(find_sources(str(pages))) if isinstance(found, tuple))
    return [
        (page, check)
        for page in judged(read, bench)
        for check in page.checks
        if check.verdict.outcome is Outcome.AGREES
    ]


def altered(agreed: Sequence[tuple[Judged, Check]], bench: Bench) -> Iterator[Altered]:
    """Yield every alteration of every agreeing claim, judged anew."""
    made = [one for page, check in agreed for one in _alterations(page, check, bench)]
    for one, page in zip(made, judged((one.document for one in made), bench), strict=True):
        at = one.expected.number.start
        after = next((c for c in page.checks if c.claim.number.start <= at < c.claim.number.end), None)
        yield replace(one, after=after)


def _alterations(page: Judged, check: Check, bench: Bench) -> Iterator[Altered]:
    claim = check.claim
    figure = written(claim.number.text)
    official = official_sets(page, check, bench)
    if figure is None or claim.quantity.value is None or not official:
        return
    scale = claim.quantity.value / figure.value
    start = claim.number.start + figure.start
    for kind, value, text in alterations(figure):
        expected = replace(claim, quantity=replace(claim.quantity, value=value * scale))
        document = _rewritten(page.document, start, start + len(figure.text), text)
        yield Altered(
            before=check, kind=kind, expected=expected, document=document, official=official,
            tolerance=_tolerance(check, bench),
        )  # fmt: skip


def _tolerance(check: Check, bench: Bench) -> Fraction | None:
    if check.link is None or check.verdict.official is None or not check.link.best.dataset:
        return None
    descriptor = bench.descriptors.get(check.link.best.dataset)
    definition = None if descriptor is None else descriptor.measure(check.link.best.measure)
    return None if definition is None or definition.tolerance is None else Fraction(definition.tolerance)


def _rewritten(document: Document, start: int, end: int, text: str) -> Document:
    """Return the document with one stretch of its text replaced; a headline is the first paragraph of it."""
    longer = len(text) - (end - start)
    body = document.body_start + (longer if end <= document.body_start else 0)
    whole = document.text[:start] + text + document.text[end:]
    titled = document.headline is not None and end <= document.body_start
    return replace(
        document,
        text=whole,
        headline=whole[:body].strip() if titled else document.headline,
        body_start=body,
        sources_start=document.sources_start + (longer if end <= document.sources_start else 0),
    )


def official_sets(page: Judged, check: Check, bench: Bench) -> tuple[Interval, ...]:
    """Return O of an agreeing claim, one set for each reading of its wording; none where it can't be told.

    The date of a record ("the most since 1969") is no number that is compared.
    """
    official = check.verdict.official
    if official is None:
        return _own_sets(page, check.claim)
    if official.computation == DATED:
        return ()
    whole = Interval(low=Fraction(official.low), high=Fraction(official.high))
    values = {operand.name: Fraction(operand.value) for operand in official.operands}
    ways = readings(check.claim)
    if len(ways) > 1 and {"start", "end"} <= values.keys():
        return tuple(Interval.point(way.formula(values["start"], values["end"])) for way in ways)
    return (_with_ways_to_count(whole, official, check.link, bench),)


def _with_ways_to_count(whole: Interval, official: Official, link: Link | None, bench: Bench) -> Interval:
    if link is None or link.best.dataset not in bench.descriptors or official.computation != "value":
        return whole
    speaking = official.operands[0].snapshot
    for observation in bench.history(link.best, link.scope).observations:
        if observation.snapshot == speaking and observation.value == official.operands[0].value:
            whole = whole.hull(counted(observation))
    return whole


def _own_sets(page: Judged, claim: Claim) -> tuple[Interval, ...]:
    """Return what the ends that the document prints for a change allow, under each of its readings."""
    by_id = {one.id: one for one in page.claims}
    ends = {relation.kind: by_id[relation.claim_id].quantity for relation in claim.relations}
    if claim.quantity.role not in CHANGES or not {"from", "to"} <= ends.keys():
        return ()
    start, end = printed(ends["from"]), printed(ends["to"])
    if None in (start.low, start.high, end.low, end.high):
        return ()
    corners = [(a, b) for a in (start.low, start.high) for b in (end.low, end.high) if a is not None and b is not None]
    found = [[way.formula(a, b) for a, b in corners] for way in readings(claim)]
    return tuple(Interval(low=min(one), high=max(one)) for one in found)


def report(found: Sequence[Altered], *, errors: bool) -> None:
    """Print the counts by kind, with and without thin links, and the failures one by one."""
    print(f"{'':12}{'altered':>8}{'detectable':>11}{'caught':>8}{'other link':>11}{'agrees':>7}{'open':>6}")
    for kind in (*KINDS, "all"):
        _print_row(kind, [one for one in found if kind in (one.kind, "all")])
    firm = [one for one in found if not one.thin]
    _print_row("firm links", firm)
    _print_row("with a value", [one for one in found if one.has_value])
    left = [one for one in found if one.detectable and one.result not in ("caught", "other link", "agrees")]
    for name, some in (("thin", [o for o in left if o.thin]), ("firm", [o for o in left if not o.thin])):
        print(f"left open, {name} links:", dict(Counter(one.result for one in some).most_common()))
    if errors:
        for one in (one for one in found if one.detectable and one.result != "caught"):
            print(line(one))


def _print_row(name: str, some: Sequence[Altered]) -> None:
    results = Counter(one.result for one in some if one.detectable)
    caught, other, agrees, total = results["caught"], results["other link"], results["agrees"], results.total()
    share = f"{100 * caught / total:7.1f} %" if total else ""
    print(f"{name:12}{len(some):8}{total:11}{caught:8}{other:11}{agrees:7}{total - caught - other - agrees:6}{share}")


def line(one: Altered) -> str:
    """Return an alteration with its result, its links before and after, and the reasons."""
    why = "" if one.after is None else "; ".join(reason.text for reason in one.after.verdict.reasons)
    links = f"{_measured(one.before.link)} -> {_measured(one.after and one.after.link)}"
    place = f"{Path(one.document.source).stem} | {'thin' if one.thin else 'firm'} | {one.kind} | {one.result}"
    told = one.expected.quantity
    said = f"“{one.before.claim.quote.exact}” as {told.value} ({told.modifier}, {told.role})"
    return f"{place} | {said} | {links} | {why}"


def main() -> int:
    """Alter, judge and print; 1 when an excluded number still agrees."""
    workspace = open_workspace(Path(sys.argv[1]), None, {})
    bench = opened(workspace)
    agreed = agreeing(Path(sys.argv[2]), bench)
    skipped = [c for _, c in agreed if written(c.claim.number.text) is None or c.claim.quantity.value is None]
    silent = [c for page, c in agreed if c not in skipped and not official_sets(page, c, bench)]
    found = list(altered(agreed, bench))
    bench.close()
    print(f"{len(agreed)} agreeing claims; skipped, no plain number: {[c.claim.number.text for c in skipped]};")
    print(f"skipped, no set of official values: {[c.claim.quote.exact for c in silent]}")
    report(found, errors="--errors" in sys.argv)
    return 1 if any(one.detectable and one.result == "agrees" for one in found) else 0


if __name__ == "__main__":
    sys.exit(main())
