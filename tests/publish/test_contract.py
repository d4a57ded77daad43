"""The JSON contract: exact numbers, known keys, text that nothing takes for anything else, one document at a time."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal

import pytest
from builders import claim, document, quantity
from hypothesis import given
from hypothesis import strategies as st

from claimtrack.claims.claim import Origin, ScopeWord
from claimtrack.errors import DocumentError
from claimtrack.measures.measure import Query
from claimtrack.period import parse_stamp
from claimtrack.publish.contract import (
    Record,
    check_record,
    claim_record,
    document_record,
    dumps,
    error_record,
    run_lines,
    runnable,
)
from claimtrack.verdicts.check import Check
from claimtrack.verdicts.verdict import Outcome, Reason, Verdict

OPEN = Verdict(outcome=Outcome.UNDETERMINED, reasons=(Reason(code="COV", text="nothing counts it"),))


@pytest.mark.parametrize("value", ["958", "1E+3", "0.10", "1200000", "-5.5", "0E-7"])
def test_numbers_are_strings_as_exact_as_they_were(value: str) -> None:
    record = claim_record(claim(quantity=quantity(958, value=Decimal(value))))
    assert Decimal(record["quantity"]["value"]) == Decimal(value)
    assert "E" not in record["quantity"]["value"]


def test_a_check_and_a_claim_have_the_same_keys() -> None:
    assert set(check_record(Check(claim=claim(), link=None, verdict=OPEN), document())) == set(claim_record(claim()))


def test_a_claim_without_a_time_is_as_of_its_document() -> None:
    record = check_record(Check(claim=claim(), link=None, verdict=OPEN), document())
    assert (record["as_of"], record["as_of_source"]) == ("2025-09-03", "published")
    own = replace(claim(), as_of=parse_stamp("2025-08-31"), as_of_source="text")
    record = check_record(Check(claim=own, link=None, verdict=OPEN), document())
    assert (record["as_of"], record["as_of_source"]) == ("2025-08-31", "text")
    undated = check_record(Check(claim=claim(), link=None, verdict=OPEN), document(date_published=None))
    assert (undated["as_of"], undated["as_of_source"]) == (None, None)


def test_places_that_are_left_out_are_no_scope() -> None:
    words = (
        ScopeWord(kind="place", text="Texas", origin=Origin.PHRASE, start=0, end=5),
        ScopeWord(kind="place", text="Utah", origin=Origin.PHRASE, start=6, end=10, excluded=True),
    )
    assert claim_record(replace(claim(), scope_words=words))["scope"] == {"place": ["Texas"]}


@pytest.mark.parametrize(
    ("stamp", "shown"),
    [("2025-09-03", "2025-09-03"), ("2025-09-03T14:15Z", "2025-09-03T14:15:00Z")],
)
def test_a_day_is_a_day_and_a_moment_a_moment(stamp: str, shown: str) -> None:
    assert document_record(document(date_published=parse_stamp(stamp)), [])["date_published"] == shown


def test_an_error_has_its_four_keys() -> None:
    assert error_record(DocumentError("gone", where="a.html", hint="look")) == {
        "source": "a.html",
        "code": "document",
        "message": "gone",
        "hint": "look",
    }
    assert error_record(DocumentError("gone"))["hint"] is None


@given(st.text())
def test_text_comes_back_whole_and_no_page_takes_it_for_markup(text: str) -> None:
    written = dumps({"text": text})
    assert json.loads(written) == {"text": text}
    assert not {"<", ">", "&", "\n", "\x1b"} & set(written)


def test_a_type_that_is_not_of_the_contract_is_a_bug() -> None:
    with pytest.raises(TypeError, match="object is not part of the contract"):
        dumps({"x": object()})


@pytest.mark.parametrize("number", [0, 1, 3])
def test_a_run_is_one_object_written_as_it_comes(number: int) -> None:
    made: list[int] = []

    def records() -> Iterator[Record | DocumentError]:
        for index in range(number):
            made.append(index)
            yield document_record(document(), [])
        yield DocumentError("gone", where="x")

    lines = run_lines(records(), None, lambda: 4)
    pieces = [next(lines)]
    assert made == [], "nothing is asked for before the head is written"
    pieces += lines
    record = json.loads("".join(pieces))
    assert (len(record["documents"]), len(record["errors"]), record["exit_code"]) == (number, 1, 4)
    assert record["schema_version"] == 1


def test_a_query_has_its_values_in_place_and_quoted() -> None:
    query = Query(sql="SELECT count(*) FROM t WHERE snapshot = ? AND state = ?", parameters=("ab", "O'Brien"))
    assert runnable(query) == "SELECT count(*) FROM t WHERE snapshot = 'ab' AND state = 'O''Brien'"
    assert runnable(Query(sql="SELECT ?", parameters=())) == "SELECT ?"


@pytest.mark.parametrize("name", ["ok?", 'a "quoted" name', "it's", "??", "'?'", '"', "-- ?"])
def test_a_query_can_be_run_whatever_its_columns_are_called(name: str) -> None:
    column = '"' + name.replace('"', '""') + '"'
    query = Query(
        sql=f"SELECT sum({column}) FROM t WHERE {column} <> '?' AND who = ? AND {column} = ?", parameters=("O'?", "5")
    )
    with sqlite3.connect(":memory:") as connection:
        connection.execute(f"CREATE TABLE t ({column} TEXT, who TEXT)")
        connection.executemany("INSERT INTO t VALUES (?, ?)", [("5", "O'?"), ("7", "O'?"), ("5", "x")])
        assert connection.execute(runnable(query)).fetchone() == (5,)
    connection.close()
