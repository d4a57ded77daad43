"""From claims to checks: link each to a measure, observe, judge under every open reading, diagnose."""

from __future__ import annotations

from dataclasses import dataclass, replace
from decimal import Decimal

from claimtrack.bench import Bench
from claimtrack.causes import counted_alike, mixups
from claimtrack.claims.claim import Claim, Modality
from claimtrack.corpus.document import Document
from claimtrack.flowing import judge_flow
from claimtrack.matching.judged import link_judged, not_refused
from claimtrack.matching.judgement import LinkJudgement, Standing, standing
from claimtrack.matching.link import Link, Rival, Unlinked
from claimtrack.matching.matcher import CARRIED_ON
from claimtrack.matching.scopes import is_place_itself
from claimtrack.matching.thin import ELSEWHERE, MAY_BE_A_START, is_said_to_be_there, tells_a_difference
from claimtrack.measures.measure import Scope
from claimtrack.period import Period, month
from claimtrack.quantity import CHANGES, Role
from claimtrack.verdicts import wording
from claimtrack.verdicts.check import Check
from claimtrack.verdicts.claim_time import ClaimTime, claim_time, time_before
from claimtrack.verdicts.deciding import undetermined
from claimtrack.verdicts.dependency import Dependency
from claimtrack.verdicts.diagnosis import diagnose, fits_what_is_named
from claimtrack.verdicts.finding import is_near
from claimtrack.verdicts.judge import judge, one_of
from claimtrack.verdicts.leaders import judge_leaders
from claimtrack.verdicts.measured import Measured
from claimtrack.verdicts.mixups import with_mixups
from claimtrack.verdicts.official import Gap
from claimtrack.verdicts.own_numbers import with_own_numbers
from claimtrack.verdicts.profile import Profile
from claimtrack.verdicts.story import Story
from claimtrack.verdicts.untold import at_an_untold_time, left_untold
from claimtrack.verdicts.verdict import Outcome, Reason, Verdict
from claimtrack.verdicts.ways import way_told

NOT_FACT = {
    Modality.PLANNED: "it is planned or expected, not stated as a fact",
    Modality.CONDITIONAL: "it is conditional, not stated as a fact",
    Modality.NEGATED: "it is denied, not stated as a fact",
}
STACKED = "modifier.stacked"
"""The cue of a number with two hedges ("at least nearly 900")."""
EXCLUDED_OR_OPEN = {Outcome.DISCREPANCY, Outcome.UNDETERMINED}
"""Outcomes of a number that no reading confirms."""
LEFT_OUT = frozenset({ELSEWHERE, CARRIED_ON})
"""Why a link is thin whose number leaves out what it counts."""
SHARED_START = "its start is the one that the story gives elsewhere"


@dataclass(frozen=True, slots=True, kw_only=True)
class Terms:
    """What a document is judged under: how strictly, at which date instead of its own, against which measure only.

    `judgements` are what people said of its claims' links, in the order they arrived.
    """

    profile: Profile
    as_of: Period | None = None
    only: str | None = None
    judgements: tuple[LinkJudgement, ...] = ()


def judge_document(
    document: Document,
    claims: tuple[Claim, ...],
    bench: Bench,
    terms: Terms,
    read: list[Dependency] | None = None,
) -> tuple[Check, ...]:
    """Return a check for every claim of a document that was not set aside, in the order of the text.

    What was read of the data for them is put into `read`.
    """
    story = Story(document.text, {claim.id: claim for claim in claims})
    checks = []
    bench.reads.clear()
    for claim in claims:
        if claim.set_aside is not None:
            continue
        link, verdict = judge_claim(claim, document, bench, terms, story)
        checks.append(Check(claim=claim, link=link, verdict=verdict))
        if read is not None:
            read += bench.take_reads(claim)
        bench.reads.clear()
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
        claim = replace(claim, baseline=time_before(claim, yearly=bench.is_yearly(link.best)))
    if claim.baseline is None and claim.quantity.role in (*CHANGES, Role.FROM):
        start = story.start_of(claim)
        claim = replace(claim, baseline=start)
        link = link if start is None else replace(link, tentative=link.tentative or SHARED_START)
    time = claim_time(claim, document.date_published, terms.as_of)
    if isinstance(time, Gap):
        return link, _at_no_time(claim, document, link, bench, time)
    bench.reads.times += [moment.end for moment in (time.when, time.baseline) if moment is not None]
    mean = bench.yearly_twin(link, time)
    if mean is not None:
        return mean, _of_a_whole_year(claim, mean, link, bench, time, terms.profile)
    link = bench.over_its_own_time(link, claim, time)
    verdict = _under_all_readings(claim, link, bench, time, terms.profile)
    if verdict.outcome is not Outcome.AGREES and link.tentative == MAY_BE_A_START:
        gap = Gap(code="AMB", text=f"{MAY_BE_A_START}, at a time that is not told")
        return link, _at_no_time(claim, document, link, bench, gap)
    return link, verdict


