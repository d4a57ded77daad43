"""Plain text and Markdown files: paragraphs, the headline on top, the list of sources at the end."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

_BULLET = re.compile(r"^\s*[•‣▪◦●·∙*–-]\s+(?=\S)")
_HEADING = re.compile(r"^\s{0,3}#{1,6}\s+(?=\S)|\s+#+\s*$")
_RULE = re.compile(r"^\s*(?:[-=_*#~]\s*){3,}$")
# Markdown's marks within a line, and what stays of them: pictures nothing, links their wording, stress its words.
_INLINE_MARKS = (
    (re.compile(r"!\[[^\]]{0,300}\]\([^)\s]{1,2000}\)"), ""),
    (re.compile(r"\[([^\]]{1,300})\]\(https?://[^)\s]{1,2000}\)"), r"\1"),
    (re.compile(r"\*\*(?=\S)([^*]{1,1000})\*\*"), r"\1"),
)

# Lines that press offices put above the headline.
_PREAMBLE = re.compile(
    r"^(?:for (?:immediate )?release|embargoed|media (?:release|contact)|press release|news release|contact"
    r"|(?:published|posted|date|released?)\b\s*(?:on|:))",
    re.IGNORECASE,
)
_DATE_ALONE = re.compile(r"^(?:[a-z]+\.?,?\s+){0,2}\d{1,4}(?:[ ,.-]+(?:\d{1,4}|[a-z]{3,9}\.?)){1,3}$", re.IGNORECASE)
_LONGEST_HEADLINE = 160

_SOURCES = re.compile(
    r"^(?:sources?|source\(s\)|references|citations|source list|sources and further reading)\s*:?$", re.IGNORECASE
)
_SOURCES_INLINE = re.compile(r"^sources?\s*:\s+\S", re.IGNORECASE)
_LONGEST_SOURCE = 300

# Only lines up to this long are taken for lines that an editor wrapped, and only in blocks at least this wide.
_WRAP_FROM = 40
_WRAP_TO = 120


@dataclass(frozen=True, slots=True, kw_only=True)
class Paragraph:
    """A paragraph on one line; `alone` when blank lines part it from all others, `heading` when marked as one.

    `starts` says where in `text` each line it was made of begins: (offset, 1-based line), the first at offset 0.
    """

    text: str
    alone: bool
    heading: bool
    starts: tuple[tuple[int, int], ...]


Numbered = tuple[int, str]


def paragraphs(text: str) -> tuple[Paragraph, ...]:
    """Return the paragraphs of a cleaned text: wrapped lines joined, bullets, rules and Markdown's marks left out."""
    found: list[Paragraph] = []
    for block in _blocks(text):
        joined = tuple(_unwrapped([(number, line) for number, line in block if not _RULE.match(line)]))
        for lines in joined:
            line, starts = _plain(lines)
            if line:
                heading = _HEADING.match(lines[0][1]) is not None
                found.append(Paragraph(text=line, alone=len(joined) == 1, heading=heading, starts=starts))
    return tuple(found)


def split_headline(found: Sequence[Paragraph]) -> tuple[Paragraph | None, tuple[Paragraph, ...]]:
    """Return the headline of a plain text and its other paragraphs.

    The headline is the first line, below any "For immediate release", if it is short, has no closing full stop and
    stands apart from what follows.
    """
    for index, paragraph in enumerate(found):
        if _PREAMBLE.match(paragraph.text) or _DATE_ALONE.match(paragraph.text):
            continue
        apart = (paragraph.alone or paragraph.heading) and index + 1 < len(found)
        if apart and _looks_like_headline(paragraph.text):
            return paragraph, (*found[:index], *found[index + 1 :])
        break
    return None, tuple(found)


def sources_index(lines: Sequence[str]) -> int:
    """Return the index of the paragraph with which a closing list of sources begins, or the number of paragraphs."""
    for index in range(len(lines) - 1, 0, -1):
        if len(lines[index]) > _LONGEST_SOURCE:
            break
        listed = _SOURCES.match(lines[index].strip("*_ ")) is not None and index + 1 < len(lines)
        if listed or _SOURCES_INLINE.match(lines[index]):
            return index
    return len(lines)


def _looks_like_headline(line: str) -> bool:
    return len(line) <= _LONGEST_HEADLINE and not line.rstrip("\"'”’) ").endswith((".", ":", ";", ","))


def _blocks(text: str) -> Iterator[list[Numbered]]:
    """Yield what stands between blank lines, each line with its number."""
    block: list[Numbered] = []
    for number, line in enumerate(text.split("\n"), start=1):
        if line.strip():
            block.append((number, line))
        elif block:
            yield block
            block = []
    if block:
        yield block


def _plain(lines: Sequence[Numbered]) -> tuple[str, tuple[tuple[int, int], ...]]:
    """Return the lines as one, without their marks, and where in it each of them begins."""
    raw = _HEADING.sub("", _BULLET.sub("", "\n".join(line for _, line in lines)))
    text = "\n".join(" ".join(line.split()) for line in raw.split("\n"))
    for mark, kept in _INLINE_MARKS:
        text = mark.sub(kept, text)
    text = text.strip()
    offsets = [0, *(place.end() for place in re.finditer("\n", text))]
    numbers = [number for number, _ in lines]
    # A line may have vanished with its marks, so there can be fewer offsets than numbers.
    return text.replace("\n", " "), tuple(zip(offsets, numbers, strict=False))


def _unwrapped(lines: Sequence[Numbered]) -> Iterator[list[Numbered]]:
    """Yield the lines of each paragraph of one block.

    A break is an editor's wrap when the next line's first word would not have fitted on the line; a bullet or a
    heading begins a paragraph, and a colon ends one.
    """
    width = max((len(line.rstrip()) for _, line in lines), default=0)
    pieces: list[Numbered] = []
    for number, line in lines:
        if pieces and not _continues(pieces[-1][1], line, width):
            yield pieces
            pieces = []
        pieces.append((number, line.rstrip()))
    if pieces:
        yield pieces


def _continues(last: str, line: str, width: int) -> bool:
    if not _WRAP_FROM <= width <= _WRAP_TO or last.endswith(":"):
        return False
    if _BULLET.match(line) or _HEADING.match(line) or _HEADING.match(last):
        return False
    return len(last) + 1 + len(line.split(maxsplit=1)[0]) > width
