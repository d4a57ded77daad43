"""docs/commands.md shows every command, its options and its examples as they are."""

from __future__ import annotations

import ast
import json
import re
from pathlib import Path

import pytest
import typer
from generated import is_up_to_date

from claimtrack.cli.commands import ENTRIES, LazyCommands

ROOT = Path(__file__).parents[1]
PAGE = ROOT / "docs" / "commands.md"


def test_examples_and_tables_are_up_to_date() -> None:
    assert is_up_to_date("docs/commands.md"), "run: cog -r docs/commands.md"


@pytest.mark.parametrize("name", ENTRIES)
def test_every_command_has_its_chapter_its_options_and_an_example(name: str) -> None:
    page = PAGE.read_text(encoding="utf-8")
    chapter = re.search(rf"^## {name}\n(.*?)(?=^## |\Z)", page, re.DOTALL | re.MULTILINE)
    assert chapter is not None
    assert f"$ claimtrack {name}" in chapter[1]
    command = LazyCommands()[name]
    with typer.Context(command) as context:
        options = {option for parameter in command.get_params(context) for option in parameter.opts}
    for option in options - {"-h", "--help"}:
        if option.startswith("--"):
            assert f"`{option}" in chapter[1] or f", {option}" in chapter[1], option
    for below in getattr(command, "commands", ()):
        assert f"{name} {below}" in chapter[1]


def test_the_json_shown_is_json_with_the_contracts_keys() -> None:
    (block,) = re.findall(r"```json\n(.*?)```", PAGE.read_text(encoding="utf-8"), re.DOTALL)
    assert {"id", "quote", "quantity", "link", "official", "outcome", "reasons", "now"} <= set(json.loads(block))


def test_the_python_shown_is_python_over_names_that_exist() -> None:
    import claimtrack
    import claimtrack.errors

    for block in re.findall(r"```python\n(.*?)```", PAGE.read_text(encoding="utf-8"), re.DOTALL):
        for node in ast.walk(ast.parse(block)):
            if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name) and node.value.id == "claimtrack":
                assert hasattr(claimtrack, node.attr), node.attr


def test_nothing_of_this_machine_is_on_the_page() -> None:
    page = PAGE.read_text(encoding="utf-8")
    assert str(ROOT) not in page
    assert "/tmp/" not in page


def test_the_features_of_a_link_are_up_to_date() -> None:
    assert is_up_to_date("docs/matching.md"), "run: cog -r docs/matching.md"


def test_what_is_watched_is_up_to_date() -> None:
    assert is_up_to_date("docs/sources.md"), "run: cog -r docs/sources.md"
