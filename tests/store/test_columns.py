"""Exact numbers and zones survive both databases."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone
from decimal import Decimal

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import Column, Integer, MetaData, Table, insert, select

from claimtrack.errors import StoreError
from claimtrack.store.columns import Exact, Instant
from claimtrack.store.engine import Store

things = Table("things", MetaData(), Column("id", Integer, primary_key=True), Column("n", Exact), Column("t", Instant))


@pytest.fixture
def table(store: Store) -> Store:
    with store.writing() as connection:
        things.create(connection)
    return store


def there_and_back(store: Store, **values: object) -> tuple[object, ...]:
    with store.writing() as connection:
        key = connection.execute(insert(things).values(**values).returning(things.c.id)).scalar_one()
        return tuple(connection.execute(select(things.c.n, things.c.t).where(things.c.id == key)).one())


@given(number=st.decimals(allow_nan=False, allow_infinity=False, min_value=-(10**40), max_value=10**40))
@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_numbers_come_back_to_the_last_digit(table: Store, number: Decimal) -> None:
    if abs(number.adjusted()) < 900:
        assert there_and_back(table, n=number)[0] == number


def test_the_number_floats_would_spoil(table: Store) -> None:
    number = Decimal("12345678901234567890.10")
    back = there_and_back(table, n=number)[0]
    assert isinstance(back, Decimal)
    assert str(back) == str(number)


@pytest.mark.parametrize("number", ["NaN", "Infinity", "1E+5000000", "1E-5000000"])
def test_what_is_no_exact_number_is_refused(table: Store, number: str) -> None:
    with pytest.raises(StoreError, match="stored exactly"):
        there_and_back(table, n=Decimal(number))


@given(
    moment=st.datetimes(
        datetime(1000, 1, 2),  # noqa: DTZ001
        datetime(9998, 1, 1),  # noqa: DTZ001
        timezones=st.sampled_from([UTC, timezone(timedelta(hours=-9, minutes=-30))]),
    )
)
@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_times_come_back_in_utc_to_the_microsecond(table: Store, moment: datetime) -> None:
    back = there_and_back(table, t=moment)[1]
    assert isinstance(back, datetime)
    assert back == moment
    assert back.utcoffset() == timedelta(0)


def test_times_without_zone_are_refused(table: Store) -> None:
    with pytest.raises(StoreError, match="without zone"):
        there_and_back(table, t=datetime(2025, 9, 2))  # noqa: DTZ001


def test_times_sort_as_times(table: Store) -> None:
    east, west = timezone(timedelta(hours=9)), timezone(timedelta(hours=-9))
    moments = [
        datetime(2025, 9, 2, 0, tzinfo=east),
        datetime(2025, 9, 1, 23, tzinfo=UTC),
        datetime(2025, 9, 1, 22, 59, 59, 1, west),
    ]
    with table.writing() as connection:
        connection.execute(insert(things), [{"t": moment} for moment in reversed(moments)])
        found = connection.execute(select(things.c.t).order_by(things.c.t)).scalars().all()
    assert found == sorted(moments)
