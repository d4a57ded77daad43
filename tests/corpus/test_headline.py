from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from claimtrack.corpus.headline import choose_headline, same_headline, without_site


@pytest.mark.parametrize(
    ("title", "publisher", "headline"),
    [
        ("Agreements pass 900 | Tidewater Ledger", "Tidewater Ledger", "Agreements pass 900"),
        ("Agreements pass 900 - Tidewater Ledger", "Tidewater Ledger", "Agreements pass 900"),
        (
            "Tidewater Ledger: news – Agreements pass 900",
            "Tidewater Ledger",
            "Tidewater Ledger: news – Agreements pass 900",
        ),
        ("Tidewater Ledger | Agreements pass 900", "Tidewater Ledger", "Agreements pass 900"),
        (
            "Sheriffs sign up for federal program in droves | The Ledger",
            None,
            "Sheriffs sign up for federal program in droves",
        ),
        ("Largest Crackdown — 900 Police Unleashed", None, "Largest Crackdown — 900 Police Unleashed"),
        ("Explainer – what 958 means", "Tidewater Ledger", "Explainer – what 958 means"),
    ],
)
def test_without_site(title: str, publisher: str | None, headline: str) -> None:
    assert without_site(title, publisher) == headline


@pytest.mark.parametrize(
    ("first", "second", "same"),
    [
        ("‘We ran the numbers’", '"We Ran the Numbers"', True),
        ("Over 900 police departments help", "Over 900 police departments help.", True),
        (
            "Over 900 police departments now help enforce imm…",
            "Over 900 police departments now help enforce immigration law",
            True,
        ),
        ("Sheriffs organise patrols in 40 states", "Sheriffs organize patrols in 40 states", True),
        ("Over 900 police departments help", "Over 800 police departments help", False),
        ("Over 900 police departments help", "Over 900 police departments refuse to help", False),
        ("", "Over 900", False),
        ("…", "—", False),
    ],
)
def test_same_headline(first: str, second: str, same: bool) -> None:
    assert same_headline(first, second) is same
    assert same_headline(second, first) is same


@given(st.text(max_size=60))
def test_a_line_with_words_is_its_own_headline(line: str) -> None:
    assert same_headline(line, line) is any(c.isalnum() for c in line)


def test_what_readers_see_wins_over_what_is_declared() -> None:
    assert choose_headline(("deputies sign up | Paper",), ("Deputies sign up",), "Paper") == "Deputies sign up"
    assert choose_headline(("Short for phones",), ("The long headline that readers see",), None) == (
        "The long headline that readers see"
    )


def test_a_logo_is_no_headline() -> None:
    assert choose_headline(
        ("Deputies sign up",), ("The High Basin Sunday Courier",), "The High Basin Sunday Courier"
    ) == ("Deputies sign up")
    assert choose_headline(("Deputies sign up",), ("Courier",), None) == "Deputies sign up"
    assert choose_headline((), (), None) is None
