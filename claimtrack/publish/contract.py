"""The JSON contract, schema version 1: checks and documents as plain data. Decimals are strings, unknown is None."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from dataclasses import asdict
from datetime import datetime
from decimal import Decimal
from typing import Any

from claimtrack.claims.claim import Claim
from claimtrack.corpus.document import Document
from claimtrack.errors import ClaimtrackError
from claimtrack.matching.link import Link
from claimtrack.measures.measure import Query, Scope
from claimtrack.quantity import Quantity
from claimtrack.verdicts.check import Check
from claimtrack.verdicts.rules import RULESET
from claimtrack.verdicts.verdict import Now, Official, Operand, Verdict
from claimtrack.version import __version__

SCHEMA_VERSION = 1
ACTIVE = re.compile("[<>&\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ud800-\udfff]")
"""Characters that steer a terminal or a page, beside the controls that JSON itself escapes."""

QUOTED_OR_OPEN = re.compile(r"""\"(?:[^"]|"")*"|'(?:[^']|'')*'|\?""")
"""A quoted name, a quoted text, or the place of a parameter: a question mark inside quotes is none."""

Record = dict[str, Any]


def tool_record() -> Record:
    """Return what made the output."""
    return {"name": "claimtrack", "version": __version__, "ruleset": RULESET}


def document_record(document: Document, claims: list[Record]) -> Record:
    """Return a document with its claims; `kind` is its schema.org type, or else its medium."""
    return {
        "id": document.id,
        "source": document.source,
        "url": document.url,
        "headline": document.headline,
        "publisher": document.publisher,
        "kind": document.kind or document.media,
        "date_published": None if document.date_published is None else iso(document.date_published.start, document),
        "date_source": document.date_source,
        "sha256": document.sha256,
        "text": document.text,
        "claims": claims,
    }


def error_record(error: ClaimtrackError) -> Record:
    """Return a failure with where it happened and what mends it."""
    return {"source": error.where or None, "code": error.code, "message": error.message, "hint": error.hint or None}


def claim_record(claim: Claim) -> Record:
    """Return the keys of a CHECK that the text alone gives; those of a verdict are None."""
    return _claim(claim) | {
        "link": None,
        "official": None,
        "outcome": None,
        "direction": None,
        "difference": None,
        "relative_difference": None,
        "severity": None,
        "reasons": [],
        "arithmetic": None,
        "siblings": [],
        "searched_cells": 0,
        "now": None,
        "review": None,
    }


def check_record(check: Check, document: Document) -> Record:
    """Return a whole CHECK."""
    record = _claim(check.claim)
    if check.claim.as_of is None and document.date_published is not None:
        record |= {"as_of": document.date_published.label, "as_of_source": "published"}
    if check.link is not None:
        record["scope"] = _scope(check.link.scope)
    return record | {"link": None if check.link is None else _link(check.link)} | verdict_record(check.verdict)


def run_lines(
    documents: Iterator[Record | ClaimtrackError], as_of: str | None, exit_code: Callable[[], int]
) -> Iterator[str]:
    """Yield one JSON object for a whole run, document by document, so that no run is ever held in memory.

    `exit_code` is asked once the documents are exhausted.
    """
    head = {"schema_version": SCHEMA_VERSION, "tool": tool_record(), "as_of_default": as_of}
    yield dumps(head)[:-1] + ', "documents": ['
    errors, first = [], True
    for item in documents:
        if isinstance(item, ClaimtrackError):
            errors.append(error_record(item))
            continue
        yield ("\n" if first else ",\n") + dumps(item)
        first = False
    yield f'\n], "errors": {dumps(errors)}, "exit_code": {int(exit_code())}}}\n'


def dumps(record: Any) -> str:
    """Return JSON on one line that no terminal and no HTML page takes for anything else."""
    text = json.dumps(record, ensure_ascii=False, default=_plain)
    return ACTIVE.sub(lambda found: f"\\u{ord(found.group()):04x}", text)


def runnable(query: Query) -> str:
    """Return the query with its parameters in place, as one could run it."""
    values = iter(query.parameters)

    def in_place(found: re.Match[str]) -> str:
        value = next(values, None) if found.group() == "?" else None
        return found.group() if value is None else "'" + value.replace("'", "''") + "'"

    return QUOTED_OR_OPEN.sub(in_place, query.sql)


