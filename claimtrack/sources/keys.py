"""The keys of an entry in sources.toml: what each may hold, and sources to and from them."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from datetime import timedelta
from enum import StrEnum
from typing import Any

from claimtrack.cleaning import clean_line
from claimtrack.errors import UsageError, did_you_mean
from claimtrack.sources.addresses import canonical_url
from claimtrack.sources.entry import LANGUAGE, MAX_TITLE
from claimtrack.sources.interval import format_interval, parse_interval
from claimtrack.sources.source import DEFAULT_EVERY, FILE_SCHEME, Kind, Publisher, WatchedSource

MAX_PATTERN = 500
MAX_PATTERNS = 50
DATASET = re.compile(r"[a-z0-9][a-z0-9._-]{0,99}")


class EntryError(UsageError):
    """A key of an entry can't be used; `key` names it."""

    def __init__(self, key: str, message: str, hint: str) -> None:
        super().__init__(message, hint=hint)
        self.key = key


def source_from(entry: Mapping[str, Any]) -> WatchedSource:
    """Return the source that an entry describes. Raises EntryError for the first key that can't be used."""
    for key in entry:
        if key not in READERS:
            raise EntryError(key, f"unknown key {key!r}", did_you_mean(key, READERS) or f"known: {', '.join(READERS)}")
    for key in ("url", "kind"):
        if key not in entry:
            raise EntryError(key, f"a source without {key}", f'write {key} = "…"')
    source = WatchedSource(**{key: read(key, entry[key]) for key, read in READERS.items() if key in entry})
    _refuse_misfits(source)
    return source


def entry_from(source: WatchedSource) -> dict[str, Any]:
    """Return the entry that describes a source; what is as it would be anyway is left out."""
    entry: dict[str, Any] = {"url": source.url, "kind": str(source.kind), "title": source.title}
    entry["publisher"] = str(source.publisher)
    if source.every != DEFAULT_EVERY:
        entry["every"] = format_interval(source.every)
    entry |= {"include": list(source.include), "exclude": list(source.exclude)}
    entry |= {"language": source.language, "link": source.link, "dataset": source.dataset}
    return {key: value for key, value in entry.items() if value}


def _refuse_misfits(source: WatchedSource) -> None:
    """Raise EntryError for keys that don't go with the kind."""
    if source.link is not None and source.kind is not Kind.INDEX:
        raise EntryError("link", f"a {source.kind} has no link pattern", 'only kind = "index" has one')
    if source.dataset is not None and source.kind is not Kind.DATASET:
        raise EntryError("dataset", f"a {source.kind} is no dataset", 'only kind = "dataset" has one')
    if source.dataset is None and source.kind is Kind.DATASET:
        raise EntryError("dataset", "which dataset is this?", "name its id: `claimtrack dataset list` shows them")
    if source.url.startswith(FILE_SCHEME) and source.kind is not Kind.WARC:
        raise EntryError("url", f"a {source.kind} is not on this machine", "only WARC files are read from disk")


def _text(key: str, value: Any) -> str:
    if not isinstance(value, str):
        raise EntryError(key, f"{key} must be a text, not {value!r}"[:200], "put it in quotes")
    return clean_line(value)


def _url(key: str, value: Any) -> str:
    text = _text(key, value)
    if text.startswith(FILE_SCHEME):
        return text
    try:
        canonical_url(text)
    except UsageError as error:
        raise EntryError(key, error.message, error.hint) from error
    return text


def _title(key: str, value: Any) -> str:
    return _text(key, value)[:MAX_TITLE]


def _choice(choices: type[StrEnum]) -> Callable[[str, Any], StrEnum]:
    def read(key: str, value: Any) -> StrEnum:
        text = _text(key, value)
        if text not in list(choices):
            hint = did_you_mean(text, list(choices)) or f"one of {', '.join(choices)}"
            raise EntryError(key, f"unknown {key} {text!r}"[:200], hint)
        return choices(text)

    return read


def _every(key: str, value: Any) -> timedelta:
    try:
        return parse_interval(_text(key, value))
    except ValueError as error:
        raise EntryError(key, str(error)[:200], "write 30m, 6h, 1d or 1w") from error


def _pattern(key: str, value: Any) -> str:
    if not isinstance(value, str) or not value:
        raise EntryError(key, f"{key} must be a regular expression, not {value!r}"[:200], "put it in quotes")
    if len(value) > MAX_PATTERN:
        raise EntryError(key, f"a pattern of more than {MAX_PATTERN} characters", "split it in two")
    try:
        re.compile(value)
    except (re.error, RecursionError, OverflowError) as error:
        message = f"{value!r} is no regular expression: {error}"
        raise EntryError(key, message[:200], r"a literal dot is \.") from error
    return value


def _patterns(key: str, value: Any) -> tuple[str, ...]:
    if not isinstance(value, list | tuple) or len(value) > MAX_PATTERNS:
        raise EntryError(key, f"{key} must be a list of at most {MAX_PATTERNS} patterns", "write ['/news/']")
    return tuple(_pattern(key, item) for item in value)


def _shaped(shape: re.Pattern[str], example: str) -> Callable[[str, Any], str]:
    def read(key: str, value: Any) -> str:
        text = _text(key, value)
        if shape.fullmatch(text) is None:
            raise EntryError(key, f"{text!r} is no {key}"[:200], f"such as {example}")
        return text

    return read


READERS: dict[str, Callable[[str, Any], Any]] = {
    "url": _url,
    "kind": _choice(Kind),
    "title": _title,
    "publisher": _choice(Publisher),
    "every": _every,
    "include": _patterns,
    "exclude": _patterns,
    "language": _shaped(LANGUAGE, "en or pt-BR"),
    "link": _pattern,
    "dataset": _shaped(DATASET, "ice-287g-participating"),
}
"""What reads each key's value, in the order in which entries are written."""
