"""The cheap stages: nothing is parsed, and spaCy not imported, when no number may be a claim."""

from __future__ import annotations

import subprocess
import sys

import pytest

from claimtrack.claims.gate import MAX_SENTENCE, has_number, paragraphs, sentences


@pytest.mark.parametrize("text", ["958", "dozens", "a third of", "doubled", "sixfold", "½", "none had", "Seven"])
def test_sees_numbers(text: str) -> None:
    assert has_number(text)


@pytest.mark.parametrize("text", ["The council met.", "Nobody came to the often empty hall.", ""])
def test_sees_no_number(text: str) -> None:
    assert not has_number(text)


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("It met on Sept. 2. The U.S. Senate voted.", 2),
        ("Acme Inc. has 3 plants. No. 5 closed.", 2),
        ("Doors open at 7 a.m. The hall fills.", 2),
        ("“We won.” She left.", 2),
        ("Costs rose 2.5 percent.", 1),
        ("H.R. 1680 failed! Why? Nobody knows.", 3),
    ],
)
def test_sentences_end_where_they_should(text: str, parts: int) -> None:
    assert len(list(sentences(text, 0, len(text)))) == parts


def test_sentences_cover_the_text_and_are_capped() -> None:
    text = "word " * 2000
    spans = list(sentences(text, 0, len(text)))
    assert all(0 < end - start <= MAX_SENTENCE for start, end in spans)
    assert "".join(text[a:b] for a, b in spans).replace(" ", "") == text.replace(" ", "")


def test_paragraphs_skip_blank_lines() -> None:
    assert list(paragraphs("a\n\n  \nb")) == [(0, 1), (6, 7)]


@pytest.mark.parametrize("text", ["The council met.", "It was signed in 1996 under Section 287(g)."])
def test_spacy_is_not_imported_without_a_candidate(text: str) -> None:
    code = (
        "import sys\nfrom claimtrack.claims.extract import extract_claims, passage\n"
        f"extract_claims(passage({text!r}))\nassert 'spacy' not in sys.modules"
    )
    subprocess.run([sys.executable, "-c", code], check=True)
