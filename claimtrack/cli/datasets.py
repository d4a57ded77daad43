"""dataset: official data in."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from claimtrack.cli.context import Context, safe, say
from claimtrack.cli.options import ListFormat, ListFormatOption, date_option
from claimtrack.errors import UsageError
from claimtrack.quantity import many

if TYPE_CHECKING:
    from claimtrack.datasets.dataset import Descriptor, Snapshot
    from claimtrack.inventory import Data

FIRST_NOTES = 5
"""So many of a snapshot's notes are shown."""

dataset = typer.Typer(help="Official datasets and their snapshots.", no_args_is_help=True, rich_markup_mode=None)


@dataset.command("add")
def add(
    context: typer.Context,
    name: Annotated[str, typer.Argument(help="A catalogue id, a datapackage.yaml, its folder or address, or a table.")],
) -> None:
    """Take a dataset into the workspace.

    \b
    claimtrack dataset add ice-287g-participating
    claimtrack dataset add ../data/unemployment/datapackage.yaml
    """
    from claimtrack.inventory import add_dataset, load_data

    shared: Context = context.obj
    workspace = shared.workspace()
    descriptor, errors = add_dataset(workspace, name)
    print(safe(f"{descriptor.name}: {descriptor.title}, {_asked(descriptor)}"))
    if not any(s.dataset == descriptor.name for s in load_data(workspace).snapshots):
        where = f", from {descriptor.homepage}" if descriptor.homepage else ""
        shared.note(f"next: claimtrack dataset snapshot {descriptor.name} FILE…{where}")
    raise typer.Exit(shared.complain_of(errors))


