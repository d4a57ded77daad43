"""The dataset: its descriptor's meaning as frozen types, its snapshots and their rows."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from pathlib import Path


@dataclass(frozen=True, slots=True, kw_only=True)
class Dimension:
    """A column that restricts what is counted. `aliases` maps a value of the column to the wordings that mean it.

    `vocabulary` names the normaliser whose known values these are (us-state), so that any of its values can be named.
    """

    name: str
    column: str
    vocabulary: str | None = None
    aliases: tuple[tuple[str, tuple[str, ...]], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class MeasureDefinition:
    """A measure as the descriptor declares it.

    `aggregate` is count, count_distinct, sum or value (a published value of a series); `columns` what it runs over
    (empty for a count of rows). `filters` restrict the rows: (column, allowed values). `nouns` are counted nouns it
    answers to, `vague` nouns it shares with others ("partners"), `excluded` the nouns that force another measure
    (the descriptor's `not`), `aliases` whole phrases. `requires` are words one of which the claim's clause (failing
    that, its sentence) must hold ("pending"), `turned_away` words whose presence in the clause forces another measure.
    `max_age_days` is how long a snapshot speaks for the time after.
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
    unit: str | None = None
    accumulation: str = "stock"
    tolerance: Decimal | None = None
    max_age_days: int = 31
    dimensions: tuple[str, ...] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class QualityRules:
    """What a snapshot must satisfy to be believed."""

    required: tuple[str, ...] = ()
    max_row_loss: Decimal | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Descriptor:
    """A Frictionless Data Package with measures. `kind` is list (rows are things to count) or series (dated values).

    `topics` are words that show a text speaks of this dataset ("287(g)", "ICE").
    `date_column` is where a series keeps its dates. `fingerprint` changes whenever the descriptor's meaning does.
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

    def measure(self, name: str) -> MeasureDefinition | None:
        """Return the measure of that name, or None."""
        return next((m for m in self.measures if m.name == name), None)

    def dimension(self, name: str) -> Dimension | None:
        """Return the dimension of that name, or None."""
        return next((d for d in self.dimensions if d.name == name), None)


@dataclass(frozen=True, slots=True, kw_only=True)
class Snapshot:
    """One issue of a dataset, kept by content.

    `sha256` is of the file's bytes, `rows_sha256` of its canonical rows. `last_row` is the 1-based position in
    the sheet of its last filled row, header and titles counted. `status` is believed or held-back, with the reason.
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


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """A sheet as read: header names, rows of cells as text (None when empty), and where they stood in the sheet."""

    columns: tuple[str, ...]
    rows: tuple[tuple[str | None, ...], ...]
    last_row: int
    sheet: str = ""
    skipped: tuple[str, ...] = ()
