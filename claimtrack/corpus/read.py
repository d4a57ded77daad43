"""Finding what to read: a file, a folder, standard input or one address, one source at a time."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import BinaryIO

from claimtrack.corpus.characters import clean_line
from claimtrack.corpus.document import Source
from claimtrack.corpus.extract import MAX_BYTES
from claimtrack.errors import ClaimtrackError, DocumentError

MEDIA = {
    ".html": "html",
    ".htm": "html",
    ".xhtml": "html",
    ".txt": "text",
    ".text": "text",
    ".md": "text",
    ".markdown": "text",
}
WARC = (".warc", ".warc.gz")
_READ_HINT = "claimtrack reads .html, .htm, .txt, .md, .warc and .warc.gz"
_ADDRESS = re.compile(r"^[A-Za-z][A-Za-z0-9+.-]*://")
_LOOKS_HTML = re.compile(
    rb"^\s*(?:\xef\xbb\xbf)?\s*<(?:!doctype\s+html|html|head|body|\?xml|!--|article|div|p)\b", re.IGNORECASE
)


def find_sources(
    target: str,
    *,
    stdin: BinaryIO | None = None,
    allow_private: bool = False,
    root: Path | None = None,
    user_agent: str = "",
) -> Iterator[Source | ClaimtrackError]:
    """Yield the sources that `target` names, each read only when asked for; what can't be read is yielded as its error.

    `target` is a file, a folder (read with its subfolders in order of name, hidden ones skipped), "-" for `stdin`, or
    an http or https address. A WARC file holds many sources, named by their addresses. `allow_private` also lets
    addresses of this machine and its networks be fetched; `user_agent` is the name to ask under. Files below `root` are
    named from there, however the target was written, so that each is one document.
    """
    if target == "-":
        yield _from_stdin(stdin)
    elif _ADDRESS.match(target):
        yield _from_address(target, allow_private, user_agent)
    else:
        for source in _from_path(Path(target)):
            yield source if root is None or isinstance(source, ClaimtrackError) else _from_root(source, root)


def find_pages(folder: Path, root: Path) -> Iterator[Source | ClaimtrackError]:
    """Yield the sources in the folder that a workspace keeps its pages in, which may be empty or not there."""
    for source in _in_folder(folder) if folder.is_dir() else ():
        yield source if isinstance(source, ClaimtrackError) else _from_root(source, root)


def _from_root(source: Source, root: Path) -> Source:
    if source.url is not None:
        return source
    path = Path(os.path.abspath(source.name))  # noqa: PTH100 - Path.resolve would follow links out of the root
    return replace(source, name=path.relative_to(root).as_posix()) if path.is_relative_to(root) else source


def _from_stdin(stdin: BinaryIO | None) -> Source | ClaimtrackError:
    if stdin is None:
        return DocumentError("no standard input here", where="-", hint="name a file instead")
    data = stdin.read(MAX_BYTES + 1)
    return Source(name="-", media=_sniff(data), data=data)


def _from_address(target: str, allow_private: bool, user_agent: str) -> Source | ClaimtrackError:
    from claimtrack.corpus.fetch import USER_AGENT, fetch

    try:
        return fetch(target, allow_private=allow_private, user_agent=user_agent or USER_AGENT)
    except ClaimtrackError as error:
        return error


def _from_path(path: Path) -> Iterator[Source | ClaimtrackError]:
    try:
        if path.is_dir():
            yield from _from_folder(path)
        elif path.is_file():
            yield from _from_file(path)
        else:
            yield DocumentError("no such file or folder", where=clean_line(str(path)), hint="check the path")
    except (OSError, ValueError) as error:
        yield _unreadable(path, error)


def _from_folder(folder: Path) -> Iterator[Source | ClaimtrackError]:
    found = False
    for source in _in_folder(folder):
        found = True
        yield source
    if not found:
        yield DocumentError("no documents in this folder", where=clean_line(str(folder)), hint=_READ_HINT)


def _in_folder(folder: Path) -> Iterator[Source | ClaimtrackError]:
    for item in _walk(folder):
        if isinstance(item, ClaimtrackError):
            yield item
        else:
            yield from _from_file(item)


def _walk(folder: Path) -> Iterator[Path | ClaimtrackError]:
    try:
        entries = sorted(folder.iterdir(), key=lambda path: path.name)
    except OSError as error:
        yield _unreadable(folder, error)
        return
    for path in entries:
        if path.name.startswith("."):
            continue
        try:
            is_folder = path.is_dir() and not path.is_symlink()
            is_document = (path.suffix.lower() in MEDIA or _is_warc(path)) and path.is_file()
        except OSError as error:
            yield _unreadable(path, error)
            continue
        if is_folder:
            yield from _walk(path)
        elif is_document:
            yield path


def _from_file(path: Path) -> Iterator[Source | ClaimtrackError]:
    if _is_warc(path):
        from claimtrack.corpus.archive.pages import pages_in

        yield from pages_in(path)
    else:
        yield _one_document(path)


def _is_warc(path: Path) -> bool:
    return path.name.lower().endswith(WARC)


def _one_document(path: Path) -> Source | ClaimtrackError:
    media = MEDIA.get(path.suffix.lower())
    if media is None and path.suffix:
        return DocumentError(f"{path.suffix} files are not read", where=clean_line(str(path)), hint=_READ_HINT)
    try:
        with path.open("rb") as file:
            data = file.read(MAX_BYTES + 1)
    except OSError as error:
        return _unreadable(path, error)
    return Source(name=str(path), media=media or _sniff(data), data=data)


def _sniff(data: bytes) -> str:
    return "html" if _LOOKS_HTML.match(data[:1024]) else "text"


def _unreadable(path: Path, error: Exception) -> DocumentError:
    reason = (error.strerror or "can't be read") if isinstance(error, OSError) else str(error)
    return DocumentError(f"can't be read: {reason.lower()}", where=clean_line(str(path)), hint="check its permissions")
