"""Descriptors read from datapackage.yaml or datapackage.json, every fault with its file, line and remedy."""

from __future__ import annotations

import difflib
import hashlib
import json
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING, Any

from claimtrack.datasets.checks import Fault, faults
from claimtrack.datasets.dataset import (
    Crosstab,
    Derived,
    Descriptor,
    Dimension,
    Formula,
    Golden,
    MeasureDefinition,
    Operand,
    PerCapita,
    QualityRules,
    Reading,
    Unpivot,
)
from claimtrack.datasets.dates import DEFAULT_ORDER
from claimtrack.datasets.located import KeyPath, Located, parse_located
from claimtrack.datasets.normalisers import NORMALISERS
from claimtrack.datasets.undeclared import completed, data_folder
from claimtrack.errors import ClaimtrackError, DescriptorError

if TYPE_CHECKING:
    from pydantic import ValidationError

    from claimtrack.datasets.schema import (
        DerivedModel,
        DimensionModel,
        GoldenModel,
        MeasureModel,
        OperandModel,
        PackageModel,
        UnpivotModel,
    )

INHERITED = ("dimensions", "max_age_days", "accumulation", "breaks")
"""What a measure over another dataset takes from the measure that it is formed of, unless it says otherwise."""
FILE_NAMES = ("datapackage.yaml", "datapackage.yml", "datapackage.json")


def load_descriptor(path: Path) -> Descriptor:
    """Return the descriptor in `path`: a dataset's folder or the descriptor's file.

    Raises DescriptorError whose `where` is FILE:LINE when it can't be read or says something impossible.
    """
    file = descriptor_file(path)
    try:
        text = file.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise DescriptorError(f"can't be read: {_why(error)}", where=str(file)) from None
    return parse_descriptor(text, name=str(file), folder=file.parent)


def load_descriptors(datasets_dir: Path) -> tuple[tuple[Descriptor, ...], tuple[ClaimtrackError, ...]]:
    """Return the descriptors of all folders in `datasets_dir`, by name, and an error for each that is broken.

    A folder without a descriptor is passed over; a missing `datasets_dir` is an empty one.
    """
    found: dict[str, Descriptor] = {}
    errors: list[ClaimtrackError] = []
    try:
        folders = sorted(p for p in datasets_dir.iterdir() if p.is_dir()) if datasets_dir.exists() else []
    except OSError as error:
        return (), (DescriptorError(f"can't be listed: {_why(error)}", where=str(datasets_dir)),)
    for folder in folders:
        try:
            if not any((folder / name).exists() for name in FILE_NAMES):
                continue
            descriptor = load_descriptor(folder)
            _refuse_twin(descriptor, found)
            found[descriptor.name] = descriptor
        except ClaimtrackError as error:
            errors.append(error)
        except OSError as error:
            errors.append(DescriptorError(f"can't be read: {_why(error)}", where=str(folder)))
    return tuple(found[name] for name in sorted(found)), tuple(errors)


def parse_descriptor(text: str, *, name: str, folder: Path | None) -> Descriptor:
    """Return the descriptor that `text` (YAML or JSON) holds; `name` is its file's name for errors.

    Of a Data Package without our key the measures are made from its data or schema, and its file is its snapshot.
    """
    from pydantic import ValidationError

    from claimtrack.datasets.schema import PackageModel

    located = parse_located(text, name)
    if not isinstance(located.data, dict):
        raise DescriptorError("is not a descriptor", where=f"{name}:1", hint="it must begin with keys such as `name:`")
    data = completed(located.data, folder)
    try:
        package = PackageModel.model_validate(data)
    except ValidationError as error:
        raise _invalid(error, located, name) from None
    descriptor = _descriptor(package, folder, _fingerprint(data))
    if "claimtrack" not in located.data:
        path = package.resources[0].path
        if (folder_of := data_folder(path)) is not None:
            descriptor = replace(descriptor, path=folder_of, data=str(path))
    fields = _field_names(package)
    for fault in faults(descriptor, fields):
        raise _at(fault, located, name)
    return descriptor


