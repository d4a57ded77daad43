"""The dataset: its descriptor's meaning as frozen types, its snapshots and their rows."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from pathlib import Path


@dataclass(frozen=True, slots=True, kw_only=True)
class Dimension:
    """A column that restricts what is counted. `aliases` maps a value of the column to the wordings that mean it.

    `cells` maps a value to the spellings its cells have in the data, which are no wordings of texts ("State").
    `total` are cells that stand for all values together ("United States" among the states); an empty cell always does.
    `groups` are values that stand for several others ("Euro area" among the countries): they have no rank.
    `vocabulary` names the normaliser whose known values these are (us-state), so that any of its values can be named.
    `names` says that the values are proper names, written with a capital in texts, as those of a vocabulary are.
    """

    name: str
    column: str
    vocabulary: str | None = None
    aliases: tuple[tuple[str, tuple[str, ...]], ...] = ()
    cells: tuple[tuple[str, tuple[str, ...]], ...] = ()
    total: tuple[str, ...] = ()
    groups: tuple[str, ...] = ()
    names: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """Another way to count the same thing: what makes it different, in words, and the filters it adds.

    One that `widens` makes the official value an interval (the descriptor's `readings`); else it is shown (`also`).
    """

    label: str
    filters: tuple[tuple[str, tuple[str, ...]], ...]
    widens: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Operand:
    """A published value that a formula starts from: its column, and the rows it is restricted to."""

    column: str
    filters: tuple[tuple[str, tuple[str, ...]], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Formula:
    """How a measure follows from published values.

    `kind` is ratio (`of` / `to` x `per`) or change (`of` against itself `months` earlier). A change is in percent, or
    with `difference` in the column's own unit. With `yearly` it runs over the means of complete calendar years.
    """

    kind: str
    of: Operand
    to: Operand
    per: Decimal = Decimal(1)
    months: int = 0
    difference: bool = False
    yearly: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class PerCapita:
    """How a measure follows from two datasets: `per` x this one's measure `of` / the measure `over` of `dataset`.

    `bases` are what one of those that it is formed over is called ("resident"): the nouns of the measure `over`.
    """

    of: str
    dataset: str
    over: str
    per: Decimal = Decimal(1)
    bases: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Golden:
    """A value that the measure must have: in a scope, at an as-of date or at a series' date as its table spells it.

    `seen` is the date of the issue that it was read from: a later one may have revised it.
    """

    at: str
    value: Decimal
    scope: tuple[tuple[str, str], ...] = ()
    seen: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class MeasureDefinition:
    """A measure as the descriptor declares it.

    `aggregate` is count, count_distinct, sum, mean, median, min, max, value (a published value), ratio or change (which
    follow from published values by `formula`), or per_capita (which follows from two datasets by `per_capita`);
    `columns` what it runs over (empty for a count of rows). `filters`
    restrict the rows: (column, allowed values). `nouns` are counted nouns it answers to, `vague` nouns it shares with
    others ("partners"), `excluded` the nouns that force another measure (the descriptor's `not`), `aliases` whole
    phrases. `requires` are words one of which the claim's clause (failing that, its sentence) must hold ("pending"),
    `turned_away` words whose presence in the clause forces another measure. `narrower` are nouns for a part of what is
    counted (a police department is an agency): the measure bounds them. `set_apart` says that its own words part it
    from the rest of its field, so that "another 16" is its whole count. `max_age_days` is how long a snapshot speaks
    for the time after. `low_column` and `high_column` hold the ends that a series publishes beside its value.
    `readings` are other ways to count the same thing, each with its label and the filters that are added: where they
    differ, the official value is the interval between them. `breaks` are the times from which a series counts
    something else, each with what: its values before and after are not compared. One that is a flow (`flow_of` the
    measure of what is in force) counts the rows whose date in the column `dated` lies in a claim's span of time.
    """

    name: str
    title: str
    aggregate: str
    columns: tuple[str, ...] = ()
    filters: tuple[tuple[str, tuple[str, ...]], ...] = ()
    nouns: tuple[str, ...] = ()
    vague: tuple[str, ...] = ()
    excluded: tuple[str, ...] = ()
    aliases: tuple[str, ...] = ()
    requires: tuple[str, ...] = ()
    turned_away: tuple[str, ...] = ()
    narrower: tuple[str, ...] = ()
    set_apart: bool = False
    unit: str | None = None
    accumulation: str = "stock"
    tolerance: Decimal | None = None
    max_age_days: int = 31
    dimensions: tuple[str, ...] | None = None
    low_column: str | None = None
    high_column: str | None = None
    readings: tuple[Reading, ...] = ()
    formula: Formula | None = None
    per_capita: PerCapita | None = None
    golden: tuple[Golden, ...] = ()
    breaks: tuple[tuple[str, str], ...] = ()
    flow_of: str | None = None
    dated: str | None = None

    @property
    def published(self) -> bool:
        """Whether its values are published ones, or follow from them: one cell each, nothing is counted or summed."""
        return self.aggregate in ("value", "ratio", "change")

    @property
    def computed(self) -> bool:
        """Whether its values follow from others by a division, so that they end nowhere as a rule."""
        return self.formula is not None or self.per_capita is not None

    def is_level_of(self, formula: Formula) -> bool:
        """Whether its values are the published ones that a formula's changes are of."""
        return self.aggregate == "value" and self.columns == (formula.of.column,) and self.filters == formula.of.filters

    @property
    def all_columns(self) -> tuple[str, ...]:
        """Every column the measure needs, those of its filters, readings and ends included."""
        filters = (*self.filters, *(f for reading in self.readings for f in reading.filters))
        if self.formula is not None:
            filters = (*filters, *self.formula.of.filters, *self.formula.to.filters)
        ends = (c for c in (self.low_column, self.high_column, self.dated) if c)
        return tuple(dict.fromkeys((*self.columns, *(column for column, _ in filters), *ends)))


@dataclass(frozen=True, slots=True, kw_only=True)
class Derived:
    """A column made from another: the first pattern that a cell's lower-case text matches gives the value.

    `patterns` are (value, regular expression) in order of precedence; a cell that none matches has no value.
    """

    name: str
    column: str
    patterns: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Unpivot:
    """How a wide table becomes a long one: columns named by a date become rows.

    `date` is the new column of dates; `columns` are (new column, pattern), the pattern's first group being the date.
    """

    date: str
    columns: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Crosstab:
    """One of several tables on a workbook's sheets, made rows of one long table.

    `title` is a pattern of the text above its header, `sheet` of the sheet's name, `keep` of the columns to keep. A row
    whose label `heads` matches starts a group of the rows below it, named by the pattern's first bracket. `groups`,
    `rows`, `subrows` and `columns` name the columns in which the labels are put. The row `total` must be what the
    others of its group add up to, and the row `whole` no less than the row `part`: a table that is otherwise is left
    out.
    """

    name: str
    title: str = ""
    sheet: str = ""
    keep: str = ""
    heads: str | None = None
    groups: str = "group"
    rows: str = "row"
    subrows: str = "subrow"
    columns: str = "column"
    total: str | None = None
    whole: str | None = None
    part: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class QualityRules:
    """What a snapshot must satisfy to be believed.

    `required` columns must be there and `absent` ones must not (they show that it is another list). `filled` columns
    must hold something for a row to count. `max_row_loss` is the share of rows that may go since the snapshot before,
    `max_row_gain` the share that may come (2 = three times as many). `adding_up` are groups of cells whose parts must
    give the total: (column, total, parts). `published_with` names the datasets that the
    publisher uploads side by side with this one, and so may swap.
    """

    required: tuple[str, ...] = ()
    max_row_loss: Decimal | None = None
    absent: tuple[str, ...] = ()
    filled: tuple[str, ...] = ()
    max_row_gain: Decimal | None = None
    published_with: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Descriptor:
    """A Frictionless Data Package with measures. `kind` is list (rows are things to count) or series (dated values).

    A table that nobody described is of kind table: it has no measures, and `fields` are all of its columns.
    `topics` are words that show a text speaks of this dataset ("287(g)", "ICE"). `date_column` is where a series keeps
    its dates; `period` what a row's date stands for (year, quarter, month, week, day; None: as much as the date says),
    and `published_after` how many days after the end of that period its value is out, at the earliest and at the
    latest. `dated_by` is a pattern of the text in a file that gives the date of its data. `primary_key` are the columns
    that say which row is which. `crosstabs` are the tables of a workbook with several. `scale` is what a column's
    numbers are counted in (thousands). `data` is the file of a package without our key. `fingerprint` changes whenever
    the descriptor's meaning does.
    """

    name: str
    title: str
    kind: str
    homepage: str | None
    folder: Path | None
    observed_at: tuple[str, ...]
    quality: QualityRules
    normalise: tuple[tuple[str, str], ...]
    dimensions: tuple[Dimension, ...]
    measures: tuple[MeasureDefinition, ...]
    topics: tuple[str, ...] = ()
    date_column: str | None = None
    resource: str = "data"
    licence: str | None = None
    fingerprint: str = ""
    path: str = "snapshots"
    derived: tuple[Derived, ...] = ()
    scale: tuple[tuple[str, Decimal], ...] = ()
    unpivot: Unpivot | None = None
    period: str | None = None
    published_after: tuple[int, int] | None = None
    crosstabs: tuple[Crosstab, ...] = ()
    primary_key: tuple[str, ...] = ()
    dated_by: str | None = None
    data: str | None = None
    fields: tuple[str, ...] = ()

    @property
    def snapshots_dir(self) -> Path | None:
        """Where the snapshots of a dataset with a folder are kept."""
        return None if self.folder is None else self.folder / self.path

    @property
    def columns(self) -> tuple[str, ...]:
        """Every column of the source that the descriptor names, in order of first mention."""
        rules, made = self.quality, {d.name for d in self.derived}
        named = [
            *self.fields,
            *rules.required,
            *rules.filled,
            *(c for c, _ in self.normalise),
            *(d.column for d in self.derived),
        ]
        named += [d.column for d in self.dimensions]
        named += [c for m in self.measures for c in m.all_columns]
        named += [self.date_column] if self.date_column else []
        return tuple(dict.fromkeys(c for c in named if c not in made))

    def measure(self, name: str) -> MeasureDefinition | None:
        """Return the measure of that name, or None."""
        return next((m for m in self.measures if m.name == name), None)

    def flow(self, name: str) -> MeasureDefinition | None:
        """Return the measure of what was added to the one of that name over a time, or None."""
        return next((m for m in self.measures if m.flow_of == name), None)

    def dimension(self, name: str) -> Dimension | None:
        """Return the dimension of that name, or None."""
        return next((d for d in self.dimensions if d.name == name), None)


@dataclass(frozen=True, slots=True, kw_only=True)
class Snapshot:
    """One issue of a dataset, kept by content.

    `sha256` is of the file's bytes, `rows_sha256` of its canonical rows. `last_row` is the 1-based position in
    the sheet of its last filled row, header and titles counted. `status` is believed or held-back, with the reason.
    `columns` are the header's names, so that no measure is asked of a snapshot that lacks its columns.
    `notes` say what could not be read. `recipe` is the hash of the descriptor's keys that it was read by.
    """

    dataset: str
    file: str
    sha256: str
    rows_sha256: str
    observed_at: datetime
    observed_at_source: str
    rows: int
    last_row: int
    status: str = "believed"
    reason: str = ""
    columns: tuple[str, ...] = ()
    sheet: str = ""
    notes: tuple[str, ...] = ()
    recipe: str = ""

    @property
    def believed(self) -> bool:
        """Whether the quality gate let it through."""
        return self.status == "believed"


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """A sheet as read: header names, rows of cells as text (None when empty), and where they stood in the sheet."""

    columns: tuple[str, ...]
    rows: tuple[tuple[str | None, ...], ...]
    last_row: int
    sheet: str = ""
    skipped: tuple[str, ...] = ()
