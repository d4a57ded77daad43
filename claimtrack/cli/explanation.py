"""What explain prints of a claim: all that its verdict rests on."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TextIO

from claimtrack.claims.claim import Claim
from claimtrack.cli.context import safe
from claimtrack.cli.findings import finding, heading, quoted
from claimtrack.cli.labelled import write_labelled
from claimtrack.cli.options import ListFormat
from claimtrack.matching.appearances import Appearance
from claimtrack.matching.link import Link
from claimtrack.pipeline.stored import claim_appearances, load_claim
from claimtrack.publish.contract import check_record, claim_record, dumps, runnable
from claimtrack.publish.tellings import appearance_records
from claimtrack.quantity import Interval, plain
from claimtrack.settings import Workspace
from claimtrack.verdicts import wording
from claimtrack.verdicts.admissible import bands
from claimtrack.verdicts.check import Check
from claimtrack.verdicts.profile import PROFILES
from claimtrack.verdicts.rules import RULES_BY_CODE
from claimtrack.verdicts.verdict import Official, Verdict

FIRST_SIBLINGS = 6
FIRST_OPERANDS = 4


def print_claim(workspace: Workspace, prefix: str, out: TextIO, form: ListFormat) -> None:
    """Write all that a stored claim's verdict rests on. Raises UsageError when there is no such claim."""
    stored = load_claim(workspace, prefix)
    if stored.verdict is None:
        _print_set_aside(stored.claim, out, form)
        return
    told = claim_appearances(workspace, stored)
    check = Check(claim=stored.claim, link=stored.link, verdict=stored.verdict)
    if form is ListFormat.json:
        record = check_record(check, stored.document)
        out.write(dumps(record | {"appearances": appearance_records(told)}) + "\n")
        return
    out.write(f"{finding(check, stored.document).place}  {heading(stored.document)}\n\n")
    write_labelled([("", stored.claim.sentence.text)], out, width=0)
    out.write("\n")
    write_labelled(_facts(check, stored.profile), out)
    if len(told) > 1:
        out.write("\n")
        write_labelled(_also_in(told, stored.claim), out)


def _also_in(found: tuple[Appearance, ...], own: Claim) -> Iterator[tuple[str, str]]:
    """Yield every telling of the claim by date: where, in which words, said by whom, what it changed."""
    for one in found:
        document, claim = one.statement.document, one.statement.claim
        date = document.date_published
        marks = [*(["first"] if one.first else []), *(["this one"] if claim.id == own.id else [])]
        marks += [f"said by {claim.claimant}"] if claim.claimant else []
        marks += [f"{change.what} {change.before} → {change.after}" for change in one.changes]
        when = "no date" if date is None else date.label
        place = f"{document.source}:{document.line_at(claim.quote.start)}"
        yield "also in" if one is found[0] else "", f"{when}  {place}"
        yield "", "; ".join((quoted(claim.quote.exact), *marks))


def _print_set_aside(claim: Claim, out: TextIO, form: ListFormat) -> None:
    if form is ListFormat.json:
        out.write(dumps(claim_record(claim)) + "\n")
    else:
        out.write(f"{quoted(claim.quote.exact)} was set aside: {safe(claim.set_aside or 'unknown')}\n")


def _facts(check: Check, profile: str | None) -> Iterator[tuple[str, str]]:
    yield "claim", f"{quoted(check.claim.quote.exact)} ({check.claim.id})"
    yield "read as", _reading(check)
    if profile is not None and check.claim.quantity.value is not None:
        yield "profile", profile
        admitted = bands(check.claim.quantity, PROFILES[profile])
        yield "admits", "; ".join(f"{_interval(b.interval)}{f' {b.code}' if b.code else ''}" for b in admitted)
    yield from _judgement(check.verdict)
    if check.verdict.official is not None:
        yield from _evidence(check.verdict.official)
    if check.link is not None:
        yield from _why_linked(check.link)
    yield from _around(check.verdict)


def _judgement(verdict: Verdict) -> Iterator[tuple[str, str]]:
    yield "outcome", f"{verdict.outcome}{f', {verdict.severity}' if verdict.severity else ''}"
    for reason in verdict.reasons:
        yield reason.code, f"{reason.text} [{RULES_BY_CODE[reason.code].title}]"
    if verdict.arithmetic:
        yield "official", verdict.arithmetic


def _why_linked(link: Link) -> Iterator[tuple[str, str]]:
    yield "measure", f"{link.best.dataset}/{link.best.measure}, score {link.best.score:.2f}"
    for feature in link.best.features:
        yield "", f"{feature.name} {feature.score:.2f}: {feature.detail}"
    for name, where in link.scope_trail:
        yield "scope", f"{name}: {where}"


def _around(verdict: Verdict) -> Iterator[tuple[str, str]]:
    if verdict.searched_cells:
        yield "searched", f"{verdict.searched_cells} neighbouring cells"
    for sibling in verdict.siblings[:FIRST_SIBLINGS]:
        name = wording.named(sibling.measure, sibling.scope)
        yield "sibling", f"{plain(sibling.value)} {name} on {sibling.observed_at:%Y-%m-%d} ({sibling.note})"
    if verdict.now is not None:
        yield "now", f"{verdict.now.outcome}: {plain(verdict.now.value)} on {verdict.now.observed_at:%Y-%m-%d}"


def _reading(check: Check) -> str:
    claim = check.claim
    parts = [wording.claimed(claim.quantity), claim.measured_entity or claim.head or "", claim.quantity.role.value]
    parts += [f"as of {claim.as_of.label}"] if claim.as_of else []
    parts += [f"since {claim.baseline.label}"] if claim.baseline else []
    parts += [f"said by {claim.claimant}"] if claim.claimant else []
    return ", ".join(part for part in parts if part)


def _interval(interval: Interval) -> str:
    low = "(−∞" if interval.low is None else f"{'(' if interval.low_open else '['}{plain(interval.low)}"
    high = "∞)" if interval.high is None else f"{plain(interval.high)}{')' if interval.high_open else ']'}"
    return f"{low}, {high}"


def _evidence(official: Official) -> Iterator[tuple[str, str]]:
    if len(official.operands) > 1:
        yield "computed", official.computation
    for operand in official.operands[:FIRST_OPERANDS]:
        yield operand.name, f"{plain(operand.value)} {operand.label}"
        yield "query", runnable(operand.query)
    if len(official.operands) > FIRST_OPERANDS:
        yield "", f"… and {len(official.operands) - FIRST_OPERANDS:,} more, all of them in --format json"
    if official.query is not None and not official.operands:
        yield "query", runnable(official.query)
    yield "rows", f"{official.rows:,}"
    for ref in official.snapshots:
        yield "snapshot", f"{ref.file}, {ref.observed_at:%Y-%m-%d %H:%MZ}, sha256 {ref.sha256}"
