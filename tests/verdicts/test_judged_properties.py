"""What must hold of every verdict, whatever role, wording, profile and measure: from the claim to the outcome."""

from __future__ import annotations

from dataclasses import dataclass, replace
from decimal import Decimal
from fractions import Fraction

import pytest
from builders import claim, definition, history, observation, quantity
from hypothesis import given, settings
from hypothesis import strategies as st

from claimtrack.claims.claim import Claim
from claimtrack.measures.measure import History
from claimtrack.period import parse_stamp
from claimtrack.quantity import Modifier, Role
from claimtrack.verdicts.claim_time import ClaimTime
from claimtrack.verdicts.judge import judge
from claimtrack.verdicts.measured import Measured
from claimtrack.verdicts.profile import PROFILES
from claimtrack.verdicts.verdict import Outcome, Severity, Verdict

UNITS = {Role.PERCENT_CHANGE: "percent", Role.RATIO: "fold", Role.SHARE: "percent"}
RELATIVE = frozenset(UNITS)
"""Roles of a number that stays as it is when both official values grow alike."""
PROPORTIONAL = frozenset(Modifier) - {Modifier.EXACT, Modifier.ABOUT}
"""Wordings that no trailing zeros widen: what they admit grows with the number, whatever the factor."""
TIME = ClaimTime(when=parse_stamp("2025-09-03"), source="published", baseline=parse_stamp("2025-01-20"))
ORDER = "It has the second most agreements."
SEVERITIES = (None, *Severity)
TEXT = "The list holds 958 agreements."


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """A claim beside official values: the newest, an older one, a whole, and those of like places."""

    role: Role
    number: Decimal
    end: Decimal
    start: Decimal
    peers: tuple[Decimal, ...]
    tolerance: Decimal | None
    slack: Decimal = Decimal(0)
    later: Decimal | None = None

    def claim(self, modifier: Modifier, number: Decimal | None = None, precision: Decimal | None = None) -> Claim:
        """The claim in one wording; its precision is the unit of its last digit unless given."""
        value = self.number if number is None else number
        written = quantity(str(value), modifier, role=self.role, unit=UNITS.get(self.role))
        written = written if precision is None else replace(written, precision=precision)
        text, exact = (ORDER, "second") if self.role is Role.RANK else (TEXT, "958 agreements")
        return claim(text, exact, quantity=written)

    def measured(self, factor: Decimal = Decimal(1)) -> Measured:
        """What it is judged against, every official value times a factor."""
        return Measured(
            definition=definition(aggregate="value", tolerance=self.tolerance),
            history=self._history(factor),
            whole=self._of(self.start + self.end, factor),
            peers=tuple(self._of(peer, factor) for peer in self.peers),
        )

    def judged(self, modifier: Modifier, profile: str) -> Verdict:
        return judge(self.claim(modifier), self.measured(), TIME, PROFILES[profile])

    def _history(self, factor: Decimal) -> History:
        seen = [("2025-01-20", self.start), ("2025-09-02", self.end)]
        seen += [] if self.later is None else [("2025-09-08", self.later)]
        return history(*(self._seen(at, value * factor, factor) for at, value in seen))

    def _of(self, value: Decimal, factor: Decimal) -> History:
        return history(self._seen("2025-09-02", value * factor, factor))

    def _seen(self, at: str, value: Decimal, factor: Decimal):  # type: ignore[no-untyped-def]
        off = self.slack * factor
        return replace(observation(at, str(value)), low=max(value - off, Decimal(0)), high=value + off)


def near(value: Fraction, off: Fraction, places: int) -> Decimal:
    """A number that lies so far off a value, with so many places; at least one of them, and never below."""
    unit = Decimal(1).scaleb(-places)
    return max(Decimal(round(value * (1 + off) / Fraction(unit))) * unit, unit)


SIZES = st.one_of(st.integers(min_value=1, max_value=20), st.integers(min_value=1, max_value=5_000))
"""Small numbers are rounded by more than any hedge reaches: "2" admits 2.4."""


@st.composite
def cases(draw: st.DrawFn, roles: st.SearchStrategy[Role]) -> Case:
    """Official values, and a claim near to what its role makes of them: there the rules are at work."""
    role = draw(roles)
    start, end = (draw(SIZES) for _ in range(2))
    true = {
        Role.PERCENT_CHANGE: 100 * (Fraction(end, start) - 1),
        Role.RATIO: Fraction(end, start),
        Role.SHARE: 100 * Fraction(end, start + end),
        Role.DELTA: Fraction(end - start),
        Role.RANK: Fraction(2),
    }.get(role, Fraction(end))
    off = draw(st.one_of(st.just(Fraction(0)), st.fractions(Fraction(-1, 4), Fraction(1, 4), max_denominator=200)))
    places = draw(st.integers(-2, 2)) if role is not Role.RANK else 0
    return Case(
        role=role,
        number=near(abs(true), off, places),
        end=Decimal(end),
        start=Decimal(start),
        peers=tuple(Decimal(draw(st.integers(1, 6_000))) for _ in range(3)),
        tolerance=draw(st.sampled_from([None, Decimal("0.02"), Decimal("0.2")])),
        slack=Decimal(draw(st.sampled_from([0, 0, 1, 20, 300]))),
        later=draw(st.one_of(st.none(), st.integers(1, 5_000).map(Decimal))),
    )


