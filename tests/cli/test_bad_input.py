"""Bad input: one clear line that says what, where and how to mend it; the right exit code; the rest done."""

from __future__ import annotations

import signal
import sqlite3
import subprocess
import sys
import time
from pathlib import Path

import pytest
from workspaces import DATASET, DESCRIPTOR, Run, claimtrack, clean, rows, without_privileges

COMMAND = [sys.executable, "-c", "from claimtrack.cli import run; run()"]
PUBLISHED = ("--published", "2025-09-03")


def one_line(text: str) -> str:
    """The only error line."""
    lines = [line for line in text.splitlines() if line.startswith("error: ")]
    assert len(lines) == 1, text
    return lines[0]


@pytest.mark.parametrize(
    ("name", "content", "says"),
    [
        ("empty.html", b"", "there is nothing in it"),
        ("blank.txt", b"  \n\n", "there is nothing in it"),
        ("binary.html", b"\x7fELF\x02\x01\x01" + bytes(range(256)) * 8, "this is a program, not html"),
        ("sheet.html", b"PK\x03\x04" + bytes(500), "this is a ZIP archive or Office file, not html"),
        ("noise.txt", bytes(range(256)) * 8, "this is a binary file, not text"),
    ],
)
def test_a_file_that_is_no_page(workspace: Path, run: Run, name: str, content: bytes, says: str) -> None:
    (workspace / "corpus" / "pages" / name).write_bytes(content)
    done = run("verify", *PUBLISHED)
    line = one_line(done.err)
    assert f"corpus/pages/{name}: {says}" in line
    assert line.endswith(")"), "how to mend it"
    assert "1 document: 2 discrepancies, 2 agree, 3 undetermined; 1 failed" in done.out
    assert done.code == 4


def test_a_page_without_a_date_is_read_and_left_open(workspace: Path, run: Run) -> None:
    page = "<body><article><h1>The library grows</h1><p>The library runs 127 branches.</p></article></body>"
    (workspace / "page.html").write_text(page)
    done = run("verify", "page.html")
    assert "page.html:2  undetermined" in done.out
    assert "--published DATE" in done.err
    assert done.code == 0


def test_an_unreadable_folder(workspace: Path) -> None:
    folder = workspace / "locked"
    folder.mkdir()
    folder.chmod(0)
    command = without_privileges([*COMMAND, "verify", "locked", "corpus/pages", *PUBLISHED])
    try:
        done = subprocess.run(command, cwd=workspace, capture_output=True, text=True, check=False, env=clean({}))
    finally:
        folder.chmod(0o755)
    assert one_line(done.stderr) == "error: locked: can't be read: permission denied (check its permissions)"
    assert "2 discrepancies" in done.stdout
    assert done.returncode == 4


def test_a_missing_path_alone_is_a_mistake(workspace: Path, run: Run) -> None:
    done = run("verify", "nosuch.html")
    assert one_line(done.err).startswith("error: nosuch.html: no such file")
    assert (done.out, done.code) == ("", 2)
    assert run("extract", "nosuch.html").code == 2


