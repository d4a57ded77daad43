"""init and doctor, progress on a terminal."""

from __future__ import annotations

import io
import json
import re
import shutil
import sys
from pathlib import Path

import pytest
from archived import filled, only_file
from workspaces import DATASET, Run, claimtrack

from claimtrack.cli.context import Context
from claimtrack.cli.progress import Progress
from claimtrack.corpus.archive.recovery import mark_of


def test_a_new_workspace_is_whole_and_the_way_on_is_named(
    tmp_path: Path, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    done = run("init", "desk")
    assert done.out.splitlines() == [
        "desk/corpus/pages",
        "desk/corpus/datasets",
        "desk/claimtrack.toml",
        "desk/.gitignore",
    ]
    assert done.err == "next: cd desk && claimtrack dataset add ice-287g-participating\n"
    assert run("-C", "desk", "doctor").code == 0


@pytest.mark.parametrize("command", [("verify",), ("extract",)])
@pytest.mark.parametrize("folder", [True, False])
def test_a_new_workspace_has_nothing_to_read_and_says_what_to_do(
    tmp_path: Path, run: Run, monkeypatch: pytest.MonkeyPatch, command: tuple[str, ...], folder: bool
) -> None:
    monkeypatch.chdir(tmp_path)
    run("init")
    if not folder:
        (tmp_path / "corpus" / "pages").rmdir()
    done = run(*command)
    assert (done.out, done.err.count("\n"), done.code) == ("", 1, 0)
    assert "next: put html or txt files into corpus/pages" in done.err
    assert run("-q", *command).err == ""
    assert json.loads(run(*command, "--format", "json").out)["documents"] == []
    assert run(*command, "corpus").code == 4, "a folder that was named must hold something"


@pytest.mark.parametrize("name", ["a?b", "a%20b", "a%3Fb", "a#b", "a b", "é ü", "a'b", 'a"b', "a[b]*"])
def test_a_workspace_of_any_name(workspace: Path, tmp_path: Path, run: Run, name: str) -> None:
    shutil.copytree(workspace, tmp_path / name)
    done = run("-C", tmp_path / name, "verify", "--published", "2025-09-03")
    assert "2 discrepancies, 2 agree" in done.out
    assert (tmp_path / name / "claims.db").is_file()
    assert "1 document, 7 claims" in run("-C", tmp_path / name, "doctor").out
    assert run("-C", tmp_path / name, *done.err.strip().removeprefix("next: claimtrack ").split()).code == 0
    named = ("--db", tmp_path / name / "other.db", "verify", "--published", "2025-09-03")
    assert run(*named).code == 1
    assert (tmp_path / name / "other.db").is_file()


def test_init_again_leaves_all_as_it_is(workspace: Path, run: Run) -> None:
    (workspace / "claimtrack.toml").write_text('profile = "strict"\n')
    (workspace / ".gitignore").unlink()
    assert run("init").out == ".gitignore\n"
    assert (workspace / "claimtrack.toml").read_text() == 'profile = "strict"\n'
    assert "is a workspace already" in run("init").err


def test_the_doctor_finds_all_well(workspace: Path, run: Run) -> None:
    run("verify")
    done = run("doctor")
    lines = done.out.splitlines()
    assert (lines[-1], done.code) == ("all is well", 0)
    assert {line.split()[0] for line in lines[:-1]} <= {"ok", "note"}
    assert len({re.match(r"\w+ +(?:\S+ )+ *", line).end() for line in lines[:-1] if line.startswith("ok")}) == 1
    assert any("library-branches: 2 snapshots, newest 2025-09-02" in line for line in lines)
    assert any("1 document, 7 claims, 7 verdicts" in line for line in lines)


def test_the_doctor_makes_no_database(workspace: Path, run: Run) -> None:
    done = run("doctor")
    assert "not there yet; verify makes it" in done.out
    assert done.code == 0
    assert not (workspace / "claims.db").exists()


def test_the_doctor_outside_a_workspace(tmp_path: Path, run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    done = run("doctor")
    assert "note   workspace" in done.out
    assert "→ claimtrack init" in done.out
    assert done.code == 0


def test_the_doctor_names_what_is_wrong_and_what_mends_it(workspace: Path, run: Run) -> None:
    (workspace / "claims.db").mkdir()
    (workspace / "corpus/datasets" / DATASET / "datapackage.yaml").write_text("name: [\n")
    done = run("doctor")
    wrong = [line for line in done.out.splitlines() if line.startswith("wrong")]
    assert len(wrong) == 2
    assert "this is a folder, not a database" in wrong[0]
    assert "datapackage.yaml:" in wrong[1]
    assert done.out.count("→ ") >= 2
    assert done.out.endswith("2 to mend\n")
    assert done.code == 2


def test_the_doctor_looks_through_the_archive(workspace: Path, run: Run) -> None:
    assert "archive" not in run("doctor").out
    pointers = filled(workspace / "corpus" / "archive", 3)
    done = run("doctor")
    assert "1 file, 4 records whose digests fit" in done.out
    assert done.code == 0
    path = only_file(workspace / "corpus" / "archive")
    content = bytearray(path.read_bytes())
    content[pointers[1].offset + 40] ^= 1
    path.write_bytes(content)
    done = run("doctor")
    (wrong,) = [line for line in done.out.splitlines() if line.startswith("wrong")]
    assert f"{path.name} at byte {pointers[1].offset:,}: not a whole gzip member" in wrong
    assert "1 file, 3 records whose digests fit" in done.out
    assert done.code == 5


def test_the_doctor_notes_what_a_dead_process_left(workspace: Path, run: Run) -> None:
    filled(workspace / "corpus" / "archive", 1)
    path = only_file(workspace / "corpus" / "archive")
    path.write_bytes(path.read_bytes()[:-1])
    assert run("doctor").code == 5, "a closed file that lost its end"
    mark_of(path).touch()
    done = run("doctor")
    (note,) = [line for line in done.out.splitlines() if line.startswith("note   archive")]
    assert "a process died here" in note
    assert done.code == 0


def test_the_doctor_misses_a_library(workspace: Path, run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("claimtrack.checkup.LIBRARIES", ("no-such-library",))
    done = run("doctor")
    assert "no-such-library" in done.out
    assert "→ pip install no-such-library" in done.out
    assert done.code == 2


class Screen(io.StringIO):
    def isatty(self) -> bool:
        return True


def context(*, quiet: bool) -> Context:
    return Context(named=False, database=None, quiet=quiet, verbose=False, no_input=False)


def test_progress_stands_while_work_goes_on_and_is_gone_before_anything_is_printed(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    screen = Screen()
    monkeypatch.setattr(sys, "stderr", screen)
    monkeypatch.setattr("claimtrack.cli.progress.APART", 0.0)
    seen = []
    for item in Progress(context(quiet=False), "reading").over(range(3)):
        seen.append(item)
        assert screen.getvalue().endswith("\r\x1b[K")
    assert seen == [0, 1, 2]
    assert "reading: 2 done" in screen.getvalue()
    assert screen.getvalue().endswith("\r\x1b[K")


@pytest.mark.parametrize("screen", [Screen(), io.StringIO()])
def test_no_progress_for_the_quiet_and_for_files(monkeypatch: pytest.MonkeyPatch, screen: io.StringIO) -> None:
    monkeypatch.setattr(sys, "stderr", screen)
    monkeypatch.setattr("claimtrack.cli.progress.APART", 0.0)
    progress = Progress(context(quiet=screen.isatty()), "reading")
    assert list(progress.over([1])) == [1]
    progress.file(Path("x"))
    assert screen.getvalue() == ""


def test_reading_many_workbooks_names_them_as_they_are_read(
    workspace: Path, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    drawn: list[str] = []
    monkeypatch.setattr(Progress, "_draw", lambda _, text: drawn.append(text))
    monkeypatch.chdir(workspace)
    (workspace / "list-2025-10-01.csv").write_text("TOWN,BRANCH\nA,B\n")
    run("dataset", "snapshot", DATASET, "list-2025-10-01.csv")
    assert drawn == ["reading: 1 read, list-2025-10-01.csv"]


def test_help_begins_with_examples(tmp_path: Path) -> None:
    done = claimtrack("--help", cwd=tmp_path)
    assert done.out.index("claimtrack verify article.html") < done.out.index("Options:")
    for command in ("verify", "extract", "explain", "init", "doctor", "rules"):
        assert f"claimtrack {command}" in claimtrack(command, "--help", cwd=tmp_path).out.split("Options:")[0]