every_role = cases(st.sampled_from(list(Role)))
modifiers = st.sampled_from(list(Modifier))
profiles = st.sampled_from(list(PROFILES))


@settings(max_examples=500)
@given(every_role, profiles)
def test_a_hedge_takes_nothing_away(case: Case, profile: str) -> None:
    """What agrees bare agrees with "about", what is open is not called wrong, and what is wrong is no worse."""
    bare, hedged = (case.judged(modifier, profile) for modifier in (Modifier.EXACT, Modifier.ABOUT))
    if bare.outcome is Outcome.AGREES:
        assert hedged.outcome is Outcome.AGREES
    if hedged.outcome is Outcome.DISCREPANCY:
        assert bare.outcome is Outcome.DISCREPANCY
        assert SEVERITIES.index(hedged.severity) <= SEVERITIES.index(bare.severity)


@given(every_role, modifiers, profiles)
def test_a_hedge_never_earns_the_code_of_an_exact_number(case: Case, modifier: Modifier, profile: str) -> None:
    if modifier not in (Modifier.EXACT, Modifier.BETWEEN):
        assert not {"EXA", "RND", "TRN", "CEI", "CRS"} & case.judged(modifier, profile).codes


@given(every_role, modifiers, profiles, st.integers(1, 6))
def test_a_thousand_times_as_much_of_both_changes_no_outcome(
    case: Case, modifier: Modifier, profile: str, power: int
) -> None:
    scaled_alike(case, modifier, profile, Decimal(10**power))


@given(every_role, st.sampled_from(sorted(PROPORTIONAL)), profiles, st.integers(2, 999))
def test_any_factor_on_both_changes_no_outcome_of_a_hedge(
    case: Case, modifier: Modifier, profile: str, factor: int
) -> None:
    scaled_alike(case, modifier, profile, Decimal(factor))


def scaled_alike(case: Case, modifier: Modifier, profile: str, factor: Decimal) -> None:
    """Assert that the outcome stays; relative numbers and places stay as they are, written ones grow with the data."""
    fixed = case.role in RELATIVE or case.role is Role.RANK
    before = case.claim(modifier)
    precision = before.quantity.precision
    after = before if fixed else case.claim(modifier, case.number * factor, precision * factor)
    one = judge(before, case.measured(), TIME, PROFILES[profile])
    other = judge(after, case.measured(factor), TIME, PROFILES[profile])
    assert (one.outcome, one.direction) == (other.outcome, other.direction)


@given(every_role, modifiers, profiles, st.integers(1, 2_000))
def test_a_wider_official_interval_never_decides(case: Case, modifier: Modifier, profile: str, more: int) -> None:
    narrow = case.judged(modifier, profile)
    wide = replace(case, slack=case.slack + more).judged(modifier, profile)
    assert wide.outcome in (narrow.outcome, Outcome.UNDETERMINED)


@given(every_role, modifiers, profiles)
def test_a_later_snapshot_between_never_turns_an_outcome_round(case: Case, modifier: Modifier, profile: str) -> None:
    """What comes after may leave open what was wrong; the snapshot in force alone decides what agrees."""
    alone = replace(case, later=None).judged(modifier, profile)
    beside = case.judged(modifier, profile)
    if case.later is not None and case.role not in (Role.FROM, Role.RANK):
        assert {alone.outcome, beside.outcome} != {Outcome.AGREES, Outcome.DISCREPANCY}


@pytest.mark.parametrize("role", list(Role))
def test_cases_of_every_role_are_decided_in_both_ways(role: Role) -> None:
    """The properties above would hold of verdicts that are all open."""
    true = {Role.PERCENT_CHANGE: "100", Role.RATIO: "2", Role.SHARE: "66.7", Role.DELTA: "479", Role.RANK: "2"}
    wrong = {Role.RANK: "3"}
    case = Case(
        role=role,
        number=Decimal(true.get(role, "958")),
        end=Decimal(958),
        start=Decimal(479),
        peers=(Decimal(2_000), Decimal(30), Decimal(20)),
        tolerance=None,
    )
    off = replace(case, number=Decimal(wrong.get(role, str(case.number * 2))))
    outcomes = [one.judged(Modifier.EXACT, "newsroom").outcome for one in (case, off)]
    assert outcomes == [Outcome.AGREES, Outcome.DISCREPANCY]
