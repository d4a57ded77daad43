"""verify: what it finds, what it tells its caller, and that running it again changes nothing."""

from __future__ import annotations

import json
import shutil
import sqlite3
from pathlib import Path

import pytest
from workspaces import CLAIMS_LINE, DATASET, STAFF_LINE, Run, rows

PUBLISHED = ("--published", "2025-09-03")


def tables(database: Path) -> dict[str, list[tuple[object, ...]]]:
    """All rows of all tables, so that nothing can change unseen."""
    with sqlite3.connect(database) as connection:
        names = [name for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
        return {name: sorted(connection.execute(f"SELECT * FROM {name}"), key=repr) for name in names}


def test_a_line_for_each_finding_with_file_line_code_quote_and_evidence(workspace: Path, run: Run) -> None:
    done = run("verify", *PUBLISHED)
    lines = done.out.splitlines()
    place = f"corpus/pages/story.txt:{CLAIMS_LINE}"
    assert any(line.startswith(f"{place}  agrees  EXA  “127 branches”") for line in lines)
    swapped = next(line for line in lines if "“127 towns”" in line)
    assert swapped.startswith(f"{place}  discrepancy  VAL+ MSW")
    assert "127 is the count of branches" in swapped
    assert "library-branches 2025-09-02 00:00Z" in swapped
    assert any(line.startswith(f"corpus/pages/story.txt:{STAFF_LINE}  undetermined  COV  “412") for line in lines)
    assert lines[-1] == "1 document: 2 discrepancies, 2 agree, 3 undetermined"
    assert done.code == 1


def test_the_next_command_is_named_and_works(workspace: Path, run: Run) -> None:
    done = run("verify", *PUBLISHED)
    command = done.err.strip().removeprefix("next: claimtrack ").split()
    assert command[0] == "explain"
    assert "“128 library branches”" in run(*command).out


@pytest.mark.parametrize(
    ("options", "code"),
    [
        ((), 1),
        (("--fail-on", "never"), 0),
        (("--fail-on", "undetermined"), 1),
        (("--select", "EXA"), 0),
        (("--select", "COV", "--fail-on", "undetermined"), 3),
        (("--ignore", "VAL+,OB1,MSW"), 0),
        (("--ignore", "val, ob1, msw"), 0),
        (("--select", "VAL"), 1),
        (("--min-severity", "critical"), 1),
        (("--min-severity", "critical", "--measure", "branches"), 0),
    ],
)
def test_the_exit_code_is_what_the_shown_findings_make(
    workspace: Path, run: Run, options: tuple[str, ...], code: int
) -> None:
    assert run("verify", *PUBLISHED, *options).code == code


def test_selected_codes_alone_are_shown(workspace: Path, run: Run) -> None:
    lines = run("verify", *PUBLISHED, "--select", "MSW").out.splitlines()
    assert len(lines) == 2
    assert "127 towns" in lines[0]


def test_one_measure_alone_is_compared(workspace: Path, run: Run) -> None:
    out = run("verify", *PUBLISHED, "--measure", "library-branches/towns").out
    assert "“127 branches”" not in "".join(line for line in out.splitlines() if "undetermined" not in line)


def test_the_claims_own_time_is_kept_and_the_default_given(workspace: Path, run: Run) -> None:
    early = run("verify", "--as-of", "2025-01-25").out
    assert "“127 branches”" in early
    assert "12 branches on 2025-01-20" in early


def test_without_a_date_nothing_is_guessed(workspace: Path, run: Run) -> None:
    done = run("verify")
    assert "discrepancy" not in done.out.replace("0 discrepancies", "")
    assert "--published DATE" in done.err
    assert done.code == 0


def test_running_again_changes_nothing_and_says_the_same(workspace: Path, run: Run) -> None:
    first = run("verify", *PUBLISHED)
    before = tables(workspace / "claims.db")
    again = run("verify", *PUBLISHED)
    assert tables(workspace / "claims.db") == before
    assert len(before["claims"]) == 7
    assert (again.out, again.code) == (first.out, first.code)


def test_however_a_page_is_named_it_is_one_document(workspace: Path, run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    page = workspace / "corpus" / "pages" / "story.txt"
    run("verify", *PUBLISHED)
    run("verify", page, *PUBLISHED)
    run("verify", "corpus/../corpus/pages", *PUBLISHED)
    monkeypatch.chdir(page.parent)
    done = run("verify", "story.txt", *PUBLISHED)
    assert done.out.startswith("corpus/pages/story.txt:")
    assert len(tables(workspace / "claims.db")["documents"]) == 1


def test_stored_documents_and_claims_are_targets(workspace: Path, run: Run) -> None:
    record = json.loads(run("verify", *PUBLISHED, "--format", "json").out)["documents"][0]
    shutil.rmtree(workspace / "corpus" / "pages")
    assert len(run("verify", record["id"]).out.splitlines()) == 8
    claim = next(claim["id"] for claim in record["claims"] if claim["quote"]["exact"] == "127 towns")
    for target in (claim, claim[:10]):
        finding, summary = run("verify", target).out.splitlines()
        assert "discrepancy  VAL+ MSW  “127 towns”" in finding
        assert summary == "1 document: 1 discrepancy"
    shown = json.loads(run("verify", claim, record["claims"][0]["id"], "--format", "json").out)["documents"]
    assert [len(document["claims"]) for document in shown] == [2]


@pytest.mark.parametrize("whole", [False, True])
def test_a_claim_that_vanished_brings_no_old_text_back(workspace: Path, run: Run, whole: bool) -> None:
    page = workspace / "corpus" / "pages" / "story.txt"
    record = json.loads(run("verify", *PUBLISHED, "--format", "json").out)["documents"][0]
    claim = next(claim["id"] for claim in record["claims"] if claim["quote"]["exact"] == "127 towns")
    page.write_text(page.read_text().replace("127 towns", "31 towns"))
    done = run("verify", page, record["id"] if whole else claim, *PUBLISHED)
    assert len(tables(workspace / "claims.db")["versions"]) == 2, "the newest text is the newest still"
    assert "“127 towns”" not in done.out
    if not whole:
        assert done.err.startswith(f"error: {claim}: the text of corpus/pages/story.txt no longer has this claim (")
        assert done.code == 4
        assert "discrepancy" in run("explain", claim).out


@pytest.mark.parametrize("kept", [False, True])
def test_stored_documents_and_claims_are_extracted(workspace: Path, run: Run, kept: bool) -> None:
    record = json.loads(run("verify", *PUBLISHED, "--format", "json").out)["documents"][0]
    if not kept:
        shutil.rmtree(workspace / "corpus" / "pages")
    assert len(run("extract", record["id"]).out.splitlines()) == 7
    claim = next(claim["id"] for claim in record["claims"] if claim["quote"]["exact"] == "127 towns")
    (line,) = run("extract", claim[:9]).out.splitlines()
    assert "“127 towns”" in line


def test_no_database_is_made_to_look_for_what_is_not_there(workspace: Path, run: Run) -> None:
    done = run("extract", "abc")
    assert done.err.startswith("error: abc: no such file, folder, document or claim (")
    assert done.code == 2
    assert not (workspace / "claims.db").exists()


def test_standard_input_is_a_document(workspace: Path, run: Run) -> None:
    done = run("verify", "-", *PUBLISHED, stdin="The library runs 127 branches.\n")
    assert done.out.startswith("-:1  agrees  EXA")


def test_a_passage_needs_no_workspace_and_is_not_kept(
    tmp_path: Path, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    done = run("verify", "--text", "It rose from 135 to 958, a 709% increase.")
    assert "discrepancy" in done.out
    assert done.code == 1
    assert list(tmp_path.iterdir()) == []


def test_files_without_a_workspace_are_read_and_the_way_on_is_named(
    tmp_path: Path, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "page.txt").write_text("The library runs 127 branches.\n")
    done = run("verify", "page.txt")
    assert "undetermined" in done.out
    assert "claimtrack init" in done.err
    assert [p.name for p in tmp_path.iterdir()] == ["page.txt"]


def test_another_folder_is_worked_in_as_if_one_stood_there(
    workspace: Path, run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    done = run("-C", "workspace", "verify", "corpus/pages/story.txt", *PUBLISHED, "-o", "out.txt")
    assert done.code == 1
    assert (workspace / "out.txt").read_text().startswith("corpus/pages/story.txt:1")
    assert Path.cwd() == tmp_path


def test_a_run_over_many_documents_says_how_many_hold_no_claim(workspace: Path, run: Run) -> None:
    pages = workspace / "corpus" / "pages"
    for number in range(3):
        (pages / f"empty{number}.txt").write_text("Nothing is counted here.\n")
    done = run("verify", *PUBLISHED)
    assert done.out.endswith(
        "4 documents: 2 discrepancies, 2 agree, 3 undetermined; 3 of them with no claim to check\n"
    )


def test_a_page_that_changed_is_judged_anew_and_its_old_text_kept(workspace: Path, run: Run) -> None:
    page = workspace / "corpus" / "pages" / "story.txt"
    run("verify", *PUBLISHED)
    page.write_text(page.read_text().replace("127 towns", "31 towns"))
    done = run("verify", *PUBLISHED)
    assert "1 discrepancy, 3 agree" in done.out
    assert len(tables(workspace / "claims.db")["versions"]) == 2


def test_a_new_snapshot_is_compared_with(workspace: Path, run: Run) -> None:
    run("verify", "--published", "2025-09-10")
    (workspace / "corpus" / "datasets" / DATASET / "snapshots" / "branches-2025-09-08.csv").write_text(rows(140, 127))
    done = run("verify", "--published", "2025-09-10")
    assert any("“127 towns”" in line and "agrees" in line for line in done.out.splitlines())
    assert len(tables(workspace / "claims.db")["verdicts"]) > 7, "the earlier verdicts stay readable"


def test_without_a_target_stored_documents_from_elsewhere_are_judged_by_new_data(
    workspace: Path, tmp_path: Path, run: Run
) -> None:
    (tmp_path / "elsewhere.txt").write_text("The library runs 140 branches.\n")
    first = run("verify", tmp_path / "elsewhere.txt", "--published", "2025-09-10")
    assert "discrepancy" in first.out
    assert "elsewhere.txt" not in run("verify", *PUBLISHED).out, "nothing new is to be said of it"
    (workspace / "corpus" / "datasets" / DATASET / "snapshots" / "branches-2025-09-08.csv").write_text(rows(140, 31))
    (tmp_path / "elsewhere.txt").unlink()
    again = [line for line in run("verify", *PUBLISHED).out.splitlines() if "elsewhere.txt" in line]
    assert len(again) == 1
    assert "agrees  EXA  “140 branches”" in again[0]


def test_two_copies_of_one_story_are_two_documents(workspace: Path, run: Run) -> None:
    pages = workspace / "corpus" / "pages"
    head = "<link rel='canonical' href='https://paper.example/library'>"
    for name, towns in (("one", 31), ("two", 29)):
        body = f"<article><h1>The library</h1><p>The library runs 127 branches in {towns} towns.</p></article>"
        (pages / f"{name}.html").write_text(f"<head>{head}</head><body>{body}</body>")
    for _ in range(2):
        out = run("verify", *PUBLISHED).out
        assert "one.html:2  agrees  EXA  “31 towns”" in out
        assert "two.html:2  discrepancy" in out
    stored = tables(workspace / "claims.db")
    assert (len(stored["documents"]), len(stored["versions"])) == (3, 3)


def test_pages_are_asked_for_under_the_name_in_the_settings(
    workspace: Path, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    from claimtrack.corpus import fetch as module
    from claimtrack.corpus.document import Source

    names: list[str] = []

    def fetch(address: str, *, user_agent: str, **_: object) -> Source:
        names.append(user_agent)
        return Source(name=address, media="text", data=b"The library runs 127 branches.", url=address)

    monkeypatch.setattr(module, "fetch", fetch)
    run("verify", "https://paper.example/a")
    (workspace / "claimtrack.toml").write_text('user_agent = "desk/1"\n')
    run("extract", "https://paper.example/a")
    assert names == [module.USER_AGENT, "desk/1"]
