"""The characters no document, title, terminal or database should meet, and texts without them."""

from __future__ import annotations

import re
import unicodedata

_LINE_BREAKS = re.compile("\r\n?|[\v\f\x1c-\x1e\x85\u2028\u2029]")
# C0 and C1 controls, soft hyphen, zero-width and bidi controls, interlinear and tag characters, byte order mark, lone
# surrogates and the code points Unicode keeps for no character.
_UNWANTED = re.compile(
    "[\x00-\x08\x0e-\x1f\x7f-\x9f\u00ad\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb"
    "\ufdd0-\ufdef\ufffe\uffff\ud800-\udfff\U000e0000-\U000e007f]"
)
_SPACES = re.compile(r"[^\S\n]+")


def clean(text: str) -> str:
    r"""Return `text` with `\n` as its only line break, plain spaces, no control or invisible characters, in NFC."""
    text = _UNWANTED.sub("", _LINE_BREAKS.sub("\n", text))
    return unicodedata.normalize("NFC", _SPACES.sub(" ", text))


def clean_line(text: str) -> str:
    """Return `text` cleaned and on one line, without outer space."""
    return " ".join(clean(text).split())
