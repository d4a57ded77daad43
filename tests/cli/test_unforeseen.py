"""A fault that nobody thought of: one line, exit code 4, and all other documents done."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from workspaces import DESCRIPTOR, Run

PUBLISHED = ("--published", "2025-09-03")
STAGES = ("claimtrack.corpus.extract.read_document", "claimtrack.claims.extract.scan_document",
          "claimtrack.claims.extract.read_claims", "claimtrack.pipeline.verifying.judge_document")  # fmt: skip
MARK = "Grundriss"


def breaks(stage: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Let a stage fail on the document that holds the mark."""
    module, name = stage.rsplit(".", 1)
    whole = getattr(__import__(module, fromlist=[name]), name)

    def broken(item: Any, *rest: Any, **options: Any) -> Any:
        if MARK in repr(item):
            raise ZeroDivisionError(f"no {MARK}\nhere")
        return whole(item, *rest, **options)

    monkeypatch.setattr(stage, broken)


@pytest.fixture
def pages(workspace: Path) -> Path:
    pages = workspace / "corpus" / "pages"
    (pages / "a.txt").write_text("The library runs 127 branches.\n")
    (pages / "m.txt").write_text(f"The library runs 127 branches, says {MARK}.\n")
    (pages / "z.txt").write_text("The library runs 127 branches.\n")
    return pages


@pytest.mark.parametrize("stage", STAGES)
def test_a_fault_in_one_document_stops_no_other(
    pages: Path, run: Run, monkeypatch: pytest.MonkeyPatch, stage: str
) -> None:
    breaks(stage, monkeypatch)
    done = run("verify", *PUBLISHED)
    assert done.err.startswith(f"error: corpus/pages/m.txt: unexpected ZeroDivisionError: no {MARK} (")
    assert len([line for line in done.err.splitlines() if not line.startswith("next: ")]) == 1
    assert [done.out.count(f"corpus/pages/{name}.txt:1  agrees") for name in "amz"] == [1, 0, 1]
    assert "story.txt:3  discrepancy" in done.out
    assert done.code == 4


@pytest.mark.parametrize("stage", STAGES[:3])
def test_a_fault_in_one_document_stops_no_other_extraction(
    pages: Path, run: Run, monkeypatch: pytest.MonkeyPatch, stage: str
) -> None:
    breaks(stage, monkeypatch)
    record = json.loads(run("extract", "--format", "json").out)
    assert [error["source"] for error in record["errors"]] == ["corpus/pages/m.txt"]
    assert len(record["documents"]) == 3
    assert record["exit_code"] == 4


def test_where_it_arose_is_shown_when_asked_for(pages: Path, run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    breaks(STAGES[-1], monkeypatch)
    assert "Traceback" not in run("verify", *PUBLISHED).err
    assert "ZeroDivisionError" in run("-v", "verify", *PUBLISHED).err.split("Traceback", 1)[1]


@pytest.mark.parametrize(
    "place", ["claimtrack.pipeline.verifying.load_data", "claimtrack.publish.selection.Selection.apply"]
)
def test_a_fault_elsewhere_is_no_discrepancy(
    workspace: Path, run: Run, monkeypatch: pytest.MonkeyPatch, place: str
) -> None:
    def broken(*_: Any) -> Any:
        raise ZeroDivisionError

    monkeypatch.setattr(place, broken)
    done = run("verify", *PUBLISHED)
    assert done.err.startswith("error: unexpected ZeroDivisionError (")
    assert (done.err.count("\n"), done.code) == (1, 4)


def test_what_no_database_takes_costs_one_document(pages: Path, run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    from claimtrack.store import saving

    keep = saving.version_row

    def broken(document: Any, *rest: Any) -> Any:
        return keep(document, *rest) | ({"seen_at": "now"} if MARK in document.text else {})

    monkeypatch.setattr(saving, "version_row", broken)
    done = run("verify", *PUBLISHED)
    assert done.out.count("agrees") == 4
    assert "the database refused" in done.err
    assert done.code == 4


def test_a_fault_in_one_dataset_stops_no_other(workspace: Path, run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    from claimtrack.datasets import snapshots

    sync = snapshots.sync_snapshots

    def broken(descriptor: Any, *rest: Any) -> Any:
        if descriptor.name == "other":
            raise ZeroDivisionError
        return sync(descriptor, *rest)

    other = workspace / "corpus" / "datasets" / "other"
    (other / "snapshots").mkdir(parents=True)
    (other / "datapackage.yaml").write_text(DESCRIPTOR.replace("library-branches", "other"))
    monkeypatch.setattr(snapshots, "sync_snapshots", broken)
    done = run("verify", *PUBLISHED)
    assert "error: other: unexpected ZeroDivisionError" in done.err
    assert "1 document: 0 discrepancies, 7 undetermined; 1 failed" in done.out
    assert done.code == 4
