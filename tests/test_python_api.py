"""The package as a library: extract, extract_many, open(...).verify."""

from __future__ import annotations

import dataclasses
import doctest
from collections.abc import Iterator
from importlib.metadata import version
from pathlib import Path

import pytest
from workspaces import small_workspace

import claimtrack
from claimtrack.errors import ClaimtrackError, UnknownMeasureError, UsageError
from claimtrack.pipeline.verifying import Checked
from claimtrack.verdicts.verdict import Outcome


def checked(results: Iterator[Checked | ClaimtrackError]) -> list[Checked]:
    found = list(results)
    assert all(isinstance(item, Checked) for item in found), found
    return [item for item in found if isinstance(item, Checked)]


def test_the_version_is_that_of_the_package() -> None:
    assert claimtrack.__version__ == version("claimtrack")


def test_the_example_in_the_docstring() -> None:
    assert doctest.testmod(claimtrack).failed == 0


def test_claims_of_a_text_without_what_is_none() -> None:
    claims = claimtrack.extract("By May 5, 2025 the list held 958 agreements under section 287(g).")
    assert [claim.quote.exact for claim in claims] == ["958 agreements"]
    assert dataclasses.is_dataclass(claims[0])
    with pytest.raises(dataclasses.FrozenInstanceError):
        claims[0].id = "other"  # type: ignore[misc]


def test_many_texts_are_streamed_in_order() -> None:
    asked: list[int] = []

    def texts() -> Iterator[str]:
        for number in range(1000):
            asked.append(number)
            yield f"The list held {number + 100} agreements."

    stream = claimtrack.extract_many(texts())
    assert [next(stream)[0].quantity.value for _ in range(3)] == [100, 101, 102]
    assert len(asked) < 200, "no more is read than is needed"


def test_offsets_are_into_the_text_as_it_was_given() -> None:
    text = "\u200b  One.\r\n\r\n  The   list held\u00a0958 agreements."
    (claim,) = claimtrack.extract(text)
    assert text[claim.quote.start : claim.quote.end] == claim.quote.exact == "958 agreements"


@pytest.mark.parametrize("nothing", ["", "   ", "\u200b"])
def test_a_text_with_nothing_in_it_has_no_claims(nothing: str) -> None:
    assert claimtrack.extract(nothing) == ()


def test_one_empty_text_does_not_stop_the_others() -> None:
    assert [len(claims) for claims in claimtrack.extract_many(["", "It held 958 agreements."])] == [0, 1]


def test_a_workspace_is_verified(tmp_path: Path) -> None:
    desk = claimtrack.open(small_workspace(tmp_path))
    (found,) = checked(desk.verify(published="2025-09-03"))
    assert found.document.headline == "County library doubles its reach"
    assert [check.verdict.outcome for check in found.checks].count(Outcome.DISCREPANCY) == 2
    (again,) = checked(desk.verify(published="2025-09-03"))
    assert (found.fresh, again.fresh) == (True, False)
    assert again.checks == found.checks


def test_targets_are_files_folders_and_whatever_cannot_be_read_is_handed_out(tmp_path: Path) -> None:
    root = small_workspace(tmp_path)
    results = list(
        claimtrack.open(root).verify(root / "corpus/pages/story.txt", str(root / "nosuch"), published="2025-09-03")
    )
    assert isinstance(results[0], Checked)
    assert isinstance(results[1], ClaimtrackError)
    assert results[1].hint == "check the path"


def test_a_page_has_one_name_for_the_library_and_the_command_line(tmp_path: Path) -> None:
    root = small_workspace(tmp_path)
    (found,) = checked(claimtrack.open(root).verify(root / "corpus/pages", published="2025-09-03"))
    assert found.document.source == "corpus/pages/story.txt"


def test_options_of_a_run(tmp_path: Path) -> None:
    desk = claimtrack.open(small_workspace(tmp_path))
    (early,) = checked(desk.verify(as_of="2025-01-25", measure="branches", profile="strict"))
    branches = next(check for check in early.checks if check.claim.quote.exact == "127 branches")
    assert branches.verdict.official is not None
    assert branches.verdict.official.value == 12
    with pytest.raises(UnknownMeasureError):
        list(desk.verify(measure="nix"))


def test_another_database(tmp_path: Path) -> None:
    root = small_workspace(tmp_path / "desk")
    list(claimtrack.open(root, database=str(tmp_path / "other.db")).verify(published="2025-09-03"))
    assert (tmp_path / "other.db").exists()
    assert not (root / "claims.db").exists()


def test_no_workspace_there(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="claimtrack init"):
        claimtrack.open(tmp_path)
