"""Judging what was added over a time ("signed 41 agreements in March") against the dates on a list."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Protocol

from claimtrack.claims.claim import Claim
from claimtrack.datasets.dataset import MeasureDefinition
from claimtrack.matching.link import Candidate, Link, Rival
from claimtrack.measures.measure import History, Scope
from claimtrack.verdicts import wording
from claimtrack.verdicts.claim_time import ClaimTime
from claimtrack.verdicts.deciding import undetermined
from claimtrack.verdicts.diagnosis import Neighbourhood, diagnose
from claimtrack.verdicts.flow import added, is_covered, may_be_net
from claimtrack.verdicts.measured import Measured
from claimtrack.verdicts.official import Gap, at_most
from claimtrack.verdicts.options import Option, any_of, may_fit, net
from claimtrack.verdicts.periods import official_side
from claimtrack.verdicts.profile import Profile
from claimtrack.verdicts.spans import Window, flow_time, windows
from claimtrack.verdicts.verdict import Outcome, Verdict


class Data(Protocol):
    """The official data of a run, as far as flows need it."""

    def definition(self, candidate: Candidate) -> MeasureDefinition:
        """Return the definition of a candidate's measure."""

    def stock(self, candidate: Candidate) -> Candidate:
        """Return the measure of what is in force that a flow adds to."""

    def history(self, candidate: Candidate, scope: Scope) -> History:
        """Return the observations of a measure in a scope."""

    def flow(self, candidate: Candidate, scope: Scope, window: tuple[str, str], *, newcomers: bool) -> History:
        """Return what each list says was added in a window."""

    def other_flows(self, candidate: Candidate, scope: Scope, window: tuple[str, str]) -> tuple[History, ...]:
        """Return what was added in a window by the dataset's other flows."""


def judge_flow(
    reading: Link | Rival, scope: Scope, claim: Claim, link: Link, bench: Data, time: ClaimTime, profile: Profile
) -> Verdict:
    """Judge what was added, under each reading of its words: which first day, and gross or net.

    One reading that fits is enough to agree; a discrepancy must hold under all of them.
    """
    time = flow_time(claim, time)
    spans = windows(claim, time)
    if not spans:
        return undetermined("UND", "the text gives no span of time for what was added")
    value = claim.quantity.value
    if value is not None and value != value.to_integral_value():
        return undetermined("UND", "a count has no fractions; it may be an average")
    options = tuple(_gross(reading, scope, link, bench, time, spans))
    gap = next((option for option in options if isinstance(option, Gap)), None)
    if gap is not None:
        return undetermined(gap.code, gap.text)
    gross = tuple(option for option in options if isinstance(option, Option))
    grown = tuple(_net(reading, scope, claim, link, bench, time))
    verdict = _gross_or_net(claim, gross, grown, profile)
    if reading.unmodelled and verdict.outcome is not Outcome.DISCREPANCY:
        return undetermined("SCO", f"the data does not model “{', '.join(reading.unmodelled)}”")
    if verdict.outcome is not Outcome.DISCREPANCY:
        return verdict
    measured = gross[0].measured
    if verdict.direction == "overstated" and not is_covered(measured.history, spans[0], measured.max_age):
        first = measured.history.observations[0].at.date().isoformat()
        return undetermined("COV", f"{verdict.arithmetic}; the lists begin on {first}, what left before is not on them")
    stock = _measured(
        reading, link, bench.definition(bench.stock(reading.best)), bench.history(bench.stock(reading.best), scope)
    )
    meant = _the_stock(claim, stock, time, profile)
    if meant:
        return replace(undetermined("AMB", f"{verdict.arithmetic}; {meant}"), official=verdict.official)
    beside = (stock.history, *bench.other_flows(reading.best, scope, spans[0].bounds))
    return diagnose(verdict, claim.quantity, measured, Neighbourhood(measures=beside, scopes=()), time, profile)


def _the_stock(claim: Claim, stock: Measured, time: ClaimTime, profile: Profile) -> str:
    """Return how what is in force fits a number of a time ("signed in May"), "" when it does not or "since" is said."""
    told = replace(time, when=time.said or time.when)
    side = None if claim.baseline is not None else official_side(stock, stock.history, told)
    if side is None or isinstance(side, Gap):
        return ""
    trail = f"{wording.span(side.core)} {stock.label} in force {wording.on(side.observation)}, which may be meant"
    return trail if may_fit(claim, Option(measured=stock, side=side, trail=trail), profile) else ""


def _gross_or_net(claim: Claim, gross: tuple[Option, ...], grown: tuple[Option, ...], profile: Profile) -> Verdict:
    """Judge by the dates; the list's growth fits where words leave it open, and else at least bars a discrepancy."""
    verdict = any_of(claim, gross, profile)
    if verdict.outcome is Outcome.AGREES or not grown:
        return verdict
    if may_be_net(claim):
        return any_of(claim, (*gross, *grown), profile)
    if verdict.outcome is not Outcome.DISCREPANCY or not may_fit(claim, grown[0], profile):
        return verdict
    return replace(undetermined("AMB", f"{verdict.arithmetic}; {grown[0].trail}"), official=verdict.official)


def _gross(
    reading: Link | Rival, scope: Scope, link: Link, bench: Data, time: ClaimTime, spans: tuple[Window, ...]
) -> Iterator[Option | Gap]:
    """Yield what the list dates in each window; of things that take part, also those that had no earlier date."""
    definition = bench.definition(reading.best)
    said = time.said or time.when
    for newcomers in (False, True) if definition.aggregate == "count_distinct" else (False,):
        for window in spans:
            history = bench.flow(reading.best, scope, window.bounds, newcomers=newcomers)
            measured = _measured(reading, link, definition, history)
            side = added(history, window, said, measured.max_age)
            if isinstance(side, Gap):
                yield side
                continue
            which = "dated for the first time" if newcomers else "dated"
            seen = side.observation.at.date().isoformat()
            trail = f"{measured.label} {which} {window.label}, in the list of {seen}"
            yield Option(measured=measured, side=at_most(side) if reading.unmodelled else side, trail=trail)


def _net(
    reading: Link | Rival, scope: Scope, claim: Claim, link: Link, bench: Data, time: ClaimTime
) -> Iterator[Option]:
    """Yield the list's growth between its ends where the words may tell that, and lists are there for both."""
    start = claim.baseline
    if start is None and claim.as_of is not None:
        start = replace(claim.as_of, end=claim.as_of.start)
    if start is None:
        return
    stock = bench.stock(reading.best)
    measured = _measured(reading, link, bench.definition(stock), bench.history(stock, scope))
    option = net(measured, replace(time, baseline=start))
    if option is not None:
        yield replace(option, side=at_most(option.side)) if reading.unmodelled else option


def _measured(reading: Link | Rival, link: Link, definition: MeasureDefinition, history: History) -> Measured:
    return Measured(
        definition=definition,
        history=history,
        restricted=reading.unmodelled,
        tentative=link.tentative,
        explicit=link.explicit,
    )
