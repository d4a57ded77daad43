"""corpus/sources.toml: the list of what to watch, kept by people and by `claimtrack source` alike."""

from __future__ import annotations

import os
import re
import tempfile
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from claimtrack.errors import ClaimtrackError, UsageError, did_you_mean
from claimtrack.locking import locked
from claimtrack.sources.keys import EntryError, entry_from, source_from
from claimtrack.sources.source import WatchedSource

if TYPE_CHECKING:
    from tomlkit import TOMLDocument
    from tomlkit.items import AoT

TABLE = "source"
MAX_BYTES = 5_000_000
HEADER = """\
# What this workspace watches. Edit it here or with `claimtrack source add|rm|import`; your comments stay.

"""
_ENTRY = re.compile(r"\s*\[\[\s*(?:source|\"source\"|'source')\s*\]\]")


class SourceError(UsageError):
    """sources.toml or a list of sources can't be used; `where` names the file and the line."""

    code = "source"


def read_sources(path: Path) -> tuple[WatchedSource, ...]:
    """Return the sources in a sources.toml in its order; a missing file has none.

    Raises SourceError, with FILE:LINE, for what is not TOML, an unknown key, a wrong value or a source named twice.
    """
    return _sources(_text(path), path)


def add_sources(path: Path, sources: Iterable[WatchedSource]) -> tuple[WatchedSource, ...]:
    """Write sources at the end of a sources.toml and return those that were not in it before."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with locked(path.parent):
        text = _text(path)
        present = {source.id for source in _sources(text, path)}
        added = {source.id: source for source in sources if source.id not in present}
        if added:
            document = _document(text or HEADER)
            blocks = _blocks(document, path)
            for source in added.values():
                blocks.append(_block(source))
            _write(path, document.as_string())
    return tuple(added.values())


def remove_source(path: Path, name: str) -> WatchedSource:
    """Take a source out of a sources.toml, by its id, the beginning of its id, or its address, and return it."""
    found = find_source(read_sources(path), name)
    with locked(path.parent):
        text = _text(path)
        ids = [source.id for source in _sources(text, path)]
        if found.id in ids:
            left = _without(text, ids.index(found.id))
            if [source.id for source in _sources(left, path)] != [other for other in ids if other != found.id]:
                raise SourceError("its block can't be told from the others", where=str(path), hint="delete it by hand")
            _write(path, left)
    return found


def find_source(sources: Iterable[WatchedSource], name: str) -> WatchedSource:
    """Return the source with this id, beginning of an id, or address. Raises UsageError for none and for several."""
    known = {source.id: source for source in sources}
    wanted = name.strip()
    found = [source for source in known.values() if len(wanted) >= 4 and source.id.startswith(wanted.lower())]
    found = found or [source for source in known.values() if wanted and wanted in (source.url, source.title)]
    found = found or [source for source in known.values() if source.id == _id_of(wanted)]
    if len(found) == 1:
        return found[0]
    if found:
        raise UsageError(f"{len(found)} sources are meant by {name!r}", hint="write more digits of its id")
    hint = did_you_mean(wanted, [*known, *(source.url for source in known.values())])
    raise UsageError(f"no source {name!r}", hint=hint or "list them with: claimtrack source list")


def _id_of(address: str) -> str | None:
    from claimtrack.sources.source import source_id

    try:
        return source_id(address)
    except UsageError:
        return None


def _text(path: Path) -> str:
    try:
        if path.stat().st_size > MAX_BYTES:
            raise SourceError(f"more than {MAX_BYTES:,} bytes", where=str(path), hint="a list of sources is smaller")
        return path.read_text(encoding="utf-8")
    except FileNotFoundError:
        return ""
    except UnicodeDecodeError as error:
        raise SourceError("not UTF-8 text", where=str(path), hint="save it as UTF-8") from error
    except OSError as error:
        raise SourceError(f"can't be read: {error.strerror}", where=str(path), hint="check its permissions") from error


def _sources(text: str, path: Path) -> tuple[WatchedSource, ...]:
    found: dict[str, WatchedSource] = {}
    for index, entry in enumerate(_entries(text, path)):
        try:
            source = source_from(entry)
        except EntryError as fault:
            where = f"{path}:{_line(text, index, fault.key)}"
            raise SourceError(fault.message, where=where, hint=fault.hint) from fault
        if source.id in found:
            hint = f"the same address as {found[source.id].url}; delete one"
            raise SourceError("a source named twice", where=f"{path}:{_line(text, index, 'url')}", hint=hint)
        found[source.id] = source
    return tuple(found.values())


def _entries(text: str, path: Path) -> list[dict[str, Any]]:
    import tomllib

    try:
        data = tomllib.loads(text)
    except (tomllib.TOMLDecodeError, RecursionError) as error:
        line = re.search(r"at line (\d+)", str(error))
        where = f"{path}:{line.group(1) if line else len(text.splitlines())}"
        raise SourceError(f"not valid TOML: {error}", where=where, hint="texts need quotes, lists brackets") from error
    for key in data.keys() - {TABLE}:
        hint = did_you_mean(key, [TABLE]) or "each source is a block that begins with [[source]]"
        raise SourceError(f"unknown key {key!r}", where=f"{path}:{_top_line(text, key)}", hint=hint)
    entries = data.get(TABLE, [])
    if not isinstance(entries, list) or not all(isinstance(entry, dict) for entry in entries):
        where = f"{path}:{_top_line(text, TABLE)}"
        raise SourceError("source must be a list of blocks", where=where, hint="write [[source]]")
    return entries


def _without(text: str, index: int) -> str:
    """Return the text without its nth block; comments that stand after it belong to what follows, and stay."""
    lines = text.splitlines(keepends=True)
    headers = [number for number, line in enumerate(lines) if _ENTRY.match(line)]
    if index >= len(headers):
        return text
    end = headers[index + 1] if index + 1 < len(headers) else len(lines)
    last = max(n for n in range(headers[index], end) if lines[n].strip() and not lines[n].lstrip().startswith("#"))
    rest = last + 1 if last + 1 >= len(lines) or lines[last + 1].strip() else last + 2
    return "".join([*lines[: headers[index]], *lines[rest:]])


def _line(text: str, index: int, key: str) -> int:
    """Return the 1-based line of a key in the nth block, else that of the block's header."""
    lines = text.splitlines()
    headers = [number for number, line in enumerate(lines) if _ENTRY.match(line)]
    if index >= len(headers):
        return 1
    first = headers[index]
    end = headers[index + 1] if index + 1 < len(headers) else len(lines)
    return 1 + next((n for n in range(first, end) if _names(lines[n], key)), first)


