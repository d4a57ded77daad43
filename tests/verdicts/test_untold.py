"""A number of an earlier time that the words do not name."""

from __future__ import annotations

import pytest
from builders import claim, definition, history, observation, published, quantity

from claimtrack.quantity import Role
from claimtrack.verdicts.claim_time import claim_time
from claimtrack.verdicts.measured import Measured
from claimtrack.verdicts.official import Gap
from claimtrack.verdicts.untold import at_an_untold_time, left_untold

LISTS = history(
    observation("2025-01-19T19:00:00", 135),
    observation("2025-03-31T23:00:00", 420),
    observation("2025-06-06T12:00:00", 649, 655),
    observation("2025-09-01T12:00:00", 957),
    observation("2025-11-03T12:00:00", 1096),
)


def judged(text: str, number: str, role: Role = Role.FROM, modifier: str = "exact", **changes: object) -> str | None:
    told = claim(text, number, quantity=quantity(number, modifier, role=role, counted_noun="agreement"))
    gap = claim_time(told, published())
    assert isinstance(gap, Gap)
    measured = Measured(definition=definition(), history=LISTS, **changes)  # type: ignore[arg-type]
    verdict = at_an_untold_time(told, measured, published(), gap)
    return None if verdict is None else f"{verdict.outcome} {' '.join(sorted(verdict.codes))}"


@pytest.mark.parametrize(
    ("text", "number", "role", "modifier"),
    [
        ("The count of agreements has climbed from 135 to 957.", "135", Role.FROM, "exact"),
        ("At that time the list held about 135 agreements.", "135", Role.LEVEL, "about"),
    ],
)
def test_a_list_of_before_bears_it_out(text: str, number: str, role: Role, modifier: str) -> None:
    assert judged(text, number, role, modifier) == "agrees AMB EXA"


@pytest.mark.parametrize(
    ("text", "number", "role", "modifier"),
    [
        ("It has climbed from 134 agreements to 957.", "134", Role.FROM, "exact"),  # no list has it
        ("It has climbed from 420 agreements to 957.", "420", Role.FROM, "exact"),  # two digits and a round end
        ("It has climbed from 649 agreements to 957.", "649", Role.FROM, "exact"),  # depends on how names are cleaned
        ("It has gone from 957 agreements to 990.", "957", Role.FROM, "exact"),  # the list of now is none of before
        ("It has gone from 1096 agreements to 1200.", "1096", Role.FROM, "exact"),  # a list of later
        ("It has climbed from over 135 agreements to 957.", "135", Role.FROM, "over"),
        ("Three years ago the list held 135 agreements.", "135", Role.LEVEL, "exact"),  # how long before is told
    ],
)
def test_what_no_list_of_before_gives_is_left_open(text: str, number: str, role: Role, modifier: str) -> None:
    assert judged(text, number, role, modifier) is None


def test_a_part_of_what_is_counted_is_left_open() -> None:
    assert judged("It has climbed from 135 agreements to 957.", "135", restricted=("rural",)) is None


def test_what_is_left_open_shows_what_the_lists_of_before_said() -> None:
    told = claim("It has climbed from 134 agreements to 957.", "134", quantity=quantity("134", role=Role.FROM))
    gap = claim_time(told, published())
    assert isinstance(gap, Gap)
    verdict = left_untold(told, Measured(definition=definition(), history=LISTS), published(), gap)
    assert verdict.outcome == "undetermined"
    assert verdict.official is not None
    assert (verdict.official.value, verdict.official.low, verdict.official.high) == (None, 135, 957)
    assert verdict.reasons[0].text.endswith("; 135 to 957 agreements in the lists up to 2025-09-01")
