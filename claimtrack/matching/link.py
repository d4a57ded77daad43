"""The link: which measure, in which scope, a claim speaks of, with its reasons."""

from __future__ import annotations

from dataclasses import dataclass

from claimtrack.measures.measure import Scope


@dataclass(frozen=True, slots=True, kw_only=True)
class Feature:
    """One reason for or against a link: its score, weighted, and the words that gave it."""

    name: str
    score: float
    detail: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """A measure that a claim may speak of, with its score in 0..1 and the features behind it."""

    dataset: str
    measure: str
    score: float
    features: tuple[Feature, ...] = ()

    @property
    def full_name(self) -> str:
        """The measure with its dataset: "ice-287g-participating/agencies"."""
        return f"{self.dataset}/{self.measure}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Leaders:
    """The first `count` values of a dimension by what is counted ("the five states with the most"), `below` the last.

    `kind` is which of a vocabulary's values are ordered (state), None for all of a dimension without one.
    """

    dimension: str
    count: int
    kind: str | None = None
    below: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Rival:
    """A candidate too near the chosen one to be told from it, with the scope it would have."""

    best: Candidate
    scope: Scope
    open_scope: Scope = ()
    unmodelled: tuple[str, ...] = ()
    scope_of_whole: bool = False
    leaders: Leaders | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """The chosen candidate, its scope, and the alternatives within reach.

    `scope_trail` says for each dimension where its value was found. `unmodelled` are scope words that the dataset
    has no dimension for: the measure is then only an upper bound. `open_scope` are values that the text names further
    off and that may restrict the number, or not; `likely` is True when the whole story is about them. `scope_open` is
    True when the whole dataset was taken although the text names scopes elsewhere. `firm_scope` is False when the
    scope is not tied to the number by grammar. `tentative` says why the link is too thin to carry a discrepancy (""
    when it is not); `scope_of_whole` says that the scope restricts what a share is of ("half of Florida's agencies");
    `explicit` is True when the number's own phrase names the dataset's topic. `ambiguous` holds the
    candidates so near that the choice is not safe. `leaders` are the places that the number is the sum of, where the
    text tells them by their order. `judgement` is "positive" where a person chose the measure.
    """

    best: Candidate
    scope: Scope
    scope_trail: tuple[tuple[str, str], ...] = ()
    unmodelled: tuple[str, ...] = ()
    open_scope: Scope = ()
    scope_open: bool = False
    scope_of_whole: bool = False
    likely: bool = False
    firm_scope: bool = True
    tentative: str = ""
    explicit: bool = False
    ambiguous: tuple[Rival, ...] = ()
    alternatives: tuple[Candidate, ...] = ()
    judgement: str | None = None
    leaders: Leaders | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Unlinked:
    """Why a claim is linked to no measure: a reason code and a sentence."""

    code: str
    text: str
