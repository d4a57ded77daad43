from __future__ import annotations

import io
import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from claimtrack.corpus import read
from claimtrack.corpus.document import Source
from claimtrack.corpus.extract import MAX_BYTES
from claimtrack.corpus.read import find_sources
from claimtrack.errors import ClaimtrackError, DocumentError


def lines(found: Iterator[Source | ClaimtrackError]) -> list[str]:
    return [item.name if isinstance(item, Source) else str(item) for item in found]


@pytest.mark.parametrize(
    ("name", "media"), [("a.html", "html"), ("a.HTM", "html"), ("a.txt", "text"), ("a.md", "text"), ("article", "text")]
)
def test_a_file(tmp_path: Path, name: str, media: str) -> None:
    path = tmp_path / name
    path.write_bytes(b"958 agreements")
    (source,) = find_sources(str(path), stdin=None)
    assert source == Source(name=str(path), media=media, data=b"958 agreements")


def test_a_file_without_a_suffix_is_looked_into(tmp_path: Path) -> None:
    (tmp_path / "page").write_bytes(b"\n <!DOCTYPE HTML><p>x")
    (source,) = find_sources(str(tmp_path / "page"), stdin=None)
    assert isinstance(source, Source)
    assert source.media == "html"


def test_a_folder_is_read_in_order_without_hidden_and_other_files(tmp_path: Path) -> None:
    for name in ("b.txt", "a/z.html", "a/b/c.md", "c.htm", ".hidden.txt", ".git/x.txt", "d.csv", "e.xlsx"):
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("x")
    found = lines(find_sources(str(tmp_path), stdin=None))
    assert [os.path.relpath(name, tmp_path) for name in found] == ["a/b/c.md", "a/z.html", "b.txt", "c.htm"]


def test_links_to_folders_are_not_followed(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("x")
    (tmp_path / "loop").symlink_to(tmp_path, target_is_directory=True)
    (tmp_path / "broken.txt").symlink_to(tmp_path / "nowhere")
    assert lines(find_sources(str(tmp_path), stdin=None)) == [str(tmp_path / "a.txt")]


def test_what_can_not_be_read_is_one_error_and_the_rest_goes_on(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("a.txt", "locked/b.txt", "c.txt", "d.txt"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text("x")
    real_iterdir, real_open = Path.iterdir, Path.open

    def iterdir(self: Path) -> Iterator[Path]:
        if self.name == "locked":
            raise PermissionError(13, "Permission denied")
        return real_iterdir(self)

    def opened(self: Path, *args: object, **options: object) -> object:
        if self.name == "c.txt":
            raise OSError(5, "Input/output error")
        return real_open(self, *args, **options)  # type: ignore[arg-type]

    monkeypatch.setattr(Path, "iterdir", iterdir)
    monkeypatch.setattr(Path, "open", opened)
    assert lines(find_sources(str(tmp_path), stdin=None)) == [
        str(tmp_path / "a.txt"),
        f"{tmp_path / 'c.txt'}: can't be read: input/output error (check its permissions)",
        str(tmp_path / "d.txt"),
        f"{tmp_path / 'locked'}: can't be read: permission denied (check its permissions)",
    ]


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read every folder")
def test_a_folder_without_permission(tmp_path: Path) -> None:
    tmp_path.chmod(0)
    try:
        (error,) = find_sources(str(tmp_path), stdin=None)
    finally:
        tmp_path.chmod(0o700)
    assert isinstance(error, DocumentError)


def test_nothing_to_read(tmp_path: Path) -> None:
    (tmp_path / "x.csv").write_text("a,b")
    hint = "claimtrack reads .html, .htm, .txt, .md, .warc and .warc.gz"
    assert lines(find_sources(str(tmp_path), stdin=None)) == [f"{tmp_path}: no documents in this folder ({hint})"]
    assert lines(find_sources(str(tmp_path / "x.csv"), stdin=None)) == [
        f"{tmp_path / 'x.csv'}: .csv files are not read ({hint})"
    ]
    assert lines(find_sources(str(tmp_path / "no.txt"), stdin=None)) == [
        f"{tmp_path / 'no.txt'}: no such file or folder (check the path)"
    ]
    assert lines(find_sources("a\0b\x1b", stdin=None)) == ["ab: no such file or folder (check the path)"]
    assert len(lines(find_sources("x" * 5000, stdin=None))) == 1


def test_special_files_are_not_opened(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.txt")
    assert "no documents" in lines(find_sources(str(tmp_path), stdin=None))[0]
    assert "no such file" in lines(find_sources(str(tmp_path / "pipe.txt"), stdin=None))[0]


def test_standard_input() -> None:
    (page,) = find_sources("-", stdin=io.BytesIO(b"<html><p>x"))
    assert page == Source(name="-", media="html", data=b"<html><p>x")
    (text,) = find_sources("-", stdin=io.BytesIO(b"958 < 1,000"))
    assert isinstance(text, Source)
    assert text.media == "text"
    assert lines(find_sources("-", stdin=None)) == ["-: no standard input here (name a file instead)"]


def test_one_page_at_a_time(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for index in range(5):
        (tmp_path / f"{index}.txt").write_text("x")
    opened: list[str] = []
    real = read._from_file
    monkeypatch.setattr(read, "_from_file", lambda path: (opened.append(path.name), real(path))[1])
    found = find_sources(str(tmp_path), stdin=None)
    assert opened == []
    next(found)
    assert opened == ["0.txt"]


def test_no_more_is_read_than_the_cap_needs(tmp_path: Path) -> None:
    path = tmp_path / "big.txt"
    with path.open("wb") as file:
        file.truncate(MAX_BYTES * 3)
    (source,) = find_sources(str(path), stdin=None)
    assert isinstance(source, Source)
    assert len(source.data) == MAX_BYTES + 1


def test_an_address_that_can_not_be_fetched_is_one_error() -> None:
    assert lines(find_sources("ftp://paper.example/x", stdin=None)) == [
        "ftp://paper.example/x: only http and https addresses are fetched (save the page and name the file)"
    ]
    assert "private or local network" in lines(find_sources("http://127.0.0.1/x", stdin=None))[0]
