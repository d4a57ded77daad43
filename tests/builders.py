"""Valid defaults for the project's types: a test names only what it is about."""

from __future__ import annotations

import hashlib
from datetime import UTC, datetime
from decimal import Decimal
from typing import Any

from claimtrack.claims.claim import Claim, Modality, Span
from claimtrack.corpus.document import Document, Selector
from claimtrack.datasets.dataset import MeasureDefinition
from claimtrack.measures.measure import History, Observation, Query
from claimtrack.period import Period, parse_stamp
from claimtrack.quantity import Modifier, Quantity, Role


def document(text: str = "The list holds 958 agreements.", **changes: Any) -> Document:
    """A document without a headline, published on 3 September 2025."""
    values: dict[str, Any] = {
        "id": hashlib.sha256(text.encode()).hexdigest()[:16],
        "source": "page.txt",
        "url": None,
        "media": "text",
        "headline": None,
        "publisher": None,
        "kind": None,
        "date_published": parse_stamp("2025-09-03"),
        "date_source": "option",
        "date_modified": None,
        "language": "en",
        "sha256": hashlib.sha256(text.encode()).hexdigest(),
        "text": text,
        "body_start": 0,
        "sources_start": len(text),
    }
    return Document(**(values | changes))


def quantity(number: str | int | None = 958, modifier: str = "exact", **changes: Any) -> Quantity:
    """A quantity whose precision is the unit of the last digit written."""
    value = None if number is None else Decimal(number)
    exponent = 0 if value is None else min(int(value.as_tuple().exponent), 0)
    values: dict[str, Any] = {"value": value, "precision": Decimal(1).scaleb(exponent), "modifier": Modifier(modifier)}
    return Quantity(**(values | changes))


def claim(text: str = "The list holds 958 agreements.", exact: str = "958 agreements", **changes: Any) -> Claim:
    """A claim over one sentence that is its own clause, phrase and paragraph."""
    start = text.index(exact)
    whole = Span(text=text, start=0, end=len(text))
    phrase = Span(text=exact, start=start, end=start + len(exact))
    number = exact.split()[0]
    values: dict[str, Any] = {
        "id": hashlib.sha256(f"{text}{exact}".encode()).hexdigest()[:16],
        "document_id": "d" * 16,
        "quote": Selector(exact=exact, prefix=text[:start], suffix=text[phrase.end :], start=start, end=phrase.end),
        "number": Span(text=number, start=start, end=start + len(number)),
        "sentence": whole,
        "clause": whole,
        "phrase": phrase,
        "paragraph": whole,
        "quantity": quantity(counted_noun="agreement"),
        "measured_entity": "agreements",
        "head": "agreement",
        "restrictors": (),
        "scope_words": (),
        "as_of": None,
        "as_of_source": None,
        "baseline": None,
        "claimant": None,
        "modality": Modality.ASSERTED,
        "quoted": False,
        "checkable": True,
        "set_aside": None,
    }
    return Claim(**(values | changes))


def change(number: str | int, modifier: str = "exact", role: Role = Role.PERCENT_CHANGE, **changes: Any) -> Claim:
    """A claim of a change since January 2025; its unit follows its role."""
    unit = {Role.PERCENT_CHANGE: "percent", Role.RATIO: "fold", Role.SHARE: "percent"}.get(role)
    extra = {key: changes.pop(key) for key in ("direction", "unit") if key in changes}
    defaults = {"unit": unit, "role": role} | extra
    changes.setdefault("baseline", parse_stamp("2025-01-20"))
    return claim(quantity=quantity(number, modifier, **defaults), **changes)


def observation(at: str, value: int | str, high: int | str | None = None, **changes: Any) -> Observation:
    """An official value seen at an ISO stamp; `high` is the count of uncleaned names."""
    stamp = datetime.fromisoformat(at)
    values: dict[str, Any] = {
        "at": stamp if stamp.tzinfo else stamp.replace(tzinfo=UTC),
        "value": Decimal(value),
        "low": Decimal(value),
        "high": Decimal(value if high is None else high),
        "rows": 1000,
        "snapshot": hashlib.sha256(at.encode()).hexdigest(),
        "file": f"list-{at[:10]}.xlsx",
    }
    return Observation(**(values | changes))


def history(
    *observations: Observation, measure: str = "agreements", scope: tuple[tuple[str, str], ...] = ()
) -> History:
    """A measure's observations in one scope."""
    return History(
        dataset="ice-287g-participating",
        measure=measure,
        scope=scope,
        observations=observations,
        query=Query(sql="SELECT count(*) FROM rows WHERE snapshot = ?"),
    )


def definition(name: str = "agreements", **changes: Any) -> MeasureDefinition:
    """A count of rows."""
    values: dict[str, Any] = {"name": name, "title": name, "aggregate": "count", "nouns": ("agreement",)}
    return MeasureDefinition(**(values | changes))


def published(stamp: str = "2025-09-03") -> Period:
    """A publication date."""
    return parse_stamp(stamp)
