"""Counts with those of the list published beside them added in."""

from __future__ import annotations

from datetime import timedelta

from builders import history, observation

from claimtrack.measures.together import added_up


def test_counts_are_added_up_where_both_lists_were_seen_near_each_other() -> None:
    signed = history(observation("2025-05-20", 603), observation("2025-07-01", 700), measure="agreements")
    pending = history(observation("2025-05-19", 83), observation("2025-05-29", 68), measure="applications")
    both = added_up(signed, pending, timedelta(days=14))
    assert both.measure == "agreements and applications"
    assert [(o.at.day, int(o.value)) for o in both.observations] == [(20, 686)]
