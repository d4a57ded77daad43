"""source: what to watch."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from claimtrack.cli.context import Context, safe
from claimtrack.cli.options import FormatOption, OutputOption, output, pick_format
from claimtrack.errors import UsageError
from claimtrack.quantity import many
from claimtrack.sources.source import Kind, Publisher

if TYPE_CHECKING:
    from claimtrack.sources.discovery import Discovery
    from claimtrack.sources.source import WatchedSource

SHORT_ID = 8
"""So many digits of an id are shown; four are enough to name a source."""
NAMED_OFFERS = 5


source = typer.Typer(
    help="What to watch: feeds, sitemaps, index pages, pages, datasets.", no_args_is_help=True, rich_markup_mode=None
)


@source.command("add")
def add(
    context: typer.Context,
    url: Annotated[str, typer.Argument(metavar="URL", help="An address, or a folder of WARC files.")],
    kind: Annotated[Kind | None, typer.Option(help="What it is; found out if not given.", show_default=False)] = None,
    title: Annotated[str | None, typer.Option(help="A name for it.", show_default=False)] = None,
    include: Annotated[
        list[str] | None,
        typer.Option(metavar="REGEX", help="Take only addresses that this finds.", show_default=False),
    ] = None,
    exclude: Annotated[
        list[str] | None, typer.Option(metavar="REGEX", help="Leave out addresses that this finds.", show_default=False)
    ] = None,
    link: Annotated[
        str | None, typer.Option(metavar="REGEX", help="The links of an index to follow.", show_default=False)
    ] = None,
    every: Annotated[
        str | None, typer.Option(metavar="6h", help="How often to look: 30m, 6h, 1d.", show_default=False)
    ] = None,
    language: Annotated[
        str | None, typer.Option(metavar="TAG", help="The language of its documents.", show_default=False)
    ] = None,
    dataset: Annotated[
        str | None, typer.Option(metavar="ID", help="The dataset a download is of.", show_default=False)
    ] = None,
    agency: Annotated[
        bool, typer.Option("--agency/--outlet", help="Who publishes: it tells its own numbers, or others'.")
    ] = False,
) -> None:
    """Watch an address. What it is (a feed, a sitemap …) is found out by looking at it, unless --kind says so.

    \b
    claimtrack source add https://www.example.gov/news/feed.xml --agency --every 1h
    claimtrack source add https://example.org/news --kind index --link '/news/20[0-9]+/'
    """
    from claimtrack.watching import add_watched

    given = {
        "kind": kind and str(kind),
        "title": title,
        "publisher": str(Publisher.AGENCY if agency else Publisher.OUTLET),
        "every": every,
        "include": include,
        "exclude": exclude,
        "language": language,
        "link": link,
        "dataset": dataset,
    }
    shared: Context = context.obj
    entry = {key: value for key, value in given.items() if value}
    added, is_new, found = add_watched(shared.workspace(), url, entry)
    print(safe(f"{'added' if is_new else 'already watched'}  {_line(added)}"))
    _tell(shared, found)


@source.command("rm")
def rm(
    context: typer.Context,
    name: Annotated[str, typer.Argument(metavar="ID|URL", help="An id, its beginning, or an address.")],
) -> None:
    """Stop watching a source; what was read of it stays.

    \b
    claimtrack source rm 3f9a12bc
    """
    from claimtrack.sources.registry import remove_source

    shared: Context = context.obj
    print(safe(f"removed  {_line(remove_source(shared.workspace().sources, name))}"))


@source.command("list")
def list_(context: typer.Context, format_: FormatOption = None) -> None:
    """List what is watched, in the order of corpus/sources.toml.

    \b
    claimtrack source list
    """
    from claimtrack.cli.source_lists import print_sources
    from claimtrack.watching import watched

    shared: Context = context.obj
    sources = watched(shared.workspace())
    print_sources(sources, sys.stdout, pick_format(format_, sys.stdout))
    if not sources:
        shared.note("nothing is watched yet; next: claimtrack source add URL")


@source.command("discover")
def discover(
    context: typer.Context,
    url: Annotated[str, typer.Argument(metavar="URL", help="An address.")],
    format_: FormatOption = None,
) -> None:
    """Say what an address is, and which feeds and sitemaps it and its robots.txt name; nothing is added.

    \b
    claimtrack source discover https://www.example.gov/news
    """
    from claimtrack.cli.source_lists import print_discovery
    from claimtrack.watching import look, user_agent

    shared: Context = context.obj
    found = look(url, user_agent(shared.workspace_if_any()))
    print_discovery(found, sys.stdout, pick_format(format_, sys.stdout))
    for problem in found.problems:
        shared.note(f"note: {problem}")
    if not (found.kind or found.offers):
        raise UsageError("nothing here can be watched", where=url, hint="name a feed, sitemap, page or table")


@source.command("import")
def import_(
    context: typer.Context,
    file: Annotated[Path, typer.Argument(metavar="FILE", help="An OPML file, as feed readers write it.")],
) -> None:
    """Watch the sources in an OPML file; those that are watched already stay as they are.

    \b
    claimtrack source import feeds.opml
    """
    from claimtrack.watching import import_opml

    shared: Context = context.obj
    added, present, problems = import_opml(shared.workspace(), file)
    for item in added:
        print(safe(f"added  {_line(item)}"))
    print(f"{many(len(added), 'source')} added, {present} already watched, {len(problems)} left out")
    raise typer.Exit(shared.complain_of(problems))


@source.command("export")
def export(context: typer.Context, to: OutputOption = None) -> None:
    """Write what is watched as OPML 2.0.

    \b
    claimtrack source export -o sources.opml
    """
    from claimtrack.sources.opml import write_opml
    from claimtrack.watching import watched

    shared: Context = context.obj
    text = write_opml(watched(shared.workspace()))
    with output(to) as out:
        out.write(text)


def _line(item: WatchedSource) -> str:
    return "  ".join(part for part in (item.id[:SHORT_ID], item.kind, item.title, item.url) if part)


def _tell(shared: Context, found: Discovery | None) -> None:
    """Say what is wrong with the address that was looked at, and what else it offers."""
    if found is None:
        return
    for problem in found.problems:
        shared.note(f"note: {problem}")
    for offer in found.offers[:NAMED_OFFERS]:
        shared.note(f"it names a {offer.kind}; next: claimtrack source add {offer.url}")
