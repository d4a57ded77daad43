"""Valid documents, claims and checks for the store's tests."""

from __future__ import annotations

from datetime import UTC, datetime
from decimal import Decimal
from hashlib import sha256

from claimtrack.claims.claim import Claim, Modality, Origin, Relation, ScopeWord, Span
from claimtrack.corpus.document import Document, Selector
from claimtrack.matching.link import Candidate, Feature, Link
from claimtrack.measures.measure import Query
from claimtrack.period import day
from claimtrack.quantity import Modifier, Quantity
from claimtrack.store.records import Decision
from claimtrack.verdicts.check import Check
from claimtrack.verdicts.verdict import Now, Official, Outcome, Reason, Severity, Sibling, SnapshotRef, Verdict

NOON = datetime(2025, 9, 3, 12, tzinfo=UTC)
LATER = datetime(2025, 9, 4, 12, tzinfo=UTC)


def key(*parts: object) -> str:
    return sha256("|".join(map(str, parts)).encode()).hexdigest()


def document(source: str = "corpus/pages/a.html", text: str = "Over 900 agencies signed.") -> Document:
    return Document(
        id=key(source),
        source=source,
        url="https://example.org/a",
        media="html",
        headline="Nine hundred – “agreed”",
        publisher="Example Daily",
        kind="NewsArticle",
        date_published=day(2025, 9, 3, "2025-09-03"),
        date_source="json-ld",
        date_modified=None,
        language="en",
        sha256=sha256(text.encode()).hexdigest(),
        text=text,
        body_start=0,
        sources_start=len(text),
        notes=("a note",),
    )


def claim(of: Document, number: int = 0, value: str = "900", set_aside: str | None = None) -> Claim:
    sentence = Span(text=of.text, start=0, end=len(of.text))
    return Claim(
        id=key(of.id, number),
        document_id=of.id,
        quote=Selector(exact="900", prefix="Over ", suffix=" agencies", start=5 + number, end=8 + number),
        number=Span(text="900", start=5, end=8),
        sentence=sentence,
        clause=sentence,
        phrase=sentence,
        paragraph=sentence,
        quantity=Quantity(value=Decimal(value), counted_noun="agency", modifier=Modifier.OVER, precision=Decimal(100)),
        measured_entity="agencies",
        head="agency",
        restrictors=("local",),
        scope_words=(ScopeWord(text="Texas", kind="place", origin=Origin.CLAUSE, start=0, end=5),),
        as_of=day(2025, 9, 2, "Tuesday"),
        as_of_source="clause",
        baseline=None,
        claimant="ICE",
        modality=Modality.ASSERTED,
        quoted=False,
        checkable=set_aside is None,
        set_aside=set_aside,
        relations=(Relation(kind="from", claim_id="x"),),
        cues=("over-1",),
    )


def link(measure: str = "agencies", score: float = 0.87) -> Link:
    return Link(
        best=Candidate(
            dataset="ice",
            measure=measure,
            score=score,
            features=(Feature(name="noun", score=0.5, detail="agency"),),
        ),
        scope=(("state", "TEXAS"),),
        scope_trail=(("state", "clause"),),
    )


def verdict(outcome: Outcome = Outcome.DISCREPANCY, value: str = "796", code: str = "VAL+") -> Verdict:
    seen = datetime(2025, 9, 2, 20, 5, tzinfo=UTC)
    return Verdict(
        outcome=outcome,
        reasons=(Reason(code=code, text="900 > 796"), Reason(code="MSW", text="957 agreements")),
        severity=Severity.MATERIAL,
        direction="overstated",
        difference=Decimal("104.0"),
        relative_difference=Decimal("0.1306532663316582914572864322"),
        official=Official(
            value=Decimal(value),
            low=Decimal(value),
            high=Decimal(value),
            unit=None,
            label="agencies",
            query=Query(sql="SELECT count(*) FROM t WHERE s = ?", parameters=("TEXAS",)),
            snapshots=(SnapshotRef(dataset="ice", observed_at=seen, sha256="3f9a", file="a.xlsx"),),
            rows=957,
        ),
        siblings=(Sibling(measure="agreements", scope=(), observed_at=seen, value=Decimal(957), note="all rows"),),
        searched_cells=12,
        now=Now(outcome=outcome, value=Decimal(800), observed_at=seen),
    )


def check(of: Document, number: int = 0, outcome: Outcome = Outcome.DISCREPANCY, value: str = "796") -> Check:
    return Check(claim=claim(of, number), link=link(), verdict=verdict(outcome, value))


def decision(claim_id: str = "c1", who: str = "ada", reason: str = "counted by hand") -> Decision:
    return Decision(
        claim_id=claim_id,
        decided_at=NOON,
        who=who,
        kind="override",
        outcome="agrees",
        reason=reason,
        ruleset="1",
        snapshot="3f9a",
    )