def test_a_missing_path_among_others_is_a_failure(workspace: Path, run: Run) -> None:
    done = run("verify", "nosuch.html", "corpus/pages", *PUBLISHED)
    assert one_line(done.err).startswith("error: nosuch.html: no such file")
    assert "2 discrepancies, 2 agree, 3 undetermined; 1 failed" in done.out
    assert done.code == 4


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (("verify", "--measure", "nix"), "no measure 'nix' in this workspace (known: branches, towns)"),
        (("verify", "--select", "MWS"), "no reason code 'MWS' (did you mean MSW? list them with: claimtrack rules)"),
        (("verify", "--ignore", "nix"), "no reason code 'NIX'"),
        (("verify", "--published", "yesterday"), "--published: 'yesterday' is not a date (write 2025-09-03"),
        (("verify", "--as-of", "2025-13-01"), "--as-of: '2025-13-01' is not a date"),
        (("verify", "--text", " "), "--text: there is nothing in it"),
        (("verify", "--text", "x", "corpus/pages"), "--text and targets exclude each other"),
        (("verify", "-o", "nowhere/out.txt"), "nowhere/out.txt: can't be written: No such file or directory"),
        (("verify", "-o", "corpus"), "corpus: can't be written: Is a directory"),
        (("--db", "corpus", "verify"), "corpus: this is a folder, not a database (name a file with --db)"),
        (("--db", "mysql://host/x", "verify"), "databases of kind 'mysql' are not supported"),
        (("--db", "nowhere/x.db", "verify"), "the database can't be opened"),
        (("-C", "nowhere", "verify"), "nowhere: can't be entered: No such file or directory (check the path"),
        (("-C", "/", "verify"), "no claimtrack.toml in / or above (make a workspace here with: claimtrack init)"),
        (("explain", "feed"), "no stored claim has an id that starts with 'feed'"),
        (("explain", ""), "'' is no claim's id and no number"),
        (("explain", "9" * 5000), "is no claim's id and no number"),
        (("explain", "nix"), "'nix' is no claim's id and no number"),
        (("explain", "\udcff"), "is no claim's id and no number"),
        (("verify", "\udcff"), "no such file, folder, document or claim"),
        (("verify", ""), "no such file, folder, document or claim"),
        (("dataset", "show", "nix"), "no dataset 'nix' in this workspace (known: library-branches)"),
        (("dataset", "snapshot", "nix", "x.csv"), "no dataset 'nix' in this workspace"),
        (("dataset", "add", "nix"), "no dataset 'nix' (name a datapackage.yaml, or one of the catalogue: cpi-us, "),
        (("measure", "show", "branch"), "unknown measure 'branch' (did you mean"),
        (("rules", "nix"), "no reason code 'NIX'"),
        (("init", "corpus/pages/story.txt"), "can't be made: "),
    ],
)
def test_a_mistake_on_the_command_line(workspace: Path, run: Run, arguments: tuple[str, ...], says: str) -> None:
    done = run(*arguments)
    assert says in one_line(done.err)
    assert (done.out, done.code) == ("", 2)


def test_a_read_only_output_is_told_before_any_work(workspace: Path) -> None:
    target = workspace / "out.txt"
    target.write_text("mine\n")
    target.chmod(0o444)
    command = without_privileges([*COMMAND, "verify", "-o", "out.txt"])
    done = subprocess.run(command, cwd=workspace, capture_output=True, text=True, check=False, env=clean({}))
    assert one_line(done.stderr).startswith("error: out.txt: can't be written: Permission denied")
    assert (done.returncode, target.read_text()) == (2, "mine\n")


@pytest.mark.parametrize(
    ("closed", "code"),
    [("verify --published 2025-09-03 >&-", 1), ("verify nosuch 2>&-", 2), ("rules >&- 2>&-", 0), ("verify - <&-", 4)],
)
def test_a_stream_that_the_caller_closed(workspace: Path, closed: str, code: int) -> None:
    shell = f"\"$0\" -c 'from claimtrack.cli import run; run()' {closed}"
    done = subprocess.run(
        ["sh", "-c", shell, sys.executable], cwd=workspace, capture_output=True, text=True, check=False, env=clean({})
    )
    assert done.returncode == code, done.stderr
    assert "Traceback" not in done.stderr


def test_a_file_name_that_is_no_text(workspace: Path) -> None:
    name = b"corpus/pages/caf\xe9\n.txt"
    try:
        with open(workspace.as_posix().encode() + b"/" + name, "wb") as file:  # noqa: PTH123
            file.write(b"The library runs 127 branches.")
    except OSError:
        pytest.skip("this file system takes no such name")
    done = claimtrack("verify", *PUBLISHED, cwd=workspace)
    assert "2 documents: 2 discrepancies, 3 agree" in done.out


def test_a_full_disk_under_the_output(workspace: Path) -> None:
    if not Path("/dev/full").exists():
        pytest.skip("no /dev/full here")
    done = claimtrack("verify", *PUBLISHED, "-o", "/dev/full", cwd=workspace)
    assert one_line(done.err).endswith("No space left on device")
    assert done.code == 4