def _top_line(text: str, key: str) -> int:
    return 1 + next((n for n, line in enumerate(text.splitlines()) if _names(line.lstrip("[ "), key)), 0)


def _names(line: str, key: str) -> bool:
    return re.match(rf"""\s*["']?{re.escape(key)}["']?\s*(?:[=.\]]|$)""", line) is not None


def _document(text: str) -> TOMLDocument:
    import tomlkit

    return tomlkit.parse(text)


def _blocks(document: TOMLDocument, path: Path) -> AoT:
    """Return the document's blocks, made if there are none. Raises SourceError where they are written in line."""
    import tomlkit
    from tomlkit.items import AoT

    if not document.get(TABLE):
        document.pop(TABLE, None)
        document.append(TABLE, tomlkit.aot())
    blocks = document[TABLE]
    if not isinstance(blocks, AoT):
        hint = "write each source as a block that begins with [[source]]"
        raise SourceError("sources written in one line can't be changed", where=str(path), hint=hint)
    return blocks


def _block(source: WatchedSource) -> Any:
    import tomlkit

    table = tomlkit.table()
    for key, value in entry_from(source).items():
        table.add(key, value)
    table.add(tomlkit.nl())
    return table


def _write(path: Path, text: str) -> None:
    """Write the file if it says something new; a crash leaves the old one or the new one, never half."""
    _sources(text, path)  # What was written must be readable again.
    target = path.resolve()
    try:
        mode = target.stat().st_mode & 0o777 if target.exists() else 0o644
        handle, draft = tempfile.mkstemp(dir=target.parent, prefix=".sources-", suffix=".tmp")
        with os.fdopen(handle, "w", encoding="utf-8", newline="\n") as stream:
            stream.write(text)
            stream.flush()
            os.fsync(stream.fileno())
        Path(draft).chmod(mode)
        Path(draft).replace(target)
    except OSError as error:
        raise ClaimtrackError(f"can't be written: {error.strerror}", where=str(path), hint="check the disk") from error
