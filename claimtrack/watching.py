"""What to watch, put together: the list in corpus/sources.toml, and a look at an address before it is added."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import urljoin

from claimtrack.corpus.fetch import USER_AGENT, fetch
from claimtrack.errors import DocumentError, UsageError
from claimtrack.sources.discover import discover, with_robots
from claimtrack.sources.keys import EntryError, source_from
from claimtrack.sources.opml import MAX_BYTES, read_opml
from claimtrack.sources.registry import SourceError, add_sources, find_source, read_sources
from claimtrack.sources.source import FILE_SCHEME, Kind, WatchedSource

if TYPE_CHECKING:
    from claimtrack.settings import Workspace
    from claimtrack.sources.discovery import Discovery

UNSEEN_HINT = "add it without looking by --kind feed, sitemap, index, page or dataset"


def watched(workspace: Workspace) -> tuple[WatchedSource, ...]:
    """Return the workspace's sources. Raises SourceError for a list that can't be used."""
    return read_sources(workspace.sources)


def look(url: str, agent: str = USER_AGENT) -> Discovery:
    """Fetch an address and its host's robots.txt, and return what there is to watch.

    Raises DocumentError for what can't be fetched; a robots.txt that can't be names no sitemap.
    """
    try:
        page = fetch(url, user_agent=agent, any_media=True)
    except DocumentError as error:
        raise DocumentError(error.message, where=url, hint=UNSEEN_HINT) from error
    found = discover(page.data, "text/html" if page.media == "html" else "", page.url or url)
    robots_url = urljoin(page.url or url, "/robots.txt")
    try:
        robots = fetch(robots_url, user_agent=agent, any_media=True)
    except DocumentError:
        return found
    return with_robots(found, robots.data if robots.media == "text" else b"", robots_url)


def add_watched(
    workspace: Workspace, url: str, entry: Mapping[str, Any]
) -> tuple[WatchedSource, bool, Discovery | None]:
    """Add a source, described by the keys of sources.toml, and return it, whether it is new, and what was found.

    Without a kind the address is looked at. Raises UsageError for a key that can't be used, DocumentError for an
    address that can't be fetched.
    """
    archive = local_archive(url, workspace.root)
    if archive is not None:
        return *_added(workspace, {"url": archive, "kind": str(Kind.WARC)} | dict(entry)), None
    if "kind" in entry:
        return *_added(workspace, {"url": url} | dict(entry)), None
    _checked({"url": url, "kind": str(Kind.PAGE)})
    found = look(url, user_agent(workspace))
    if found.kind is None:
        why = "; ".join(found.problems) or "neither a feed, a sitemap, a page nor a table"
        raise UsageError(f"nothing here can be watched: {why}", where=url, hint=UNSEEN_HINT)
    learnt = {"title": found.title, "language": found.language, "link": found.link}
    kept = {key: value for key, value in learnt.items() if value}
    return *_added(workspace, {"url": url, "kind": str(found.kind)} | kept | dict(entry)), found


def import_opml(workspace: Workspace, file: Path) -> tuple[tuple[WatchedSource, ...], int, tuple[SourceError, ...]]:
    """Add the sources of an OPML file; return them, how many were there before, and what was left out and why."""
    try:
        with file.open("rb") as stream:
            data = stream.read(MAX_BYTES + 1)
    except OSError as error:
        raise SourceError(f"can't be read: {error.strerror}", where=str(file), hint="check the path") from error
    found, problems = read_opml(data, str(file))
    added = add_sources(workspace.sources, found)
    return added, len(found) - len(added), tuple(SourceError(text, where=str(file)) for text in problems)


def user_agent(workspace: Workspace | None) -> str:
    """Return who asks: what the settings say, else claimtrack."""
    return (workspace.settings.user_agent if workspace else "") or USER_AGENT


def local_archive(name: str, root: Path) -> str | None:
    """Return the file: address of a WARC file or a folder of them, or None when the name is an address on the web.

    A path is taken from the current folder, else from the workspace's root. Raises UsageError when nothing is there.
    """
    if "://" in name and not name.startswith(FILE_SCHEME):
        return None
    typed = Path(name.removeprefix("file://")).expanduser()
    path = next((place for place in (typed, root / typed) if place.exists()), None)
    if path is None:
        raise UsageError("neither an address nor a file", where=name, hint="write https://host/path")
    return path.resolve().as_uri()


def _added(workspace: Workspace, entry: Mapping[str, Any]) -> tuple[WatchedSource, bool]:
    source = _checked(entry)
    new = add_sources(workspace.sources, [source])
    return (source, True) if new else (find_source(watched(workspace), source.id), False)


def _checked(entry: Mapping[str, Any]) -> WatchedSource:
    try:
        return source_from(entry)
    except EntryError as fault:
        where = str(entry.get("url", "")) if fault.key in ("url", "kind") else f"--{fault.key}"
        raise UsageError(fault.message, where=where, hint=fault.hint) from fault
