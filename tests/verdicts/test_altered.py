"""A right number altered in the text is found on the same link: what bench/altered.py measures, held to its bar."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
from benches import loaded

from claimtrack.settings import open_workspace

ROOT = Path(__file__).parents[2]
FLOOR = 0.95
"""The least share of detectable alterations that become a discrepancy, of links that may carry one."""
FLOOR_WITH_THIN_LINKS = 0.9
"""The same with the links that agree but abstain when they would have to call a number wrong."""
FEWEST = 100


@pytest.fixture(scope="module")
def patched() -> Iterator[pytest.MonkeyPatch]:
    with pytest.MonkeyPatch.context() as patch:
        yield patch


@pytest.fixture(scope="module")
def bench(patched: pytest.MonkeyPatch) -> ModuleType:
    return loaded("altered", patched)


@pytest.fixture(scope="module")
def shipped(bench: ModuleType, tmp_path_factory: pytest.TempPathFactory) -> list[Any]:
    """Every alteration of the shipped pages, judged by the shipped data; what is computed of it is kept elsewhere."""
    folder = tmp_path_factory.mktemp("desk")
    (folder / "corpus").symlink_to(ROOT / "corpus")
    (folder / "claimtrack.toml").write_bytes((ROOT / "claimtrack.toml").read_bytes())
    data = bench.opened(open_workspace(folder, None, {}))
    try:
        return list(bench.altered(bench.agreeing(ROOT / "corpus" / "pages", data), data))
    finally:
        data.close()


def test_altered_numbers_are_found_and_none_stays_right(bench: ModuleType, shipped: list[Any]) -> None:
    detectable = [one for one in shipped if one.detectable]
    firm = [one for one in detectable if not one.thin]
    assert [bench.line(one) for one in detectable if one.result == "agrees"] == []
    missed = [bench.line(one) for one in firm if one.result != "caught"]
    assert len(firm) - len(missed) >= FLOOR * len(firm), missed
    assert len(firm) >= FEWEST
    assert {one.kind for one in firm} == set(bench.KINDS)


def test_few_links_are_too_thin_to_tell(bench: ModuleType, shipped: list[Any]) -> None:
    detectable = [one for one in shipped if one.detectable]
    assert sum(one.result == "caught" for one in detectable) >= FLOOR_WITH_THIN_LINKS * len(detectable)


def test_what_is_not_detectable_is_never_called_wrong_by_the_data(bench: ModuleType, shipped: list[Any]) -> None:
    """What is left out of the bar is left out rightly."""
    admitted = [one for one in shipped if not one.detectable and one.before.verdict.official is not None]
    assert len(admitted) >= 10
    assert [bench.line(one) for one in admitted if one.result in ("caught", "other link")] == []


def test_only_the_number_is_altered_and_read_back_as_meant(shipped: list[Any]) -> None:
    found = [one for one in shipped if one.after is not None]
    for one in found:
        before, after = one.before.claim, one.after.claim
        rest = (before.quote.exact + before.quote.suffix)[before.number.end - before.quote.start :]
        assert after.quantity.value == one.expected.quantity.value
        assert after.number.start == before.number.start
        assert one.document.text[after.number.end :].startswith(rest)
    assert len(found) >= FEWEST


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        ("958", {"last digit": "952", "+10 %": "1,054", "-10 %": "862", "x 10": "9,580", "swapped": "985"}),
        ("1,000", {"last digit": "1,004", "+10 %": "1,100", "-10 %": "900", "x 10": "10,000"}),
        ("9.0 percent", {"last digit": "9.4", "+10 %": "9.9", "-10 %": "8.1", "x 10": "90.0"}),
        ("40", {"last digit": "44", "+10 %": "44", "-10 %": "36", "x 10": "400"}),
        ("five", {"last digit": "nine", "+10 %": "six", "x 10": "fifty"}),
        ("Sixfold", {"last digit": None, "+10 %": "Seven", "-10 %": "Five", "x 10": "Sixty"}),
        ("one-third", {}),
        ("two million", {}),
        ("none", {}),
    ],
)
def test_numbers_are_altered_in_their_own_spelling(text: str, kinds: dict[str, str | None], patched: Any) -> None:
    bench = loaded("alterations", patched)
    figure = bench.written(text)
    made = {} if figure is None else {kind: spelled for kind, _, spelled in bench.alterations(figure)}
    assert made == {kind: spelled for kind, spelled in kinds.items() if spelled is not None}
