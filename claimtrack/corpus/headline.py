"""The headline: which of a page's titles it is, and whether a line of the body says it again."""

from __future__ import annotations

import re
from difflib import SequenceMatcher

# What sites put between a headline and their own name.
_SITE_MARK = re.compile(r"\s+(?:[|·•»›–—-]|::)\s+")
_LONGEST = 300
_ALIKE = 0.9
_TRUNCATED = re.compile(r"\s*(?:…|\.\.\.)$")
_SHORTEST_CUT = 20


def without_site(title: str, publisher: str | None) -> str:
    """Return `title` without the site's name at either end, when that name is known or follows a bar."""
    for mark in reversed(list(_SITE_MARK.finditer(title))):
        head, tail = title[: mark.start()], title[mark.end() :]
        if publisher and _words(tail) and _same_name(tail, publisher):
            return head
        if publisher and _same_name(head, publisher):
            return tail
        if "|" in mark.group() and len(tail.split()) <= 5 < len(head.split()):
            return head
    return title


def same_headline(first: str, second: str) -> bool:
    """Whether two lines are one headline: alike but for case, quotes, punctuation, a cut end or a letter or two.

    Lines that differ in a number are never alike.
    """
    one, other = _words(first), _words(second)
    if not one or not other:
        return False
    if one == other:
        return True
    if _is_cut(first, one, other) or _is_cut(second, other, one):
        return True
    if _numbers(one) != _numbers(other) or max(len(first), len(second)) > _LONGEST:
        return False
    return SequenceMatcher(None, " ".join(one), " ".join(other), autojunk=False).ratio() >= _ALIKE


def choose_headline(declared: tuple[str, ...], shown: tuple[str, ...], publisher: str | None) -> str | None:
    """Return the headline of a page from its declared titles and the h1 elements it shows.

    What the reader sees wins when it is the declared headline, or the only h1 that can be one; a lone h1 with the
    site's name is a logo.
    """
    titles = tuple(text for title in declared if (text := without_site(title, publisher)))
    for title in titles:
        for heading in shown:
            if same_headline(title, without_site(heading, publisher)):
                return without_site(heading, publisher)
    headings = [text for text in shown if len(text.split()) >= 4 and not (publisher and _same_name(text, publisher))]
    if len(headings) == 1 and len(headings[0]) <= _LONGEST:
        return headings[0]
    return titles[0] if titles else None


def _is_cut(line: str, words: tuple[str, ...], whole: tuple[str, ...]) -> bool:
    ends = _TRUNCATED.search(line)
    return ends is not None and len(line) >= _SHORTEST_CUT and whole[: len(words) - 1] == words[:-1]


def _same_name(text: str, publisher: str) -> bool:
    return _words(text) == _words(publisher)


def _words(text: str) -> tuple[str, ...]:
    return tuple(re.findall(r"[^\W_]+", text.casefold().replace("’", "").replace("'", "")))


def _numbers(words: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(word for word in words if any(character.isdigit() for character in word))
