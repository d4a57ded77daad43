"""From claims to checks: link each to a measure, observe, judge under every open reading, diagnose."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import timedelta
from functools import partial
from pathlib import Path

from claimtrack.claims.claim import Claim, Modality
from claimtrack.corpus.document import Document
from claimtrack.datasets.dataset import Descriptor, MeasureDefinition, Snapshot
from claimtrack.errors import ClaimtrackError
from claimtrack.flowing import judge_flow
from claimtrack.matching.judged import link_judged, not_refused
from claimtrack.matching.judgement import LinkJudgement, Standing, standing
from claimtrack.matching.link import Candidate, Leaders, Link, Rival, Unlinked
from claimtrack.matching.matcher import Matcher
from claimtrack.measures.measure import History, Scope
from claimtrack.measures.observe import Observatory
from claimtrack.measures.together import added_up
from claimtrack.measures.peers import Peers, kind_of, peers_of
from claimtrack.period import Period, month, shifted, year
from claimtrack.quantity import CHANGES, Role
from claimtrack.suggesting import UndeclaredTables
from claimtrack.verdicts import wording
from claimtrack.verdicts.check import Check
from claimtrack.verdicts.claim_time import ClaimTime, claim_time
from claimtrack.verdicts.deciding import undetermined
from claimtrack.verdicts.diagnosis import Neighbourhood, diagnose
from claimtrack.verdicts.finding import is_near
from claimtrack.verdicts.judge import judge, one_of
from claimtrack.verdicts.leaders import judge_leaders
from claimtrack.verdicts.measured import Measured
from claimtrack.verdicts.official import Gap
from claimtrack.verdicts.own_numbers import with_own_numbers
from claimtrack.verdicts.profile import Profile
from claimtrack.verdicts.story import Story
from claimtrack.verdicts.verdict import Outcome, Reason, Verdict

NOT_FACT = {
    Modality.PLANNED: "it is planned or expected, not stated as a fact",
    Modality.CONDITIONAL: "it is conditional, not stated as a fact",
    Modality.NEGATED: "it is denied, not stated as a fact",
}
BESIDE = timedelta(days=14)
"""So far apart two lists may have been seen to be added up."""
STACKED = "modifier.stacked"
"""The cue of a number with two hedges ("at least nearly 900")."""
EXCLUDED_OR_OPEN = {Outcome.DISCREPANCY, Outcome.UNDETERMINED}
"""Outcomes of a number that no reading confirms."""
RATE_NOUN = re.compile(r"\b(?:rate|inflation|growth|change)s?$", re.IGNORECASE)
"""Nouns for changes: "inflation rose 2 percent" is no rise of prices by 2 percent."""
SHARED_START = "its start is the one that the story gives elsewhere"


class Bench:
    """The official data of a run, opened once: what claims are matched with and judged against."""

    def __init__(self, descriptors: tuple[Descriptor, ...], snapshots: tuple[Snapshot, ...], cache: Path) -> None:
        self.descriptors = {descriptor.name: descriptor for descriptor in descriptors}
        self._observatory = Observatory(descriptors, snapshots, cache)
        values = {
            d.name: {dim.name: self._observatory.values(d.name, dim.name) for dim in d.dimensions} for d in descriptors
        }
        self._values = values
        self.matcher = Matcher(descriptors, values)
        self.undeclared = UndeclaredTables(descriptors, snapshots, self._observatory)

    def close(self) -> None:
        """Let go of the official data."""
        self._observatory.close()

    @property
    def errors(self) -> tuple[ClaimtrackError, ...]:
        """What could not be read of the official data so far."""
        return self._observatory.errors

    def definition(self, candidate: Candidate) -> MeasureDefinition:
        """Return the definition of a candidate's measure."""
        found = self.descriptors[candidate.dataset].measure(candidate.measure)
        if found is None:
            raise KeyError(candidate.measure)
        return found

    def measured(self, link: Link | Rival, scope: Scope, role: Role = Role.LEVEL) -> Measured:
        """Return the linked measure's values in a scope; for a share also the whole's, for a rank those of its like."""
        whole = tuple(pair for pair in scope if pair not in link.scope)
        peers, near_peers = self._peers(link.best, scope) if role is Role.RANK else ((), ())
        has_whole = role is Role.SHARE and len({name for name, _ in link.scope}) == 1 and not link.scope_of_whole
        return Measured(
            definition=self.definition(link.best),
            history=self.history(link.best, scope),
            whole=self.history(link.best, whole) if has_whole else None,
            peers=peers,
            near_peers=near_peers,
            restricted=link.unmodelled,
        )

    def column(self, dataset: str, dimension: str) -> str:
        """Return the column of the data that a dimension's values stand in."""
        return next(d.column for d in self.descriptors[dataset].dimensions if d.name == dimension)

    def history(self, candidate: Candidate, scope: Scope) -> History:
        """Return the observations of a measure in a scope."""
        return self._observatory.history(candidate.dataset, candidate.measure, scope)

    def flow(self, candidate: Candidate, scope: Scope, window: tuple[str, str], *, newcomers: bool) -> History:
        """Return what each list says was added in a window, first of its kind or not (`newcomers`)."""
        return self._observatory.flow(candidate.dataset, candidate.measure, window, scope, newcomers=newcomers)

    def other_flows(self, candidate: Candidate, scope: Scope, window: tuple[str, str]) -> tuple[History, ...]:
        """Return what was added in a window by the dataset's other flows."""
        flows = (m.name for m in self.descriptors[candidate.dataset].measures if m.flow_of is not None)
        others = [replace(candidate, measure=name) for name in flows if name != candidate.measure]
        return tuple(self.flow(other, scope, window, newcomers=False) for other in others)

    def stock(self, candidate: Candidate) -> Candidate:
        """Return the measure of what is in force that a flow adds to."""
        return replace(candidate, measure=self.definition(candidate).flow_of or candidate.measure)

    def histories(self) -> Iterator[History]:
        """Yield every measure unrestricted, and in each scope of one dimension."""
        for descriptor in self.descriptors.values():
            for definition in (m for m in descriptor.measures if m.flow_of is None):
                candidate = Candidate(dataset=descriptor.name, measure=definition.name, score=1.0)
                for scope in ((), *self._other_scopes(descriptor, ())):
                    yield self.history(candidate, scope)

    def over_its_own_time(self, link: Link, claim: Claim, time: ClaimTime) -> Link:
        """Return the link to the level behind a change measure, for a change over another time than the measure's.

        "Prices rose 0.6 percent between April and May" is no change over 12 months, but one of the index.
        """
        formula = self.definition(link.best).formula
        if formula is None or formula.kind != "change" or formula.yearly or time.baseline is None:
            return link
        rate = claim.head is not None and RATE_NOUN.search(claim.head) is not None
        if rate or claim.quantity.role is not Role.PERCENT_CHANGE:
            return link
        if formula.months == time.baseline.months_until(time.when):
            return link
        level = next((m for m in self.descriptors[link.best.dataset].measures if m.is_level_of(formula)), None)
        return link if level is None else replace(link, best=replace(link.best, measure=level.name))

    def yearly_twin(self, link: Link, time: ClaimTime) -> Link | None:
        """Return the link to the change of yearly means, for a monthly change that is said of a whole year."""
        formula = self.definition(link.best).formula
        if formula is None or formula.kind != "change" or formula.yearly or not time.when.is_year:
            return None
        of = formula.of
        for measure in self.descriptors[link.best.dataset].measures:
            if measure.formula is not None and measure.formula.yearly and measure.formula.of == of:
                return replace(link, best=replace(link.best, measure=measure.name))
        return None

    def is_yearly(self, candidate: Candidate) -> bool:
        """Whether a measure's values are about whole years, one each."""
        observations = self.history(candidate, ()).observations
        period = observations[-1].period if observations else None
        return period is not None and period.is_year

    def _peers(self, candidate: Candidate, scope: Scope) -> Peers:
        """Return the measure for the other values of the scope's only dimension, and for those of another kind."""
        if len(scope) != 1:
            return (), ()
        ((name, own),) = scope
        dimension = self.descriptors[candidate.dataset].dimension(name)
        if dimension is None or own in dimension.groups:
            return (), ()
        others = set(self._values[candidate.dataset][name]) - {own}
        return peers_of(dimension, kind_of(dimension, own), others, (), partial(self.history, candidate))

    def led(self, reading: Link | Rival, scope: Scope, leaders: Leaders) -> Measured:
        """Return the linked measure's values in a scope, with those of all values of the dimension that is ordered."""
        candidate = reading.best
        dimension = self.descriptors[candidate.dataset].dimension(leaders.dimension)
        if dimension is None:
            raise KeyError(leaders.dimension)
        values = self._values[candidate.dataset][dimension.name]
        peers, near = peers_of(dimension, leaders.kind, values, scope, partial(self.history, candidate))
        return Measured(
            definition=self.definition(candidate),
            history=self.history(candidate, scope),
            peers=peers,
            near_peers=near,
            restricted=reading.unmodelled,
        )

    def neighbourhood(self, candidate: Candidate, scope: Scope) -> Neighbourhood:
        """Return the sibling measures in the same scope, and the same measure in each scope one dimension away.

        Among the siblings are counts with those of the list published beside it added in, as if pending were signed.
        """
        descriptor = self.descriptors[candidate.dataset]
        stocks = (m.name for m in descriptor.measures if m.flow_of is None)
        siblings = [replace(candidate, measure=name) for name in stocks if name != candidate.measure]
        scopes = [other for other in self._other_scopes(descriptor, scope) if other != scope]
        measures = tuple(self.history(sibling, scope) for sibling in siblings)
        return Neighbourhood(
            measures=(*measures, *self._added_in(descriptor, (self.history(candidate, scope), *measures))),
            scopes=tuple(self.history(candidate, other) for other in scopes),
        )

    def _added_in(self, descriptor: Descriptor, own: Iterable[History]) -> Iterator[History]:
        """Yield each count with that of the list published beside it added in, where both can be in that scope."""
        for partner in (self.descriptors.get(name) for name in descriptor.quality.published_with):
            if partner is None or not partner.measures:
                continue
            first, dimensions = partner.measures[0], {d.name for d in partner.dimensions}
            beside = Candidate(dataset=partner.name, measure=first.name, score=1.0)
            for history in own:
                if {name for name, _ in history.scope} <= dimensions and self._counts_rows(history):
                    yield added_up(history, self.history(beside, history.scope), BESIDE)

    def _counts_rows(self, history: History) -> bool:
        measure = self.descriptors[history.dataset].measure(history.measure)
        return measure is not None and measure.aggregate == "count"

    def _other_scopes(self, descriptor: Descriptor, scope: Scope) -> Iterable[Scope]:
        if scope:
            yield ()
        for dimension in descriptor.dimensions:
            kept = tuple(pair for pair in scope if pair[0] != dimension.name)
            for value in self._values[descriptor.name][dimension.name]:
                yield tuple(sorted((*kept, (dimension.name, value))))