def descriptor_file(path: Path) -> Path:
    """Return the descriptor's file: `path`, or the one in the folder `path`. Raises DescriptorError for none."""
    if path.is_file():
        return path
    for name in FILE_NAMES:
        if (path / name).is_file():
            return path / name
    raise DescriptorError("holds no descriptor", where=str(path), hint=f"write {path / FILE_NAMES[0]}")


def _refuse_twin(descriptor: Descriptor, found: dict[str, Descriptor]) -> None:
    twin = found.get(descriptor.name)
    if twin is not None:
        raise DescriptorError(
            f"the name {descriptor.name} is taken by {twin.folder}", where=str(descriptor.folder), hint="rename one"
        )


def _why(error: OSError | UnicodeDecodeError) -> str:
    return "it is not UTF-8 text" if isinstance(error, UnicodeDecodeError) else (error.strerror or "unknown reason")


def _fingerprint(data: Any) -> str:
    return hashlib.sha256(json.dumps(data, sort_keys=True, default=str).encode()).hexdigest()


def _descriptor(package: PackageModel, folder: Path | None, fingerprint: str) -> Descriptor:
    ours = package.claimtrack
    resource = package.resources[0]
    licence = package.licenses[0] if package.licenses else None
    normalise = dict(ours.normalise)
    for column in (ours.date, *(model.dated for model in ours.measures.values())):
        if column:
            normalise.setdefault(column, "date")
    return Descriptor(
        name=package.name,
        title=package.title or package.name,
        kind=ours.kind,
        homepage=package.homepage,
        folder=folder,
        observed_at=ours.observed_at or DEFAULT_ORDER[ours.kind],
        quality=QualityRules(**ours.quality.model_dump()),
        normalise=tuple(normalise.items()),
        dimensions=tuple(_dimension(name, model, normalise) for name, model in ours.dimensions.items()),
        measures=_measures(ours.measures),
        topics=ours.topics,
        date_column=ours.date,
        resource=resource.name,
        licence=(licence.title or licence.name) if licence else None,
        fingerprint=fingerprint,
        path=_snapshots_path(resource.path),
        derived=tuple(_derived(name, model) for name, model in ours.derive.items()),
        scale=tuple(ours.scale.items()),
        unpivot=_unpivot(ours.unpivot),
        primary_key=_primary_key(package),
        period=ours.period,
        dated_by=ours.dated_by,
        published_after=ours.published_after_days,
        crosstabs=tuple(Crosstab(name=name, **model.model_dump()) for name, model in ours.crosstabs.items()),
        fields=_field_names(package) if ours.kind == "table" else (),
    )


def _snapshots_path(path: str | tuple[str, ...] | None) -> str:
    """Return the folder of snapshots: the resource's path when that is a folder, else `snapshots`."""
    if isinstance(path, str) and path.endswith("/") and "://" not in path:
        return str(PurePosixPath(path))
    return "snapshots"


def _derived(name: str, model: DerivedModel) -> Derived:
    return Derived(name=name, column=model.column, patterns=tuple(model.patterns.items()))


def _unpivot(model: UnpivotModel | None) -> Unpivot | None:
    return None if model is None else Unpivot(date=model.date, columns=tuple(model.columns.items()))


def _dimension(name: str, model: DimensionModel | str, normalise: dict[str, str]) -> Dimension:
    column = model if isinstance(model, str) else model.column
    chosen = None if isinstance(model, str) else model.vocabulary
    normaliser = NORMALISERS.get(normalise.get(column, ""))
    own = normaliser.name if normaliser is not None and normaliser.vocabulary else None
    aliases = () if isinstance(model, str) else tuple(model.aliases.items())
    cells = () if isinstance(model, str) else tuple(model.cells.items())
    total = () if isinstance(model, str) else model.total
    names = (own is not None) if isinstance(model, str) else model.names or (chosen or own) is not None
    return Dimension(
        name=name,
        column=column,
        vocabulary=chosen or own,
        aliases=aliases,
        cells=cells,
        total=total,
        groups=() if isinstance(model, str) else model.groups,
        names=names,
    )


