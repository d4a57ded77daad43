"""English nouns in the singular, as tables and texts are compared."""

from __future__ import annotations

import pytest

from claimtrack.singular import singular


@pytest.mark.parametrize(
    ("plural", "one"),
    [
        ("counties", "county"),
        ("branches", "branch"),
        ("boxes", "box"),
        ("classes", "class"),
        ("press", "press"),
        ("gas", "gas"),
        ("women", "woman"),
        ("Sheriff’s", "sheriff"),
    ],
)
def test_nouns_are_singular(plural: str, one: str) -> None:
    assert singular(plural) == one