@dataclass(frozen=True, slots=True, kw_only=True)
class Terms:
    """What a document is judged under: how strictly, at which date instead of its own, against which measure only.

    `judgements` are what people said of its claims' links, in the order they arrived.
    """

    profile: Profile
    as_of: Period | None = None
    only: str | None = None
    judgements: tuple[LinkJudgement, ...] = ()


def judge_document(document: Document, claims: tuple[Claim, ...], bench: Bench, terms: Terms) -> tuple[Check, ...]:
    """Return a check for every claim of a document that was not set aside, in the order of the text."""
    story = Story(document.text, {claim.id: claim for claim in claims})
    checks = []
    for claim in claims:
        if claim.set_aside is not None:
            continue
        link, verdict = judge_claim(claim, document, bench, terms, story)
        checks.append(Check(claim=claim, link=link, verdict=verdict))
    by_data = {check.claim.id: check.verdict for check in checks}
    verdicts = with_own_numbers(document, claims, by_data, terms.profile)
    return tuple(replace(check, verdict=verdicts[check.claim.id]) for check in checks)


def judge_claim(
    claim: Claim, document: Document, bench: Bench, terms: Terms, story: Story
) -> tuple[Link | None, Verdict]:
    """Link one claim and judge it against the official data."""
    if claim.modality is not Modality.ASSERTED:
        return None, undetermined("NCK", NOT_FACT[claim.modality])
    said = standing(terms.judgements, claim.id)
    link = link_judged(bench.matcher, claim, document, said, terms.only, story.carries_on(claim))
    if isinstance(link, Unlinked):
        return _beside_undeclared(claim, document, bench, terms, link, said)
    story.follow(link, claim, stock=bench.definition(link.best).accumulation == "stock")
    if claim.baseline is None:
        claim = replace(claim, baseline=_time_before(claim, yearly=bench.is_yearly(link.best)))
    if claim.baseline is None and claim.quantity.role in (*CHANGES, Role.FROM):
        start = story.start_of(claim)
        claim = replace(claim, baseline=start)
        link = link if start is None else replace(link, tentative=link.tentative or SHARED_START)
    time = claim_time(claim, document.date_published, terms.as_of)
    if isinstance(time, Gap):
        return link, undetermined(time.code, time.text)
    mean = bench.yearly_twin(link, time)
    if mean is not None:
        return mean, _of_a_whole_year(claim, mean, link, bench, time, terms.profile)
    link = bench.over_its_own_time(link, claim, time)
    return link, _under_all_readings(claim, link, bench, time, terms.profile)


