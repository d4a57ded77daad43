"""dataset and measure: official data in, and what can be asked of it."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from claimtrack.cli.context import Context, say
from claimtrack.cli.options import Format, date_option
from claimtrack.errors import ExitCode

if TYPE_CHECKING:
    from claimtrack.datasets.dataset import Snapshot

dataset = typer.Typer(help="Official datasets and their snapshots.", no_args_is_help=True, rich_markup_mode=None)
measure = typer.Typer(help="What the datasets can be asked.", no_args_is_help=True, rich_markup_mode=None)
FormatOption = Annotated[Format | None, typer.Option("--format", help="plain or json.", show_default=False)]


def register(app: typer.Typer) -> None:
    """Add the commands."""
    app.add_typer(dataset, name="dataset")
    app.add_typer(measure, name="measure")


@dataset.command("add")
def add(
    context: typer.Context,
    name: Annotated[str, typer.Argument(help="A catalogue id, or a datapackage.yaml or the folder that holds one.")],
) -> None:
    """Take a dataset into the workspace.

    \b
    claimtrack dataset add ice-287g-participating
    claimtrack dataset add ../data/unemployment/datapackage.yaml
    """
    from claimtrack.pipeline import add_dataset, load_data

    shared: Context = context.obj
    workspace = shared.workspace()
    descriptor, errors = add_dataset(workspace, name)
    print(f"{descriptor.name}: {descriptor.title}, {len(descriptor.measures)} measures")
    for error in errors:
        say(f"error: {error}")
    if not any(s.dataset == descriptor.name for s in load_data(workspace).snapshots):
        where = f", from {descriptor.homepage}" if descriptor.homepage else ""
        shared.note(f"next: claimtrack dataset snapshot {descriptor.name} FILE…{where}")
    raise typer.Exit(ExitCode.INCOMPLETE if errors else ExitCode.OK)


@dataset.command("snapshot")
def snapshot(
    context: typer.Context,
    name: Annotated[str, typer.Argument(metavar="ID")],
    files: Annotated[list[Path], typer.Argument(metavar="FILE…", help="Workbooks or CSV files, or folders of them.")],
    observed_at: Annotated[
        str | None,
        typer.Option("--observed-at", metavar="ISO", help="When the files were published.", show_default=False),
    ] = None,
) -> None:
    """Keep files as snapshots of a dataset; one that fails the quality gate is held back, not believed.

    \b
    claimtrack dataset snapshot ice-287g-participating downloads/participating*.xlsx
    """
    from claimtrack.pipeline import add_snapshots

    shared: Context = context.obj
    workspace = shared.workspace()
    stamp = date_option(observed_at, "--observed-at")
    paths = [shared.directory / path if shared.named else path for path in files]
    added, errors = add_snapshots(workspace, name, paths, stamp.start if stamp else None)
    for item in sorted(added, key=lambda s: s.observed_at):
        mark = "" if item.believed else f"  HELD BACK: {item.reason}"
        print(f"{item.observed_at:%Y-%m-%d %H:%MZ}  {item.rows:>7,} rows  {item.file}{mark}")
    for error in errors:
        say(f"error: {error}")
    if added and not errors:
        shared.note("next: claimtrack verify")
    raise typer.Exit(ExitCode.INCOMPLETE if errors else ExitCode.OK)


@dataset.command("list")
def list_datasets(context: typer.Context, format_: FormatOption = None) -> None:
    """List the datasets of the workspace, and those of the catalogue."""
    from claimtrack.datasets.catalogue import catalogue_ids
    from claimtrack.pipeline import load_data
    from claimtrack.publish.contract import dumps

    shared: Context = context.obj
    data = load_data(shared.workspace())
    here = {d.name for d in data.descriptors}
    rows = []
    for descriptor in data.descriptors:
        own = [s for s in data.snapshots if s.dataset == descriptor.name and s.believed]
        rows.append({"id": descriptor.name, "title": descriptor.title, "snapshots": len(own), "newest": _newest(own)})
    if format_ in (Format.json, Format.jsonl):
        print(dumps({"datasets": rows, "catalogue": [name for name in catalogue_ids() if name not in here]}))
    else:
        for row in rows:
            print(f"{row['id']}  {row['title']}  {row['snapshots']} snapshots  {row['newest'] or ''}".rstrip())
        for name in catalogue_ids():
            if name not in here:
                print(f"{name}  (catalogue; take it in with: claimtrack dataset add {name})")
    for error in data.errors:
        say(f"error: {error}")
    raise typer.Exit(ExitCode.INCOMPLETE if data.errors else ExitCode.OK)


@dataset.command("show")
def show_dataset(context: typer.Context, name: Annotated[str, typer.Argument(metavar="ID")]) -> None:
    """Show a dataset: where it is from, its measures and its snapshots."""
    from claimtrack.pipeline import find_descriptor, load_data

    shared: Context = context.obj
    data = load_data(shared.workspace())
    descriptor = find_descriptor(data, name)
    print(f"{descriptor.name}  {descriptor.title}")
    for label, text in (("homepage", descriptor.homepage), ("licence", descriptor.licence), ("kind", descriptor.kind)):
        if text:
            print(f"  {label}: {text}")
    print(f"  measures: {', '.join(m.name for m in descriptor.measures)}")
    print(f"  dimensions: {', '.join(d.name for d in descriptor.dimensions) or 'none'}")
    for item in (s for s in data.snapshots if s.dataset == name):
        state = "" if item.believed else f"  HELD BACK: {item.reason}"
        print(f"  {item.observed_at:%Y-%m-%d %H:%MZ}  {item.rows:>7,} rows  {item.sha256[:8]}  {item.file}{state}")


@dataset.command("check")
def check_datasets(context: typer.Context) -> None:
    """Check all descriptors and snapshots, and say what is wrong with each."""
    from claimtrack.pipeline import load_data

    shared: Context = context.obj
    data = load_data(shared.workspace())
    held = [s for s in data.snapshots if not s.believed]
    for error in data.errors:
        print(f"error: {error}")
    for item in held:
        print(f"held back: {item.dataset}/{item.file}: {item.reason}")
    print(f"{len(data.descriptors)} datasets, {len(data.snapshots)} snapshots, {len(held)} held back")
    raise typer.Exit(ExitCode.INCOMPLETE if data.errors else ExitCode.OK)


@measure.command("list")
def show_measures(context: typer.Context, format_: FormatOption = None) -> None:
    """List the measures of all datasets."""
    from claimtrack.measures.listing import list_measures
    from claimtrack.pipeline import load_data
    from claimtrack.publish.contract import dumps

    shared: Context = context.obj
    listed = list_measures(load_data(shared.workspace()).descriptors)
    if format_ in (Format.json, Format.jsonl):
        keys = ("id", "title", "definition", "dimensions")
        print(dumps([{key: getattr(m, key) for key in keys} | {"nouns": m.measure.nouns} for m in listed]))
        return
    for item in listed:
        print(f"{item.id}  {item.title}")


@measure.command("show")
def show_measure(context: typer.Context, name: Annotated[str, typer.Argument(metavar="ID")]) -> None:
    """Show a measure: its definition, its words, and its value at each snapshot."""
    from claimtrack.measures.listing import find_measures
    from claimtrack.pipeline import load_data, measure_history

    shared: Context = context.obj
    workspace = shared.workspace()
    data = load_data(workspace)
    for item in find_measures(data.descriptors, name):
        words = item.measure
        print(f"{item.id}  {item.title}")
        print(f"  {item.definition}; by {', '.join(item.dimensions) or 'nothing'}; speaks {words.max_age_days} days")
        for label, nouns in (("nouns", words.nouns), ("vague", words.vague), ("not", words.excluded)):
            if nouns:
                print(f"  {label}: {', '.join(nouns)}")
        for seen in measure_history(workspace, data, item.dataset, item.name).observations:
            spread = f" to {seen.high:,}" if seen.high != seen.low else ""
            print(f"  {seen.at:%Y-%m-%d %H:%MZ}  {seen.low:,}{spread}  {seen.file}")


def _newest(snapshots: Iterable[Snapshot]) -> str | None:
    stamps = [snapshot.observed_at for snapshot in snapshots]
    return f"{max(stamps):%Y-%m-%d}" if stamps else None
