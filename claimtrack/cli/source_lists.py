"""Sources and discoveries printed: a table on a terminal, a line each elsewhere, or JSON."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, TextIO

from claimtrack.cli.context import safe
from claimtrack.cli.options import Format
from claimtrack.publish.contract import dumps
from claimtrack.sources.interval import format_interval

if TYPE_CHECKING:
    from claimtrack.sources.discovery import Discovery
    from claimtrack.sources.source import WatchedSource

SHORT_ID = 8


def print_sources(sources: Sequence[WatchedSource], out: TextIO, format_: Format) -> None:
    """Write the sources."""
    records = [_record(source) for source in sources]
    rows = [(s.id[:SHORT_ID], str(s.kind), str(s.publisher), format_interval(s.every), s.title, s.url) for s in sources]
    _print(rows, ("id", "kind", "publisher", "every", "title", "url"), {"sources": records}, records, out, format_)


def print_discovery(found: Discovery, out: TextIO, format_: Format) -> None:
    """Write what an address is and what it offers, the address itself first."""
    offers = [{"kind": str(o.kind), "url": o.url, "title": o.title or None} for o in found.offers]
    own = {
        "kind": found.kind and str(found.kind),
        "url": found.url,
        "title": found.title or None,
        "language": found.language,
        "link": found.link,
    }
    whole = own | {"offers": offers, "problems": list(found.problems)}
    rows = [(str(r["kind"] or "nothing"), str(r["url"]), str(r["title"] or "")) for r in (own, *offers)]
    _print(rows, ("kind", "url", "title"), whole, [own, *offers], out, format_)


def _print(
    rows: Iterable[tuple[str, ...]],
    names: tuple[str, ...],
    whole: object,
    records: Iterable[object],
    out: TextIO,
    format_: Format,
) -> None:
    match format_:
        case Format.json:
            out.write(dumps(whole) + "\n")
        case Format.jsonl:
            out.writelines(dumps(record) + "\n" for record in records)
        case Format.plain:
            out.writelines("  ".join(safe(cell) for cell in row if cell) + "\n" for row in rows)
        case Format.rich:
            _table(rows, names, out)


def _table(rows: Iterable[tuple[str, ...]], names: tuple[str, ...], out: TextIO) -> None:
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    table = Table(box=None, pad_edge=False)
    for name in names:
        table.add_column(name, overflow="fold", no_wrap=name in ("id", "kind", "publisher", "every"))
    for row in rows:
        table.add_row(*(Text(safe(cell)) for cell in row))
    if table.row_count:
        Console(file=out, highlight=False, markup=False, emoji=False).print(table)


def _record(source: WatchedSource) -> dict[str, object]:
    return {
        "id": source.id,
        "url": source.url,
        "kind": str(source.kind),
        "title": source.title or None,
        "publisher": str(source.publisher),
        "every": format_interval(source.every),
        "include": list(source.include),
        "exclude": list(source.exclude),
        "language": source.language,
        "link": source.link,
        "dataset": source.dataset,
    }