def _measures(models: dict[str, MeasureModel]) -> tuple[MeasureDefinition, ...]:
    """Return the measures; a flow is counted as the measure of what is in force, and answers to its words.

    A measure over another dataset is cut, aged and accumulated as the measure that it is formed of.
    """
    made = {name: _measure(name, model) for name, model in models.items()}
    for name, flow in made.items():
        stock = made.get(flow.flow_of or "")
        if stock is not None and stock.flow_of is None and flow.aggregate == "none":
            own = replace(stock, name=name, title=flow.title, golden=flow.golden)
            made[name] = replace(own, accumulation="flow", flow_of=flow.flow_of, dated=flow.dated)
    for name, rate in made.items():
        of = made.get(rate.per_capita.of) if rate.per_capita is not None else None
        if of is not None:
            own_keys = models[name].model_fields_set
            taken = {key: getattr(of, key) for key in INHERITED if key not in own_keys}
            made[name] = replace(rate, **taken)
    return tuple(made.values())


def _measure(name: str, model: MeasureModel) -> MeasureDefinition:
    aggregate, columns = _aggregate(model)
    ends = model.value if not isinstance(model.value, str) else None
    return MeasureDefinition(
        name=name,
        title=model.title or name.replace("-", " ").replace("_", " "),
        aggregate=aggregate,
        columns=columns,
        filters=tuple(model.where.items()),
        low_column=ends.low if ends else None,
        high_column=ends.high if ends else None,
        readings=(*_readings(model.readings, widens=True), *_readings(model.also, widens=False)),
        formula=_formula(model),
        per_capita=_per_capita(model),
        golden=tuple(_golden(value) for value in model.golden),
        breaks=tuple(model.breaks.items()),
        **model.model_dump(
            include={
                *("nouns", "vague", "excluded", "aliases", "requires", "turned_away", "narrower"),
                *("set_apart", "unit", "accumulation", "tolerance", "max_age_days", "dimensions", "flow_of", "dated"),
            }
        ),
    )


def _readings(declared: dict[str, dict[str, tuple[str, ...]]], *, widens: bool) -> Iterator[Reading]:
    for label, filters in declared.items():
        yield Reading(label=label, filters=tuple(filters.items()), widens=widens)


def _aggregate(model: MeasureModel) -> tuple[str, tuple[str, ...]]:
    """Return the aggregate's name and its columns; `none` or `several` when there is not one."""
    value = model.value if isinstance(model.value, str | None) else model.value.column
    formula = _formula(model)
    given: list[tuple[str, tuple[str, ...]]] = []
    given += [("count", ())] if model.count else []
    given += [("count_distinct", model.count_distinct)] if model.count_distinct else []
    given += [(formula.kind, (formula.of.column, formula.to.column))] if formula else []
    given += [("per_capita", ())] if model.per_capita else []
    plain = {name: getattr(model, name) for name in ("sum", "mean", "median", "min", "max")} | {"value": value}
    given += [(name, (column,)) for name, column in plain.items() if column]
    both = model.ratio is not None and model.change is not None
    return given[0] if len(given) == 1 and not both else ("several" if given else "none", ())


def _formula(model: MeasureModel) -> Formula | None:
    if model.ratio is not None:
        return Formula(kind="ratio", of=_operand(model.ratio.of), to=_operand(model.ratio.to), per=model.ratio.per)
    if model.change is None:
        return None
    number, unit = model.change.over.split()
    operand = _operand(model.change.column)
    return Formula(
        kind="change",
        of=operand,
        to=operand,
        months=int(number) * (12 if unit.startswith("year") else 1),
        difference=model.change.difference,
        yearly=model.change.yearly,
    )