def _time_before(claim: Claim, *, yearly: bool) -> Period | None:
    """Return the start of a change that is said of one period: "rose 4 percent in 2016" compares it with 2015.

    A month's change may be one from any time before, unless it is the month's "alone".
    """
    when = claim.as_of
    if claim.quantity.role not in CHANGES or when is None:
        return None
    told = rf"\b(?:in|during) {re.escape(when.text)}"
    if re.search(rf"{told} alone\b", claim.sentence.text, re.IGNORECASE) and when.whole_months in (1, 12):
        return shifted(when, months=when.whole_months)
    if not yearly or not when.is_year:
        return None
    during = re.search(rf"{told}\b|\blast year\b", claim.sentence.text, re.IGNORECASE)
    return year(when.start.year - 1) if during is not None else None


def _beside_undeclared(
    claim: Claim, document: Document, bench: Bench, terms: Terms, refused: Unlinked, said: Standing
) -> tuple[Link | None, Verdict]:
    """Judge a claim that no declared measure covers against an undeclared table, if its words call for one."""
    if refused.code == "COV" and terms.only is None:
        found = bench.undeclared.link(claim, document)
        if not isinstance(found, Unlinked):
            link, suggestions = found
            told = not_refused(link, said)
            if isinstance(told, Unlinked):
                return None, undetermined(told.code, told.text)
            return link, bench.undeclared.judge(claim, document, suggestions, terms.profile)
        refused = found if found.code != "COV" else refused
    return None, undetermined(refused.code, refused.text)


