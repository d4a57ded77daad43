"""Claims beside undeclared tables: the queries that their words call for, counted together and judged one by one."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import timedelta

from claimtrack.claims.claim import Claim
from claimtrack.corpus.document import Document
from claimtrack.datasets.dataset import Descriptor, MeasureDefinition, Snapshot
from claimtrack.datasets.dates import UNDATED
from claimtrack.matching.link import Link, Rival, Unlinked
from claimtrack.matching.questionnaire import Questionnaire, questionnaire
from claimtrack.matching.questions import Suggestion, Suggestions, is_share, suggest
from claimtrack.measures.measure import History
from claimtrack.measures.observe import Observatory
from claimtrack.measures.questions import questions_of
from claimtrack.measures.suggested import ROWS, Conditions, scope_of
from claimtrack.period import Period
from claimtrack.quantity import Role, plain
from claimtrack.verdicts.claim_time import ClaimTime
from claimtrack.verdicts.deciding import undetermined
from claimtrack.verdicts.judge import judge, one_of
from claimtrack.verdicts.measured import Measured
from claimtrack.verdicts.profile import Profile
from claimtrack.verdicts.verdict import Outcome, Reason, Verdict

ROWS_DEFINITION = MeasureDefinition(
    name=ROWS, title="rows of an undeclared table", aggregate="count", max_age_days=36_500
)
"""What an undeclared table can be asked without anybody's word on it; what a survey found does not grow old."""
LONG_AGO = timedelta(days=366)
"""A claim about a time further back is not about a survey that bears no date."""


class UndeclaredTables:
    """The undeclared tables of a workspace, read as questionnaires at the first claim that asks for them."""

    def __init__(
        self, descriptors: Iterable[Descriptor], snapshots: Iterable[Snapshot], observatory: Observatory
    ) -> None:
        self._observatory = observatory
        newest = {s.dataset: s for s in sorted(snapshots, key=lambda s: s.observed_at) if s.believed}
        self._tables = {d.name: (d, newest[d.name]) for d in descriptors if d.kind == "table" and d.name in newest}
        self._sheets: dict[str, Questionnaire] = {}

    def link(self, claim: Claim, document: Document) -> tuple[Link, Suggestions] | Unlinked:
        """Return the query that a claim's words call for, with its near rivals, or why there is none."""
        found = [suggest(self._sheet(name), claim, document) for name in self._tables]
        ranked = sorted((f for f in found if isinstance(f, Suggestions)), key=lambda f: -f.score)
        refused = [f for f in found if isinstance(f, Unlinked)]
        if not ranked:
            return next((f for f in refused if f.code != "COV"), refused[0] if refused else _NO_TABLE)
        best = ranked[0]
        return _link(best, is_share(claim)), best

    def judge(self, claim: Claim, document: Document, suggestions: Suggestions, profile: Profile) -> Verdict:
        """Judge a claim under each reading that its words leave open; they must agree on the outcome."""
        dataset = suggestions.readings[0].candidate.dataset
        snapshot = self._tables[dataset][1]
        out_of_time = _out_of_time(claim, document, snapshot)
        if out_of_time is not None:
            return out_of_time
        at = Period(start=snapshot.observed_at, end=snapshot.observed_at)
        time = ClaimTime(when=at, source="table", said=document.date_published)
        asked = _as_share(claim) if is_share(claim) else claim
        counted = self._counted(dataset, suggestions.readings)
        found = []
        for reading in suggestions.readings:
            whole = None if reading.whole is None else counted[reading.whole]
            measured = Measured(
                definition=ROWS_DEFINITION, history=counted[reading.part], whole=whole, explicit=True,
                tentative=suggestions.tentative,
            )  # fmt: skip
            verdict = judge(asked, measured, time, profile)
            found.append((_named(reading), _with_assumption(verdict, reading, counted)))
        return one_of(tuple(found))

    def _sheet(self, name: str) -> Questionnaire:
        if name not in self._sheets:
            fields = self._tables[name][0].fields
            self._sheets[name] = questionnaire(name, questions_of(fields, self._observatory.profile(name)))
        return self._sheets[name]

    def _counted(self, dataset: str, readings: Sequence[Suggestion]) -> dict[Conditions, History]:
        """Return the counts of all parts and wholes, and of all rows, from one pass over the table."""
        wanted: dict[Conditions, None] = {(): None}
        for reading in readings:
            wanted |= {reading.part: None} | ({} if reading.whole is None else {reading.whole: None})
        keys = tuple(wanted)
        return dict(zip(keys, self._observatory.counted(dataset, keys), strict=True))


_NO_TABLE = Unlinked(code="COV", text="no undeclared table in this workspace")


def _link(found: Suggestions, share: bool) -> Link:
    best, *others = found.readings
    return Link(
        best=best.candidate,
        scope=scope_of(best.part),
        scope_open=share and best.assumed is not None,
        tentative=found.tentative,
        explicit=True,
        ambiguous=tuple(Rival(best=o.candidate, scope=scope_of(o.part)) for o in others),
        alternatives=(*(o.candidate for o in others), *found.others),
    )


def _as_share(claim: Claim) -> Claim:
    """Return the claim as a share, which a bare percentage of answers is."""
    return replace(claim, quantity=replace(claim.quantity, role=Role.SHARE))


def _named(reading: Suggestion) -> str:
    part = ", ".join(label for _, label in scope_of(reading.part)) or "all rows"
    return part if reading.whole is None else f"{part} of {', '.join(c.label for c in reading.whole)}"


def _with_assumption(verdict: Verdict, reading: Suggestion, counted: dict[Conditions, History]) -> Verdict:
    """Say of whom a share was taken, and how many gave no answer, where the text does not say it."""
    if reading.assumed is None or reading.whole is None or verdict.outcome is Outcome.UNDETERMINED:
        return verdict
    whole, rows = (counted[key].observations[-1].value for key in (reading.whole, ()))
    text = f"the text does not say of whom; taken of the {plain(whole)} that {reading.whole[-1].label}"
    if rows > whole:
        text += f"; {plain(rows - whole)} of {plain(rows)} rows are left out, which hold no answer to it"
    return replace(verdict, reasons=(*verdict.reasons, Reason(code="SCA", text=text)))


def _out_of_time(claim: Claim, document: Document, snapshot: Snapshot) -> Verdict | None:
    """Return why a table can't speak for a claim's time, None when it can.

    A table without a date is the survey that the text tells of, whenever that was, unless the text looks far back.
    """
    published = document.date_published
    if claim.as_of is not None and published is not None and claim.as_of.end < published.start - LONG_AGO:
        return undetermined("COV", f"it speaks of {claim.as_of.label}; the table is of one survey")
    if snapshot.observed_at_source == UNDATED or published is None or snapshot.observed_at <= published.end:
        return None
    return undetermined("COV", f"the table is of {snapshot.observed_at.date()}, after the publication")
