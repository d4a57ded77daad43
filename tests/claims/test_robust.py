"""Any text at all: no exception, exact offsets, time linear in length."""

from __future__ import annotations

import time
from dataclasses import replace

import pytest
from builders import document
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from claimtrack.claims.extract import extract_claims, extract_many, passage
from claimtrack.claims.names import find_names
from claimtrack.claims.scanning import scan_document

PIECES = st.sampled_from(
    "958 $ € - – to from percent % of agreements Texas one in five ( ) 287(g) 1.2 million \u200b \u202e ٣٤ ½ × 10 "
    "since January 2025 . , “ no had m fold hundreds per 100,000 a third ' 😀 Sept. 2, rose up st \n".split(" ")
)
MIXED = st.lists(PIECES, max_size=25)
WILD = st.one_of(st.text(max_size=120), MIXED.map(" ".join), MIXED.map("".join))


@settings(max_examples=120, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(WILD)
def test_quotes_are_exact_in_any_unicode(text: str) -> None:
    for claim in extract_claims(document(text)):
        assert text[claim.quote.start : claim.quote.end] == claim.quote.exact
        for span in (claim.sentence, claim.clause, claim.phrase, claim.paragraph, claim.number):
            assert span is not None
            assert text[span.start : span.end] == span.text
        for word in claim.scope_words:
            assert text[word.start : word.end] == word.text


@pytest.mark.parametrize("half", ["\ud800", "\udfff\ud800"])
def test_half_a_character_stops_nothing(half: str) -> None:
    text = f"There {half} are 958 agreements{half}."
    (claim,) = [c for c in extract_claims(replace(passage(text), language="en")) if c.set_aside is None]
    assert text[claim.quote.start : claim.quote.end] == claim.quote.exact
    assert claim.quantity.value == 958


@pytest.mark.parametrize("space", ["   ", "\n", "\u00a0 "])
def test_a_place_broken_by_wide_spaces_is_still_the_place(space: str) -> None:
    text = f"New{space}Hampshire State Police joined nine others."
    names = [name for name in find_names(text, 0, len(text)) if name.kind == "place"]
    assert [name.text for name in names] == [f"New{space}Hampshire"]
    assert text[names[0].start : names[0].end] == names[0].text


@settings(max_examples=600, deadline=None)
@given(WILD)
def test_the_scan_takes_any_text(text: str) -> None:
    for stretch in scan_document(passage(text)).stretches:
        last = -1
        for mention in stretch.mentions:
            assert last < mention.first <= mention.last
            last = mention.last


@pytest.mark.parametrize("unit", ["9", "a", "9,", "1.", "$", "ab-", "(", "one", "9-", "é1"])
def test_time_is_linear_in_length(unit: str) -> None:
    def seconds(size: int) -> float:
        text = unit * (size // len(unit))
        start = time.process_time()
        scan_document(replace(passage(text), language="en"))
        return time.process_time() - start

    short, long = seconds(50_000), seconds(400_000)
    assert long < 8 * short * 3 + 0.5


def test_the_order_and_the_number_of_documents_stay() -> None:
    texts = [f"ICE has {number} agreements." for number in range(3, 40)]
    found = list(extract_many((document(text) for text in texts), batch_size=7))
    assert [doc.text for doc, _ in found] == texts
    assert [int(claims[0].quantity.value or 0) for _, claims in found] == list(range(3, 40))


def test_a_batch_gives_what_single_documents_give() -> None:
    texts = ["Florida has 327 agreements, Texas 204.", "Nothing here.", "Prices rose 3% to $5."]
    documents = [document(text) for text in texts]
    assert [claims for _, claims in extract_many(documents)] == [extract_claims(doc) for doc in documents]


@pytest.mark.parametrize("digits", [20, 25, 28, 40])
def test_more_digits_than_decimal_arithmetic_holds_are_read(digits: int) -> None:
    ((document, claims),) = extract_many([passage(f"They counted {'9' * digits}0000 trees and 9{'0' * digits} more.")])
    assert all(document.text[c.quote.start : c.quote.end] == c.quote.exact for c in claims)
