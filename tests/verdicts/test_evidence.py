"""Evidence: every operand with its query, and arithmetic that gives the figure again without the judging code."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest
from builders import change, claim, definition, history, observation, published, quantity

from claimtrack.claims.claim import Claim
from claimtrack.measures.measure import Query
from claimtrack.period import parse_stamp
from claimtrack.quantity import Role
from claimtrack.verdicts import change as changes
from claimtrack.verdicts.claim_time import ClaimTime
from claimtrack.verdicts.evidence import COMPUTATIONS, recomputed
from claimtrack.verdicts.judge import judge
from claimtrack.verdicts.measured import Measured
from claimtrack.verdicts.profile import PROFILES
from claimtrack.verdicts.verdict import Official, Verdict

NOW = ClaimTime(when=published(), source="published", baseline=parse_stamp("2025-01-31"))
BY_SNAPSHOT = Query(sql="SELECT count(*) FROM rows WHERE snapshot = ?", parameters=(":snapshot",))
RISE = replace(history(observation("2025-01-31", 135), observation("2025-09-02", 958)), query=BY_SNAPSHOT)


def judged(of: Claim, measured: Measured) -> Verdict:
    return judge(of, measured, NOW, PROFILES["newsroom"])


def official(verdict: Verdict) -> Official:
    assert verdict.official is not None
    return verdict.official


def again(found: Official) -> Decimal:
    return recomputed(found, [operand.value for operand in found.operands])


@pytest.mark.parametrize(
    ("number", "role", "names"),
    [
        (609, Role.PERCENT_CHANGE, ["end", "start"]),
        (823, Role.DELTA, ["end", "start"]),
        (7, Role.RATIO, ["end", "start"]),
    ],
)
def test_a_change_keeps_both_of_its_ends(number: int, role: Role, names: list[str]) -> None:
    found = official(judged(change(number, role=role), Measured(definition=definition(), history=RISE)))
    assert [operand.name for operand in found.operands] == names
    assert [operand.value for operand in found.operands] == [958, 135]
    assert all(operand.query.parameters == (operand.snapshot,) for operand in found.operands)
    assert again(found) == found.value


def test_a_level_is_its_own_operand_and_its_neighbour_is_told() -> None:
    between = history(observation("2025-09-02", 958), observation("2025-09-04", 960))
    found = official(judged(claim(), Measured(definition=definition(), history=between)))
    assert found.operands[0].query == found.query
    assert [operand.name for operand in found.operands] == ["value", "near value"]
    assert again(found) == found.value == 958


def test_a_rank_keeps_the_value_of_every_other_place() -> None:
    own = history(observation("2025-09-02", 327), scope=(("state", "TEXAS"),))
    peers = [
        history(observation("2025-09-02", value), scope=(("state", name),))
        for name, value in (("FLORIDA", 340), ("OHIO", 12), ("UTAH", 5))
    ]
    said = "Texas has the second-largest number of agreements."
    second = claim(said, "second-largest", quantity=quantity(2, role=Role.RANK))
    found = official(judged(second, Measured(definition=definition(), history=own, peers=tuple(peers))))
    assert [operand.name for operand in found.operands] == ["own", "other", "other", "other"]
    assert {operand.label.split(" on ")[0] for operand in found.operands} == {
        "agreements, TEXAS", "agreements, FLORIDA", "agreements, OHIO", "agreements, UTAH",
    }  # fmt: skip
    assert found.computation == "1 + count(other > own)"
    assert again(found) == found.value == 2
    other = replace(
        found, operands=(found.operands[0], replace(found.operands[1], value=Decimal(1)), *found.operands[2:])
    )
    assert again(other) == 1


def test_a_share_keeps_its_whole() -> None:
    part = history(observation("2025-09-02", 239), scope=(("state", "TEXAS"),))
    whole = history(observation("2025-09-02", 956))
    share = claim("It is 25 percent of all.", "25 percent", quantity=quantity(25, unit="percent", role=Role.SHARE))
    found = official(judged(share, Measured(definition=definition(), history=part, whole=whole)))
    assert [operand.name for operand in found.operands] == ["part", "whole"]
    assert again(found) == found.value == 25


def test_every_reading_of_a_change_can_be_recomputed() -> None:
    readings = [value for value in vars(changes).values() if isinstance(value, changes.Reading)]
    assert len(readings) >= 10
    for reading in readings:
        ends = {"start": [changes.Fraction(135)], "end": [changes.Fraction(958)]}
        assert COMPUTATIONS[reading.arithmetic](ends) == reading.formula(ends["start"][0], ends["end"][0])
