"""decide: what a person says of a claim's link is kept, wins over the words, and stands when all is judged anew."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from workspaces import Run

from claimtrack.errors import ExitCode

WHY = ("--reason", "read it twice", "--who", "ada")


def checks(run: Run) -> dict[str, Any]:
    """Verify the workspace; return its checks by the quotation."""
    done = run("-q", "verify", "--published", "2025-09-03", "--format", "json")
    (document,) = (d for d in json.loads(done.out)["documents"] if d["claims"])
    return {check["quote"]["exact"]: check for check in document["claims"]}


def of(found: dict[str, Any], number: str) -> Any:
    return next(check for quote, check in found.items() if quote.startswith(number))


def test_a_measure_that_a_person_names_wins(workspace: Path, run: Run) -> None:
    wrong = of(checks(run), "127 towns")
    assert (wrong["outcome"], wrong["link"]["measure"], wrong["link"]["judgement"]) == ("discrepancy", "towns", None)
    done = run("decide", wrong["id"][:12], "--measure", "branches", *WHY)
    assert done.code == ExitCode.OK
    assert [line.split()[:2] for line in done.out.splitlines() if line.split()[0] in ("before", "after")] == [
        ["before", "discrepancy"],
        ["after", "agrees"],
    ]
    again = of(checks(run), "127 towns")
    assert (again["outcome"], again["link"]["measure"], again["link"]["judgement"]) == (
        "agrees",
        "branches",
        "positive",
    )
    (feature,) = again["link"]["features"]
    assert feature["name"] == "judged"
    assert feature["detail"].startswith("ada, ")
    assert "read it twice" in run("explain", wrong["id"]).out


def test_a_measure_that_a_person_refuses_is_not_taken(workspace: Path, run: Run) -> None:
    claim = of(checks(run), "31 towns")
    assert run("decide", claim["id"], "--not-measure", "library-branches/towns", *WHY).code == ExitCode.OK
    again = of(checks(run), "31 towns")
    assert (again["outcome"], again["link"]) == ("undetermined", None)


def test_unsure_leaves_it_open_and_withdrawing_brings_the_words_back(workspace: Path, run: Run) -> None:
    before = checks(run)
    claim = of(before, "31 towns")
    run("decide", claim["id"], "--unsure", *WHY)
    unsure = of(checks(run), "31 towns")
    assert (unsure["outcome"], unsure["reasons"][0]["code"]) == ("undetermined", "AMB")
    assert "ada" in unsure["reasons"][0]["text"]
    run("decide", claim["id"], "--withdraw", *WHY)
    assert checks(run) == before


def test_a_scope_that_a_person_names_is_the_one_compared(workspace: Path, run: Run) -> None:
    claim = of(checks(run), "128 library branches")
    done = run(
        "decide", claim["id"], "--measure", "branches", "--scope", "town=Town 1", *WHY, "--format", "json"
    )  # fmt: skip
    after = json.loads(done.out)["after"]
    assert after["scope"] == {"town": ["Town 1"]}
    assert after["official"]["value"] == "5"


def test_only_the_document_judged_is_judged_again_and_all_of_it_replays(workspace: Path, run: Run) -> None:
    claim = of(checks(run), "127 towns")
    run("decide", claim["id"], "--measure", "branches", *WHY)
    record = json.loads(run("replay", "--all", "--format", "json").out)
    assert record["counts"]["verdicts"] == record["counts"]["equal"] > 3
    told = run("history", claim["id"]).out
    assert told.index("discrepancy") < told.index("agrees")


@pytest.mark.parametrize(
    ("options", "told"),
    [
        (("--measure", "branches"), "needs its reason"),
        (("--measure", "branches", "--unsure", *WHY), "one thing"),
        (WHY, "one thing"),
        (("--measure", "librarians", *WHY), "no measure 'librarians'"),
        (("--measure", "branches", "--scope", "state=Ohio", *WHY), "town="),
        (("--measure", "branches", "--scope", "town=Town 99", *WHY), "no town 'Town 99'"),
        (("--unsure", "--scope", "all", *WHY), "--scope needs --measure"),
    ],
)
def test_what_can_not_be_decided_is_refused_and_nothing_is_kept(
    workspace: Path, run: Run, options: tuple[str, ...], told: str
) -> None:
    before = checks(run)
    done = run("decide", of(before, "31 towns")["id"], *options)
    assert (done.code, told in done.err) == (ExitCode.USAGE, True)
    assert checks(run) == before


def test_a_number_that_was_set_aside_has_no_link(workspace: Path, run: Run) -> None:
    run("-q", "verify", "--published", "2025-09-03")
    done = run("decide", "ffffffffffff", "--unsure", *WHY)
    assert done.code == ExitCode.USAGE