@dataset.command("snapshot")
def snapshot(
    context: typer.Context,
    name: Annotated[str, typer.Argument(metavar="ID", help="A dataset of this workspace.")],
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
    from claimtrack.cli.progress import Progress
    from claimtrack.inventory import add_snapshots

    shared: Context = context.obj
    stamp = date_option(observed_at, "--observed-at")
    with Progress(shared, "reading") as reading:
        added, errors = add_snapshots(shared.workspace(), name, files, stamp.start if stamp else None, reading.file)
    for item in sorted(added, key=lambda s: s.observed_at):
        print(safe(_line(item)))
        for note in _first_notes(item):
            shared.note(f"note: {item.file}: {note}")
    if added and not errors:
        shared.note("next: claimtrack verify")
    raise typer.Exit(shared.complain_of(errors))


@dataset.command("list")
def list_(context: typer.Context, format_: ListFormatOption = ListFormat.plain) -> None:
    """List the datasets of the workspace, and those of the catalogue.

    \b
    claimtrack dataset list
    """
    from claimtrack.datasets.catalogue import catalogue_ids
    from claimtrack.inventory import load_data
    from claimtrack.publish.contract import dumps

    shared: Context = context.obj
    workspace = shared.workspace()
    data = load_data(workspace)
    here = {d.name for d in data.descriptors}
    catalogue = [name for name in catalogue_ids() if name not in here and not (workspace.datasets / name).exists()]
    if format_ is ListFormat.json:
        rows = [_state(data, d) for d in data.descriptors]
        print(dumps({"datasets": rows, "catalogue": catalogue}))
    else:
        width = max(len(name) for name in (*here, *catalogue))
        for descriptor in data.descriptors:
            believed = _believed(data, descriptor)
            newest = f", newest {_newest(believed)}" if believed else ""
            print(safe(f"{descriptor.name:<{width}}  {many(len(believed), 'snapshot')}{newest}  {descriptor.title}"))
        for name in catalogue:
            print(f"{name:<{width}}  in the catalogue: claimtrack dataset add {name}")
    raise typer.Exit(shared.complain_of(data.errors))


@dataset.command("show")
def show(context: typer.Context, name: Annotated[str, typer.Argument(metavar="ID", help="A dataset here.")]) -> None:
    """Show a dataset: where it is from, its measures and its snapshots.

    \b
    claimtrack dataset show ice-287g-participating
    """
    from claimtrack.cli.labelled import write_labelled
    from claimtrack.inventory import find_descriptor, is_broken, load_data

    shared: Context = context.obj
    data = load_data(shared.workspace())
    code = shared.complain_of(data.errors)
    if not is_broken(data, name):
        descriptor = find_descriptor(data, name)
        print(safe(f"{descriptor.name}  {descriptor.title}"))
        write_labelled(_facts(descriptor), sys.stdout)
        write_labelled(_snapshots(data, name), sys.stdout)
    raise typer.Exit(code)


@dataset.command("diff")
def diff(
    context: typer.Context,
    name: Annotated[str, typer.Argument(metavar="ID", help="A dataset of this workspace.")],
    a: Annotated[
        str | None,
        typer.Argument(metavar="[A]", help="A snapshot: file, beginning of its hash, or date.", show_default=False),
    ] = None,
    b: Annotated[
        str | None, typer.Argument(metavar="[B]", help="Another; the newest if not given.", show_default=False)
    ] = None,
    format_: ListFormatOption = ListFormat.plain,
) -> None:
    """Show what changed between two snapshots of a dataset: rows added, removed and changed, and the measures.

    Without A and B they are the two newest. A date stands for the newest snapshot of then.

    \b
    claimtrack dataset diff ice-287g-participating
    claimtrack dataset diff ice-287g-participating 2025-01-31 2025-09-02
    """
    from claimtrack.cli.differences import print_comparison
    from claimtrack.inventory import load_data
    from claimtrack.lookup import compare_issues

    shared: Context = context.obj
    workspace = shared.workspace()
    data = load_data(workspace)
    code = shared.complain_of(data.errors)
    print_comparison(compare_issues(workspace, data, name, a, b), sys.stdout, format_)
    raise typer.Exit(code)


@dataset.command("rm")
def rm(
    context: typer.Context,
    name: Annotated[str, typer.Argument(metavar="ID", help="A dataset of this workspace.")],
    yes: Annotated[bool, typer.Option("--yes", "-y", help="Remove it without asking.")] = False,
) -> None:
    """Remove a dataset from the workspace, its snapshots included.

    \b
    claimtrack dataset rm ice-287g-pending
    """
    from claimtrack.inventory import dataset_folder, remove_dataset

    shared: Context = context.obj
    workspace = shared.workspace()
    home = dataset_folder(workspace, name)
    if not yes and not _agreed(shared, home):
        say(f"{name} stays")
        return
    remove_dataset(workspace, name)
    print(safe(f"{name}: removed"))
    shared.note("next: claimtrack verify")


def _agreed(shared: Context, home: Path) -> bool:
    """Ask whether a folder may go. Raises UsageError where nobody can answer."""
    files = sum(path.is_file() for path in home.rglob("*"))
    if shared.no_input:
        raise UsageError(f"would remove {files:,} files", where=str(home), hint="say --yes to do so")
    try:
        return typer.confirm(safe(f"Remove {home} with its {files:,} files?"), err=True)
    except typer.Abort:
        raise UsageError("not removed: there was no answer", where=str(home), hint="say --yes") from None


@dataset.command("check")
def check(context: typer.Context) -> None:
    """Read all descriptors and snapshots anew, and say what is wrong with each; exit code 5 if a file has changed.

    \b
    claimtrack dataset check
    """
    from claimtrack.cli.progress import Progress
    from claimtrack.inventory import check_data, load_data

    shared: Context = context.obj
    data = load_data(shared.workspace())
    held = [s for s in data.snapshots if not s.believed]
    for item in held:
        print(safe(f"held back: {item.dataset}/{item.file}: {item.reason}"))
    progress = Progress(shared, "checking")
    errors = [*data.errors, *progress.over(check_data(data))]
    read = f"{many(len(data.descriptors), 'dataset')}, {many(len(data.snapshots), 'snapshot')}"
    print(f"{read}, {len(held)} held back, {len(errors)} wrong")
    raise typer.Exit(shared.complain_of(errors, integrity=True))


def _asked(descriptor: Descriptor) -> str:
    """Return what a dataset can be asked: its measures, or the columns of an undeclared table."""
    if descriptor.kind == "table":
        columns = many(len(descriptor.fields), "column")
        return f"{columns}; shares and counts are looked up by the words of its headers and cells"
    return many(len(descriptor.measures), "measure")


def _line(item: Snapshot) -> str:
    held = "" if item.believed else f"  HELD BACK: {item.reason}"
    return f"{item.observed_at:%Y-%m-%d %H:%MZ}  {item.rows:>7,} rows  {item.file}{held}"


def _facts(descriptor: Descriptor) -> Iterator[tuple[str, str]]:
    for label, text in (
        ("homepage", descriptor.homepage),
        ("licence", descriptor.licence),
        ("kind", descriptor.kind),
        ("measures", ", ".join(m.name for m in descriptor.measures)),
        ("cut by", ", ".join(d.name for d in descriptor.dimensions) or "nothing"),
    ):
        if text:
            yield label, text


def _snapshots(data: Data, name: str) -> Iterator[tuple[str, str]]:
    own = [s for s in data.snapshots if s.dataset == name]
    yield "snapshots", "" if own else f"none yet; next: claimtrack dataset snapshot {name} FILE…"
    for item in own:
        yield item.sha256[:8], _line(item)
        yield from (("", note) for note in _first_notes(item))


def _first_notes(item: Snapshot) -> Iterator[str]:
    yield from item.notes[:FIRST_NOTES]
    if len(item.notes) > FIRST_NOTES:
        yield f"… and {len(item.notes) - FIRST_NOTES:,} more notes"


def _state(data: Data, descriptor: Descriptor) -> dict[str, object]:
    believed = _believed(data, descriptor)
    newest = _newest(believed) if believed else None
    return {"id": descriptor.name, "title": descriptor.title, "snapshots": len(believed), "newest": newest}


def _believed(data: Data, descriptor: Descriptor) -> list[Snapshot]:
    return [item for item in data.snapshots if item.dataset == descriptor.name and item.believed]


def _newest(snapshots: list[Snapshot]) -> str:
    return f"{max(item.observed_at for item in snapshots):%Y-%m-%d}"
