"""The bytes of each format, the JSON contract's keys, colour and width, and text that tries to steer the terminal."""

from __future__ import annotations

import io
import json
import re
from pathlib import Path
from typing import Any

import pytest
from syrupy.assertion import SnapshotAssertion
from workspaces import DATASET, DESCRIPTOR, Run, claimtrack, rows

from claimtrack.version import __version__

PUBLISHED = ("--published", "2025-09-03")
ESCAPE = "\x1b"

CHECK: dict[str, Any] = {
    "id": str,
    "quote": {"exact": str, "prefix": str, "suffix": str, "start": int, "end": int},
    "sentence": {"text": str, "start": int, "end": int},
    "quantity": {
        "value": (str, None),
        "low": (str, None),
        "high": (str, None),
        "unit": (str, None),
        "counted_noun": (str, None),
        "precision": (str, None),
        "modifier": str,
        "direction": (str, None),
        "role": str,
    },
    "measured_entity": (str, None),
    "scope": dict,
    "as_of": (str, None),
    "as_of_source": (str, None),
    "claimant": (str, None),
    "modality": str,
    "checkable": bool,
    "set_aside": (str, None),
    "link": (
        {
            "measure": str,
            "dataset": str,
            "score": float,
            "features": [{"name": str, "score": float, "detail": str}],
            "alternatives": [{"measure": str, "score": float}],
            "judgement": (str, None),
        },
        None,
    ),
    "official": (
        {
            "value": (str, None),
            "low": str,
            "high": str,
            "unit": (str, None),
            "query": (str, None),
            "snapshots": [{"dataset": str, "observed_at": str, "sha256": str}],
            "rows": int,
            "computation": str,
            "operands": [
                {"name": str, "label": str, "value": str, "query": dict, "dataset": str, "snapshot": str},
            ],
        },
        None,
    ),
    "outcome": (str, None),
    "direction": (str, None),
    "difference": (str, None),
    "relative_difference": (str, None),
    "severity": (str, None),
    "reasons": [{"code": str, "text": str}],
    "arithmetic": (str, None),
    "siblings": [{"measure": str, "scope": dict, "observed_at": str, "value": str, "note": str}],
    "searched_cells": int,
    "now": ({"outcome": str, "value": str, "observed_at": str}, None),
    "review": (dict, None),
}
DOCUMENT: dict[str, Any] = {
    "id": str,
    "source": str,
    "url": (str, None),
    "headline": (str, None),
    "publisher": (str, None),
    "kind": (str, None),
    "date_published": (str, None),
    "date_source": (str, None),
    "sha256": str,
    "text": str,
    "claims": [CHECK],
}
RUN: dict[str, Any] = {
    "schema_version": int,
    "tool": {"name": str, "version": str, "ruleset": str},
    "as_of_default": (str, None),
    "exit_code": int,
    "documents": [DOCUMENT],
    "errors": [{"source": (str, None), "code": str, "message": str, "hint": (str, None)}],
}


def fits(value: Any, form: Any, where: str = "") -> None:
    """Assert that a value has exactly the keys of the form, and the kinds of value it names."""
    if isinstance(form, tuple):
        if value is not None:
            fits(value, form[0], where)
    elif isinstance(form, dict):
        assert isinstance(value, dict), where
        assert list(value) == list(form) or set(value) == set(form), (where, set(value) ^ set(form))
        for key, part in form.items():
            fits(value[key], part, f"{where}.{key}")
    elif isinstance(form, list):
        assert isinstance(value, list), where
        for number, item in enumerate(value):
            fits(item, form[0], f"{where}[{number}]")
    else:
        assert isinstance(value, int | float if form is float else form), (where, value)
        assert not (form is int and isinstance(value, bool)), where


def steady(text: str) -> str:
    """The text without the version, which changes with every release."""
    return text.replace(f'"version": "{__version__}"', '"version": "VERSION"')


def test_plain(workspace: Path, run: Run, snapshot: SnapshotAssertion) -> None:
    assert run("verify", *PUBLISHED).out == snapshot


def test_json(workspace: Path, run: Run, snapshot: SnapshotAssertion) -> None:
    assert steady(run("verify", *PUBLISHED, "--format", "json").out) == snapshot


def test_extracted_claims(workspace: Path, run: Run, snapshot: SnapshotAssertion) -> None:
    assert run("extract", "--all").out == snapshot