@pytest.mark.parametrize(
    ("content", "says"),
    [
        ("profile = newsroom\n", "claimtrack.toml:1: not valid TOML"),
        ('[house]\nname = "x"\n[house]\n', "claimtrack.toml:3: not valid TOML"),
        ('profil = "strict"\n', "claimtrack.toml: unknown setting 'profil' (did you mean profile?)"),
        ('profile = "lax"\n', "claimtrack.toml: unknown profile 'lax' (one of strict, newsroom, lenient)"),
        ("database = 5\n", "claimtrack.toml: database must be a text, not 5 (put it in quotes)"),
        ("house = 1\n", "claimtrack.toml: house must be a table"),
    ],
)
def test_a_broken_claimtrack_toml(workspace: Path, run: Run, content: str, says: str) -> None:
    (workspace / "claimtrack.toml").write_text(content)
    done = run("verify")
    assert says in one_line(done.err)
    assert (done.out, done.code) == ("", 2)
    assert says.split(" (")[0].split(": ", 1)[1] in run("doctor").out


def test_a_broken_descriptor_stops_its_own_dataset_only(workspace: Path, run: Run) -> None:
    broken = workspace / "corpus" / "datasets" / "broken"
    broken.mkdir()
    text = DESCRIPTOR.replace("library-branches", "broken").replace("nouns: [town]", "nuons: [town]")
    (broken / "datapackage.yaml").write_text(text)
    line = text[: text.index("nuons")].count("\n") + 1
    for command in (("verify", *PUBLISHED), ("measure", "list"), ("dataset", "list"), ("dataset", "check")):
        done = run(*command)
        assert one_line(done.err) == (
            f"error: corpus/datasets/broken/datapackage.yaml:{line}: unknown key `claimtrack.measures.towns.nuons` "
            "(did you mean `nouns`?)"
        )
        assert done.code == 4
    assert "2 discrepancies, 2 agree, 3 undetermined; 1 failed" in run("verify", *PUBLISHED).out
    assert run("doctor").code == 2


def test_a_damaged_manifest_stops_its_own_dataset_only(workspace: Path, run: Run) -> None:
    run("verify")
    other = workspace / "corpus" / "datasets" / "other" / "snapshots"
    other.mkdir(parents=True)
    (other.parent / "datapackage.yaml").write_text(DESCRIPTOR.replace("library-branches", "other"))
    (other / "manifest.json").write_text("{")
    done = run("verify", "--select", "MSW", *PUBLISHED)
    assert "other/snapshots/manifest.json: the manifest is damaged" in one_line(done.err)
    assert done.code == 4


@pytest.mark.parametrize(
    ("name", "content", "says"),
    [
        ("2025-10-01.csv", b"A,B\n1,2\n", "has none of the columns of library-branches (its header is A, B; the"),
        ("2025-10-02.xlsx", b"PK\x03\x04half", "is a damaged or truncated workbook"),
        ("2025-10-03.xlsx", b"", "error: 2025-10-03.xlsx: "),
        ("undated.csv", rows(3, 2).encode(), "undated.csv: has no date"),
    ],
)
def test_a_data_file_that_is_not_what_it_should_be(
    workspace: Path, run: Run, name: str, content: bytes, says: str
) -> None:
    (workspace / name).write_bytes(content)
    (workspace / "good-2025-10-05.csv").write_text(rows(130, 31))
    done = run("dataset", "snapshot", DATASET, name, "good-2025-10-05.csv")
    assert says in one_line(done.err)
    assert "130 rows  good-2025-10-05.csv" in done.out
    assert done.code == 4


def test_a_list_that_lost_its_rows_is_held_back(workspace: Path, run: Run) -> None:
    descriptor = workspace / "corpus" / "datasets" / DATASET / "datapackage.yaml"
    descriptor.write_text(DESCRIPTOR.replace("quality: {", "quality: {max_row_loss: 0.2, "))
    (workspace / "half-2025-09-10.csv").write_text(rows(60, 31))
    done = run("dataset", "snapshot", DATASET, "half-2025-09-10.csv")
    assert "HELD BACK: " in done.out
    assert "held back: library-branches/half-2025-09-10.csv: " in run("dataset", "check").out
    assert "60 branches" not in run("verify", "--published", "2025-09-11").out