def _per_capita(model: MeasureModel) -> PerCapita | None:
    if model.per_capita is None:
        return None
    dataset, _, over = model.per_capita.over.partition("/")
    return PerCapita(of=model.per_capita.of, dataset=dataset, over=over, per=model.per_capita.per)


def _operand(model: OperandModel | str) -> Operand:
    if isinstance(model, str):
        return Operand(column=model)
    return Operand(column=model.column, filters=tuple(model.where.items()))


def _golden(model: GoldenModel) -> Golden:
    scope = tuple(sorted((name, value) for name, values in model.scope.items() for value in values))
    return Golden(at=model.at, value=model.value, scope=scope, seen=model.seen)


def _field_names(package: PackageModel) -> tuple[str, ...]:
    table = package.resources[0].table
    return () if table is None or isinstance(table, str) else tuple(field.name for field in table.fields)


def _primary_key(package: PackageModel) -> tuple[str, ...]:
    table = package.resources[0].table
    return () if table is None or isinstance(table, str) else table.primary_key


def _at(fault: Fault, located: Located, name: str) -> DescriptorError:
    return DescriptorError(fault.message, where=f"{name}:{located.line(fault.path)}", hint=fault.hint)


def _invalid(error: ValidationError, located: Located, name: str) -> DescriptorError:
    """Return the first fault pydantic found, by line, as one of ours; of one line's the most deeply placed."""
    placed = [(_real_path(fault["loc"], located.data), fault) for fault in error.errors(include_url=False)]
    path, first = min(placed, key=lambda item: (located.line(item[0]), -len(item[0])))
    key = ".".join(str(part) for part in (path or first["loc"]))
    line = located.line(path)
    match first["type"]:
        case "missing":
            missing = first["loc"][-1]
            return DescriptorError(f"`{missing}` is missing", where=f"{name}:{line}", hint=f"add `{missing}:`")
        case "extra_forbidden":
            hint = _nearest(str(first["loc"][-1]), path)
            return DescriptorError(f"unknown key `{key}`", where=f"{name}:{line}", hint=hint)
        case _:
            said = first["msg"].removeprefix("Value error, ")
            problem = said[0].lower() + said[1:]
            return DescriptorError(f"`{key}`: {problem}", where=f"{name}:{line}", hint="see docs/datasets.md")


def _real_path(loc: tuple[str | int, ...], data: Any) -> KeyPath:
    """Return the part of pydantic's location that exists in the data (it adds names of union members)."""
    path: list[str | int] = []
    for part in loc:
        below = _below(data, part)
        if below is _NOTHING:
            continue
        data = below
        path.append(part)
    return tuple(path)


_NOTHING = object()


def _below(data: Any, part: str | int) -> Any:
    if isinstance(data, dict):
        return next((value for key, value in data.items() if str(key) == str(part)), _NOTHING)
    if isinstance(data, list) and isinstance(part, int) and part < len(data):
        return data[part]
    return _NOTHING


def _nearest(key: str, path: KeyPath) -> str:
    """Return the hint for an unknown key: the nearest known one of its model, or all of them."""
    from claimtrack.datasets import schema

    section = str(path[1]) if len(path) > 2 else ""
    models: dict[str, type[schema.Strict]] = {
        "quality": schema.QualityModel,
        "measures": schema.MeasureModel,
        "dimensions": schema.DimensionModel,
        "derive": schema.DerivedModel,
        "crosstabs": schema.CrosstabModel,
    }
    model = models.get(section, schema.ClaimtrackModel)
    known = sorted(field.alias or name for name, field in model.model_fields.items())
    close = difflib.get_close_matches(key, known, n=1)
    return f"did you mean `{close[0]}`?" if close else f"known keys: {', '.join(known)}"
