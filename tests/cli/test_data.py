"""dataset, measure, explain and rules: official data in, and what can be asked of it."""

from __future__ import annotations

import json
import shutil
import sqlite3
from pathlib import Path

import pytest
from workspaces import DATASET, DESCRIPTOR, Run, rows

from claimtrack.datasets.catalogue import catalogue_ids
from claimtrack.quantity import many
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
    assert (done.out, done.err, done.code) == ("1 dataset, 2 snapshots, 0 held back, 0 wrong\n", "", 0)


def test_a_file_that_changed_after_it_was_stored_is_a_mismatch(workspace: Path, run: Run) -> None:
    run("dataset", "list")
    file = workspace / "corpus/datasets" / DATASET / "snapshots/branches-2025-01-20.csv"
    file.write_text(rows(13, 5))
    done = run("dataset", "check")
    assert done.out == "1 dataset, 2 snapshots, 0 held back, 1 wrong\n"
    assert done.err.endswith("branches-2025-01-20.csv: has changed since it was added (restore the file)\n")
    assert done.code == 5
    for command in (("measure", "show", "towns"), ("explain", "31")):
        shown = run(*command)
        assert "branches-2025-01-20.csv: the snapshot's bytes have changed" in shown.err
        assert ("31" in shown.out, shown.code) == (True, 4)


@pytest.mark.parametrize(
    "command",
    [
        ("dataset", "show", DATASET),
        ("dataset", "list"),
        ("dataset", "diff", DATASET),
        ("measure", "list"),
        ("measure", "show", "towns"),
        ("measure", "test"),
        ("explain", "127"),
    ],
)
def test_a_dataset_that_fails_is_told_and_the_rest_is_shown(
    workspace: Path, run: Run, command: tuple[str, ...]
) -> None:
    before = run(*command)
    assert before.code == 0
    broken = workspace / "corpus/datasets/broken"
    broken.mkdir()
    (broken / "datapackage.yaml").write_text("name: [\n")
    bad = workspace / "corpus/datasets" / DATASET / "snapshots/bad-2025-03-01.xlsx"
    bad.write_bytes(b"")
    done = run(*command)
    assert (done.out, done.code) == (before.out, 4)
    assert [line.split(": ")[1] for line in done.err.splitlines() if line.startswith("error")] == [
        "corpus/datasets/broken/datapackage.yaml:2",
        f"corpus/datasets/{DATASET}/snapshots/bad-2025-03-01.xlsx",
    ]


@pytest.mark.parametrize("command", [("dataset", "show", "broken"), ("measure", "show", "broken/towns")])
def test_a_broken_dataset_asked_for_is_not_called_unknown(workspace: Path, run: Run, command: tuple[str, ...]) -> None:
    (workspace / "corpus/datasets/broken").mkdir()
    (workspace / "corpus/datasets/broken/datapackage.yaml").write_text("name: [\n")
    done = run(*command)
    assert (done.out, done.err.count("error: "), done.code) == ("", 1, 4)


def test_a_measure_that_can_t_be_computed_is_told_and_the_others_go_on(workspace: Path, run: Run) -> None:
    file = workspace / "corpus/datasets" / DATASET / "datapackage.yaml"
    file.write_text(DESCRIPTOR + "    sizes: {sum: BRANCH, nouns: [size]}\n  normalise: {BRANCH: text}\n")
    done = run("explain", "127")
    assert "127  library-branches  branches  2025-09-02\n" in done.out
    assert "error: library-branches: the query failed: Conversion Error" in done.err
    assert done.code == 4


def test_what_could_not_be_read_is_named_with_its_snapshot(workspace: Path, run: Run) -> None:
    folder = workspace / "corpus/datasets" / DATASET
    text = DESCRIPTOR.replace("  dimensions:", "  normalise: {BRANCH: date}\n  dimensions:")
    (folder / "datapackage.yaml").write_text(text)
    assert "BRANCH: 127 of 127 cells are no date, the first is 'Branch 1'" in run("dataset", "show", DATASET).out
    (workspace / "list-2025-10-01.csv").write_text(rows(130, 31))
    done = run("dataset", "snapshot", DATASET, "list-2025-10-01.csv")
    assert "note: list-2025-10-01.csv: BRANCH: 130 of 130 cells are no date, the first is 'Branch 1'\n" in done.err