def test_the_contract_of_verify(workspace: Path, run: Run) -> None:
    (workspace / "corpus" / "pages" / "empty.html").write_text("")
    done = run("verify", *PUBLISHED, "--format", "json")
    record = json.loads(done.out)
    fits(record, RUN)
    assert record["exit_code"] == done.code == 4
    assert [error["code"] for error in record["errors"]] == ["document"]
    outcomes = {claim["outcome"] for claim in record["documents"][0]["claims"]}
    assert outcomes == {"agrees", "discrepancy", "undetermined"}


def test_the_contract_of_extract(workspace: Path, run: Run) -> None:
    record = json.loads(run("extract", "--all", "--format", "json").out)
    fits(record, RUN)
    assert {claim["outcome"] for claim in record["documents"][0]["claims"]} == {None}


def test_offsets_and_quotations_fit_the_text(workspace: Path, run: Run) -> None:
    (workspace / "corpus" / "pages" / "more.txt").write_text("𝟏 of it – „the library“ 🙂 has 127 branches, they say.")
    for document in json.loads(run("verify", *PUBLISHED, "--format", "json").out)["documents"]:
        text = document["text"]
        for claim in document["claims"]:
            quote = claim["quote"]
            assert text[quote["start"] : quote["end"]] == quote["exact"]
            assert text[: quote["start"]].endswith(quote["prefix"])
            assert text[quote["end"] :].startswith(quote["suffix"])
            assert text[claim["sentence"]["start"] : claim["sentence"]["end"]] == claim["sentence"]["text"]


def test_json_lines_are_the_same_documents(workspace: Path, run: Run) -> None:
    (workspace / "corpus" / "pages" / "empty.html").write_text("")
    whole = json.loads(run("verify", *PUBLISHED, "--format", "json").out)
    lines = [json.loads(line) for line in run("verify", *PUBLISHED, "--format", "jsonl").out.splitlines()]
    assert [line for line in lines if "error" not in line] == whole["documents"]
    assert [line["error"] for line in lines if "error" in line] == whole["errors"]


def test_a_claim_explained_is_the_same_record(workspace: Path, run: Run) -> None:
    claims = json.loads(run("verify", *PUBLISHED, "--format", "json").out)["documents"][0]["claims"]
    for claim in claims:
        explained = json.loads(run("explain", claim["id"], "--format", "json").out)
        assert [own["claim_id"] for own in explained.pop("appearances")] == [claim["id"]]
        assert explained == claim


@pytest.mark.parametrize("form", ["rich", "plain", "json", "jsonl"])
def test_a_file_gets_what_the_screen_would_get(workspace: Path, run: Run, form: str) -> None:
    shown = run("verify", *PUBLISHED, "--format", form).out
    done = run("verify", *PUBLISHED, "--format", form, "-o", "out.txt")
    assert (workspace / "out.txt").read_text(encoding="utf-8") == shown
    assert done.out == ""


HOSTILE = (
    "The library [bold red]runs[/] 12\x1b[31m7 branches\x1b]0;title\x07 [/] [link=file:///etc]in[/link]"
    " 31\u202e towns\u009b2J [/nothing :smile: </script>.\n"
)


@pytest.mark.parametrize("form", ["rich", "plain", "json", "jsonl"])
@pytest.mark.parametrize("command", ["verify", "extract"])
def test_nothing_on_a_page_steers_the_terminal(workspace: Path, run: Run, form: str, command: str) -> None:
    (workspace / "a\x1b[31m[red].txt").write_text(HOSTILE)
    done = run(command, "a\x1b[31m[red].txt", "--format", form)
    for text in (done.out, done.err):
        assert not re.search("[\x00-\x09\x0b-\x1f\x7f-\x9f\u202a-\u202e]", text), repr(text)
    if form == "rich" and command == "verify":
        assert "[red].txt" in done.out, "brackets are text, not markup"
    if form.startswith("json"):
        assert "</script" not in done.out


HOSTILE_WORDS = "A\x1b[31mB\x07C\u202eD\u2066E\x9b2JF [bold]G[/bold] [/x]\nH\rI\tJ"
STEERING = re.compile("[\x00-\x09\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]")


