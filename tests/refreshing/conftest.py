"""A workspace that watches a loopback site."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from loopback import Site

sys.path.append(str(Path(__file__).parent))  # For watched_site: importlib mode adds no folder.


@pytest.fixture
def site() -> Iterator[Site]:
    with Site(sources=3, articles=9) as running:
        yield running
