"""Two counts added up: what a list holds and what the list published beside it holds, as if both were one."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from claimtrack.measures.measure import History


def added_up(own: History, other: History, within: timedelta) -> History:
    """Return the count with another's added at each time; only where the other was seen so near to it."""
    found = []
    for one in own.observations:
        near = [o for o in other.observations if abs(o.at - one.at) <= within]
        if near:
            beside = min(near, key=lambda o: abs(o.at - one.at))
            found.append(
                replace(
                    one,
                    value=one.value + beside.value,
                    low=one.low + beside.low,
                    high=one.high + beside.high,
                    last_row=None,
                    variants=(),
                )
            )
    return replace(own, measure=f"{own.measure} and {other.measure}", observations=tuple(found))
