from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from claimtrack.errors import UsageError
from claimtrack.sources.addresses import canonical_url, named_url


@pytest.mark.parametrize(
    ("typed", "canonical"),
    [
        ("HTTPS://Example.ORG:443/a/../b?b=2&a=1#part", "https://example.org/b?a=1&b=2"),
        ("http://example.org:80", "http://example.org/"),
        ("http://example.org:8080/", "http://example.org:8080/"),
        ("https://example.org/x?utm_source=feed&id=7&fbclid=abc&gclid=", "https://example.org/x?id=7"),
        ("https://example.org/x?UTM_Medium=rss", "https://example.org/x"),
        ("https://example.org/?utmost=1", "https://example.org/?utmost=1"),
        ("https://bücher.example/ä", "https://xn--bcher-kva.example/%C3%A4"),
        ("  https://example.org/a\u202eb\x1b[31m ", "https://example.org/ab[31m"),
        ("http://[::1]:80/x", "http://[::1]/x"),
    ],
)
def test_two_ways_of_writing_an_address_are_one(typed: str, canonical: str) -> None:
    assert canonical_url(typed) == canonical_url(canonical)
    assert canonical_url(canonical_url(typed)) == canonical_url(typed)
    assert "\x1b" not in canonical_url(typed)


@pytest.mark.parametrize("typed", ["https://example.org/x?a=1", "https://example.org/x"])
def test_the_canonical_form_is_spelt_out(typed: str) -> None:
    assert canonical_url(typed + "#f") == typed


@pytest.mark.parametrize(
    "bad",
    ["", "example.org", "ftp://example.org/", "javascript:alert(1)", "https:///x", "http://u:secret@example.org/",
     "http://example.org:99999/", "http://[::1/", "https://example.org/" + "a" * 3000],
)  # fmt: skip
def test_what_cant_be_fetched_is_refused_in_one_line(bad: str) -> None:
    with pytest.raises(UsageError) as caught:
        canonical_url(bad)
    assert "secret" not in str(caught.value)
    assert "\n" not in str(caught.value)
    assert named_url(bad, "mailto:x") is None


def test_names_in_pages_are_read_from_where_they_stand() -> None:
    assert named_url("../b?x=1", "https://example.org/a/c/") == "https://example.org/a/b?x=1"
    assert named_url(None, "https://example.org/") is None
    assert named_url("data:text/html,x", "https://example.org/") is None


@given(st.text(max_size=200))
def test_any_text_is_an_address_or_refused(text: str) -> None:
    found = named_url(text, "https://example.org/a")
    assert found is None or canonical_url(found) == found
