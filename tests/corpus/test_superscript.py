from __future__ import annotations

import pytest
from lxml import html

from claimtrack.corpus.superscript import settle_superscripts


@pytest.mark.parametrize(
    ("markup", "text"),
    [
        ("958<sup>1</sup> agreements", "958 agreements"),
        ("958<sup><a href='#f'>[12]</a></sup> agreements", "958 agreements"),
        ("<b>958</b><sup>1,2</sup> agreements", "958 agreements"),
        ("10<sup>2</sup> cells", "10^2 cells"),
        ("10<sup><a href='#f'>2</a></sup> cells", "10 cells"),
        ("110<sup>2</sup> cells", "110 cells"),
        ("40 km<sup>2</sup> of forest", "40 km² of forest"),
        ("the farm<sup>2</sup> was", "the farm was"),
        ("the 21<sup>st</sup> county", "the 21st county"),
        ("958*<sup>*</sup>", "958*"),
        ("nine<sup>a</sup> lives", "nine lives"),
    ],
)
def test_superscripts(markup: str, text: str) -> None:
    tree = html.fragment_fromstring(f"<p>{markup}</p>")
    settle_superscripts(tree)
    assert tree.text_content() == text