def test_a_snapshot_that_was_cut_after_it_was_added(workspace: Path, run: Run) -> None:
    run("measure", "list")  # takes the files up
    file = workspace / "corpus" / "datasets" / DATASET / "snapshots" / "branches-2025-09-02.csv"
    file.write_text("TOWN,BRANCH\n")
    done = run("verify", *PUBLISHED)
    assert "branches-2025-09-02.csv" in one_line(done.err)
    assert "agrees" not in done.out, "nothing is judged by a file that is not what it was"
    assert done.code == 4
    assert run("dataset", "check").code == 5


def test_a_database_of_a_newer_schema(workspace: Path, run: Run) -> None:
    run("verify")
    with sqlite3.connect(workspace / "claims.db") as connection:
        table = next(
            name
            for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")
            if "schema" in name or ("version" in name and name != "versions")
        )
        column = connection.execute(f"SELECT * FROM {table}").description[0][0]
        connection.execute(f"UPDATE {table} SET {column} = '9999'")
    done = run("verify")
    assert "the database is of schema 9999" in one_line(done.err)
    assert "update claimtrack" in done.err
    assert (done.out, done.code) == ("", 2)


def test_a_file_that_is_no_database(workspace: Path, run: Run) -> None:
    (workspace / "claims.db").write_text("not a database, but long enough to look like something else" * 20)
    done = run("verify")
    assert "this file is not a database" in one_line(done.err)
    assert done.code == 2


def test_a_reader_that_has_seen_enough(workspace: Path) -> None:
    pages = workspace / "corpus" / "pages"
    for number in range(60):
        (pages / f"page{number}.txt").write_text((pages / "story.txt").read_text())
    process = subprocess.Popen(
        [*COMMAND, "verify", *PUBLISHED],
        cwd=workspace,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env=clean({}),
    )
    assert process.stdout is not None
    assert process.stderr is not None
    assert process.stdout.readline().startswith(b"corpus/pages/page0.txt:1"), "findings come as they are made"
    process.stdout.close()
    assert process.wait(timeout=120) == 0
    assert process.stderr.read() == b""


def test_an_interruption(workspace: Path) -> None:
    pages = workspace / "corpus" / "pages"
    for number in range(3000):
        (pages / f"page{number:04}.txt").write_text(f"In {number} places the library runs {number + 100} branches.\n")
    process = subprocess.Popen(
        [*COMMAND, "verify", *PUBLISHED],
        cwd=workspace,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        env=clean({}),
    )
    assert process.stdout is not None
    process.stdout.readline()
    time.sleep(0.2)
    process.send_signal(signal.SIGINT)
    _, err = process.communicate(timeout=60)
    assert process.returncode == 130, err
    assert err.startswith("interrupted")
    assert len(err.splitlines()) == 1
    with sqlite3.connect(workspace / "claims.db") as connection:
        kept = connection.execute("SELECT count(*) FROM documents").fetchone()[0]
    assert 0 < kept < 3000, "what was done is kept"


LOST = """
import time
from claimtrack.cli import app

class Interrupted:
    def __del__(self):
        raise {error}("in a destructor")

def command():
    Interrupted()
    time.sleep(2)
    print("went on")

app.app = command
app.main()
"""


@pytest.mark.parametrize(("error", "goes_on"), [("KeyboardInterrupt", False), ("ValueError", True)])
def test_an_interruption_in_a_destructor_is_not_lost(error: str, goes_on: bool) -> None:
    command = [sys.executable, "-c", LOST.format(error=error)]
    done = subprocess.run(command, capture_output=True, text=True, timeout=60, check=False)
    assert ("went on" in done.stdout, "Exception ignored in" in done.stderr) == (goes_on, goes_on)


def test_a_bug_is_not_hidden_by_verbose_and_a_mistake_shows_its_origin(workspace: Path, run: Run) -> None:
    done = run("-v", "dataset", "show", "nix")
    assert "find_descriptor" in done.err
    assert done.code == 2
