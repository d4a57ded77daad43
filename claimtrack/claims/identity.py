"""Ids of claims: stable when text elsewhere in the document changes."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterable
from dataclasses import replace

from claimtrack.claims.claim import Claim


def identified(claims: Iterable[Claim]) -> tuple[Claim, ...]:
    """Return the claims with ids: 16 hex digits of SHA-256 over document, sentence, quote and its place among
    equals.
    """
    seen: Counter[tuple[str, str]] = Counter()
    result = []
    for claim in claims:
        key = (claim.sentence.text, claim.quote.exact)
        parts = (claim.document_id, *key, str(seen[key]))
        seen[key] += 1
        digest = hashlib.sha256("\x1f".join(parts).encode("utf-8", "surrogatepass")).hexdigest()
        result.append(replace(claim, id=digest[:16]))
    return tuple(result)
