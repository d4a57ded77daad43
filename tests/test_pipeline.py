"""The stages together: what is judged anew and what is not, what is kept, and what fails alone."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from workspaces import DATASET, STORY, rows, small_workspace

from claimtrack.corpus.document import Source
from claimtrack.errors import ClaimtrackError, DocumentError, UnknownMeasureError, UsageError
from claimtrack.extracting import extract_claims
from claimtrack.inventory import add_dataset, add_snapshots, load_data
from claimtrack.lookup import find_cells, measure_histories
from claimtrack.measures.listing import find_measures
from claimtrack.period import parse_stamp
from claimtrack.pipeline.stored import find_stored, inspect_database, load_claim
from claimtrack.pipeline.verifying import Checked, Options, Verification
from claimtrack.quantity import parse_number
from claimtrack.settings import Workspace, open_workspace
from claimtrack.targets import BATCH

PUBLISHED = parse_stamp("2025-09-03")


@pytest.fixture
def workspace(tmp_path: Path) -> Workspace:
    return open_workspace(small_workspace(tmp_path), None, {})


def source(text: str = STORY, name: str = "corpus/pages/story.txt") -> Source:
    return Source(name=name, media="text", data=text.encode())


def run_over(workspace: Workspace, *sources: Source | ClaimtrackError, **options: object) -> list[Checked]:
    with Verification(workspace, Options(published=PUBLISHED, **options)) as run:  # type: ignore[arg-type]
        return [result for result in run.run(sources) if isinstance(result, Checked)]


def outcomes(found: Checked) -> dict[str, str]:
    return {check.claim.quote.exact: check.verdict.outcome.value for check in found.checks}


def test_what_was_judged_under_the_same_terms_is_not_judged_again(workspace: Workspace) -> None:
    (first,), (second,) = run_over(workspace, source()), run_over(workspace, source())
    assert (first.fresh, second.fresh) == (True, False)
    assert (first.document, first.claims, first.checks) == (second.document, second.claims, second.checks)


@pytest.mark.parametrize("options", [{"profile": "strict"}, {"measure": "towns"}, {"as_of": parse_stamp("2025-01-25")}])
def test_other_terms_are_judged_anew(workspace: Workspace, options: dict[str, object]) -> None:
    run_over(workspace, source())
    assert run_over(workspace, source(), **options)[0].fresh


def test_other_data_are_compared_anew_and_the_old_verdict_stays_readable(workspace: Workspace, tmp_path: Path) -> None:
    (before,) = run_over(workspace, source())
    (tmp_path / "late-2025-09-03.csv").write_text(rows(128, 127))
    add_snapshots(workspace, DATASET, [tmp_path / "late-2025-09-03.csv"])
    (after,) = run_over(workspace, source())
    assert after.fresh
    assert outcomes(before)["127 towns"] == "discrepancy"
    assert outcomes(after)["127 towns"] == "agrees"


def test_a_number_that_vanished_from_the_text_is_no_check_any_more(workspace: Workspace) -> None:
    run_over(workspace, source())
    (found,) = run_over(workspace, source(STORY.replace("It employs 412 librarians, and plans", "It plans")))
    assert "412 librarians" not in outcomes(found)
    (again,) = run_over(workspace, source(STORY.replace("It employs 412 librarians, and plans", "It plans")))
    assert again.checks == found.checks


def test_the_order_of_the_sources_is_kept_whatever_fails(workspace: Workspace) -> None:
    good = [source(name=f"{number}.txt") for number in range(BATCH + 3)]
    mixed: list[Source | ClaimtrackError] = []
    for item in good:
        mixed += [item, DocumentError("gone", where=f"before {item.name}")]
    mixed.insert(0, source("", name="empty.txt"))
    with Verification(workspace, Options()) as run:
        names = [r.document.source if isinstance(r, Checked) else r.where for r in run.run(mixed)]
    expected = ["empty.txt"]
    for item in good:
        expected += [item.name, f"before {item.name}"]
    assert names == expected


def test_one_document_twice_in_a_run_is_one_document(workspace: Workspace) -> None:
    found = run_over(workspace, source(), source())
    assert found[0].checks == found[1].checks
    assert "1 document," in inspect_database(workspace).summary


def test_nothing_is_kept_without_a_workspace() -> None:
    with Verification(None, Options()) as run:
        assert not run.keeps
        assert run.data.descriptors == ()
    with pytest.raises(UsageError, match="no such file or folder"):
        find_stored(None, "abc")


def test_an_unknown_measure_is_refused_before_anything_is_read_or_made(workspace: Workspace) -> None:
    with pytest.raises(UnknownMeasureError, match="known: branches, towns"):
        Verification(workspace, Options(measure="nix"))
    assert workspace.database_file is not None
    assert not workspace.database_file.exists()


def test_extraction_streams_and_hands_out_failures(workspace: Workspace) -> None:
    asked: list[int] = []

    def sources() -> Iterator[Source | ClaimtrackError]:
        for number in range(1000):
            asked.append(number)
            yield source("" if number == 1 else STORY, name=f"{number}.txt")

    stream = extract_claims(sources(), PUBLISHED)
    first, second = next(stream), next(stream)
    assert isinstance(first, tuple)
    assert len(first[1]) == 7
    assert isinstance(second, DocumentError)
    assert len(asked) == BATCH


def test_a_stored_claim_is_loaded_by_the_beginning_of_its_id(workspace: Workspace) -> None:
    (found,) = run_over(workspace, source())
    claim = found.checks[0].claim
    stored = load_claim(workspace, claim.id[:9])
    assert (stored.claim, stored.verdict, stored.link) == (claim, found.checks[0].verdict, found.checks[0].link)


def test_the_database_is_looked_at_without_being_made(workspace: Workspace) -> None:
    assert "not there yet" in inspect_database(workspace).summary
    assert workspace.database_file is not None
    assert not workspace.database_file.exists()
    run_over(workspace, source())
    report = inspect_database(workspace)
    assert "1 document, 7 claims, 7 verdicts" in report.summary
    assert report.problems == ()


def test_data_are_loaded_with_each_file_that_is_read(workspace: Workspace) -> None:
    seen: list[str] = []
    data = load_data(workspace, lambda path: seen.append(path.name))
    assert seen == ["branches-2025-01-20.csv", "branches-2025-09-02.csv"]
    assert [(s.file, s.rows) for s in data.snapshots] == list(zip(seen, (12, 127), strict=True))
    assert load_data(workspace, lambda _: seen.append("again")).snapshots == data.snapshots
    assert "again" not in seen, "what is in the manifest is not read again"


def test_a_workspace_without_datasets_has_no_data(tmp_path: Path) -> None:
    assert load_data(Workspace(root=tmp_path)) == load_data(None)


def test_a_dataset_is_placed_under_its_own_name(workspace: Workspace) -> None:
    descriptor, errors = add_dataset(workspace, "cpi-us")
    assert errors == ()
    assert descriptor.folder == workspace.datasets / "cpi-us"
    assert {d.name for d in load_data(workspace).descriptors} == {"cpi-us", DATASET}


def test_cells_are_found_as_values_and_as_last_rows(workspace: Workspace) -> None:
    def places(text: str) -> object:
        number = parse_number(text)
        assert number is not None
        return find_cells(workspace, number)

    whole = places("127")
    assert [(c.measure, c.scope) for c in whole.cells] == [("branches", ())]  # type: ignore[attr-defined]
    assert whole.last_rows == ()  # type: ignore[attr-defined]
    assert whole.searched > 30  # type: ignore[attr-defined]
    last = places("128")
    assert last.cells == ()  # type: ignore[attr-defined]
    assert [(row.dataset, row.rows) for row in last.last_rows] == [(DATASET, 127)]  # type: ignore[attr-defined]


def test_a_measures_history(workspace: Workspace) -> None:
    data = load_data(workspace)
    (history,), errors = measure_histories(workspace, data, find_measures(data.descriptors, "towns"))
    assert errors == ()
    assert [int(o.value) for o in history.observations] == [5, 31]
