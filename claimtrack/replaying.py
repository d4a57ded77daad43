"""Replay: every stored verdict judged anew from what is stored, and its evidence's queries run on the files themselves.

Nothing is written to the database, and no text is parsed: claims are stored.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Self

from claimtrack.bench import Bench
from claimtrack.datasets.dataset import Snapshot
from claimtrack.datasets.files import file_sha256
from claimtrack.errors import ClaimtrackError, attempt
from claimtrack.inventory import Data, load_data
from claimtrack.judging import Terms, judge_document
from claimtrack.measures.measure import Query
from claimtrack.measures.observe import Observatory
from claimtrack.pipeline.stored import stored_judgements
from claimtrack.targets import StoredTarget
from claimtrack.verdicts.check import Check
from claimtrack.verdicts.evidence import DATED, recomputed
from claimtrack.verdicts.profile import PROFILES
from claimtrack.verdicts.replay import NONE, Difference, differences, exact, link_differences
from claimtrack.verdicts.rules import RULESET
from claimtrack.verdicts.terms import HeldVerdict, JudgedUnder, Judgement
from claimtrack.verdicts.verdict import Official, Operand

if TYPE_CHECKING:
    from claimtrack.corpus.document import Document
    from claimtrack.settings import Workspace

Key = tuple[str, str]
"""A snapshot: its dataset and the SHA-256 of its file."""

MISSING = "missing"
CHANGED = "changed"


@dataclass(frozen=True, slots=True, kw_only=True)
class Replayed:
    """A stored verdict and what came out otherwise than it says; `queries` were run on the snapshots' files.

    `notes` say what is other than at the time and made no difference.
    """

    document: Document
    check: Check
    differences: tuple[Difference, ...]
    queries: int = 0
    notes: tuple[str, ...] = ()

    @property
    def equal(self) -> bool:
        """Whether all of it came out again."""
        return not self.differences


class Replay:
    """One replay over stored verdicts: of the targets, or of all. Close it to free the data."""

    def __init__(self, workspace: Workspace, targets: Iterable[StoredTarget] | None = None) -> None:
        self._workspace = workspace
        self._targets = None if targets is None else tuple(targets)
        self._data = load_data(workspace)
        self._benches: dict[JudgedUnder, Bench] = {}
        self._evidence: Evidence | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Let go of the official data."""
        for bench in self._benches.values():
            bench.close()
        if self._evidence is not None:
            self._evidence.close()

    def run(self) -> Iterator[Replayed | ClaimtrackError]:
        """Yield every verdict replayed, document by document, or why a document's could not be."""
        wanted = {key for judgement in self._judgements() for key in _keys(judgement)}
        self._evidence = Evidence(self._data, wanted)
        for judgement in self._judgements():
            if isinstance(judgement, ClaimtrackError):
                yield judgement
                continue
            found = attempt(partial(self._replayed, judgement), judgement.document.source)
            yield from (found,) if isinstance(found, ClaimtrackError) else found

    def _judgements(self) -> Iterator[Judgement | ClaimtrackError]:
        return stored_judgements(self._workspace, self._targets)

    def _replayed(self, judgement: Judgement) -> tuple[Replayed, ...]:
        under = judgement.under
        again = {} if under is None or not judgement.verdicts else self._judged_again(judgement, under)
        return tuple(self._compared(held, judgement, again.get(held.check.claim.id)) for held in judgement.verdicts)

    def _judged_again(self, judgement: Judgement, under: JudgedUnder) -> dict[str, Check]:
        of_run = replace(under, judgements=())
        if of_run not in self._benches:
            data = _as_known(self._data, under)
            self._benches[of_run] = Bench(data.descriptors, data.snapshots, self._workspace.cache)
        terms = Terms(
            profile=PROFILES[under.profile], as_of=under.as_of, only=under.measure, judgements=under.judgements
        )
        checks = judge_document(judgement.document, judgement.claims, self._benches[of_run], terms)
        return {check.claim.id: check for check in checks}

    def _compared(self, held: HeldVerdict, judgement: Judgement, again: Check | None) -> Replayed:
        assert self._evidence is not None
        official = held.check.verdict.official
        faults = () if official is None else self._evidence.faults(official)
        made = Replayed(document=judgement.document, check=held.check, differences=faults)
        if faults:  # All else follows from the files.
            return made
        under = judgement.under
        if under is None or again is None:
            what = "terms" if under is None else "claim"
            found = "not kept: judge again with claimtrack verify" if under is None else "no longer judged"
            return replace(made, differences=(Difference(what=what, stored="kept", found=found),))
        queries, asked = (0, ()) if official is None else self._evidence.differences(official)
        other = (
            *_other_terms(held, under),
            *_moved(held.check, judgement.document),
            *link_differences(held.check.link, again.link),
            *differences(held.check.verdict, again.verdict),
            *asked,
        )
        lost = _lost(self._data, under) if other else ()
        return replace(
            made, differences=(*lost, *other), queries=queries, notes=_changed_descriptors(self._data, under)
        )


