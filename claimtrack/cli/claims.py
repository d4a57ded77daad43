"""The formats of extract."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TextIO

from claimtrack.claims.claim import Claim
from claimtrack.cli.context import safe
from claimtrack.cli.findings import quoted
from claimtrack.cli.options import Format
from claimtrack.cli.targets import Extracted
from claimtrack.errors import ClaimtrackError
from claimtrack.publish.contract import claim_record, document_record, dumps, error_record, run_lines
from claimtrack.verdicts.wording import claimed

Complain = Callable[[ClaimtrackError], None]


def print_claims(
    found: Iterable[Extracted], out: TextIO, form: Format, complain: Complain, *, everything: bool
) -> tuple[int, int]:
    """Write the claims of each document; return how many documents were read, and how many failed."""
    documents = failures = 0

    def shown() -> Iterable[Extracted]:
        nonlocal documents, failures
        for item in found:
            if isinstance(item, ClaimtrackError):
                failures += 1
                yield item
            else:
                documents += 1
                document, claims = item
                yield document, tuple(c for c in claims if everything or c.set_aside is None)

    match form:
        case Format.json:
            out.writelines(run_lines(map(_record, shown()), None, lambda: 4 if failures else 0))
        case Format.jsonl:
            for item in map(_record, shown()):
                record = {"error": error_record(item)} if isinstance(item, ClaimtrackError) else item
                out.write(dumps(record) + "\n")
                out.flush()
        case Format.rich | Format.plain:
            _print_lines(shown(), out, complain)
    return documents, failures


def _record(item: Extracted) -> dict[str, object] | ClaimtrackError:
    if isinstance(item, ClaimtrackError):
        return item
    return document_record(item[0], [claim_record(claim) for claim in item[1]])


def _print_lines(found: Iterable[Extracted], out: TextIO, complain: Complain) -> None:
    for item in found:
        if isinstance(item, ClaimtrackError):
            complain(item)
            continue
        document, claims = item
        for claim in claims:
            place = f"{safe(document.source)}:{document.line_at(claim.quote.start)}"
            out.write("  ".join(part for part in (place, *_parts(claim)) if part) + "\n")
        out.flush()


def _parts(claim: Claim) -> tuple[str, ...]:
    if claim.set_aside is not None:
        return ("set aside", claim.set_aside, quoted(claim.quote.exact))
    about = safe(claim.measured_entity or claim.head or "")
    when = f"as of {claim.as_of.label}" if claim.as_of is not None else ""
    since = f"since {claim.baseline.label}" if claim.baseline is not None else ""
    modality = "" if claim.modality.value == "asserted" else claim.modality.value
    return (
        claim.quantity.role.value,
        quoted(claim.quote.exact),
        f"{claimed(claim.quantity)} {about}",
        when,
        since,
        modality,
    )