def test_two_issues_are_compared(workspace: Path, run: Run) -> None:
    done = run("dataset", "diff", DATASET)
    lines = done.out.splitlines()
    assert lines[0].startswith(f"{DATASET}  branches-2025-01-20.csv 2025-01-20 00:00Z ")
    assert "+ Town 13, Branch 13" in lines
    assert lines[-3:] == [
        "122 added, 7 removed, 0 changed, 5 unchanged",
        "branches  12 → 127  +115",
        "towns  5 → 31  +26",
    ]
    for names in (("2025-01-31", "2025-09"), ("branches-2025-01-20.csv",), ("2025-01-20", lines[0].split()[-1])):
        assert run("dataset", "diff", DATASET, *names).out == done.out
    record = json.loads(run("dataset", "diff", DATASET, "--format", "json").out)
    assert (len(record["added"]), len(record["removed"]), record["changed"], record["unchanged"]) == (122, 7, [], 5)
    assert record["added"][0] == {"TOWN": "Town 10", "BRANCH": "Branch 10"} or record["added"][0]["TOWN"]
    assert record["measures"][0] == {"measure": "branches", "before": "12", "after": "127"}
    assert record["before"]["observed_at"] == "2025-01-20T00:00:00Z"


@pytest.mark.parametrize(
    ("names", "says"),
    [
        (("nix",), "no snapshot of library-branches is 'nix'"),
        (("2024-01-01",), "no snapshot of library-branches is '2024-01-01'"),
    ],
)
def test_a_snapshot_that_is_not_there_is_a_usage_error(
    workspace: Path, run: Run, names: tuple[str, ...], says: str
) -> None:
    done = run("dataset", "diff", DATASET, *names)
    assert (says in done.err, done.out, done.code) == (True, "", 2)


def test_one_snapshot_alone_can_t_be_compared(workspace: Path, run: Run) -> None:
    (workspace / "corpus/datasets" / DATASET / "snapshots/branches-2025-01-20.csv").unlink()
    done = run("dataset", "diff", DATASET)
    assert ("library-branches has 1 snapshot to compare" in done.err, done.code) == (True, 2)


def test_a_dataset_is_removed_when_agreed(workspace: Path, run: Run) -> None:
    home = workspace / "corpus/datasets" / DATASET
    refused = run("--no-input", "dataset", "rm", DATASET)
    assert ("say --yes" in refused.err, refused.code, home.is_dir()) == (True, 2, True)
    unanswered = run("dataset", "rm", DATASET, stdin="")
    assert ("there was no answer" in unanswered.err, unanswered.code, home.is_dir()) == (True, 2, True)
    kept = run("dataset", "rm", DATASET, stdin="n\n")
    assert (kept.code, home.is_dir()) == (0, True)
    done = run("dataset", "rm", DATASET, stdin="y\n")
    assert (done.out.endswith(f"{DATASET}: removed\n"), done.code, home.exists()) == (True, 0, False)
    assert run("dataset", "rm", DATASET, "--yes").code == 2


def test_a_broken_dataset_can_be_removed_and_nothing_else(workspace: Path, run: Run) -> None:
    (workspace / "corpus/datasets/broken").mkdir()
    (workspace / "corpus/datasets/broken/datapackage.yaml").write_text("name: [\n")
    for name in (".", "..", "../pages", "", str(workspace)):
        assert run("dataset", "rm", name, "--yes").code == 2
    assert run("--no-input", "dataset", "rm", "broken", "--yes").code == 0
    assert [p.name for p in (workspace / "corpus/datasets").iterdir()] == [DATASET]
    assert (workspace / "corpus/pages").is_dir()


def test_golden_values_are_tried(workspace: Path, run: Run) -> None:
    file = workspace / "corpus/datasets" / DATASET / "datapackage.yaml"
    golden = "{at: 2025-09-02, value: 127}, {at: 2020-01, value: 1}, {at: 2025-09-02, value: 5, scope: {town: Town 1}}"
    file.write_text(DESCRIPTOR.replace("{count: rows, ", f"{{count: rows, golden: [{golden}], "))
    done = run("measure", "test")
    assert done.out.splitlines() == [
        "holds    library-branches/branches  2025-09-02  127",
        "no data  library-branches/branches  2020-01  1",
        "holds    library-branches/branches  2025-09-02, town Town 1  5",
        "2 hold, 0 wrong, 1 without data here",
    ]
    assert done.code == 0
    file.write_text(file.read_text().replace("value: 127", "value: 128, seen: 2025-09-03"))
    done = run("measure", "test", DATASET)
    assert "wrong    library-branches/branches  2025-09-02  128, not 127; read from the issue of 2025-09-03" in done.out
    assert done.code == 5
    record = json.loads(run("measure", "test", DATASET, "--format", "json").out)[0]
    assert (record["state"], record["value"], record["found"], record["seen"]) == ("wrong", "128", "127", "2025-09-03")
    assert run("measure", "test", "nix").code == 2


