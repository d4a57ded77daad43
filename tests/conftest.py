"""Fixtures for tests of more than one room."""

from __future__ import annotations

from servers import postgresql_url, server

__all__ = ["postgresql_url", "server"]
