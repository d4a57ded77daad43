"""A parsed sentence as plain lists, so that only the component module knows the parser."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Parse:
    """Tokens of one sentence with Penn tags and a dependency tree; all five lists run in parallel.

    Offsets count from the start of the sentence; `heads` holds indices of tokens, a root being its own head.
    """

    starts: list[int]
    ends: list[int]
    tags: list[str]
    deps: list[str]
    heads: list[int]

    def __len__(self) -> int:
        return len(self.starts)

    def at(self, offset: int) -> int:
        """Return the index of the token that holds or follows `offset` (the last one when there is none)."""
        index = bisect_right(self.starts, offset) - 1
        if index >= 0 and offset < self.ends[index]:
            return index
        return min(index + 1, len(self.starts) - 1)


EMPTY = Parse(starts=[], ends=[], tags=[], deps=[], heads=[])
