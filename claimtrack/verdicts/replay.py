"""Replay: what differs between a verdict as it was kept and the one that comes out now."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from decimal import Decimal

from claimtrack.matching.link import Link
from claimtrack.verdicts import wording
from claimtrack.verdicts.verdict import Now, Official, Sibling, Verdict


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """One thing that is not as it was kept: what, as kept, and as found now."""

    what: str
    stored: str
    found: str


NONE = "none"
"""What a part is called that is not there."""

PARTS: tuple[tuple[str, Callable[[Verdict], object]], ...] = (
    ("outcome", lambda v: v.outcome.value),
    ("codes", lambda v: " ".join(dict.fromkeys(r.code for r in v.reasons)) or NONE),
    ("severity", lambda v: v.severity.value if v.severity else NONE),
    ("direction", lambda v: v.direction or NONE),
    ("value", lambda v: _value(v.official)),
    ("snapshots", lambda v: _snapshots(v.official)),
    ("query", lambda v: _query(v.official)),
    ("operands", lambda v: _operands(v.official)),
    ("arithmetic", lambda v: v.arithmetic or NONE),
    ("difference", lambda v: NONE if v.difference is None else exact(v.difference)),
    ("reasons", lambda v: "; ".join(f"{r.code}: {r.text}" for r in v.reasons) or NONE),
    ("siblings", lambda v: "; ".join(_sibling(s) for s in v.siblings) or NONE),
    ("searched cells", lambda v: str(v.searched_cells)),
    ("now", lambda v: _now(v.now)),
)
"""The parts of a verdict in the order they are told, each as words."""


def exact(value: Decimal) -> str:
    """Return a number with all of its digits."""
    return f"{value:,f}"


def differences(stored: Verdict, found: Verdict) -> tuple[Difference, ...]:
    """Return what differs between two verdicts on one claim, nothing when they are equal in every field."""
    if stored == found:
        return ()
    told = tuple(_told(stored, found))
    return told or (Difference(what="verdict", stored="as kept", found="other in a detail that has no words"),)


def link_differences(stored: Link | None, found: Link | None) -> tuple[Difference, ...]:
    """Return what differs between two links of one claim."""
    if stored == found:
        return ()
    before, after = _measure(stored), _measure(found)
    if before != after:
        return (Difference(what="measure", stored=before, found=after),)
    return (Difference(what="link", stored="as kept", found="other features or alternatives"),)


def _told(stored: Verdict, found: Verdict) -> Iterator[Difference]:
    for what, words in PARTS:
        before, after = str(words(stored)), str(words(found))
        if before != after:
            yield Difference(what=what, stored=before, found=after)


def _measure(link: Link | None) -> str:
    return NONE if link is None else f"{link.best.dataset}/{wording.named(link.best.measure, link.scope)}"


def _value(official: Official | None) -> str:
    if official is None:
        return NONE
    point = NONE if official.value is None else exact(official.value)
    return point if official.low == official.high else f"{point}, {exact(official.low)} to {exact(official.high)}"


def _snapshots(official: Official | None) -> str:
    return NONE if official is None else ", ".join(f"{s.file} {s.sha256[:8]}" for s in official.snapshots)


def _sibling(sibling: Sibling) -> str:
    return f"{exact(sibling.value)} {wording.named(sibling.measure, sibling.scope)} on {sibling.observed_at:%Y-%m-%d}"


def _now(now: Now | None) -> str:
    return NONE if now is None else f"{now.outcome}: {exact(now.value)} on {now.observed_at:%Y-%m-%d}"


def _query(official: Official | None) -> str:
    if official is None or official.query is None:
        return NONE
    return f"{official.query.sql} {list(official.query.parameters)}"


def _operands(official: Official | None) -> str:
    if official is None:
        return NONE
    return f"{official.computation}: " + ", ".join(f"{o.name} {exact(o.value)} {o.label}" for o in official.operands)