def _under_all_readings(claim: Claim, link: Link, bench: Bench, time: ClaimTime, profile: Profile) -> Verdict:
    """Judge under each measure and scope that the text leaves open; they must agree on the outcome."""
    readings: tuple[Link | Rival, ...] = (link, *link.ambiguous)
    ways = [(reading, scope) for reading in readings for scope in _open_scopes(reading, likely=link.likely)]
    found: list[tuple[str, Judged]] = []
    for reading, scope in ways:
        judged = _under(reading, scope, claim, link, bench, time, profile)
        if link.likely and scope != reading.scope and judged[0][1].outcome is Outcome.AGREES:
            return judged[0][1]
        found += [(reading.best.dataset, one) for one in judged]
    empty = {reading.best.dataset for reading in readings if not bench.history(reading.best, ()).observations}
    speaking = _where_data_speak(found, empty)
    near = next((verdict for _, verdict in speaking if is_near(verdict)), None)
    if near is not None and {verdict.outcome for _, verdict in speaking} == EXCLUDED_OR_OPEN and not link.explicit:
        sure = replace(link, explicit=True)
        again = [one for reading, scope in ways for one in _under(reading, scope, claim, sure, bench, time, profile)]
        if all(verdict.outcome is Outcome.DISCREPANCY for _, verdict in again):
            # Where a number is near one reading, that it is far off under another is no sign of another thing.
            return _with_assumptions(near, claim, replace(link, scope_open=speaking[0][1] is near and link.scope_open))
    return _with_assumptions(one_of(speaking), claim, link)


def _open_scopes(reading: Link | Rival, *, likely: bool) -> tuple[Scope, ...]:
    """Return the scopes that a reading may have, the likelier first."""
    if not reading.open_scope:
        return (reading.scope,)
    return (_joined(reading), reading.scope) if likely else (reading.scope, _joined(reading))


