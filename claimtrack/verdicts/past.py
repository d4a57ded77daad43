"""A claim's verdicts in time: what each changed from the one before, and because of what."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import pairwise

from claimtrack.verdicts.replay import NONE, Difference, differences
from claimtrack.verdicts.verdict import Verdict


@dataclass(frozen=True, slots=True, kw_only=True)
class Past:
    """A verdict a claim had: since when, and under which rules. `verdict` is None where it was withdrawn."""

    sequence: int
    since: datetime
    ruleset: str
    profile: str | None
    superseded_by: int | None
    verdict: Verdict | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Turn:
    """A verdict beside the one before it: what changed, and what is known of why; both empty for the first."""

    past: Past
    changes: tuple[Difference, ...] = ()
    causes: tuple[str, ...] = ()


def turns(verdicts: Sequence[Past]) -> tuple[Turn, ...]:
    """Return the verdicts, oldest first, each with what it changed."""
    first = tuple(Turn(past=one) for one in verdicts[:1])
    return first + tuple(_turn(before, after) for before, after in pairwise(verdicts))


def _turn(before: Past, after: Past) -> Turn:
    if before.verdict is None or after.verdict is None:
        stored, found = (NONE if one.verdict is None else one.verdict.outcome.value for one in (before, after))
        changes: tuple[Difference, ...] = (Difference(what="outcome", stored=stored, found=found),)
    else:
        changes = differences(before.verdict, after.verdict)
    return Turn(past=after, changes=changes, causes=tuple(_causes(before, after)))


def _causes(before: Past, after: Past) -> Iterator[str]:
    """Yield what the verdict rests on that is other now; where nothing is, the text or its context changed."""
    found = []
    if before.ruleset != after.ruleset:
        found.append(f"rule set {before.ruleset or NONE} → {after.ruleset or NONE}")
    if before.verdict is not None and after.verdict is None:
        found.append("withdrawn: the number is no claim any more")
    elif before.verdict is None:
        found.append("taken for a claim again")
    elif before.profile != after.profile:
        found.append(f"profile {before.profile or NONE} → {after.profile or NONE}")
    ours, theirs = _snapshots(before), _snapshots(after)
    if ours and theirs and ours != theirs:
        found.append(f"snapshot {', '.join(ours)} → {', '.join(theirs)}")
    yield from found or ["the data, the options or the text around it changed"]


def _snapshots(past: Past) -> list[str]:
    official = None if past.verdict is None else past.verdict.official
    return [] if official is None else [f"{ref.observed_at:%Y-%m-%d} {ref.sha256[:8]}" for ref in official.snapshots]
