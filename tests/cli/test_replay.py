"""replay and history: every stored verdict comes out again, or it is said what does not; nothing new is written."""

from __future__ import annotations

import json
import shutil
import sqlite3
from collections import Counter
from pathlib import Path
from typing import Any

import pytest
from benches import loaded
from workspaces import DATASET, Run, rows

from claimtrack.errors import ExitCode
from claimtrack.settings import make_workspace, open_workspace

ROOT = Path(__file__).parents[2]
SNAPSHOTS = Path("corpus/datasets") / DATASET / "snapshots"


def verified(run: Run, *options: str) -> None:
    assert run("-q", "verify", "--published", "2025-09-03", *options).code == ExitCode.DISCREPANCY


def replayed(run: Run, *arguments: str) -> dict[str, Any]:
    done = run("replay", *(arguments or ("--all",)), "--format", "json")
    record: dict[str, Any] = json.loads(done.out)
    assert record["exit_code"] == done.code
    return record


def differing(record: dict[str, Any]) -> dict[str, list[str]]:
    return {v["claim_id"]: [d["what"] for d in v["differences"]] for v in record["verdicts"] if not v["equal"]}


def change_verdict(old: str, new: str) -> int:
    """Replace text in the payload of every stored verdict; return how many there were with it."""
    with sqlite3.connect("claims.db") as connection:
        changed = connection.execute(
            "UPDATE verdicts SET payload = replace(payload, ?, ?) WHERE instr(payload, ?) > 0", (old, new, old)
        )
        return changed.rowcount


def dump() -> str:
    with sqlite3.connect("claims.db") as connection:
        return "\n".join(connection.iterdump())


def test_all_verdicts_come_out_again_and_nothing_is_written(workspace: Path, run: Run) -> None:
    verified(run)
    before = dump()
    record = replayed(run)
    assert record["counts"]["verdicts"] == record["counts"]["equal"] > 3
    assert sum(verdict["queries"] for verdict in record["verdicts"]) >= 3
    assert (record["exit_code"], record["errors"]) == (0, [])
    assert dump() == before


@pytest.mark.parametrize("options", [("--profile", "strict"), ("--as-of", "2025-09-04"), ("--measure", "branches")])
def test_a_verdict_is_replayed_under_the_options_it_was_made_with(
    workspace: Path, run: Run, options: tuple[str, str]
) -> None:
    run("-q", "verify", "--published", "2025-09-03", *options)
    assert differing(replayed(run)) == {}


def test_later_snapshots_change_no_replay(workspace: Path, run: Run) -> None:
    verified(run)
    (SNAPSHOTS / "branches-2025-10-02.csv").write_text(rows(130, 33), encoding="utf-8")
    assert differing(replayed(run)) == {}


def test_how_far_a_count_moved_on_record_is_run_anew(workspace: Path, run: Run) -> None:
    """The newest list is of 10 June; of 1 July nothing is known but how far such a list moves in three weeks."""
    for path in SNAPSHOTS.glob("*.csv"):
        path.unlink()
    days = ("2025-01-10", "2025-02-05", "2025-03-02", "2025-03-27", "2025-04-21", "2025-05-16", "2025-06-10")
    for number, day in enumerate(days):
        (SNAPSHOTS / f"branches-{day}.csv").write_text(rows(100 + 3 * number, 20), encoding="utf-8")
    text = "The county library runs 150 branches."
    assert run("-q", "verify", "--published", "2025-07-01", "-", stdin=text).code == ExitCode.DISCREPANCY
    record = replayed(run)
    assert differing(record) == {}
    assert [verdict["queries"] for verdict in record["verdicts"]] == [3]
    (SNAPSHOTS / "branches-2025-01-10.csv").write_text(rows(90, 20), encoding="utf-8")
    assert "snapshot" in next(iter(differing(replayed(run)).values()))


def test_a_value_that_was_tampered_with_is_found_twice(workspace: Path, run: Run) -> None:
    verified(run)
    assert change_verdict('"value":"127"', '"value":"126"')
    record = replayed(run)
    found = differing(record)
    assert record["exit_code"] == ExitCode.MISMATCH
    assert any("value" in what and any(w.startswith("branches on") for w in what) for what in found.values())
    done = run("replay", "--all")
    assert done.code == ExitCode.MISMATCH
    assert "value: stored 126" in done.out
    assert "found 127" in done.out


def test_an_outcome_that_was_tampered_with_is_found(workspace: Path, run: Run) -> None:
    verified(run)
    assert change_verdict('"outcome":"agrees"', '"outcome":"discrepancy"')
    assert all("outcome" in what for what in differing(replayed(run)).values())


def test_another_query_is_found(workspace: Path, run: Run) -> None:
    verified(run)
    assert change_verdict("SELECT count(*)", "SELECT 3 + count(*)")
    found = differing(replayed(run))
    assert found
    assert all("query" in what and any(w.startswith("branches on") for w in what) for what in found.values())


