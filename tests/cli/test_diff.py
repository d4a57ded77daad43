"""diff: two versions of a stored document, the changed text and what became of the numbers."""

from __future__ import annotations

import io
import json
import re
from datetime import UTC, datetime
from pathlib import Path

import pytest
from builders import document
from workspaces import Run

from claimtrack.cli.options import ListFormat
from claimtrack.cli.version_changes import print_change
from claimtrack.corpus.changes import ChangeKind, changed_stretches
from claimtrack.errors import ExitCode
from claimtrack.pipeline.versions import Version, VersionChange

STORY = (
    "The office had 958 agencies in 40 states on Tuesday, officials said in a statement.\n\n"
    "It trained 8,501 officers last year, according to the budget of the agency for that year.\n"
)
PAGE = "corpus/pages/story.txt"


def tell(workspace: Path, run: Run, text: str) -> None:
    (workspace / PAGE).write_text(text, encoding="utf-8")
    assert run("-C", workspace, "-q", "verify", PAGE, "--fail-on", "never").code == ExitCode.OK


@pytest.fixture
def story(workspace: Path, run: Run) -> Path:
    """A workspace with a story of one version."""
    tell(workspace, run, STORY)
    return workspace


def found(workspace: Path, run: Run, *arguments: str) -> dict[str, object]:
    done = run("-C", workspace, "diff", *arguments, "--format", "json")
    assert done.code == ExitCode.OK
    record: dict[str, object] = json.loads(done.out)
    return record


def test_one_version_is_said_to_be_one(story: Path, run: Run) -> None:
    done = run("-C", story, "diff", PAGE)
    assert done.code == ExitCode.OK
    assert "the first version: nothing to compare" in done.out
    record = found(story, run, PAGE)
    assert (record["before"], record["kind"], record["claims"]) == (None, None, [])


def test_a_silent_edit_is_shown_with_both_quotations(story: Path, run: Run) -> None:
    tell(story, run, STORY.replace("958", "957"))
    lines = run("-C", story, "diff", PAGE).out.splitlines()
    assert re.fullmatch(rf"{PAGE}  version 1 \(.*Z\) → version 2 \(.*Z\)  text changed", lines[0])
    assert lines[1:4] == [
        "- The office had 958 agencies in 40 states on …",
        "+ The office had 957 agencies in 40 states on …",
        "edited, silent  line 1  “958 agencies” → “957 agencies”  undetermined",
    ]
    assert lines[-1].endswith("changed, 1 as before")


def test_a_correction_note_and_an_orphan(story: Path, run: Run) -> None:
    after = STORY.replace("958", "957").replace("It trained 8,501 officers", "Nobody was trained")
    tell(story, run, f"{after}\nCorrection: There are 957 agencies, not 958.\n")
    claims = found(story, run, PAGE)["claims"]
    assert isinstance(claims, list)
    changes = {(c["before"] or c["after"])["quote"]["exact"]: c["change"] for c in claims if c["before"]}
    assert changes["958 agencies"] == "corrected"
    assert changes["8,501 officers"] == "orphaned"
    assert "new" in {c["change"] for c in claims}


def test_a_number_in_a_changed_sentence_is_re_anchored(story: Path, run: Run) -> None:
    tell(story, run, STORY.replace("of the agency for that year", "for that year"))
    (claim,) = found(story, run, PAGE)["claims"]  # type: ignore[misc]
    assert claim["change"] == "re-anchored"
    assert claim["before"]["quote"]["exact"] == claim["after"]["quote"]["exact"] == "8,501 officers"
    assert claim["before"]["id"] != claim["after"]["id"]
    assert {claim["before"]["outcome"], claim["after"]["outcome"]} == {"undetermined"}


def test_versions_are_chosen_by_number(story: Path, run: Run) -> None:
    tell(story, run, STORY.replace("958", "957"))
    tell(story, run, STORY)
    record = found(story, run, PAGE, "--from", "1", "--to", "3")
    assert (record["kind"], record["stretches"], record["claims"]) == ("unchanged", [], [])
    assert found(story, run, PAGE)["before"]["version"] == 2  # type: ignore[index]
    assert found(story, run, PAGE, "--to", "2")["before"]["version"] == 1  # type: ignore[index]
    refused = run("-C", story, "diff", PAGE, "--to", "9")
    assert (refused.code, "no version 9" in refused.err) == (ExitCode.USAGE, True)


def test_a_document_is_named_by_id_or_path(story: Path, run: Run) -> None:
    document = found(story, run, PAGE)["document_id"]
    for name in (str(document), str(document)[:6], str(story / PAGE)):
        assert found(story, run, name)["document_id"] == document


@pytest.mark.parametrize("name", ["corpus/pages/none.txt", "https://example.org/none", "ffff", ""])
def test_an_unknown_document_is_refused(story: Path, run: Run, name: str) -> None:
    refused = run("-C", story, "diff", name)
    assert refused.code == ExitCode.USAGE
    assert "no stored document" in refused.err


def test_without_a_database_none_is_made(workspace: Path, run: Run) -> None:
    assert run("-C", workspace, "diff", "a.txt").code == ExitCode.USAGE
    assert not (workspace / "claims.db").exists()


def test_what_steers_a_terminal_is_not_printed() -> None:
    texts = ("It had \x1b[31m958 agencies", "It had \x1b[32m\u202e957 agencies")
    before, after = (
        Version(number=number, seen_at=datetime(2026, 3, number, tzinfo=UTC), document=document(text))
        for number, text in enumerate(texts, 1)
    )
    stretches = changed_stretches(*texts)
    change = VersionChange(before=before, after=after, kind=ChangeKind.TEXT, stretches=stretches)
    for form in ListFormat:
        out = io.StringIO()
        print_change(change, out, form)
        assert "958" in out.getvalue()
        assert not {"\x1b", "\u202e"} & set(out.getvalue())
