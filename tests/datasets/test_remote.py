"""Datasets at an address: a package with its data, a bare table, and what is refused."""

from __future__ import annotations

import functools
import threading
from collections.abc import Iterator
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from claimtrack.errors import DescriptorError, DocumentError
from claimtrack.inventory import add_dataset, load_data
from claimtrack.settings import Workspace, find_workspace

PACKAGE = """\
{"name": "tides", "title": "Tides at Saltmere", "resources": [{"name": "tides", "path": "%s", "schema": {"fields": [
  {"name": "Date", "type": "date"}, {"name": "Height", "type": "number"}]}}]}
"""


class Quiet(SimpleHTTPRequestHandler):
    """A server of files that says nothing."""

    def log_message(self, *args: object) -> None:
        """Say nothing."""


@pytest.fixture
def site(tmp_path: Path) -> Iterator[tuple[Path, str]]:
    """A folder and the address that serves it."""
    folder = tmp_path / "site"
    (folder / "data").mkdir(parents=True)
    (folder / "data" / "tides.csv").write_text("Date,Height\n2024-01-01,3.4\n2024-01-02,3.6\n2024-01-03,3.1\n")
    server = ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(Quiet, directory=str(folder)))
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield folder, f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()


@pytest.fixture
def workspace(tmp_path: Path) -> Workspace:
    """An empty workspace."""
    root = tmp_path / "desk"
    root.mkdir()
    (root / "claimtrack.toml").write_text("")
    return find_workspace(root)


def test_a_package_is_fetched_with_its_data(site: tuple[Path, str], workspace: Workspace) -> None:
    folder, address = site
    (folder / "datapackage.json").write_text(PACKAGE % "data/tides.csv")
    descriptor, errors = add_dataset(workspace, f"{address}/datapackage.json", allow_private=True)
    assert (descriptor.name, errors) == ("tides", ())
    (snapshot,) = load_data(workspace).snapshots
    assert snapshot.rows == 3


def test_a_bare_table_is_fetched(site: tuple[Path, str], workspace: Workspace) -> None:
    _, address = site
    descriptor, errors = add_dataset(workspace, f"{address}/data/tides.csv", allow_private=True)
    assert (descriptor.name, descriptor.kind, errors) == ("tides", "table", ())


@pytest.mark.parametrize("path", ["../tides.csv", "/etc/tides.csv"])
def test_data_outside_of_a_package_is_not_fetched(site: tuple[Path, str], workspace: Workspace, path: str) -> None:
    folder, address = site
    (folder / "datapackage.json").write_text(PACKAGE % path)
    add_dataset(workspace, f"{address}/datapackage.json", allow_private=True)
    assert load_data(workspace).snapshots == ()


def test_a_private_address_and_what_is_no_dataset_are_refused(site: tuple[Path, str], workspace: Workspace) -> None:
    _, address = site
    with pytest.raises(DocumentError, match="private or local network"):
        add_dataset(workspace, f"{address}/datapackage.json")
    with pytest.raises(DescriptorError, match="neither a descriptor nor a table"):
        add_dataset(workspace, f"{address}/index.html", allow_private=True)
    with pytest.raises(DocumentError, match="404"):
        add_dataset(workspace, f"{address}/none.csv", allow_private=True)
