"""measure: what the datasets can be asked."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from typing import TYPE_CHECKING, Annotated

import typer

from claimtrack.cli.context import Context, safe
from claimtrack.cli.options import ListFormat, ListFormatOption, OutputOption, output
from claimtrack.errors import ExitCode

if TYPE_CHECKING:
    from claimtrack.measures.listing import ListedMeasure
    from claimtrack.measures.measure import Observation

measure = typer.Typer(help="What the datasets can be asked.", no_args_is_help=True, rich_markup_mode=None)


@measure.command("list")
def list_(context: typer.Context, format_: ListFormatOption = ListFormat.plain) -> None:
    """List the measures of all datasets.

    \b
    claimtrack measure list
    """
    from claimtrack.cli.labelled import write_labelled
    from claimtrack.inventory import load_data
    from claimtrack.measures.listing import list_measures
    from claimtrack.publish.contract import dumps

    shared: Context = context.obj
    data = load_data(shared.workspace())
    listed = list_measures(data.descriptors)
    if format_ is ListFormat.json:
        print(dumps([_record(item) for item in listed]))
    else:
        width = max((len(item.id) for item in listed), default=0)
        write_labelled([(f"{item.id:<{width}}", item.title) for item in listed], sys.stdout, width=width)
        if not listed:
            shared.note("no dataset here yet; next: claimtrack dataset add ice-287g-participating")
    raise typer.Exit(shared.complain_of(data.errors))


@measure.command("show")
def show(
    context: typer.Context,
    name: Annotated[str, typer.Argument(metavar="ID", help="dataset/measure, or the measure's name alone.")],
    format_: ListFormatOption = ListFormat.plain,
) -> None:
    """Show a measure: how it is computed, its words, and its value in each snapshot.

    \b
    claimtrack measure show agencies
    claimtrack measure show ice-287g-pending/states
    """
    from claimtrack.cli.labelled import write_labelled
    from claimtrack.inventory import is_broken, load_data
    from claimtrack.lookup import measure_histories
    from claimtrack.measures.listing import find_measures
    from claimtrack.publish.contract import dumps

    shared: Context = context.obj
    workspace = shared.workspace()
    data = load_data(workspace)
    code = shared.complain_of(data.errors)
    if is_broken(data, name.partition("/")[0]):
        raise typer.Exit(code)
    found = find_measures(data.descriptors, name)
    histories, errors = measure_histories(workspace, data, found)
    shown = [(item, history.observations) for item, history in zip(found, histories, strict=True)]
    if format_ is ListFormat.json:
        print(dumps([_record(item) | {"observations": [_observed(o) for o in seen]} for item, seen in shown]))
    else:
        for item, seen in shown:
            print(safe(f"{item.id}  {item.title}"))
            write_labelled(_words(item), sys.stdout)
            write_labelled(_values(seen), sys.stdout, width=19)
    raise typer.Exit(max(code, shared.complain_of(errors)))


@measure.command("test")
def try_golden(
    context: typer.Context,
    dataset: Annotated[
        str | None, typer.Argument(metavar="[DATASET]", help="A dataset here; all if not given.", show_default=False)
    ] = None,
    format_: ListFormatOption = ListFormat.plain,
) -> None:
    """Compute the golden values that the descriptors give, and say which come out; exit code 5 if one does not.

    \b
    claimtrack measure test
    claimtrack measure test cpi-us
    """
    from claimtrack.cli.golden import print_checks
    from claimtrack.inventory import load_data
    from claimtrack.lookup import golden_checks

    shared: Context = context.obj
    workspace = shared.workspace()
    data = load_data(workspace)
    code = shared.complain_of(data.errors)
    checks, errors = golden_checks(workspace, data, dataset)
    print_checks(checks, sys.stdout, format_)
    code = max(code, shared.complain_of(errors))
    wrong = any(check.found is not None and not check.holds for check in checks)
    raise typer.Exit(ExitCode.MISMATCH if wrong else code)


@measure.command("suggest")
def suggest(
    context: typer.Context,
    subject: Annotated[str, typer.Argument(metavar="FILE|DATASET", help="A table, or a dataset of this workspace.")],
    out: OutputOption = None,
) -> None:
    """Write a descriptor to start from, with the measures and dimensions that a table's columns and values show.

    \b
    claimtrack measure suggest branches-2025-09-02.csv -o datapackage.yaml
    """
    from claimtrack.inventory import suggested_descriptor

    shared: Context = context.obj
    text = suggested_descriptor(shared.workspace_if_any(), subject)
    with output(out) as stream:
        stream.write(text)
    if out is not None:
        shared.note(f"next: read and mend it, then claimtrack dataset add {out}")


def _words(item: ListedMeasure) -> Iterator[tuple[str, str]]:
    words = item.measure
    yield "computed", item.definition
    yield "cut by", ", ".join(item.dimensions) or "nothing"
    yield "speaks for", f"{words.max_age_days} days"
    named = (("nouns", words.nouns), ("phrases", words.aliases), ("vague", words.vague), ("part of it", words.narrower))
    for label, nouns in (*named, ("not", words.excluded)):
        if nouns:
            yield label, ", ".join(nouns)


def _values(history: tuple[Observation, ...]) -> Iterator[tuple[str, str]]:
    for seen in history:
        spread = f" to {seen.high:,}" if seen.high != seen.low else ""
        yield f"{seen.at:%Y-%m-%d %H:%MZ}", f"{seen.low:,}{spread}  {seen.file}"


def _record(item: ListedMeasure) -> dict[str, object]:
    return {
        "id": item.id,
        "title": item.title,
        "definition": item.definition,
        "dimensions": item.dimensions,
        "nouns": item.measure.nouns,
    }


def _observed(seen: Observation) -> dict[str, object]:
    from claimtrack.publish.contract import stamp

    return {
        "observed_at": stamp(seen.at),
        "value": f"{seen.value:f}",
        "low": f"{seen.low:f}",
        "high": f"{seen.high:f}",
        "rows": seen.rows,
        "sha256": seen.snapshot,
        "file": seen.file,
    }
