"""dataset: official data in."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from claimtrack.cli.context import Context, complain, safe
from claimtrack.cli.options import ListFormat, ListFormatOption, date_option
from claimtrack.errors import ClaimtrackError, ExitCode

if TYPE_CHECKING:
    from claimtrack.datasets.dataset import Descriptor, Snapshot
    from claimtrack.inventory import Data

dataset = typer.Typer(help="Official datasets and their snapshots.", no_args_is_help=True, rich_markup_mode=None)


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
    from claimtrack.inventory import add_dataset, load_data

    shared: Context = context.obj
    workspace = shared.workspace()
    descriptor, errors = add_dataset(workspace, name)
    print(safe(f"{descriptor.name}: {descriptor.title}, {_asked(descriptor)}"))
    if not any(s.dataset == descriptor.name for s in load_data(workspace).snapshots):
        where = f", from {descriptor.homepage}" if descriptor.homepage else ""
        shared.note(f"next: claimtrack dataset snapshot {descriptor.name} FILE…{where}")
    raise typer.Exit(_said(errors))


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
    if added and not errors:
        shared.note("next: claimtrack verify")
    raise typer.Exit(_said(errors))


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
        rows = [{"id": d.name, "title": d.title, **_state(data, d)} for d in data.descriptors]
        print(dumps({"datasets": rows, "catalogue": catalogue}))
    else:
        width = max(len(name) for name in (*here, *catalogue))
        for descriptor in data.descriptors:
            state = _state(data, descriptor)
            newest = f", newest {state['newest']}" if state["newest"] else ""
            print(safe(f"{descriptor.name:<{width}}  {_many(state['snapshots'])}{newest}  {descriptor.title}"))
        for name in catalogue:
            print(f"{name:<{width}}  in the catalogue: claimtrack dataset add {name}")
    raise typer.Exit(_said(data.errors))


@dataset.command("show")
def show(context: typer.Context, name: Annotated[str, typer.Argument(metavar="ID", help="A dataset here.")]) -> None:
    """Show a dataset: where it is from, its measures and its snapshots.

    \b
    claimtrack dataset show ice-287g-participating
    """
    from claimtrack.cli.labelled import write_labelled
    from claimtrack.inventory import find_descriptor, load_data

    shared: Context = context.obj
    data = load_data(shared.workspace())
    descriptor = find_descriptor(data, name)
    print(safe(f"{descriptor.name}  {descriptor.title}"))
    write_labelled(_facts(descriptor), sys.stdout)
    write_labelled(_snapshots(data, name), sys.stdout)


@dataset.command("check")
def check(context: typer.Context) -> None:
    """Read all descriptors and snapshots anew, and say what is wrong with each.

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
    print(f"{len(data.descriptors)} datasets, {_many(len(data.snapshots))}, {len(held)} held back, {len(errors)} wrong")
    raise typer.Exit(_said(errors))


def _asked(descriptor: Descriptor) -> str:
    """Return what a dataset can be asked: its measures, or the columns of an undeclared table."""
    if descriptor.kind == "table":
        return (
            f"{len(descriptor.fields)} columns; shares and counts are looked up by the words of its headers and cells"
        )
    return f"{len(descriptor.measures)} measures"


def _said(errors: Iterable[ClaimtrackError]) -> ExitCode:
    """Say each error and return the exit code they make."""
    code = ExitCode.OK
    for error in errors:
        complain(error)
        code = ExitCode.INCOMPLETE
    return code


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


def _state(data: Data, descriptor: Descriptor) -> dict[str, object]:
    own = [s for s in data.snapshots if s.dataset == descriptor.name and s.believed]
    newest = max((s.observed_at for s in own), default=None)
    return {"snapshots": len(own), "newest": f"{newest:%Y-%m-%d}" if newest else None}


def _many(number: object) -> str:
    return f"{number} snapshot{'' if number == 1 else 's'}"
