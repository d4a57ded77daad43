"""Profiles: how strictly a wording is held to its words."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction


@dataclass(frozen=True, slots=True, kw_only=True)
class Profile:
    """A named strictness.

    `tolerance` is how far "about" and its kin reach, `loose` how far they reach with a caveat; `cut_is_error` makes a
    truncated or rounded-up figure a discrepancy.
    """

    name: str
    tolerance: Fraction
    loose: Fraction
    cut_is_error: bool


PROFILES = {
    profile.name: profile
    for profile in (
        Profile(name="strict", tolerance=Fraction(5, 100), loose=Fraction(10, 100), cut_is_error=True),
        Profile(name="newsroom", tolerance=Fraction(5, 100), loose=Fraction(10, 100), cut_is_error=False),
        Profile(name="lenient", tolerance=Fraction(10, 100), loose=Fraction(10, 100), cut_is_error=False),
    )
}
