"""Points and spans in time."""

from __future__ import annotations

import pytest

from claimtrack.period import day, month, parse_stamp, year


@pytest.mark.parametrize(
    ("text", "label", "instant"),
    [
        ("2025", "2025", False),
        ("2025-09", "2025-09", False),
        ("2024-02", "2024-02", False),
        ("2025-12", "2025-12", False),
        ("2025-09-02", "2025-09-02", False),
        ("2025-09-02T20:05Z", "2025-09-02 20:05Z", True),
        ("2025-09-02T20:05-04:00", "2025-09-03 00:05Z", True),
        ("2025-09-02T20:05", "2025-09-02 20:05Z", True),
    ],
)
def test_parse_stamp(text: str, label: str, instant: bool) -> None:
    period = parse_stamp(text)
    assert (period.label, period.is_instant) == (label, instant)


@pytest.mark.parametrize("text", ["", "yesterday", "2025-13", "2025-02-30", "2025-09-02T25:00"])
def test_what_is_no_date_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="not a date"):
        parse_stamp(text)


def test_spans_hold_their_parts() -> None:
    assert year(2025).start == month(2025, 1).start == day(2025, 1, 1).start
    assert year(2025).end == month(2025, 12).end == day(2025, 12, 31).end
