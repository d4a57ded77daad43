"""From bytes to clean text: encodings, and the characters no document, terminal or database should meet."""

from __future__ import annotations

import codecs
import re

from claimtrack.cleaning import clean, clean_line

__all__ = ["binary_kind", "clean", "clean_line", "clean_markup", "decode"]

# Byte order marks, longest first: UTF-32's little-endian mark begins with UTF-16's.
_MARKS = (
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_DECLARED = re.compile(rb"""(?:charset|encoding)\s*=\s*["']?\s*([A-Za-z0-9_.:-]{2,40})""", re.IGNORECASE)
_DECLARED_WITHIN = 4096
# As the WHATWG encoding standard has it: pages that say Latin-1 or ASCII are written in Windows' superset.
_READ_AS = {"iso8859-1": "cp1252", "ascii": "cp1252"}

# C0 controls in markup, raw or as references; lxml takes them into its tree, and trafilatura then gives up on the page.
_CONTROLS = re.compile("[\x00-\x08\x0b\x0e-\x1f]")
_REFERENCES = re.compile(r"&#(?:0*(?:[12]?\d|3[01])(?!\d)|x0*1?[\da-f](?![\da-f]));?", re.IGNORECASE)

# The first bytes of files that are never text, with what to call them.
_SIGNATURES = (
    (b"%PDF-", "a PDF"),
    (b"PK\x03\x04", "a ZIP archive or Office file"),
    (b"\xd0\xcf\x11\xe0", "an old Office file"),
    (b"\x1f\x8b", "a gzip archive"),
    (b"7z\xbc\xaf", "a 7-Zip archive"),
    (b"BZh", "a bzip2 archive"),
    (b"\xfd7zXZ", "an xz archive"),
    (b"\x89PNG", "a PNG picture"),
    (b"\xff\xd8\xff", "a JPEG picture"),
    (b"GIF8", "a GIF picture"),
    (b"RIFF", "a RIFF media file"),
    (b"\x7fELF", "a program"),
    (b"SQLite format 3\x00", "an SQLite database"),
    (b"PAR1", "a Parquet file"),
)
_SAMPLE = 8192


def binary_kind(data: bytes) -> str | None:
    """Return what a file that is no text is ("a PDF", "a binary file"), or None for text of any encoding."""
    for signature, name in _SIGNATURES:
        if data.startswith(signature):
            return name
    if _mark(data) is not None:
        return None
    sample = data[:_SAMPLE]
    controls = sum(sample.count(byte) for byte in b"\x00\x01\x02\x03\x04\x05\x06\x0e\x0f\x10\x11\x12\x14\x15\x16\x17")
    return "a binary file" if controls > len(sample) // 100 else None


def decode(data: bytes, *, charset: str | None = None, markup: bool = False) -> tuple[str, str]:
    """Return the text of `data` and the encoding it was read in; never fails.

    A byte order mark wins, then UTF-8 if every byte fits it, then `charset` (from HTTP), then for `markup` the declared
    one, then cp1252. UTF-8 cut off in mid-character, or with stray bytes among many good ones, stays UTF-8.
    """
    if (mark := _mark(data)) is not None:
        bom, encoding = mark
        return data[len(bom) :].decode(encoding, "replace"), encoding
    try:
        # Text in another encoding that happens to be valid UTF-8 is so rare that a wrong declaration is likelier.
        text, used = codecs.utf_8_decode(data, "strict", False)
    except UnicodeDecodeError:
        text, used = "", 0
    if used == len(data) or (used and not text.isascii()):
        return text, "utf-8"
    encoding = _known(charset) or (_known(_declared(data)) if markup else None) or _guess(data)
    if encoding == "utf-8" and not text and _guess(data) != "utf-8":
        encoding = "cp1252"
    return data.decode(encoding, "replace"), encoding


def clean_markup(text: str) -> str:
    """Return HTML without control characters; a reference to one becomes a space."""
    return _REFERENCES.sub(" ", _CONTROLS.sub("", text))


def _mark(data: bytes) -> tuple[bytes, str] | None:
    return next(((bom, encoding) for bom, encoding in _MARKS if data.startswith(bom)), None)


def _declared(data: bytes) -> str | None:
    found = _DECLARED.search(data[:_DECLARED_WITHIN])
    return found.group(1).decode("ascii") if found else None


def _known(charset: str | None) -> str | None:
    """Return Python's name of a text encoding, or None: unknown, or wide where a byte order mark would be needed."""
    if not charset:
        return None
    try:
        info = codecs.lookup(charset)
        "".encode(info.name)
    except (LookupError, UnicodeError, ValueError):
        return None
    if info.name.startswith(("utf-16", "utf-32", "utf-7", "idna", "punycode", "unicode", "raw-unicode")):
        return None
    return _READ_AS.get(info.name, info.name)


def _guess(data: bytes) -> str:
    """Return utf-8 when most bytes over 127 form valid sequences, else cp1252."""
    wrong = data.decode("utf-8", "replace").count("\ufffd")
    high = sum(1 for byte in data if byte > 127)
    return "utf-8" if wrong * 10 < high else "cp1252"
