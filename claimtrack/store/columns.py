"""Column types that keep what SQLite would lose: exact numbers and zones."""

from __future__ import annotations

from datetime import UTC, datetime
from decimal import Decimal
from typing import Any

from sqlalchemy import DateTime, Dialect, Numeric, Text
from sqlalchemy.types import TypeDecorator, TypeEngine

MAX_DIGITS = 1000
"""Longest number kept in a column; PostgreSQL's NUMERIC ends at 131072 digits, sense ends before."""

Key = Text().with_variant(Text(collation="C"), "postgresql")
"""Text compared byte by byte on both databases, so that a prefix of an id is a range of it."""


class Exact(TypeDecorator[Decimal]):
    """A Decimal without loss: text on SQLite (which has only binary floats), NUMERIC on PostgreSQL.

    The value is kept, the exponent is not: 1E+3 comes back as 1000. Refuses NaN, infinities and absurd lengths.
    """

    impl = Text
    cache_ok = True

    def load_dialect_impl(self, dialect: Dialect) -> TypeEngine[Any]:
        """Return NUMERIC where it is exact, text elsewhere."""
        return dialect.type_descriptor(Numeric() if dialect.name == "postgresql" else Text())

    def process_bind_param(self, value: Decimal | None, dialect: Dialect) -> Any:
        """Return what the driver takes. Raises ValueError for what is no exact number."""
        if value is None:
            return None
        if not value.is_finite() or abs(value.adjusted()) + len(value.as_tuple().digits) > MAX_DIGITS:
            raise ValueError("not a number that can be stored exactly")
        text = format(value, "f")
        return Decimal(text) if dialect.name == "postgresql" else text

    def process_result_value(self, value: Any | None, dialect: Dialect) -> Decimal | None:  # noqa: ARG002
        """Return the Decimal."""
        return None if value is None else Decimal(value)


class Instant(TypeDecorator[datetime]):
    """A time with zone, kept as UTC: fixed-width ISO text on SQLite (so it sorts), TIMESTAMPTZ on PostgreSQL."""

    impl = Text
    cache_ok = True

    def load_dialect_impl(self, dialect: Dialect) -> TypeEngine[Any]:
        """Return the type with zone where there is one, text elsewhere."""
        return dialect.type_descriptor(DateTime(timezone=True) if dialect.name == "postgresql" else Text())

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> Any:
        """Return what the driver takes. Raises ValueError for a time without zone, which could be any of 38 times."""
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError(f"a time without zone can't be stored: {value.isoformat()}")
        moment = value.astimezone(UTC)
        return moment if dialect.name == "postgresql" else moment.isoformat(timespec="microseconds")

    def process_result_value(self, value: Any | None, dialect: Dialect) -> datetime | None:  # noqa: ARG002
        """Return the time, in UTC."""
        if value is None:
            return None
        moment = value if isinstance(value, datetime) else datetime.fromisoformat(value)
        return moment.astimezone(UTC)
