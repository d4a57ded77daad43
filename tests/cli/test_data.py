"""dataset, measure, explain and rules: official data in, and what can be asked of it."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest
from workspaces import DATASET, DESCRIPTOR, Run, rows

from claimtrack.datasets.catalogue import catalogue_ids
from claimtrack.verdicts.rules import RULES

SHARED = Path(__file__).parents[2] / "../shared"


@pytest.fixture
def empty(tmp_path: Path, run: Run, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A new workspace, which is the current folder."""
    monkeypatch.chdir(tmp_path)
    run("init", "desk")
    monkeypatch.chdir(tmp_path / "desk")
    return tmp_path / "desk"


def test_a_dataset_of_the_catalogue(empty: Path, run: Run) -> None:
    done = run("dataset", "add", "ice-287g-participating")
    assert done.out.startswith("ice-287g-participating: ICE 287(g) participating agencies, ")
    assert done.err.startswith("next: claimtrack dataset snapshot ice-287g-participating FILE…")
    assert (empty / "corpus/datasets/ice-287g-participating/datapackage.yaml").is_file()
    again = run("dataset", "add", "ice-287g-participating")
    assert again.err.startswith("error: corpus/datasets/ice-287g-participating: ice-287g-participating is here already")
    assert again.code == 2


@pytest.mark.parametrize("name", ["there", "there/datapackage.yaml"])
def test_a_dataset_described_elsewhere_comes_with_its_snapshots(
    empty: Path, tmp_path: Path, run: Run, name: str
) -> None:
    there = tmp_path / "there"
    (there / "snapshots").mkdir(parents=True)
    (there / "datapackage.yaml").write_text(DESCRIPTOR)
    (there / "snapshots" / "2025-09-02.csv").write_text(rows(5, 2))
    done = run("dataset", "add", tmp_path / name)
    assert (done.out, done.err, done.code) == ("library-branches: Branches of the county library, 2 measures\n", "", 0)
    assert "5 rows  2025-09-02.csv" in run("dataset", "show", DATASET).out


def test_a_dataset_with_a_fault_is_not_taken_in(empty: Path, run: Run) -> None:
    (empty / "new.yaml").write_text(DESCRIPTOR.replace("count: rows", "count: lines"))
    done = run("dataset", "add", "new.yaml")
    assert done.err.startswith("error: new.yaml:11: ")
    assert (done.code, list((empty / "corpus/datasets").iterdir())) == (2, [])


@pytest.mark.parametrize("name", ["table.csv", "table.XLSX", "nowhere/table.xlsx"])
def test_a_table_that_is_not_there_is_said(empty: Path, run: Run, name: str) -> None:
    done = run("dataset", "add", name)
    assert (done.err, done.code) == (f"error: {name}: no such file (check the path)\n", 2)


def test_a_table_without_a_description_is_taken_in_as_it_is(empty: Path, run: Run) -> None:
    (empty / "Bikes 2.csv").write_text("id,Do you own a bike?\n1,Yes\n2,No\n")
    done = run("dataset", "add", "Bikes 2.csv")
    assert (done.code, done.out.partition(":")[0]) == (0, "bikes-2")
    assert "1 snapshot" in run("dataset", "list").out
    assert run("dataset", "add", "Bikes 2.csv").code == 2


def test_an_unknown_name_lists_what_there_is(empty: Path, run: Run) -> None:
    done = run("dataset", "add", "nix")
    assert all(name in done.err for name in catalogue_ids())


def test_snapshots_are_shown_by_their_dates(workspace: Path, run: Run) -> None:
    folder = workspace / "downloads"
    folder.mkdir()
    (folder / "late-2025-11-02.csv").write_text(rows(130, 31))
    (folder / "early-2025-10-02.csv").write_text(rows(129, 31))
    done = run("dataset", "snapshot", DATASET, "downloads")
    assert done.out.splitlines() == [
        "2025-10-02 00:00Z      129 rows  early-2025-10-02.csv",
        "2025-11-02 00:00Z      130 rows  late-2025-11-02.csv",
    ]
    assert done.err == "next: claimtrack verify\n"
    assert run("-q", "dataset", "snapshot", DATASET, "downloads").err == ""


def test_a_date_given_by_hand(workspace: Path, run: Run) -> None:
    (workspace / "list.csv").write_text(rows(9, 3))
    done = run("dataset", "snapshot", DATASET, "list.csv", "--observed-at", "2025-09-10T20:05Z")
    assert done.out.startswith("2025-09-10 20:05Z        9 rows  list.csv")


def test_the_same_file_again_is_no_new_snapshot(workspace: Path, run: Run) -> None:
    (workspace / "list-2025-10-01.csv").write_text(rows(9, 3))
    run("dataset", "snapshot", DATASET, "list-2025-10-01.csv")
    before = run("dataset", "show", DATASET).out
    run("dataset", "snapshot", DATASET, "list-2025-10-01.csv")
    assert run("dataset", "show", DATASET).out == before


