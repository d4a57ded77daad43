"""A damaged row: verify makes it anew where the text is at hand; else one line that says how, and the rest done."""

from __future__ import annotations

import json
import sqlite3
from pathlib import Path

import pytest
from workspaces import Run

PUBLISHED = ("--published", "2025-09-03")


def damage(database: Path, table: str, where: str = "1") -> None:
    with sqlite3.connect(database) as connection:
        connection.execute(f"UPDATE {table} SET payload = substr(payload, 1, 20) WHERE {where}")
    connection.close()


@pytest.mark.parametrize("table", ["claims", "links", "verdicts", "versions"])
def test_verify_makes_a_damaged_row_anew(workspace: Path, run: Run, table: str) -> None:
    first = run("verify", *PUBLISHED, "--format", "json")
    claim = json.loads(first.out)["documents"][0]["claims"][1]["id"]
    damage(workspace / "claims.db", table)
    broken = run("explain", claim)
    assert broken.err.startswith("error: corpus/pages/story.txt: a stored ")
    assert broken.err.endswith("made anew by: claimtrack verify corpus/pages/story.txt)\n")
    assert (broken.err.count("\n"), broken.code) == (1, 4)
    again = run("verify", *PUBLISHED, "--format", "json")
    assert (again.out, again.err, again.code) == (first.out, first.err, first.code)
    assert run("explain", claim).code == 0
    assert run("doctor").out.endswith("all is well\n")


def test_a_damaged_document_from_elsewhere_stops_no_other(workspace: Path, tmp_path: Path, run: Run) -> None:
    for name in ("one", "two"):
        (tmp_path / f"{name}.txt").write_text("The library runs 127 branches.\n")
        run("verify", tmp_path / f"{name}.txt", *PUBLISHED)
    damage(workspace / "claims.db", "versions", "document_id = (SELECT id FROM documents WHERE source LIKE '%one.txt')")
    done = run("verify", "--profile", "strict", *PUBLISHED)
    errors = [line for line in done.err.splitlines() if line.startswith("error: ")]
    assert len(errors) == 1
    assert errors[0].startswith(f"error: {tmp_path}/one.txt: a stored document can't be read")
    assert errors[0].endswith(f"made anew by: claimtrack verify {tmp_path}/one.txt)")
    assert f"{tmp_path}/two.txt:1  agrees" in done.out
    assert "story.txt:3  discrepancy" in done.out
    assert done.code == 4
    assert run("verify", tmp_path / "one.txt", *PUBLISHED).code == 0
    assert run("verify", *PUBLISHED).code == 1
