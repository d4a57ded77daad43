"""What docs/commands.md shows: commands as they really run in a copy of the shipped workspace, and their options.

cog runs this: `cog -r docs/commands.md` writes the page's examples and tables anew.
"""

from __future__ import annotations

import json
import os
import re
import shlex
import shutil
import tempfile
from contextlib import chdir
from functools import cache
from pathlib import Path
from typing import Any

import cog
import typer
from typer.testing import CliRunner

from claimtrack.cli.app import app
from claimtrack.cli.commands import LazyCommands

ROOT = Path(__file__).parents[1]
WIDTH = "80"
LONGEST = 60
PLAIN_TYPE = re.compile(r" <(?:str|path|list\[\w+\])>")
"""What typer adds to arguments that take any text."""
STAMP = re.compile(r"\d{4}-\d\d-\d\d  \d\d:\d\dZ")
"""When a verdict was found, as history prints it."""
SEEN = re.compile(r"\d{4}-\d\d-\d\d \d\d:\d\dZ")
"""When a version was seen, as diff prints it."""


@cache
def desk() -> Path:
    """A copy of the shipped workspace, in a place that says nothing of this machine."""
    root = Path(tempfile.mkdtemp(prefix="claimtrack-docs-")) / "claimtrack"
    shutil.copytree(ROOT / "corpus", root / "corpus", ignore=shutil.ignore_patterns("archive"))
    shutil.copy(ROOT / "claimtrack.toml", root)
    return root


def shown(*commands: str, lines: int | None = None) -> None:
    """Write a console block: each command with what it prints, standard error after standard output."""
    cog.outl("```console")
    for command in commands:
        cog.outl(f"$ {command}")
        for line in _output(command, lines):
            cog.outl(line.rstrip())
    cog.outl("```")


def on_terminal(command: str) -> None:
    """Write a console block with what a command prints on a terminal of 80 columns."""
    cog.outl(f"```console\n$ {command}")
    for line in _output(f"{command} --format rich", None):
        cog.outl(line.rstrip())
    cog.outl("```")


def options(*path: str) -> None:
    """Write the table of a command's arguments and options."""
    command = LazyCommands()[path[0]]
    for name in path[1:]:
        command = command.commands[name]
    with typer.Context(command) as context:
        rows = [record for parameter in command.get_params(context) if (record := parameter.get_help_record(context))]
    cog.outl("| option | what it does |\n|---|---|")
    for names, text in rows:
        if "--help" not in names:
            plain = PLAIN_TYPE.sub("", names).replace("|", "\\|")
            cog.outl(f"| `{plain}` | {text.replace('  [', ' [')} |")


def _output(command: str, lines: int | None) -> list[str]:
    words = shlex.split(command)
    if words[0] != "claimtrack":
        raise ValueError(f"only claimtrack is run here, not {words[0]}")
    os.environ["COLUMNS"] = WIDTH
    with chdir(desk()):
        done = CliRunner().invoke(app, words[1:], prog_name="claimtrack", catch_exceptions=False)
    said = done.stdout.splitlines()
    if lines is not None and len(said) > lines:
        said = [*said[:lines], "…"]
    return [line.replace(str(desk()), "/desk") for line in (*said, *done.stderr.splitlines())]


def first_discrepancy(target: str) -> None:
    """Show what explain says of the first discrepancy of a page."""
    (next_command,) = _said_next(f"claimtrack verify {target}")
    shown(next_command)


def doctor() -> None:
    """Show the doctor's lines, without the numbers that differ from machine to machine."""
    cog.outl("```console\n$ claimtrack doctor")
    for line in _output("claimtrack doctor", None):
        if re.match(r"(ok|note) +(workspace|dataset|English)| +→|all is well", line):
            cog.outl(line)
        elif re.match(r"ok +spacy", line):
            cog.outl("…")
    cog.outl("```")


def check(command: str) -> None:
    """Show the first claim of a run's JSON, laid out for reading, long texts shortened."""
    claim = json.loads("\n".join(_output(command, None)))["documents"][0]["claims"][0]
    cog.outl("```json")
    cog.outl(json.dumps(_shortened(claim), indent=1, ensure_ascii=False))
    cog.outl("```")


def _said_next(command: str) -> list[str]:
    return [line.removeprefix("next: ") for line in _output(command, None) if line.startswith("next: ")]


def _shortened(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _shortened(item) for key, item in value.items()}
    if isinstance(value, list):
        return [_shortened(item) for item in value[:2]]
    if isinstance(value, str) and len(value) > LONGEST:
        return f"{value[:LONGEST]}…"
    return value


def told_elsewhere(target: str, quote: str) -> None:
    """Show the tellings of a claim, the last lines of what explain says of it."""
    _output("claimtrack verify", None)
    command = f"claimtrack explain {_claims(target)[quote][:8]}"
    cog.outl(f"```console\n$ {command}\n…")
    said = _output(command, None)
    for line in said[next(i for i, line in enumerate(said) if line.lstrip().startswith("also in")) :]:
        cog.outl(line)
    cog.outl("```")


def replayed(target: str) -> None:
    """Show a document replayed."""
    shown(f"claimtrack replay {_document(target)['id']}")


def history(target: str) -> None:
    """Show what became of a page's first agreement under another profile, on days that are the same for everyone."""
    claim = next(claim for claim in _document(target)["claims"] if claim["outcome"] == "agrees")
    _output(f"claimtrack verify {target} --profile strict", None)
    command = f"claimtrack history {claim['id'][:8]}"
    days = iter(("2026-03-02  09:00Z", "2026-03-09  09:00Z"))
    cog.outl(f"```console\n$ {command}")
    for line in _output(command, None):
        cog.outl(STAMP.sub(lambda _: next(days), line))
    cog.outl("```")


def edited(text: str, old: str, new: str) -> None:
    """Show what diff says of a text in which something was changed, in a database of its own, on fixed days."""
    page, kept = desk() / "story.txt", os.environ.get("CLAIMTRACK_DB_URL")
    os.environ["CLAIMTRACK_DB_URL"] = f"sqlite:///{desk() / 'diff.db'}"
    for version in (text, text.replace(old, new)):
        page.write_text(version)
        _output(f"claimtrack verify {page.name} --published 2025-09-03", None)
    days = iter(("2026-03-02 09:00Z", "2026-03-03 09:00Z"))
    cog.outl(f"```console\n$ claimtrack diff {page.name}")
    for line in _output(f"claimtrack diff {page.name}", None):
        cog.outl(SEEN.sub(lambda _: next(days), line))
    cog.outl("```")
    page.unlink()
    os.environ.pop("CLAIMTRACK_DB_URL")
    if kept is not None:
        os.environ["CLAIMTRACK_DB_URL"] = kept


def _document(target: str) -> dict[str, Any]:
    said = _output(f"claimtrack -q verify {target} --format json", None)
    found: dict[str, Any] = json.loads("\n".join(said))["documents"][0]
    return found


def _claims(target: str) -> dict[str, str]:
    return {claim["quote"]["exact"]: claim["id"] for claim in _document(target)["claims"]}