def _of_a_whole_year(
    claim: Claim, mean: Link, monthly: Link, bench: Bench, time: ClaimTime, profile: Profile
) -> Verdict:
    """Judge a change that is said of a year: of its mean, or between Decembers unless a year is its start."""
    of_means = _under_all_readings(claim, mean, bench, replace(time, baseline=None), profile)
    if monthly.tentative != SHARED_START and time.baseline is not None and time.baseline.is_year:
        return of_means
    december = replace(time, when=month(time.when.start.year, 12))
    at_its_end = _under_all_readings(claim, monthly, bench, december, profile)
    return one_of((("yearly means", of_means), ("from December to December", at_its_end)))


Judged = tuple[str, Verdict]
"""The name of a reading, and the verdict under it."""


def _under(
    reading: Link | Rival, scope: Scope, claim: Claim, link: Link, bench: Bench, time: ClaimTime, profile: Profile
) -> list[Judged]:
    """Judge under one measure and scope; a scope that grammar does not tie to the number may be none at all."""
    if reading.leaders is not None:
        led = replace(bench.led(reading, scope, reading.leaders), tentative=link.tentative, explicit=link.explicit)
        column = bench.column(reading.best.dataset, reading.leaders.dimension)
        return [(led.label, judge_leaders(claim, reading.leaders, column, led, time, profile))]
    if bench.definition(reading.best).flow_of is not None:
        label = wording.named(reading.best.measure, scope)
        return [(label, judge_flow(reading, scope, claim, link, bench, time, profile))]
    values = bench.measured(reading, scope, claim.quantity.role)
    measured = replace(values, tentative=link.tentative, explicit=link.explicit)
    verdict = judge(claim, measured, time, profile)
    if verdict.outcome is not Outcome.DISCREPANCY:
        return [(measured.label, verdict)]
    near = bench.neighbourhood(reading.best, scope)
    verdict = diagnose(verdict, claim.quantity, measured, near, time, profile)
    named = _fits_what_is_named(verdict, claim, measured.history)
    found = [(measured.label, verdict if not named else undetermined("AMB", f"{verdict.arithmetic}; {named}"))]
    if scope and not link.firm_scope:
        whole = replace(bench.measured(reading, ()), tentative=link.tentative)
        beside = judge(claim, whole, time, profile)
        found += [(whole.label, beside)] if beside.outcome is Outcome.AGREES else []
    return found


def _fits_what_is_named(verdict: Verdict, claim: Claim, own: History) -> str:
    """Return which place named beside a number it is right for, "" for none: the text may well mean that one.

    Equal numbers link nothing, but a place that the words leave open is no ground for a discrepancy.
    """
    elsewhere = (s for s in verdict.siblings if s.measure == own.measure and s.scope != own.scope)
    for sibling in elsewhere:
        for _, value in sibling.scope:
            if re.search(rf"\b{re.escape(value)}\b", claim.paragraph.text):
                return f"right for {value}, which is named beside it"
    return ""


def _where_data_speak(found: list[tuple[str, Judged]], empty: set[str]) -> tuple[Judged, ...]:
    """Return the readings under the datasets that have a value for the claim's time; all of them when none has.

    An empty dataset, or one that can't be read, is no reason to take another at its word.
    """
    speaking = {
        dataset for dataset, (_, verdict) in found if verdict.official is not None and "STL" not in verdict.codes
    }
    return tuple(judged for dataset, judged in found if not speaking or dataset in speaking | empty)


def _joined(link: Link | Rival) -> Scope:
    """Return the scope with those values that may be meant as well."""
    restricted = {name for name, _ in link.scope}
    return tuple(sorted((*link.scope, *(pair for pair in link.open_scope if pair[0] not in restricted))))


def _with_assumptions(verdict: Verdict, claim: Claim, link: Link) -> Verdict:
    """Say what was assumed, where the verdict rests on it: the scope, or one of two hedges."""
    if verdict.outcome is Outcome.UNDETERMINED:
        return verdict
    reasons = list(verdict.reasons)
    if link.scope_open:
        reasons.append(Reason(code="SCA", text="the text names no scope for it; all of the list was compared"))
    if STACKED in claim.cues:
        reasons.append(Reason(code="AMB", text="it has two hedges; the more permissive was taken"))
    return replace(verdict, reasons=tuple(reasons))
