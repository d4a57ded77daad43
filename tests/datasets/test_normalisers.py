from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from claimtrack.datasets.normalisers import NORMALISERS, vocabulary


def clean(name: str, cell: str) -> str | None:
    return NORMALISERS[name].clean(cell)


@pytest.mark.parametrize(
    ("cell", "state"),
    [
        ("TEXAS ", "Texas"),
        ("UTAHJ", "Utah"),
        ("PENNSLYVANIA", "Pennsylvania"),
        ("AlABAMA", "Alabama"),
        ("FL", "Florida"),
        ("W.Va.", "West Virginia"),
        ("north  carolina", "North Carolina"),
        ("NORTHERN MARIANA ISLANDS", "Northern Mariana Islands"),
        ("Ontario", "Ontario"),
        ("Carolina", "Carolina"),
        ("#NA", None),
    ],
)
def test_states_are_known_by_any_spelling_and_unknown_ones_stay_visible(cell: str, state: str | None) -> None:
    assert clean("us-state", cell) == state


def test_the_vocabulary_of_states_is_complete() -> None:
    kinds = [term.kind for term in vocabulary("us-state")]
    assert (kinds.count("state"), kinds.count("district"), kinds.count("territory")) == (50, 1, 5)
    for term in vocabulary("us-state"):
        for wording in (term.value, *term.wordings, *term.codes):
            assert clean("us-state", wording) == term.value


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Pasco County Sheriff’s Office", "Pasco  County Sheriff's Office "),
        ("Walker County Sheriff's Department", "Walker County Sheriff's Office"),
        ("City of St. Cloud Police Department", "St Cloud Police Dept"),
        ("State Attorney, Sixth Judicial Circuit", "State Attorney Sixth Judicial Circuit"),
        ("Fish & Wildlife Commission", "Fish and Wildlife Commission"),
        ("Polk Co. Sheriff's Office", "POLK COUNTY SHERIFFS OFFICE"),
    ],
)
def test_spellings_of_one_agency_are_one(one: str, other: str) -> None:
    assert clean("organisation", one) == clean("organisation", other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Walker County Sheriff's Office", "Waller County Sheriff's Office"),
        ("Bradley County Constable District 1", "Bradley County Constable District 6"),
        ("Palm Beach Police Department", "West Palm Beach Police Department"),
        ("Hopewell Sheriff's Office", "Hopewell County Sheriff's Office"),
    ],
)
def test_near_names_of_two_agencies_stay_two(one: str, other: str) -> None:
    assert clean("organisation", one) != clean("organisation", other)


@pytest.mark.parametrize(
    ("name", "cell", "value"),
    [
        ("date", "05/082025", "2025-05-08"),
        ("date", "8/282025", "2025-08-28"),
        ("date", "3/1/2025", "2025-03-01"),
        ("date", "2025-09-02T20:05:26Z", "2025-09-02T20:05:26Z"),
        ("date", "2025-09-02T00:00:00", "2025-09-02"),
        ("date", "2025-08", "2025-08"),
        ("date", "2025-Q3", "2025-07"),
        ("date", "2025M07", "2025-07"),
        ("date", "2025-Q5", None),
        ("date", "13/45/2020", None),
        ("date", "082025", None),
        ("number", "$1,234.50", "1234.50"),
        ("number", "(1,234)", "-1234"),
        ("number", "1e5000000", None),
        ("number", "about 7", None),
        ("number", "1,5", None),
        ("number", "1,2345", None),
        ("number", "12,34,567", "1234567"),
        ("number", "($1,234.5)", "-1234.5"),
        ("number-comma", "1.234,5", "1234.5"),
        ("number-comma", "-1 234,5 %", "-1234.5"),
        ("number-comma", "1.5", None),
        ("us-county", "St. Tammany Parish ", "st tammany"),
        ("us-county", "County", None),
        ("text", " Task  Force\u00a0Model ", "Task Force Model"),
        ("text", "N/A", None),
    ],
)
def test_cells_are_read(name: str, cell: str, value: str | None) -> None:
    assert clean(name, cell) == value


@given(st.sampled_from(sorted(NORMALISERS)), st.text(max_size=60))
def test_cleaning_a_clean_value_changes_nothing(name: str, cell: str) -> None:
    once = clean(name, cell)
    if once is not None and name != "number-comma":
        assert clean(name, once) == once


@given(st.text(max_size=60), st.text(max_size=60))
def test_what_is_one_when_trimmed_is_one_when_clean(one: str, other: str) -> None:
    for normaliser in NORMALISERS.values():
        if normaliser.trimmed is not None and normaliser.trimmed(one) == normaliser.trimmed(other):
            assert normaliser.clean(one) == normaliser.clean(other)