def _at_no_time(claim: Claim, document: Document, link: Link, bench: Bench, gap: Gap) -> Verdict:
    """Judge a claim whose time is not told: by any list of before, if its measure and scope are sure."""
    told = not (link.ambiguous or link.open_scope)
    if document.date_published is not None:
        bench.reads.times.append(document.date_published.end)
    measured = replace(bench.measured(link, link.scope), tentative=link.tentative)
    found = at_an_untold_time(claim, measured, document.date_published, gap) if told else None
    if found is not None or not told:
        return found or undetermined(gap.code, gap.text)
    return left_untold(claim, measured, document.date_published, gap)


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
    shared = one_of(speaking)
    if shared.outcome is Outcome.UNDETERMINED and link.tentative in LEFT_OUT and len(ways) == 1:
        shared = _whatever_it_counts(claim, link, bench, time, profile) or shared
    # Of several that it contradicts, the reading that it is near to is the one to show.
    shown = near if near is not None and shared.outcome is Outcome.DISCREPANCY else shared
    return _with_assumptions(replace(shown, reach=_reach(speaking)), claim, link)


def _whatever_it_counts(claim: Claim, link: Link, bench: Bench, time: ClaimTime, profile: Profile) -> Verdict | None:
    """Return the discrepancy of a place's number whose noun is left out, if it fits nothing that is counted there.

    A place that grammar does not tie to it, and a count of nothing, leave it open; a number of no place must be said to
    be there ("there were 635").
    """
    sure = link.firm_scope if link.scope else is_said_to_be_there(claim)
    if not sure or link.unmodelled or claim.quantity.role is not Role.LEVEL or tells_a_difference(claim):
        return None
    own: list[Verdict] = []
    for candidate in counted_alike(link, bench):
        dimensions = bench.definition(candidate).dimensions
        known = {d.name for d in bench.descriptors[candidate.dataset].dimensions}
        if not {name for name, _ in link.scope} <= (known if dimensions is None else known & set(dimensions)):
            continue
        # That a number is far off another count is no sign that it counts something else again.
        reading = replace(link, best=candidate, tentative="", explicit=link.explicit or candidate != link.best)
        found = [verdict for _, verdict in _under(reading, link.scope, claim, reading, bench, time, profile)]
        if any(verdict.outcome is Outcome.AGREES for verdict in found):
            return None
        own += found if candidate.dataset == link.best.dataset else []
    if not own or any(verdict.outcome is not Outcome.DISCREPANCY for verdict in own):
        return None
    if own[0].official is None or not own[0].official.value:
        return None
    caveat = Reason(code="AMB", text=f"{link.tentative}; it fits nothing that is counted there")
    return replace(own[0], reasons=(*own[0].reasons, caveat))


def _reach(readings: tuple[Judged, ...]) -> tuple[Decimal, Decimal] | None:
    """Return what the official value is under all readings, from the least to the most; None where one has none."""
    officials = [verdict.official for _, verdict in readings]
    known = [official for official in officials if official is not None]
    if not known or len(known) < len(officials):
        return None
    return min(official.low for official in known), max(official.high for official in known)


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
    values = _as_told(claim, bench.measured(reading, scope, claim.quantity.role), reading.best.dataset, bench)
    measured = replace(values, tentative=link.tentative, explicit=link.explicit)
    verdict = judge(claim, measured, time, profile)
    if verdict.outcome is not Outcome.DISCREPANCY:
        return [(measured.label, verdict)]
    near = bench.neighbourhood(reading.best, scope)
    verdict = diagnose(verdict, claim.quantity, measured, near, time, profile)
    verdict = with_mixups(verdict, claim, mixups(reading, scope, claim, values, bench, time), profile)
    named = "" if _is_about_its_subject(claim, scope) else fits_what_is_named(verdict, claim, measured.history)
    found = [(measured.label, verdict if not named else undetermined("AMB", f"{verdict.arithmetic}; {named}"))]
    if scope and not link.firm_scope:
        whole = replace(bench.measured(reading, ()), tentative=link.tentative)
        beside = judge(claim, whole, time, profile)
        found += [(whole.label, beside)] if beside.outcome is Outcome.AGREES else []
    return found


def _as_told(claim: Claim, measured: Measured, dataset: str, bench: Bench) -> Measured:
    """Return what a claim is judged against, counted in the way that its words tell where they tell one."""
    way = way_told(claim, measured.definition, bench.descriptors[dataset])
    if way is None:
        return measured
    return replace(measured, history=bench.history_as(dataset, way.definition, measured.history.scope), way=way.name)


def _is_about_its_subject(claim: Claim, scope: Scope) -> bool:
    """Whether a number is said of the one place that it is judged for, as its subject: "the euro area is home to"."""
    return len(scope) == 1 and is_place_itself((claim.subject or "").lower(), scope[0][1].lower())


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
