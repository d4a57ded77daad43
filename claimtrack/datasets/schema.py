"""The descriptor's form as outside text: what keys there are and what may stand in them (pydantic at the door)."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Annotated, Any, Literal

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field

from claimtrack.datasets.dates import SOURCES


def _as_text(value: Any) -> Any:
    if isinstance(value, date):  # YAML makes dates of what looks like one
        return value.isoformat()
    return str(value) if isinstance(value, int | float) and not isinstance(value, bool) else value


def _as_list(value: Any) -> Any:
    return [value] if isinstance(value, str | int | float) and not isinstance(value, bool) else value


def _bounded(value: Decimal) -> Decimal:
    if abs(value.adjusted()) > MAX_EXPONENT:
        raise ValueError(f"has more than {MAX_EXPONENT} digits before or after the point")
    return value


MAX_EXPONENT = 30
"""Numbers with more digits before or after the point measure nothing, and are a burden to compute with."""
Number = Annotated[Decimal, AfterValidator(_bounded)]
Text = Annotated[str, BeforeValidator(_as_text), Field(min_length=1, max_length=2_000)]
Name = Annotated[str, Field(pattern=r"^[a-z0-9]([-a-z0-9._]*[a-z0-9])?$", max_length=80)]
Texts = Annotated[tuple[Text, ...], BeforeValidator(_as_list)]
Filters = dict[Text, Texts]


class Strict(BaseModel):
    """A mapping of ours: a key it does not know is a fault."""

    model_config = ConfigDict(extra="forbid", frozen=True, populate_by_name=True)


class _Open(BaseModel):
    model_config = ConfigDict(extra="allow", frozen=True)


class QualityModel(Strict):
    """The `quality` key."""

    required: Texts = ()
    absent: Texts = ()
    filled: Texts = ()
    max_row_loss: Number | None = Field(None, ge=0, le=1)
    max_row_gain: Number | None = Field(None, ge=0)
    published_with: Texts = ()


class DimensionModel(Strict):
    """One dimension: a column, how its cells spell each value, what texts call it, and the vocabulary it is from."""

    column: Text
    vocabulary: Text | None = None
    cells: dict[Text, Texts] = {}
    total: Texts = ()
    groups: Texts = ()
    aliases: dict[Text, Texts] = {}
    names: bool = False


class DerivedModel(Strict):
    """A column made from another by patterns."""

    column: Text
    patterns: dict[Text, Text] = Field(min_length=1)


class UnpivotModel(Strict):
    """Columns named by a date, made rows."""

    date: Text
    columns: dict[Text, Text] = Field(min_length=1)


class ValueModel(Strict):
    """The columns of a published value and of the ends published beside it."""

    column: Text
    low: Text | None = None
    high: Text | None = None


class OperandModel(Strict):
    """A column, and the rows it is restricted to."""

    column: Text
    where: Filters = {}


class RatioModel(Strict):
    """One published value as a share of another."""

    of: OperandModel | Text
    to: OperandModel | Text
    per: Number = Field(Decimal(1), gt=0)


class ChangeModel(Strict):
    """A published value against itself some time before."""

    column: Text
    over: Annotated[str, Field(pattern=r"^[1-9][0-9]{0,2} (month|year)s?$")]
    difference: bool = False
    yearly: bool = False


class PerCapitaModel(Strict):
    """One of the dataset's measures over a measure of another dataset, both in the same scope."""

    of: Name
    over: Annotated[str, Field(pattern=r"^[a-z0-9][-a-z0-9._]*/[a-z0-9][-a-z0-9._]*$", max_length=160)]
    per: Number = Field(Decimal(1), gt=0)


class GoldenModel(Strict):
    """A value that must come out."""

    at: Text
    value: Number
    scope: dict[Text, Texts] = {}
    seen: Text | None = None


class MeasureModel(Strict):
    """One measure: what is computed, and the words it answers to."""

    title: Text | None = None
    count: Literal["rows"] | None = None
    count_distinct: Texts | None = Field(None, min_length=1)
    sum: Text | None = None
    mean: Text | None = None
    median: Text | None = None
    min: Text | None = None
    max: Text | None = None
    ratio: RatioModel | None = None
    change: ChangeModel | None = None
    per_capita: PerCapitaModel | None = None
    value: ValueModel | Text | None = None
    where: Filters = {}
    readings: dict[Text, Filters] = {}
    also: dict[Text, Filters] = {}
    nouns: Texts = ()
    vague: Texts = ()
    excluded: Texts = Field((), alias="not")
    aliases: Texts = ()
    requires: Texts = ()
    turned_away: Texts = ()
    narrower: Texts = ()
    set_apart: bool = False
    unit: Text | None = None
    accumulation: Literal["stock", "flow", "cumulative"] = "stock"
    tolerance: Number | None = Field(None, ge=0, le=1)
    max_age_days: int = Field(31, ge=0)
    dimensions: Texts | None = None
    golden: tuple[GoldenModel, ...] = ()
    breaks: dict[Text, Text] = {}
    flow_of: Text | None = None
    dated: Text | None = None


class CrosstabModel(Strict):
    """One of several tables on a workbook's sheets."""

    title: str = ""
    sheet: str = ""
    keep: str = ""
    heads: Text | None = None
    groups: Text = "group"
    rows: Text = "row"
    subrows: Text = "subrow"
    columns: Text = "column"
    total: Text | None = None
    whole: Text | None = None
    part: Text | None = None


def _as_pair(value: Any) -> Any:
    return [value, value] if isinstance(value, int) else value


class ClaimtrackModel(Strict):
    """The `claimtrack` key."""

    kind: Literal["list", "series", "table"] = "list"
    topics: Texts = ()
    date: Text | None = None
    period: Literal["year", "quarter", "month", "week", "day"] | None = None
    published_after_days: Annotated[tuple[int, int], BeforeValidator(_as_pair)] | None = None
    crosstabs: dict[Name, CrosstabModel] = {}
    dated_by: Text | None = None
    observed_at: tuple[Literal[tuple(SOURCES)], ...] | None = None  # type: ignore[valid-type]
    quality: QualityModel = QualityModel()
    normalise: dict[Text, Text] = {}
    derive: dict[Text, DerivedModel] = {}
    scale: dict[Text, Number] = {}
    unpivot: UnpivotModel | None = None
    dimensions: dict[Name, DimensionModel | Text] = {}
    measures: dict[Name, MeasureModel] = {}


class FieldModel(_Open):
    """A column as the Table Schema declares it."""

    name: Text


class TableSchemaModel(_Open):
    """The Table Schema of a resource; of its fields only the names are used."""

    fields: tuple[FieldModel, ...] = ()
    primary_key: Texts = Field((), alias="primaryKey")


class ResourceModel(_Open):
    """A resource: where the data is and what columns it has."""

    name: Text = "data"
    path: str | tuple[str, ...] | None = None
    table: TableSchemaModel | str | None = Field(None, alias="schema")


class LicenceModel(_Open):
    """A licence by name or title."""

    name: str | None = None
    title: str | None = None
    path: str | None = None


class PackageModel(_Open):
    """A Data Package with the `claimtrack` key."""

    name: Name
    title: Text | None = None
    homepage: str | None = None
    licenses: tuple[LicenceModel, ...] = ()
    resources: tuple[ResourceModel, ...] = Field(min_length=1)
    claimtrack: ClaimtrackModel = ClaimtrackModel()