class Evidence:
    """The snapshots that verdicts name, read anew from their files, to run the verdicts' own queries on.

    It shares no cache with the judging. A file that is gone or changed is a fault of the verdicts that name it.
    """

    def __init__(self, data: Data, wanted: Iterable[Key]) -> None:
        self._states: dict[Key, str] = {}
        known = {(s.dataset, s.sha256): s for s in data.snapshots}
        folders = {d.name: d.snapshots_dir for d in data.descriptors}
        sound = []
        for key in sorted(wanted):
            snapshot = known.get(key)
            self._states[key] = MISSING if snapshot is None else _state(snapshot, folders.get(key[0]))
            if snapshot is not None and not self._states[key]:
                sound.append(replace(snapshot, status="believed"))
        self._scratch = TemporaryDirectory(prefix="claimtrack-replay-")
        self._observatory = Observatory(data.descriptors, sound, Path(self._scratch.name))
        self._values: dict[tuple[str, Query], Decimal | None] = {}

    def close(self) -> None:
        """Free the tables and remove the scratch files."""
        self._observatory.close()
        self._scratch.cleanup()

    def faults(self, official: Official) -> tuple[Difference, ...]:
        """Return which of an official value's snapshots are gone or changed."""
        names = {(ref.dataset, ref.sha256): ref.file for ref in official.snapshots}
        keys = dict.fromkeys((*names, *((o.dataset, o.snapshot) for o in official.operands)))
        return tuple(
            Difference(what="snapshot", stored=f"{names.get(key, key[0])} {key[1][:8]}", found=self._states[key])
            for key in keys
            if self._states.get(key)
        )

    def differences(self, official: Official) -> tuple[int, tuple[Difference, ...]]:
        """Return how many queries were run, and what came out otherwise than kept."""
        found: list[Difference] = []
        values: list[Decimal] = []
        for operand in official.operands:
            value = self._value(operand)
            if isinstance(value, Difference):
                found.append(value)
                continue
            values.append(value)
            if value != operand.value:
                found.append(Difference(what=operand.label, stored=exact(operand.value), found=exact(value)))
        if not found and official.operands:
            found += _other_figure(official, values)
        return len(official.operands), tuple(found)

    def _value(self, operand: Operand) -> Decimal | Difference:
        key = (operand.dataset, operand.query)
        try:
            if key not in self._values:
                self._values[key] = self._observatory.run(*key)
        except ClaimtrackError as error:
            return Difference(what=operand.label, stored=exact(operand.value), found=error.message)
        value = self._values[key]
        return Difference(what=operand.label, stored=exact(operand.value), found="no value") if value is None else value


def _keys(judgement: Judgement | ClaimtrackError) -> Iterator[Key]:
    if isinstance(judgement, ClaimtrackError):
        return
    for held in judgement.verdicts:
        official = held.check.verdict.official
        if official is not None:
            yield from ((ref.dataset, ref.sha256) for ref in official.snapshots)
            yield from ((operand.dataset, operand.snapshot) for operand in official.operands)


def _state(snapshot: Snapshot, folder: Path | None) -> str:
    """Return what is wrong with a snapshot's file, the empty string for nothing."""
    try:
        same = folder is not None and file_sha256(folder / snapshot.file) == snapshot.sha256
    except OSError:
        return MISSING
    return "" if same else CHANGED


def _as_known(data: Data, under: JudgedUnder) -> Data:
    """Return the data cut to what a run knew: its datasets, and its snapshots as they were dated and believed."""
    known = {(s.dataset, s.sha256): s for s in under.snapshots}
    names = {name for name, _ in under.descriptors}
    snapshots = (
        replace(s, observed_at=was.observed_at, status=was.status)
        for s in data.snapshots
        if (was := known.get((s.dataset, s.sha256))) is not None
    )
    return Data(descriptors=tuple(d for d in data.descriptors if d.name in names), snapshots=tuple(snapshots))


def _other_terms(held: HeldVerdict, under: JudgedUnder) -> Iterator[Difference]:
    for stored in dict.fromkeys((held.ruleset, under.ruleset)):
        if stored != RULESET:
            yield Difference(what="rule set", stored=stored or NONE, found=RULESET)
    if held.profile != under.profile:
        yield Difference(what="profile", stored=held.profile or NONE, found=under.profile)


def _moved(check: Check, document: Document) -> Iterator[Difference]:
    quote = check.claim.quote
    found = document.text[quote.start : quote.end]
    if found != quote.exact:
        yield Difference(what="quotation", stored=quote.exact, found=found or NONE)


def _lost(data: Data, under: JudgedUnder) -> Iterator[Difference]:
    """Yield the snapshots a run knew that are here no more: why something may come out otherwise."""
    here = {(s.dataset, s.sha256) for s in data.snapshots}
    for snapshot in under.snapshots:
        if (snapshot.dataset, snapshot.sha256) not in here:
            yield Difference(what="snapshot", stored=f"{snapshot.file} {snapshot.sha256[:8]}", found=MISSING)


def _changed_descriptors(data: Data, under: JudgedUnder) -> tuple[str, ...]:
    now = {d.name: d.fingerprint for d in data.descriptors}
    return tuple(
        f"{name}: {'its descriptor has changed since' if name in now else 'no longer in the workspace'}"
        for name, fingerprint in under.descriptors
        if now.get(name) != fingerprint
    )


def _other_figure(official: Official, values: list[Decimal]) -> Iterator[Difference]:
    """Yield the official figure where the arithmetic over its operands gives another one."""
    if official.computation == DATED or official.value is None:
        # A range that a value lay in has no figure of its own; its ends' queries are run anew all the same.
        return
    stored = exact(official.value)
    try:
        found = recomputed(official, values)
    except (KeyError, IndexError, ZeroDivisionError):
        yield Difference(what=official.computation, stored=stored, found="can't be computed")
        return
    if found != official.value:
        yield Difference(what=official.computation, stored=stored, found=exact(found))