def test_another_rule_set_is_found(workspace: Path, run: Run) -> None:
    verified(run)
    with sqlite3.connect("claims.db") as connection:
        connection.execute("UPDATE verdicts SET ruleset = '0'")
    record = replayed(run)
    assert {tuple(what) for what in differing(record).values()} == {("rule set",)}


@pytest.mark.parametrize("state", ["missing", "changed"])
def test_a_lost_file_costs_each_verdict_that_rests_on_it_one_line(workspace: Path, run: Run, state: str) -> None:
    verified(run)
    whole = replayed(run)
    file = SNAPSHOTS / "branches-2025-09-02.csv"
    if state == "missing":
        file.unlink()
    else:
        file.write_text(file.read_text(encoding="utf-8").replace("Branch 9\n", "Branch 9x\n"), encoding="utf-8")
    record = replayed(run)
    assert record["exit_code"] == ExitCode.MISMATCH
    lost = [v for v in record["verdicts"] if [d["found"] for d in v["differences"]] == [state]]
    asked = [v["claim_id"] for v in whole["verdicts"] if v["queries"]]
    assert [v["claim_id"] for v in lost] == asked
    done = run("replay", asked[0])
    assert (
        f"snapshot: stored branches-2025-09-02.csv {lost[0]['differences'][0]['stored'][-8:]}, found {state}"
        in done.out
    )
    assert done.out.count("\n") == 3


def test_verdicts_from_before_their_terms_were_kept_are_told(workspace: Path, run: Run) -> None:
    verified(run)
    with sqlite3.connect("claims.db") as connection:
        connection.execute("UPDATE documents SET terms_id = NULL")
    record = replayed(run)
    assert {tuple(what) for what in differing(record).values()} == {("terms",)}
    assert record["counts"]["equal"] == 0


def test_one_damaged_row_costs_its_document_a_line(workspace: Path, run: Run) -> None:
    (workspace / "corpus/pages/other.txt").write_text("The county library runs 127 branches.", encoding="utf-8")
    verified(run)
    with sqlite3.connect("claims.db") as connection:
        source = "(SELECT id FROM documents WHERE source LIKE '%other.txt')"
        connection.execute(f"UPDATE claims SET payload = '{{' WHERE document_id = {source}")
    record = replayed(run)
    assert [error["source"] for error in record["errors"]] == ["corpus/pages/other.txt"]
    assert record["exit_code"] == ExitCode.INCOMPLETE
    assert record["counts"]["equal"] == record["counts"]["verdicts"] > 3


def test_single_verdicts_and_whole_documents_are_replayed_by_id(workspace: Path, run: Run) -> None:
    verified(run)
    whole = replayed(run)
    one = whole["verdicts"][0]
    assert [v["claim_id"] for v in replayed(run, one["claim_id"][:10])["verdicts"]] == [one["claim_id"]]
    assert replayed(run, one["document_id"])["counts"] == whole["counts"]


def test_what_to_replay_must_be_said(workspace: Path, run: Run) -> None:
    assert run("replay").code == ExitCode.USAGE
    assert run("replay", "--all", "abc").code == ExitCode.USAGE
    assert run("replay", "abcdef").code == ExitCode.USAGE


def test_nothing_stored_is_nothing_to_replay(workspace: Path, run: Run) -> None:
    done = run("replay", "--all")
    assert (done.code, done.out) == (0, "0 verdicts: 0 equal, 0 differ; 0 queries run anew\n")
    assert not Path("claims.db").exists()


