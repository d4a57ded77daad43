"""People's decisions, in the order they arrived."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import asdict
from typing import Any

from sqlalchemy import Connection, RowMapping, select

from claimtrack.matching.judgement import LinkJudgement, Stance
from claimtrack.measures.measure import Scope
from claimtrack.store import tables
from claimtrack.store.codec import decode, digest, encode
from claimtrack.store.records import Decision
from claimtrack.store.upserts import insert_missing
from claimtrack.verdicts.rules import RULESET

OF_LINK = "link-"
"""How the kind of a decision on a link begins; the stance follows."""


def append_decision(connection: Connection, decision: Decision) -> bool:
    """Append the decision unless this very one is there; return whether it was appended."""
    key = digest(encode(decision))
    columns = tables.decisions.c
    if connection.execute(select(columns.number).where(columns.id == key)).first():
        return False
    scope = None if decision.scope is None else encode(decision.scope)
    insert_missing(connection, tables.decisions, [{"id": key, **asdict(decision), "scope": scope}])
    return True


def decisions_of(connection: Connection, claim_id: str) -> tuple[Decision, ...]:
    """Return the claim's decisions in the order they arrived."""
    statement = _in_order().where(tables.decisions.c.claim_id == claim_id)
    return tuple(_decision(row) for row in connection.execute(statement).mappings())


def append_link_judgement(connection: Connection, document_id: str, judgement: LinkJudgement) -> bool:
    """Append what a person said of a claim's link; return whether it was not there yet."""
    decision = Decision(
        claim_id=judgement.claim_id,
        decided_at=judgement.decided_at,
        who=judgement.who,
        kind=f"{OF_LINK}{judgement.stance}",
        outcome=None,
        reason=judgement.reason,
        ruleset=RULESET,
        document_id=document_id,
        measure=judgement.measure,
        scope=judgement.scope,
    )
    return append_decision(connection, decision)


def link_judgements(connection: Connection) -> dict[str, tuple[LinkJudgement, ...]]:
    """Return what people said of links, by document, in the order it arrived."""
    found: defaultdict[str, list[LinkJudgement]] = defaultdict(list)
    statement = _in_order().where(tables.decisions.c.kind.startswith(OF_LINK))
    for decision in map(_decision, connection.execute(statement).mappings()):
        found[decision.document_id or ""].append(_judgement(decision))
    return {document_id: tuple(judgements) for document_id, judgements in found.items()}


def _in_order() -> Any:
    columns = [column for column in tables.decisions.c if column.name not in ("number", "id")]
    return select(*columns).order_by(tables.decisions.c.number)


def _decision(row: RowMapping) -> Decision:
    scope = None if row["scope"] is None else decode(Scope, row["scope"], row["claim_id"])
    return Decision(**{**row, "scope": scope})


def _judgement(decision: Decision) -> LinkJudgement:
    return LinkJudgement(
        claim_id=decision.claim_id,
        stance=Stance(decision.kind.removeprefix(OF_LINK)),
        measure=decision.measure,
        scope=decision.scope,
        who=decision.who,
        decided_at=decision.decided_at,
        reason=decision.reason,
    )
