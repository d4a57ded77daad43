"""The like of a place: a measure's values for every value of one dimension, apart from those that some do not count."""

from __future__ import annotations

from collections.abc import Callable, Collection

from claimtrack.datasets.dataset import Dimension
from claimtrack.datasets.normalisers import vocabulary
from claimtrack.measures.measure import History, Scope

Peers = tuple[tuple[History, ...], tuple[History, ...]]
"""The values of one kind (states), and those of another that some count among them (the federal district)."""


def kind_of(dimension: Dimension, value: str) -> str | None:
    """Return the kind of a dimension's value by its vocabulary (state, district, territory), None without one."""
    return _kinds(dimension).get(value)


def has_kind(dimension: Dimension, kind: str) -> bool:
    """Whether a dimension's vocabulary has values of a kind."""
    return kind in _kinds(dimension).values()


def peers_of(
    dimension: Dimension, kind: str | None, values: Collection[str], scope: Scope, history: Callable[[Scope], History]
) -> Peers:
    """Return a measure's histories for a dimension's `values` of a kind, and for those of another, beside a scope.

    The federal district is none of the states, but some count it there; groups of values and totals are no peers.
    """
    kinds = _kinds(dimension)
    found: dict[bool, list[History]] = {True: [], False: []}
    for value in sorted(set(values) - {*dimension.groups, *dimension.total}):
        if kinds and value not in kinds:
            continue
        one = history(tuple(sorted((*scope, (dimension.name, value)))))
        if one.observations:
            found[kinds.get(value) == kind].append(one)
    return tuple(found[True]), tuple(found[False])


def _kinds(dimension: Dimension) -> dict[str, str]:
    return {term.value: term.kind for term in vocabulary(dimension.vocabulary or "")}