def test_the_shipped_pages_are_replayed(tmp_path: Path, run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    shutil.copytree(ROOT / "corpus", tmp_path / "corpus", ignore=shutil.ignore_patterns("archive"))
    shutil.copy(ROOT / "claimtrack.toml", tmp_path)
    monkeypatch.chdir(tmp_path)
    run("-q", "verify")
    record = replayed(run)
    assert record["counts"]["equal"] == record["counts"]["verdicts"] > 100
    assert sum(verdict["queries"] for verdict in record["verdicts"]) > 50


@pytest.mark.slow
def test_a_thousand_verdicts_come_out_again(tmp_path: Path, run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    from workspaces import small_workspace

    root = small_workspace(tmp_path / "desk")
    for page in range(125):
        branches, towns, start = 127 + page % 7 - 3, 31 + page % 3 - 1, 12 + page % 2
        told = [
            f"The county library now runs {branches} branches in {towns} towns.",
            f"It had {start} branches in January 2025, and more than {branches - page % 9} library branches today.",
            f"That is a rise from {start} branches in January to {branches} branches, an increase of {870 + page}%.",
            f"Town {page % 31 + 1} has {4 + page % 2} library branches.",
        ]
        (root / f"corpus/pages/page-{page}.txt").write_text("\n\n".join(told), encoding="utf-8")
    monkeypatch.chdir(root)
    verified(run)
    record = replayed(run)
    assert record["counts"]["verdicts"] >= 1000
    assert record["counts"]["equal"] == record["counts"]["verdicts"]


@pytest.mark.slow
def test_verdicts_on_altered_texts_come_out_again(tmp_path: Path, run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    """A thousand verdicts of every outcome, on the shipped pages with each agreeing number altered in turn."""
    bench = loaded("altered", monkeypatch)
    shutil.copytree(ROOT / "corpus", tmp_path / "corpus", ignore=shutil.ignore_patterns("archive", "pages"))
    shutil.copy(ROOT / "claimtrack.toml", tmp_path)
    data = bench.opened(open_workspace(tmp_path, None, {}))
    found = list(bench.altered(bench.agreeing(ROOT / "corpus" / "pages", data), data))
    data.close()
    monkeypatch.chdir(tmp_path)
    for number, one in enumerate(found):
        day = one.document.date_published.start.date().isoformat()
        page = tmp_path / "corpus" / day / f"{number}.txt"
        page.parent.mkdir(exist_ok=True)
        page.write_text(one.document.text, encoding="utf-8")
    for day in sorted({page.parent.name for page in tmp_path.glob("corpus/2*/*.txt")}):
        run("-q", "verify", f"corpus/{day}", "--published", day)
    record = replayed(run)
    outcomes = Counter(verdict["outcome"] for verdict in record["verdicts"])
    assert record["counts"]["verdicts"] >= 1000
    assert differing(record) == {}
    assert len(outcomes) == 3, outcomes


def test_history_tells_what_changed_and_why(workspace: Path, run: Run) -> None:
    verified(run)
    claim = next(v["claim_id"] for v in replayed(run)["verdicts"] if v["outcome"] == "agrees" and v["queries"])
    (SNAPSHOTS / "branches-2025-09-03.csv").write_text(rows(140, 40), encoding="utf-8")
    run("-q", "verify", "--published", "2025-09-04")
    found = json.loads(run("history", claim, "--format", "json").out)
    assert [turn["sequence"] for turn in found["verdicts"]] == [1, 2]
    assert found["verdicts"][0]["superseded_by"] == 2
    assert (found["verdicts"][0]["changes"], found["verdicts"][0]["causes"]) == ([], [])
    assert any(cause.startswith("snapshot 2025-09-02") for cause in found["verdicts"][1]["causes"])
    assert {"what": "outcome", "before": "agrees", "after": "discrepancy"} in found["verdicts"][1]["changes"]
    plain = run("history", claim[:10]).out
    assert "changed  outcome: agrees → discrepancy" in plain
    assert "because  snapshot 2025-09-02" in plain
    assert plain.endswith("2 verdicts\n")


def test_history_of_what_was_never_judged(workspace: Path, run: Run) -> None:
    verified(run)
    record = json.loads(run("extract", "corpus/pages/story.txt", "--all", "--format", "json").out)
    ids = [c["id"] for d in record["documents"] for c in d["claims"] if c["set_aside"]]
    for aside in ids:
        assert "no verdict" in run("history", aside).out
    assert run("history", "ffffffffff").code == ExitCode.USAGE


def test_a_new_workspace_made_by_init_replays_nothing(
    tmp_path: Path, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    make_workspace(tmp_path)
    monkeypatch.chdir(tmp_path)
    assert run("replay", "--all").code == ExitCode.OK


def test_explain_tells_where_else_a_claim_stands(workspace: Path, run: Run) -> None:
    pages = workspace / "corpus/pages"
    (pages / "story.txt").unlink()
    told = {
        "2025-09-02-release.txt": "COUNTY, Sept. 2, 2025 – The county library runs 127 branches, it said.",
        "2025-09-03-wire.txt": "COUNTY, Sept. 3, 2025 – The county library now runs 127 library branches.",
        "2025-09-04-outlet.txt": "COUNTY, Sept. 4, 2025 – The county library is in 127 towns.",
        "2026-05-04-other.txt": "COUNTY, May 4, 2026 – The county library runs 127 branches.",
    }
    for name, text in told.items():
        (pages / name).write_text(text, encoding="utf-8")
    run("-q", "verify")
    claims = {v["source"]: v["claim_id"] for v in replayed(run)["verdicts"]}
    outlet = claims["corpus/pages/2025-09-04-outlet.txt"]
    record = json.loads(run("explain", outlet, "--format", "json").out)
    assert [a["source"][13:] for a in record["appearances"]] == [*list(told)[:3]]
    assert [a["first"] for a in record["appearances"]] == [True, False, False]
    assert record["appearances"][2]["changes"][0]["what"] == "noun"
    plain = run("explain", outlet).out
    tellings = plain[plain.index("also in  ") :].splitlines()
    assert [name for line in tellings for name in told if line.endswith(f"{name}:1")] == list(told)[:3]
    assert sum("first" in line for line in tellings) == sum("noun" in line for line in tellings) == 1