def test_a_descriptor_is_suggested_that_works_as_it_is(empty: Path, run: Run) -> None:
    (empty / "library-branches-2025-09-02.csv").write_text(rows(12, 5))
    done = run("measure", "suggest", "library-branches-2025-09-02.csv", "-o", "new.yaml")
    assert done.err == "next: read and mend it, then claimtrack dataset add new.yaml\n"
    assert run("dataset", "add", "new.yaml").out.startswith("library-branches: library branches, 3 measures")
    assert run("dataset", "snapshot", DATASET, "library-branches-2025-09-02.csv").code == 0
    assert "2025-09-02 00:00Z  12" in run("measure", "show", "library-branches").out
    assert "5  library" in run("measure", "show", "different-town").out
    again = run("measure", "suggest", DATASET)
    assert again.out == (empty / "new.yaml").read_text()
    assert run("measure", "suggest", "nix").code == 2


@pytest.mark.parametrize("folder", ["cpi-us", "employment-us", "population"])
def test_a_package_found_in_the_wild_is_added_with_its_data(empty: Path, run: Run, folder: str) -> None:
    source = SHARED / "datasets" / folder / "datapackage.json"
    if not source.is_file():
        pytest.skip("the packages are not here")
    done = run("dataset", "add", source)
    assert (done.err, done.code) == ("", 0)
    count = len(json.loads(run("measure", "list", "--format", "json").out))
    assert f", {many(count, 'measure')}" in done.out
    assert run("dataset", "check").out == "1 dataset, 1 snapshot, 0 held back, 0 wrong\n"
    assert (empty / "corpus/datasets" / folder / "datapackage.json").read_bytes() == source.read_bytes()


def test_of_a_package_s_files_the_first_table_is_the_dataset(empty: Path, tmp_path: Path, run: Run) -> None:
    there = tmp_path / "there"
    there.mkdir()
    for name, text in (("a.csv", "year,mm\n2020,1\n2021,2\n"), ("b.csv", "year,mm\n2020,7\n2022,8\n")):
        (there / name).write_text(text)
    resources = [{"path": name} for name in ("notes.md", "a.csv", "b.csv")]
    (there / "datapackage.json").write_text(json.dumps({"name": "rain", "resources": resources}))
    run("dataset", "add", there)
    assert "2 rows  a.csv" in run("dataset", "show", "rain").out
    assert "b.csv" not in run("dataset", "show", "rain").out


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


def test_a_verdict_is_explained_under_the_profile_it_was_judged_under(workspace: Path, run: Run) -> None:
    (workspace / "corpus/pages/round.txt").write_text("The library runs 130 branches.\n")
    command = ("verify", "corpus/pages/round.txt", "--published", "2025-09-03")
    strict = run(*command, "--profile", "strict", "--format", "json")
    claim = json.loads(strict.out)["documents"][0]["claims"][0]["id"]
    told = run("explain", claim).out
    assert "     profile  strict\n      admits  [130, 130] EXA; " in told
    run(*command)
    assert "     profile  newsroom\n" in run("explain", claim).out


@pytest.mark.parametrize("number", ["127", "127.0", "1,234", "1.2 million", "12,947,000", "12947000", "two dozen"])
def test_a_number_is_looked_for_however_it_is_written(workspace: Path, run: Run, number: str) -> None:
    done = run("explain", number)
    places = "1 place with the value 127;" if number.startswith("127") else "0 places with the value "
    assert places in done.out
    assert (done.err, done.code) == ("", 0)


def test_a_claim_whose_id_begins_with_digits_is_found_by_them(workspace: Path, run: Run) -> None:
    run("verify", "--published", "2025-09-03")
    with sqlite3.connect(workspace / "claims.db") as connection:
        connection.execute("PRAGMA foreign_keys = OFF")
        connection.execute("UPDATE claims SET id = '1294700099999999' WHERE exact = '127 towns'")
    connection.close()
    assert "“127 towns”" in run("explain", "12947000").out
    assert "0 places with the value 12,947,001;" in run("explain", "12947001").out
