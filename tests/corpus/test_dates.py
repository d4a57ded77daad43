from __future__ import annotations

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from claimtrack.corpus.dates import (
    ORDER,
    DateCandidate,
    believe,
    date_in_lines,
    date_in_url,
    read_stamp,
    read_written,
)
from claimtrack.period import day

NOW = datetime(2025, 9, 10, 12, tzinfo=UTC)


@pytest.mark.parametrize(
    ("text", "label"),
    [
        ("2025-09-02", "2025-09-02"),
        ("20250902", "2025-09-02"),
        ("2025-09-02T13:05:00+00:00", "2025-09-02 13:05Z"),
        ("2025-09-02T13:05:00Z", "2025-09-02 13:05Z"),
        ("2025-09-02T09:05:00-0400", "2025-09-02 13:05Z"),
        ("2025-09-02 13:05:00 UTC", "2025-09-02 13:05Z"),
        ("2025-09-02T23:30-04:00", "2025-09-03 03:30Z"),
        ("2025-09-02T00:00:00-04:00", "2025-09-02"),
        ("2025-09-02T13:05:00.123456789Z", "2025-09-02 13:05Z"),
        ("Tue, 02 Sep 2025 13:05:00 GMT", "2025-09-02 13:05Z"),
        ("Tue, 02 Sep 2025 00:00:00 +0000", "2025-09-02"),
        ("September 2, 2025", "2025-09-02"),
        ("Sept. 2, 2025", "2025-09-02"),
        ("2 September 2025", "2025-09-02"),
        ("2nd of Sept., 2025", "2025-09-02"),
    ],
)
def test_read_stamp(text: str, label: str) -> None:
    period = read_stamp(text)
    assert period is not None
    assert period.label == label


@pytest.mark.parametrize(
    "text",
    ["", "09/02/2025", "yesterday", "2025", "1756818300", "2025-13-40", "February 30, 2025", "1970-01-01", "x" * 999],
)
def test_what_is_no_stamp(text: str) -> None:
    assert read_stamp(text) is None


@given(st.text(max_size=80) | st.from_regex(r"[\d\-T:+Z., a-z]{1,40}", fullmatch=True))
def test_reading_a_stamp_never_fails(text: str) -> None:
    period = read_stamp(text)
    assert period is None or period.start <= period.end


def test_read_written_takes_the_first_in_the_text() -> None:
    found = read_written("Posted Sept. 2, 2025, after the report of August 30, 2025")
    assert found is not None
    assert found.label == "2025-09-02"


@pytest.mark.parametrize(
    ("url", "label"),
    [
        ("https://paper.example/2025/09/03/title", "2025-09-03"),
        ("https://paper.example/news/2025-9-3/title.html", "2025-09-03"),
        ("https://paper.example/2025/9/3", "2025-09-03"),
        ("https://paper.example/2025/09/title", None),
        ("https://paper.example/a?d=/2025/09/03/", None),
        ("https://paper.example/item/2025/99/03/", None),
        (None, None),
    ],
)
def test_date_in_url(url: str | None, label: str | None) -> None:
    found = date_in_url(url)
    assert (found.label if found else None) == label


@pytest.mark.parametrize(
    ("line", "label"),
    [
        ("Published: 2025-09-03", "2025-09-03"),
        ("Published 2025-09-03T10:15:00Z", "2025-09-03 10:15Z"),
        ("Release Date: September 3, 2025", "2025-09-03"),
        ("September 3, 2025", "2025-09-03"),
        ("Wednesday, September 3, 2025", "2025-09-03"),
        ("3 Sept. 2025", "2025-09-03"),
        ("WASHINGTON, Sept. 2, 2025 – The office said that 958 agreements were signed.", "2025-09-02"),
        ("WASHINGTON, D.C. (Wire), Sept. 2, 2025 — The office said so.", "2025-09-02"),
        ("WASHINGTON, Sept. 2, 2025 /Wire/ -- The office said so.", "2025-09-02"),
        ("ALBANY (Sept. 2, 2025) - The office said so.", "2025-09-02"),
        ("The office said on September 2, 2025 that 958 agreements were signed.", None),
        ("In Washington, Sept. 2, 2025 was a busy day.", None),
        ("WASHINGTON, Sept. 2 – The office said so.", None),
        ("Updated: 2025-09-03", None),
        ("Release No. 25-118", None),
    ],
)
def test_dates_at_the_top_of_a_text(line: str, label: str | None) -> None:
    found = date_in_lines(["", "A headline", line])
    assert (found.period.label if found else None) == label
    assert found is None or found.origin == "text"


def test_a_date_deep_in_the_text_is_not_the_texts() -> None:
    assert date_in_lines([*["A line."] * 10, "September 3, 2025"]) is None


def candidate(origin: str, number: int, month: int = 9) -> DateCandidate:
    return DateCandidate(period=day(2025, month, number), origin=origin, detail=origin)


def test_the_most_trusted_origin_wins_whatever_the_order_found() -> None:
    for index, origin in enumerate(ORDER):
        found = [candidate(name, number) for number, name in enumerate(ORDER[index:], start=1)]
        chosen, notes = believe(reversed(found), now=NOW)
        assert chosen is not None
        assert chosen.origin == origin
        assert len(notes) == len(found)
        assert "from" in notes[0]


def test_a_future_date_is_passed_over_when_there_is_another() -> None:
    chosen, notes = believe([candidate("json-ld", 12), candidate("url", 3)], now=NOW)
    assert chosen is not None
    assert chosen.origin == "url"
    assert "date: 2025-09-12 from json-ld lies in the future" in notes


def test_a_future_date_alone_is_used_and_flagged() -> None:
    chosen, notes = believe([candidate("meta", 12)], now=NOW)
    assert chosen is not None
    assert notes[-1] == "date: 2025-09-12 from meta lies in the future"


@pytest.mark.parametrize("number", [10, 11])
def test_today_and_tomorrow_are_within_the_slack(number: int) -> None:
    _, notes = believe([candidate("meta", number)], now=NOW)
    assert not any("future" in note for note in notes)


def test_what_the_user_says_is_never_doubted() -> None:
    chosen, notes = believe([candidate("option", 1, 12), candidate("json-ld", 2)], now=NOW)
    assert chosen is not None
    assert chosen.origin == "option"
    assert not any("future" in note for note in notes)


def test_without_a_clock_nothing_is_in_the_future() -> None:
    chosen, notes = believe([candidate("json-ld", 30, 12)], now=None)
    assert chosen is not None
    assert len(notes) == 1


def test_no_date() -> None:
    assert believe([], now=NOW) == (None, ())
