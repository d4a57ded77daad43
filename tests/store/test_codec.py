"""What is stored comes back equal: any claim, link, verdict and document."""

from __future__ import annotations

from dataclasses import fields, is_dataclass, replace
from datetime import UTC, datetime, timedelta, timezone
from decimal import Decimal
from enum import Enum
from types import UnionType
from typing import Any, Union, get_args, get_origin, get_type_hints

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from store_builders import document, verdict

from claimtrack.claims.claim import Claim
from claimtrack.corpus.document import Document
from claimtrack.errors import RecordError
from claimtrack.matching.link import Link
from claimtrack.store.codec import decode, digest, encode
from claimtrack.verdicts.verdict import Verdict

zones = st.sampled_from([UTC, timezone(timedelta(hours=-5)), timezone(timedelta(hours=5, minutes=45))])
times = st.datetimes(timezones=zones)
text = st.text(st.characters(exclude_categories=["Cs"]), max_size=12)
numbers = st.decimals(allow_nan=False, allow_infinity=False)
BASE: dict[Any, st.SearchStrategy[Any]] = {
    str: text,
    int: st.integers(-(2**53), 2**53),
    bool: st.booleans(),
    float: st.floats(allow_nan=False, allow_infinity=False),
    Decimal: numbers,
    datetime: times,
    type(None): st.none(),
}


def values(kind: Any) -> st.SearchStrategy[Any]:
    """Any value of a type our dataclasses are made of; every field drawn, none left to its default."""
    inside = get_args(kind)
    if kind in BASE:
        return BASE[kind]
    if is_dataclass(kind):
        hints = get_type_hints(kind)
        return st.builds(kind, **{field.name: values(hints[field.name]) for field in fields(kind)})
    if isinstance(kind, type) and issubclass(kind, Enum):
        return st.sampled_from(kind)
    if get_origin(kind) is tuple:
        if inside[-1] is Ellipsis:
            return st.lists(values(inside[0]), max_size=2).map(tuple)
        return st.tuples(*map(values, inside))
    if get_origin(kind) in (Union, UnionType):
        return st.one_of(*map(values, inside))
    raise TypeError(kind)


@pytest.mark.parametrize("kind", [Claim, Link, Verdict, Document])
@given(data=st.data())
@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
def test_every_value_comes_back_equal(kind: type[Any], data: st.DataObject) -> None:
    value = data.draw(values(kind))
    back = decode(kind, encode(value), "page")
    assert back == value
    assert encode(back) == encode(value)


@pytest.mark.parametrize("number", ["0.1", "1E+3", "-0.00", "12345678901234567890.123456789012345678901234567890"])
def test_numbers_keep_every_digit_and_their_form(number: str) -> None:
    found = decode(Verdict, encode(verdict(value=number)), "page")
    assert found.official is not None
    assert str(found.official.value) == str(Decimal(number))


def test_equal_values_have_one_digest_and_others_another() -> None:
    assert digest(encode(verdict())) == digest(encode(verdict()))
    assert digest(encode(verdict())) != digest(encode(verdict(value="797")))


def test_an_older_payload_takes_defaults_and_a_newer_field_is_passed_over() -> None:
    whole = encode(document())
    newest = ',"notes":["a note"],"source_lines":[]}'
    assert whole.endswith(newest)
    older = decode(Document, whole.replace(newest, ',"invented_later":1}'), "page")
    assert (older.notes, older.source_lines) == ((), ())


@pytest.mark.parametrize("broken", ["", "{", "null", '{"outcome":"perhaps","reasons":[]}'])
def test_a_payload_that_cannot_be_read_says_so(broken: str) -> None:
    with pytest.raises(RecordError, match="a stored verdict can't be read") as caught:
        decode(Verdict, broken, "my page.html")
    assert caught.value.where == "my page.html"
    assert caught.value.hint.endswith("claimtrack verify 'my page.html'")


def test_text_that_is_no_unicode_is_refused() -> None:
    with pytest.raises(RecordError, match="no Unicode"):
        encode(replace(document(), headline="\ud800"))
