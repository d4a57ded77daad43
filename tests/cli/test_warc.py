"""verify and extract read the pages in a WARC file."""

from __future__ import annotations

import json
from pathlib import Path

from archived import received
from workspaces import Run

from claimtrack.corpus.archive.writing import ArchiveWriter

PAGE = b"<html><body><article><h1>Libraries</h1><p>The library runs 127 branches.</p></article></body></html>"


def test_the_pages_of_a_warc_file_are_documents_named_by_their_addresses(workspace: Path, run: Run) -> None:
    with ArchiveWriter(workspace / "warcs") as writer:
        writer.keep(received(PAGE, url="https://example.org/one"))
        damaged = writer.keep(received(b"", url="https://example.org/lost"))
        writer.keep(received(PAGE, url="https://example.org/two"))
    path = workspace / "warcs" / damaged.file
    content = bytearray(path.read_bytes())
    content[damaged.offset + 40] ^= 1
    path.write_bytes(content)
    for target in ("warcs", f"warcs/{path.name}"):
        done = run("verify", target, "--format", "json")
        report = json.loads(done.out)
        assert [(document["source"], document["url"]) for document in report["documents"]] == [
            ("https://example.org/one", "https://example.org/one"),
            ("https://example.org/two", "https://example.org/two"),
        ]
        assert {document["date_published"] for document in report["documents"]} == {None}
        assert all(len(document["claims"]) == 1 for document in report["documents"])
        (error,) = report["errors"]
        assert f"{path.name} at byte {damaged.offset:,}" in error["source"]
        assert done.code == 4
