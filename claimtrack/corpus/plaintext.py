"""Plain text and Markdown files: paragraphs, the headline on top, the list of sources at the end."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

_BULLET = re.compile(r"^\s*(?:[•‣▪◦●·∙*–-]|\\\*)\s+(?=\S)")
_MARKDOWN_HEADING = re.compile(r"^\s{0,3}#{1,6}\s+(?=\S)|\s+#+\s*$")
_RULE = re.compile(r"^\s*(?:[-=_*#~]\s*){3,}$")

# Lines that press offices put above the headline.
_PREAMBLE = re.compile(
    r"^(?:for (?:immediate )?release|embargoed|media (?:release|contact)|press release|news release|contact"
    r"|(?:published|posted|date|released?)\b\s*(?:on|:))",
    re.IGNORECASE,
)
_DATE_ALONE = re.compile(r"^(?:[a-z]+\.?,?\s+){0,2}\d{1,4}(?:[ ,.-]+(?:\d{1,4}|[a-z]+))*$", re.IGNORECASE)
_LONGEST_HEADLINE = 160

_SOURCES = re.compile(
    r"^(?:sources?|references|citations|source list|sources and further reading|source\(s\))\s*:?$", re.IGNORECASE
)
_SOURCES_INLINE = re.compile(r"^sources?\s*:\s+\S", re.IGNORECASE)
_LONGEST_SOURCE = 300

# A line shorter than this is not taken for one that an editor wrapped.
_WRAP_FROM = 40
_WRAP_TO = 120


def paragraphs(text: str) -> tuple[str, ...]:
    """Return the paragraphs of a cleaned text, each on one line: wrapped lines joined, bullets and rules left out."""
    found: list[str] = []
    for block in re.split(r"\n[^\S\n]*\n+", text):
        found.extend(_unwrapped([line for line in block.split("\n") if line.strip() and not _RULE.match(line)]))
    lines = (_MARKDOWN_HEADING.sub("", _BULLET.sub("", line)) for line in found)
    return tuple(line for line in (" ".join(line.split()) for line in lines) if line)


def split_headline(text: str, lines: Sequence[str]) -> tuple[str | None, tuple[str, ...]]:
    """Return the headline of a plain text and its other paragraphs.

    The headline is the first line, below any "For immediate release", if it is short, has no closing full stop and
    stands apart from what follows. `text` is the cleaned text that `lines` are the paragraphs of.
    """
    for index, line in enumerate(lines):
        if _PREAMBLE.match(line) or _DATE_ALONE.match(line):
            continue
        if len(lines) > index + 1 and _looks_like_headline(line) and _stands_apart(text, line):
            return line, (*lines[:index], *lines[index + 1 :])
        return None, tuple(lines)
    return None, tuple(lines)


def sources_index(lines: Sequence[str]) -> int:
    """Return the index of the paragraph with which a closing list of sources begins, or the number of paragraphs."""
    for index in range(len(lines) - 1, 0, -1):
        rest = lines[index + 1 :]
        listed = _SOURCES.match(lines[index].strip("*_ ")) is not None and bool(rest)
        inline = _SOURCES_INLINE.match(lines[index]) is not None and len(lines[index]) <= _LONGEST_SOURCE
        if (listed or inline) and all(len(line) <= _LONGEST_SOURCE for line in rest):
            return index
    return len(lines)


def _looks_like_headline(line: str) -> bool:
    return len(line) <= _LONGEST_HEADLINE and not line.rstrip("\"'”’) ").endswith((".", ":", ";", ","))


def _stands_apart(text: str, line: str) -> bool:
    raw = next((raw for raw in text.split("\n") if line in " ".join(raw.split())), "")
    if _MARKDOWN_HEADING.match(raw):
        return True
    after = text[text.find(raw) + len(raw) :].split("\n", 2)
    return bool(raw) and len(after) > 1 and (not after[1].strip() or _RULE.match(after[1]) is not None)


def _unwrapped(lines: Sequence[str]) -> Iterator[str]:
    """Yield paragraphs from the lines of one block.

    A break is an editor's wrap when the next line's first word would not have fitted on the line; a bullet or a
    heading begins a paragraph.
    """
    width = max((len(line.rstrip()) for line in lines), default=0)
    current = ""
    for line in lines:
        wrapped = (
            bool(current)
            and _WRAP_FROM <= width <= _WRAP_TO
            and not _BULLET.match(line)
            and not _MARKDOWN_HEADING.match(line)
            and _filled(current, line, width)
        )
        if current and not wrapped:
            yield current
            current = ""
        current = f"{current}\n{line.rstrip()}" if current else line.rstrip()
    if current:
        yield current


def _filled(current: str, following: str, width: int) -> bool:
    last = current.rsplit("\n", 1)[-1]
    return len(last) + 1 + len(following.split(maxsplit=1)[0]) > width