def _claim(claim: Claim) -> Record:
    places: dict[str, list[str]] = {}
    for word in claim.scope_words:
        if word.kind == "place" and not word.excluded:
            places.setdefault(word.kind, []).append(word.text)
    return {
        "id": claim.id,
        "quote": asdict(claim.quote),
        "sentence": asdict(claim.sentence),
        "quantity": _quantity(claim.quantity),
        "measured_entity": claim.measured_entity,
        "scope": places,
        "as_of": None if claim.as_of is None else claim.as_of.label,
        "as_of_source": claim.as_of_source,
        "claimant": claim.claimant,
        "modality": claim.modality.value,
        "checkable": claim.checkable,
        "set_aside": claim.set_aside,
    }


def _quantity(quantity: Quantity) -> Record:
    return {
        "value": _number(quantity.value),
        "low": _number(quantity.low),
        "high": _number(quantity.high),
        "unit": quantity.unit,
        "counted_noun": quantity.counted_noun,
        "precision": _number(quantity.precision),
        "modifier": quantity.modifier.value,
        "direction": None if quantity.direction is None else quantity.direction.value,
        "role": quantity.role.value,
    }


def _link(link: Link) -> Record:
    return {
        "measure": link.best.measure,
        "dataset": link.best.dataset,
        "score": link.best.score,
        "features": [asdict(feature) for feature in link.best.features],
        "alternatives": [
            {"measure": f"{other.dataset}/{other.measure}", "score": other.score} for other in link.alternatives
        ],
        "judgement": link.judgement,
    }


def verdict_record(verdict: Verdict) -> Record:
    """Return the keys of a CHECK that a verdict gives."""
    return {
        "official": None if verdict.official is None else _official(verdict.official),
        "outcome": verdict.outcome.value,
        "direction": verdict.direction,
        "difference": _number(verdict.difference),
        "relative_difference": _number(verdict.relative_difference),
        "severity": None if verdict.severity is None else verdict.severity.value,
        "reasons": [asdict(reason) for reason in verdict.reasons],
        "arithmetic": verdict.arithmetic or None,
        "siblings": [
            {
                "measure": sibling.measure,
                "scope": _scope(sibling.scope),
                "observed_at": stamp(sibling.observed_at),
                "value": _number(sibling.value),
                "note": sibling.note,
            }
            for sibling in verdict.siblings
        ],
        "searched_cells": verdict.searched_cells,
        "now": None if verdict.now is None else _now(verdict.now),
        "review": None,
    }


def _official(official: Official) -> Record:
    return {
        "value": _number(official.value),
        "low": _number(official.low),
        "high": _number(official.high),
        "unit": official.unit,
        "query": None if official.query is None else runnable(official.query),
        "snapshots": [
            {"dataset": ref.dataset, "observed_at": stamp(ref.observed_at), "sha256": ref.sha256}
            for ref in official.snapshots
        ],
        "rows": official.rows,
        "computation": official.computation,
        "operands": [_operand(operand) for operand in official.operands],
    }


def _operand(operand: Operand) -> Record:
    return {
        "name": operand.name,
        "label": operand.label,
        "value": _number(operand.value),
        "query": {"sql": operand.query.sql, "parameters": list(operand.query.parameters)},
        "dataset": operand.dataset,
        "snapshot": operand.snapshot,
    }


def _now(now: Now) -> Record:
    return {"outcome": now.outcome.value, "value": _number(now.value), "observed_at": stamp(now.observed_at)}


def _scope(scope: Scope) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for dimension, value in scope:
        found.setdefault(dimension, []).append(value)
    return found


def _number(value: Decimal | None) -> str | None:
    return None if value is None else f"{value:f}"


def stamp(moment: datetime) -> str:
    """Return a time in UTC as ISO text."""
    return moment.isoformat().replace("+00:00", "Z")


def iso(moment: datetime, document: Document) -> str:
    """Return a document's date as ISO text: a day, or a time where that is known."""
    known = document.date_published
    return stamp(moment) if known is not None and known.is_instant else moment.date().isoformat()


def _plain(value: object) -> str:
    raise TypeError(f"{type(value).__name__} is not part of the contract")
