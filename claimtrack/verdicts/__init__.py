"""Judging a claim against official values: admissible sets, changes, coincidence search, evidence."""
