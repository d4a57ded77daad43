"""What the store hands out and takes in, beside the rooms' own types."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from claimtrack.claims.claim import Claim
from claimtrack.corpus.archive.record import Pointer
from claimtrack.corpus.document import Document
from claimtrack.matching.link import Link
from claimtrack.measures.measure import Scope
from claimtrack.verdicts.terms import JudgedUnder
from claimtrack.verdicts.verdict import Outcome, Verdict


@dataclass(frozen=True, slots=True, kw_only=True)
class Flip:
    """A claim whose outcome changed."""

    claim_id: str
    before: Outcome
    after: Outcome


@dataclass(frozen=True, slots=True, kw_only=True)
class Saved:
    """What saving a document changed; `changed` is False when all of it was there already.

    `version` is the number of the document's newest version. `claims_dropped` counts claims that vanished from it,
    `verdicts_new` those appended, of which `verdicts_superseded` took the place of an earlier one. `events` counts the
    numbers that were edited since the version before without a word of correction.
    """

    document_id: str
    version: int
    version_new: bool = False
    claims_new: int = 0
    claims_changed: int = 0
    claims_dropped: int = 0
    links_new: int = 0
    verdicts_new: int = 0
    verdicts_superseded: int = 0
    flips: tuple[Flip, ...] = ()
    events: int = 0

    @property
    def changed(self) -> bool:
        """Whether anything a reader could see changed."""
        return self.version_new or any(
            (self.claims_new, self.claims_changed, self.claims_dropped, self.links_new, self.verdicts_new)
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class StoredDocument:
    """A document in its newest version, the number of that, and what it was last judged under."""

    document: Document
    version: int
    fingerprint: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class StoredVersion:
    """One of the texts a document has had; `archived` points to the response it was read from, if one was kept."""

    number: int
    sha256: str
    seen_at: datetime
    archived: Pointer | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class StoredClaim:
    """A claim with the document version it was last found in, its link and its verdict as they now hold.

    `current` says whether the claim is still in the document; `verdict` is None for a number that was set aside, else
    `profile` names the one it was judged under.
    """

    document: Document
    version: int
    claim: Claim
    current: bool
    link: Link | None
    verdict: Verdict | None
    profile: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class StoredVerdict:
    """One verdict of a claim's history. `verdict` is None where it was withdrawn: the number was set aside.

    `superseded_by` is the sequence of the verdict that took its place, None while it holds.
    """

    sequence: int
    created_at: datetime
    ruleset: str
    fingerprint: str
    superseded_by: int | None
    verdict: Verdict | None
    profile: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """What a person decided of a claim: who, when, what, why, and what they saw. Never changed; a later one counts.

    `measure` ("dataset/measure") and `scope` are those of a decision on the claim's link; a scope of None was left to
    the text. `document_id` is the claim's document.
    """

    claim_id: str
    decided_at: datetime
    who: str
    kind: str
    outcome: str | None
    reason: str
    ruleset: str
    snapshot: str | None = None
    document_id: str | None = None
    measure: str | None = None
    scope: Scope | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class TermsInUse:
    """What some documents were last judged under; None where that was not kept.

    `traced` says whether it is known what their verdicts depend on.
    """

    id: str | None
    traced: bool
    under: JudgedUnder | None


@dataclass(frozen=True, slots=True, kw_only=True)
class KnownCell:
    """A cell as verdicts found it when the snapshot of `newest` was the newest one of its dataset."""

    id: str
    measure: str
    scope: Scope
    seen: str | None
    newest: datetime | None
    is_open: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Counts:
    """How much is stored. `claims` and `outcomes` are of current claims; `verdicts` counts history too."""

    documents: int
    versions: int
    claims: int
    verdicts: int
    decisions: int
    outcomes: tuple[tuple[str, int], ...]
