"""What a feed lists: entries, each the address of a document and what is said of it."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime

from claimtrack.cleaning import clean_line

LANGUAGE = re.compile(r"[A-Za-z]{2,3}(?:-[A-Za-z0-9]{2,8}){0,3}")
MAX_TITLE = 300
MAX_ID = 500
_READ_OF_TITLE = 5_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One document that a feed or a sitemap names; times are UTC, None where not given or not readable.

    `url` is canonical. `id` is the feed's own name for the entry, the address where it has none.
    """

    url: str
    id: str
    title: str = ""
    published: datetime | None = None
    updated: datetime | None = None
    language: str | None = None

    def is_before(self, since: datetime | None) -> bool:
        """Whether its listing dates it before a time; what has no date is never before."""
        dated = self.updated or self.published
        return since is not None and dated is not None and dated < since


@dataclass(frozen=True, slots=True, kw_only=True)
class Listing:
    """What was read of a feed or a sitemap. `lists` are further sitemaps; `problems` say what could not be read."""

    title: str = ""
    language: str | None = None
    entries: tuple[Entry, ...] = ()
    lists: tuple[str, ...] = ()
    problems: tuple[str, ...] = ()


def plain_title(text: object) -> str:
    """Return a title without markup, control and invisible characters, on one line of at most MAX_TITLE characters."""
    from w3lib.html import remove_tags, replace_entities

    if not isinstance(text, str):
        return ""
    return clean_line(replace_entities(remove_tags(text[:_READ_OF_TITLE])))[:MAX_TITLE]


def parse_moment(text: object) -> datetime | None:
    """Return the time in a W3C or RFC 3339 text, a day alone as its midnight; without a zone it is read as UTC."""
    if not isinstance(text, str) or len(text) > 100:
        return None
    try:
        moment = datetime.fromisoformat(text.strip())
        return (moment if moment.tzinfo else moment.replace(tzinfo=UTC)).astimezone(UTC)
    except (ValueError, OverflowError):
        return None


def language_tag(text: object) -> str | None:
    """Return a BCP 47 tag as it is written ("en", "pt-BR"), or None for anything else; en_US is read as en-US."""
    tag = text.strip().replace("_", "-") if isinstance(text, str) else ""
    return tag if LANGUAGE.fullmatch(tag) else None


def distinct(entries: Iterable[Entry]) -> tuple[Entry, ...]:
    """Return the entries without those whose address came before."""
    found: dict[str, Entry] = {}
    for entry in entries:
        found.setdefault(entry.url, entry)
    return tuple(found.values())


def problem(text: object) -> str:
    """Return what went wrong as one short clean line."""
    return clean_line(str(text))[:200]


def left_out(count: int, what: str) -> tuple[str, ...]:
    """Return the problem of entries that were passed over, if there were any."""
    return (f"{count:,} {'entry' if count == 1 else 'entries'} {what}",) if count else ()
