"""Fixtures for tests of more than one room; property tests run without a clock, on the same examples everywhere."""

from __future__ import annotations

from hypothesis import settings
from islands import judge_in
from servers import postgresql_url, server

__all__ = ["judge_in", "postgresql_url", "server"]

settings.register_profile("claimtrack", deadline=None, derandomize=True)
settings.load_profile("claimtrack")
