"""What diff prints: the stretches of text that changed, and what became of the numbers."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict
from typing import TextIO

from claimtrack.cli.context import safe
from claimtrack.cli.findings import quoted
from claimtrack.cli.options import ListFormat
from claimtrack.corpus.changes import ChangeKind, Stretch
from claimtrack.corpus.document import Document
from claimtrack.pipeline.versions import ClaimChange, Fate, SeenClaim, Version, VersionChange
from claimtrack.publish.contract import SCHEMA_VERSION, Record, dumps, stamp, tool_record
from claimtrack.quantity import many

CONTEXT = 5
"""So many words are shown on either side of a changed stretch."""
KINDS = {
    ChangeKind.UNCHANGED: "nothing changed",
    ChangeKind.OUTSIDE: "changed outside the text",
    ChangeKind.TEXT: "text changed",
}
FATES = {
    Fate.SILENT: "edited, silent",
    Fate.CORRECTED: "edited, corrected",
    Fate.REANCHORED: "re-anchored",
    Fate.ORPHANED: "orphaned",
    Fate.NEW: "new",
}


def print_change(found: VersionChange, out: TextIO, form: ListFormat) -> None:
    """Write two versions compared; in plain text a changed stretch has a line for what went and one for what came."""
    if form is ListFormat.json:
        out.write(dumps(_record(found)) + "\n")
        return
    out.writelines(f"{safe(line)}\n" for line in _lines(found))


def _lines(found: VersionChange) -> Iterator[str]:
    after, before = found.after, found.before
    if before is None or found.kind is None:
        yield f"{after.document.source}  {_named(after)}  the first version: nothing to compare"
        return
    yield f"{after.document.source}  {_named(before)} → {_named(after)}  {KINDS[found.kind]}"
    for stretch in found.stretches:
        yield from _stretch(stretch, before.document.text, after.document.text)
    ends = before.document, after.document
    yield from (_claim(change, _line(change, *ends)) for change in found.claims)
    yield f"{many(len(found.claims), 'claim')} changed, {found.kept:,} as before"


def _named(version: Version) -> str:
    return f"version {version.number} ({version.seen_at:%Y-%m-%d %H:%MZ})"


def _stretch(stretch: Stretch, before: str, after: str) -> Iterator[str]:
    if stretch.start < stretch.end:
        yield f"- {_in_context(before, stretch.start, stretch.end)}"
    if stretch.new_start < stretch.new_end:
        yield f"+ {_in_context(after, stretch.new_start, stretch.new_end)}"


def _in_context(text: str, start: int, end: int) -> str:
    """Return the stretch with a few words of its paragraph on either side."""
    head = text[text.rfind("\n", 0, start) + 1 : start]
    stop = text.find("\n", end)
    tail = "" if text[start:end].endswith("\n") else text[end : len(text) if stop < 0 else stop]
    left, right = head.split(), tail.split()
    shown = [*left[-CONTEXT:], text[start:end].strip(), *right[:CONTEXT]]
    return f"{'… ' if len(left) > CONTEXT else ''}{' '.join(shown)}{' …' if len(right) > CONTEXT else ''}"


def _claim(change: ClaimChange, line: int) -> str:
    seen = [one for one in (change.before, change.after) if one is not None]
    quotes = dict.fromkeys(quoted(one.claim.quote.exact) for one in seen)
    outcomes = dict.fromkeys(one.outcome.value if one.outcome else "not judged" for one in seen)
    return f"{FATES[change.fate]}  line {line}  {' → '.join(quotes)}  {' → '.join(outcomes)}"


def _line(change: ClaimChange, before: Document, after: Document) -> int:
    """Return the line that the number stands on, or last stood on."""
    if change.after is not None:
        return after.line_at(change.after.claim.quote.start)
    return before.line_at(change.before.claim.quote.start) if change.before else 1


def _record(found: VersionChange) -> Record:
    document = found.after.document
    before = found.before.document if found.before else None
    return {
        "schema_version": SCHEMA_VERSION,
        "tool": tool_record(),
        "document_id": document.id,
        "source": document.source,
        "url": document.url,
        "before": _version(found.before),
        "after": _version(found.after),
        "kind": None if found.kind is None else found.kind.value,
        "stretches": [_pieces(stretch, before, document) for stretch in found.stretches if before],
        "claims": [
            {"change": change.fate.value, "before": _seen(change.before), "after": _seen(change.after)}
            for change in found.claims
        ],
        "claims_kept": found.kept,
    }


def _version(version: Version | None) -> Record | None:
    if version is None:
        return None
    return {"version": version.number, "seen_at": stamp(version.seen_at), "sha256": version.document.sha256}


def _pieces(stretch: Stretch, before: Document, after: Document) -> Record:
    ends = ("before", before, stretch.start, stretch.end), ("after", after, stretch.new_start, stretch.new_end)
    return {name: {"text": of.text[start:end], "start": start, "end": end} for name, of, start, end in ends}


def _seen(seen: SeenClaim | None) -> Record | None:
    if seen is None:
        return None
    quantity = seen.claim.quantity
    return {
        "id": seen.claim.id,
        "quote": asdict(seen.claim.quote),
        "sentence": seen.claim.sentence.text,
        "value": None if quantity.value is None else f"{quantity.value:f}",
        "unit": quantity.unit,
        "counted_noun": quantity.counted_noun,
        "outcome": None if seen.outcome is None else seen.outcome.value,
    }
