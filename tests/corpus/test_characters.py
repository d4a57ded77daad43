from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from claimtrack.corpus.characters import binary_kind, clean, clean_line, decode


@pytest.mark.parametrize(
    ("data", "charset", "text", "encoding"),
    [
        (b"plain", None, "plain", "utf-8"),
        ("Sheriff’s".encode(), None, "Sheriff’s", "utf-8"),
        (b"\xef\xbb\xbfmark", None, "mark", "utf-8"),
        ("\ufeffwide".encode("utf-16-le"), None, "wide", "utf-16-le"),
        ("\ufeffwide".encode("utf-16-be"), None, "wide", "utf-16-be"),
        (b"Sheriff\x92s \x93offer\x94", None, "Sheriff’s “offer”", "cp1252"),
        (b"caf\xe9", "latin-1", "café", "cp1252"),
        ("Львів".encode("koi8-u"), "koi8-u", "Львів", "koi8-u"),
        ("café –".encode()[:-1], None, "café ", "utf-8"),
        (b"no other high byte: caf\xe9", None, "no other high byte: café", "cp1252"),
        ("Ägypten Öl über".encode() + b" \xff " + "ß ä".encode(), None, "Ägypten Öl über \ufffd ß ä", "utf-8"),
        (b"caf\xe9 au lait", "no-such-encoding", "café au lait", "cp1252"),
        (b"caf\xe9 au lait", "utf-16", "café au lait", "cp1252"),
        ("naïve".encode(), "latin-1", "naïve", "utf-8"),
    ],
)
def test_decode(data: bytes, charset: str | None, text: str, encoding: str) -> None:
    assert decode(data, charset=charset) == (text, encoding)


def test_declared_encoding_counts_only_in_markup() -> None:
    data = b'<meta charset="koi8-r"><p>' + "Привет, мир".encode("koi8-r")
    assert "Привет" in decode(data, markup=True)[0]
    assert "Привет" not in decode(data, markup=False)[0]


@given(st.binary(max_size=400))
def test_decode_never_fails(data: bytes) -> None:
    assert isinstance(decode(data, charset="utf-8", markup=True)[0], str)


def test_clean_takes_what_terminals_and_readers_should_not_meet() -> None:
    assert clean("a\x1b[31mb\x07\u202ec\u200bd\x9be\ufefff\ud800g\u00adh\x00") == "a[31mbcdefgh"
    assert clean("one\r\ntwo\rthree\u2028four\x85five\x0bsix") == "one\ntwo\nthree\nfour\nfive\nsix"
    assert clean("5\u00a0million\t\u202f deputies") == "5 million deputies"
    assert clean("e\u0301") == "é"
    assert clean_line("  two\nlines \x00 ") == "two lines"


@given(st.text())
def test_clean_is_idempotent_and_leaves_nothing_unwanted(text: str) -> None:
    cleaned = clean(text)
    assert clean(cleaned) == cleaned
    assert not [c for c in cleaned if c != "\n" and unicodedata.category(c) in {"Cc", "Cs"}]
    assert unicodedata.is_normalized("NFC", cleaned)
    cleaned.encode("utf-8")


@pytest.mark.parametrize(
    ("data", "kind"),
    [
        (b"%PDF-1.7 ...", "a PDF"),
        (b"PK\x03\x04....", "a ZIP archive or Office file"),
        (b"\x89PNG\r\n\x1a\n", "a PNG picture"),
        (bytes(range(256)) * 4, "a binary file"),
        (b"<html>\n\t<p>text \xe9\x92</p>", None),
        ("\ufeffwide".encode("utf-16-le"), None),
        (b"", None),
    ],
)
def test_binary_kind(data: bytes, kind: str | None) -> None:
    assert binary_kind(data) == kind
