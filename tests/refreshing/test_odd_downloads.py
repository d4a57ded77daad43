"""Downloads whose headers are hostile or wrong, and folders of archives that are not there."""

from __future__ import annotations

from pathlib import Path

import pytest
from loopback import Site
from watched_site import refresh, watching
from workspaces import claimtrack, rows

from claimtrack.sources.registry import add_sources
from claimtrack.sources.source import Kind, WatchedSource


def download(root: Path, site: Site, **headers: str) -> str:
    """Watch a file that is sent with these headers, and return its address."""
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    url = site.answer("/list.csv", rows(131, 31).encode(), headers={"Content-Type": "text/csv", **named})
    source = WatchedSource(url=url, kind=Kind.DATASET, dataset="library-branches")
    add_sources(root / "corpus" / "sources.toml", [source])
    return url


def test_a_file_name_longer_than_the_disk_takes_is_cut(tmp_path: Path, site: Site) -> None:
    root = watching(tmp_path / "w", site)
    name = "%E4%B8%AD" * 118 + "-2025-10-01.csv"
    url = download(root, site, Content_Disposition=f"attachment; filename*=UTF-8''{name}")
    assert [s["observed_at"][:10] for s in refresh(root, url)["snapshots"]] == ["2025-10-01"]


@pytest.mark.parametrize("said", ["Wed, 01 Oct 2025 00:00:00 +99999999999999", "Wed, 01 Oct 9999 10:00:00 GMT"])
def test_a_last_modified_that_can_not_be_is_no_date(said: str, tmp_path: Path, site: Site) -> None:
    root = watching(tmp_path / "w", site)
    url = download(root, site, Last_Modified=said)
    found = refresh(root, url, code=4)
    assert [(error["source"], error["message"][:11]) for error in found["errors"]] == [(url, "has no date")]
    assert not found["snapshots"]


def test_a_last_modified_without_a_zone_is_a_date(tmp_path: Path, site: Site) -> None:
    root = watching(tmp_path / "w", site)
    url = download(root, site, Last_Modified="Wed, 01 Oct 2025 00:00:00 -0000")
    assert [s["observed_at"][:10] for s in refresh(root, url)["snapshots"]] == ["2025-10-01"]


def test_a_folder_of_archives_that_is_away_is_told(tmp_path: Path, site: Site) -> None:
    root = watching(tmp_path / "w", site)
    away = WatchedSource(url=(tmp_path / "away").as_uri(), kind=Kind.WARC)
    add_sources(root / "corpus" / "sources.toml", [away])
    done = claimtrack("refresh", away.url, cwd=root)
    assert done.code == 4
    assert "there is no such folder or file" in done.out
    (tmp_path / "away").mkdir()
    assert claimtrack("refresh", away.url, cwd=root).out.startswith("refreshed 1 of 1 source ")
