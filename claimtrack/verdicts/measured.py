"""What a claim is judged against."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

from claimtrack.datasets.dataset import MeasureDefinition
from claimtrack.measures.measure import History
from claimtrack.measures.per_capita import Rate
from claimtrack.verdicts import wording


@dataclass(frozen=True, slots=True, kw_only=True)
class Measured:
    """A measure's definition and its values in the claim's scope.

    `whole` is what a share is of. `peers` are the other scopes of its kind, which a place in an order is among;
    `near_peers` those that some count among them and some do not (the federal district among the states).
    `restricted` names what restricts the claim and is not in the data: the official count is then only the most that
    can be true. `tentative` says why the link is too thin for a discrepancy; `explicit` is True when the claim's own
    phrase names the dataset's topic. `rate` are the two counts that a measure over another dataset follows from;
    `history` then holds what comes of them, for the searches that no evidence rests on. `way` is the way to count that
    the claim's words tell, of several that the measure knows.
    """

    definition: MeasureDefinition
    history: History
    whole: History | None = None
    peers: tuple[History, ...] = ()
    near_peers: tuple[History, ...] = ()
    restricted: tuple[str, ...] = ()
    tentative: str = ""
    explicit: bool = False
    rate: Rate | None = None
    way: str = ""

    @property
    def max_age(self) -> timedelta:
        """How long a snapshot speaks for the time after it."""
        return timedelta(days=self.definition.max_age_days)

    @property
    def is_change(self) -> bool:
        """Whether the measure's own values are changes ("inflation"), so that a change is compared as it stands."""
        return self.definition.aggregate == "change" or (
            self.definition.accumulation == "flow" and self.definition.unit == "percent"
        )

    @property
    def label(self) -> str:
        """The measure with its scope, for people."""
        name = wording.named(self.definition.name, self.history.scope)
        return f"{name} ({self.way})" if self.way else name