def test_datasets_are_listed_with_those_of_the_catalogue(workspace: Path, run: Run) -> None:
    done = run("dataset", "list")
    assert "2 snapshots, newest 2025-09-02  Branches of the county library" in done.out
    assert all(f"claimtrack dataset add {name}" in done.out for name in catalogue_ids())
    record = json.loads(run("dataset", "list", "--format", "json").out)
    assert record["datasets"] == [
        {"id": DATASET, "title": "Branches of the county library", "snapshots": 2, "newest": "2025-09-02"}
    ]
    assert record["catalogue"] == list(catalogue_ids())


def test_a_dataset_without_snapshots_says_what_to_do(workspace: Path, run: Run) -> None:
    shutil.rmtree(workspace / "corpus/datasets" / DATASET / "snapshots")
    assert f"none yet; next: claimtrack dataset snapshot {DATASET} FILE…" in run("dataset", "show", DATASET).out


def test_a_check_reads_all_files(workspace: Path, run: Run) -> None:
    done = run("dataset", "check")
    assert (done.out, done.err, done.code) == ("1 datasets, 2 snapshots, 0 held back, 0 wrong\n", "", 0)


def test_measures_are_listed_and_shown(workspace: Path, run: Run) -> None:
    assert run("measure", "list").out.splitlines()[0].split("  ")[0] == "library-branches/branches"
    shown = run("measure", "show", "towns").out
    for words in ("count of distinct TOWN", "nouns  town", "not  branch, librarian", "2025-01-20 00:00Z  5  branches"):
        assert words in shown
    record = json.loads(run("measure", "show", "library-branches/branches", "--format", "json").out)
    assert [item["value"] for item in record[0]["observations"]] == ["12", "127"]
    assert json.loads(run("measure", "list", "--format", "json").out)[1]["id"] == "library-branches/towns"


def test_measures_of_an_empty_workspace(empty: Path, run: Run) -> None:
    done = run("measure", "list")
    assert (done.out, done.code) == ("", 0)
    assert "claimtrack dataset add" in done.err


def test_a_number_is_looked_up_in_every_measure_scope_and_date(workspace: Path, run: Run) -> None:
    done = run("explain", "127")
    assert "127  library-branches  branches  2025-09-02\n" in done.out
    assert "1 place with the value 127" in done.out
    record = json.loads(run("explain", "5", "--format", "json").out)
    assert {(cell["measure"], tuple(cell["scope"])) for cell in record["cells"]} >= {
        ("towns", ()),
        ("branches", ("town",)),
    }


def test_a_number_that_is_a_sheets_last_row_is_known(workspace: Path, run: Run) -> None:
    done = run("explain", "128")
    assert (
        "128  library-branches  is the number of the last filled row of the sheet whose list holds 127 (header counted)"
    ) in done.out
    assert json.loads(run("explain", "128", "--format", "json").out)["last_rows"][0]["rows"] == 127


def test_958_is_the_last_row_of_the_sheets_that_hold_957(empty: Path, run: Run) -> None:
    folder = SHARED / "datasets" / "ice-287g"
    if not folder.is_dir():
        pytest.skip("ICE's workbooks are not here")
    run("dataset", "add", "ice-287g-participating")
    files = [folder / f"participatingAgencies{name}.xlsx" for name in ("09032025pm", "09052025pm")]
    assert run("dataset", "snapshot", "ice-287g-participating", *files).code == 0
    assert "of the sheets whose lists hold 957 (header counted)" in run("explain", "958").out


def test_a_claim_is_explained_whole(workspace: Path, run: Run) -> None:
    record = json.loads(run("verify", "--published", "2025-09-03", "--format", "json").out)
    claim = next(c for c in record["documents"][0]["claims"] if c["quote"]["exact"] == "127 towns")
    text = run("explain", claim["id"][:8]).out
    for words in (
        "corpus/pages/story.txt:3",
        "Officials had spoken of 128 library branches in 127 towns.",
        "read as  127, towns, level",
        "outcome  discrepancy, critical",
        "MSW  127 is the count of branches",
        "query  SELECT count(DISTINCT",
        "snapshot  branches-2025-09-02.csv, 2025-09-02 00:00Z, sha256 ",
        "measure  library-branches/towns, score 1.00",
        "searched",
    ):
        assert words in text
    sha256 = claim["official"]["snapshots"][0]["sha256"]
    assert f"WHERE \"snapshot\" = '{sha256}'" in text, "the query is there as it was run"


def test_a_number_that_was_set_aside_is_explained_too(workspace: Path, run: Run) -> None:
    (workspace / "corpus/pages/dated.txt").write_text("The library opened on May 5, 1998 and runs 127 branches.\n")
    record = json.loads(run("extract", "--all", "--format", "json", "corpus/pages/dated.txt").out)
    aside = next(c for c in record["documents"][0]["claims"] if c["set_aside"])
    run("verify")
    assert f"was set aside: {aside['set_aside']}" in run("explain", aside["id"]).out
    assert json.loads(run("explain", aside["id"], "--format", "json").out)["set_aside"] == aside["set_aside"]


def test_every_rule_is_printed(workspace: Path, run: Run) -> None:
    out = run("rules").out
    assert all(f"{rule.code:>4}  {rule.title}" in out for rule in RULES)
    assert run("rules", "msw").out.splitlines()[0] == " MSW  measures swapped (cause)"
    assert len(json.loads(run("rules", "VAL", "--format", "json").out)) == 2