@pytest.fixture
def hostile(workspace: Path) -> Path:
    """The workspace with a hostile page, dataset and names of files."""
    title = HOSTILE_WORDS.replace("\x1b", "&#27;")
    head = f"<title>{title}</title><meta property='og:site_name' content='{title}'>"
    body = f"<article><h1>{title}</h1><p>The library runs 127 branches in 127 towns, they say.</p></article>"
    name = HOSTILE_WORDS.replace("/", "-")
    (workspace / "corpus" / "pages" / f"{name}.html").write_text(f"<head>{head}</head><body>{body}</body>")
    folder = workspace / "corpus" / "datasets" / DATASET
    title = json.dumps(HOSTILE_WORDS).replace("\\ud", "\\\\ud")
    (folder / "datapackage.yaml").write_text(DESCRIPTOR.replace("Branches of the county library", title))
    (folder / "snapshots" / f"{name}-2025-09-03.csv").write_text(rows(127, 31))
    return workspace


@pytest.mark.parametrize(
    "command",
    [
        *(f"{verb} --format {form}" for verb in ("verify", "extract") for form in ("rich", "plain", "json", "jsonl")),
        *(f"{verb} --format {form}" for verb in ("dataset list", "measure list") for form in ("plain", "json")),
        *(f"{verb} --format {form}" for verb in ("measure show branches", "explain 127") for form in ("plain", "json")),
        f"dataset show {DATASET}",
        "dataset check",
        "doctor",
    ],
)
def test_no_title_and_no_name_steers_the_terminal(hostile: Path, run: Run, command: str) -> None:
    done = run(*command.split(), *(PUBLISHED if command.startswith("verify") else ()))
    assert not STEERING.search(done.out + done.err)
    if command.endswith("json"):
        json.loads(done.out)
    if command.startswith("verify --format rich"):
        assert "ABCDEF [bold]G[/bold] [/x] H I J" not in done.err
        assert "[/bold]" in done.out, "brackets are text, not markup"


def test_a_claim_of_a_hostile_page_is_explained_on_safe_lines(hostile: Path, run: Run) -> None:
    record = json.loads(run("verify", *PUBLISHED, "--format", "json").out)
    (document,) = (d for d in record["documents"] if d["source"].endswith(".html"))
    assert "\n" not in document["headline"] + document["publisher"] + document["source"]
    for claim in document["claims"]:
        for form in ("plain", "json"):
            done = run("explain", claim["id"], "--format", form)
            assert not STEERING.search(done.out + done.err)


def test_nothing_in_a_file_name_or_error_steers_the_terminal(workspace: Path, run: Run) -> None:
    done = run("verify", "no\x1b[2Jsuch\u202e\n.html")
    assert not STEERING.search(done.err)
    assert done.err.count("\n") == 1


def test_colour_only_where_it_is_wanted(workspace: Path) -> None:
    command = ("verify", *PUBLISHED)
    assert ESCAPE not in claimtrack(*command, cwd=workspace).out
    assert ESCAPE not in claimtrack(*command, "--format", "rich", cwd=workspace).out
    bare = claimtrack(*command, cwd=workspace, FORCE_COLOR="1", NO_COLOR="1").out
    assert not re.search(r"\x1b\[[0-9;]*3[0-9]", bare), "bold and dim are no colours"
    coloured = claimtrack(*command, cwd=workspace, FORCE_COLOR="1").out
    assert "\x1b[1;31m✗ discrepancy\x1b[0m" in coloured
    assert ESCAPE not in claimtrack(*command, "--format", "plain", cwd=workspace, FORCE_COLOR="1").out


@pytest.mark.parametrize("width", [40, 80, 120])
def test_the_terminals_width_is_kept(workspace: Path, run: Run, monkeypatch: pytest.MonkeyPatch, width: int) -> None:
    monkeypatch.setenv("COLUMNS", str(width))
    lines = run("verify", *PUBLISHED, "--format", "rich").out.splitlines()
    assert max(map(len, lines)) <= width
    assert not any(line.endswith(" ") for line in lines)


def test_what_a_person_reads(
    workspace: Path, run: Run, monkeypatch: pytest.MonkeyPatch, snapshot: SnapshotAssertion
) -> None:
    monkeypatch.setenv("COLUMNS", "80")
    assert run("verify", *PUBLISHED, "--format", "rich").out == snapshot


def test_colour_is_never_the_only_carrier(workspace: Path, run: Run) -> None:
    out = run("verify", *PUBLISHED, "--format", "rich").out
    for words in ("✓ agrees", "✗ discrepancy", "? 3 undetermined"):
        assert words in out


def test_a_stream_without_a_terminal_gets_plain() -> None:
    from claimtrack.cli.options import Format, pick_format

    class Screen(io.StringIO):
        def isatty(self) -> bool:
            return True

    assert pick_format(None, io.StringIO()) is Format.plain
    assert pick_format(None, Screen()) is Format.rich
    assert pick_format(Format.json, Screen()) is Format.json
