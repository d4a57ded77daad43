"""docs/database.md shows the tables as they are."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from claimtrack.store.describe import tables_in_markdown
from claimtrack.store.tables import metadata

PAGE = Path(__file__).parents[2] / "docs" / "database.md"


def test_the_page_is_up_to_date() -> None:
    pytest.importorskip("cogapp", reason="no cog here: pip install cogapp")
    command = [sys.executable, "-m", "cogapp", "--check", PAGE.name]
    done = subprocess.run(command, cwd=PAGE.parent, capture_output=True, text=True, check=False)
    assert done.returncode == 0, f"run cog -r docs/database.md\n{done.stdout}{done.stderr}"
    assert tables_in_markdown() in PAGE.read_text(encoding="utf-8")


def test_every_table_and_column_is_explained() -> None:
    for table in metadata.sorted_tables:
        assert set(table.info) == {"doc", "writes"}
        assert all(column.doc for column in table.columns), table.name
