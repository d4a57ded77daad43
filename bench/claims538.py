"""Claims about undeclared survey tables, verified in-process and scored.

    python bench/claims538.py [FOLDER] [-o CHECKS.json] [--errors]

FOLDER holds `claims538/` (claims.jsonl and tables/) beside `alter_claims538.py` and `score_claims538.py`; the default
is ../shared/bench. Each table gets a workspace of its own, into which it is taken as it is, no descriptor written. Each
claim, and each altered copy, is verified there as a document of its own, published on the claim's date.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import tempfile
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from claimtrack.corpus.read import find_sources
from claimtrack.errors import ClaimtrackError
from claimtrack.inventory import add_dataset
from claimtrack.period import parse_stamp
from claimtrack.pipeline.verifying import Options, Verification
from claimtrack.publish.contract import check_record, document_record, dumps
from claimtrack.settings import Workspace, find_workspace, make_workspace

SHARED = Path(__file__).parents[2] / "shared" / "bench"

Groups = dict[str, dict[str, list[Path]]]
"""The documents of each table, by the date they were published on."""


def workspace_of(table: Path, root: Path) -> Workspace:
    """Make a workspace that holds one table, as it is."""
    make_workspace(root)
    workspace = find_workspace(root)
    _, errors = add_dataset(workspace, str(table))
    for error in errors:
        raise error
    return workspace


def grouped(claims: Path, texts: Path) -> Groups:
    """Sort the texts by table and date."""
    known = {claim["id"]: claim for claim in map(json.loads, claims.read_text(encoding="utf-8").splitlines())}
    groups: Groups = defaultdict(lambda: defaultdict(list))
    for text in sorted(texts.iterdir()):
        claim = known[text.stem.split("~")[0]]
        groups[claim["table"]][claim["date"]].append(text)
    return groups


def checked(workspace: Workspace, dated: dict[str, list[Path]]) -> Iterator[dict[str, Any]]:
    """Yield a record for each document, as `verify --format json` prints it."""
    for date, texts in dated.items():
        with Verification(workspace, Options(published=parse_stamp(date)), keep=False) as run:
            sources = (source for text in texts for source in find_sources(str(text), root=workspace.root))
            for result in run.run(sources):
                if isinstance(result, ClaimtrackError):
                    raise result
                records = [check_record(check, result.document) for check in result.checks]
                yield document_record(result.document, records)


def main() -> None:
    """Build, verify, score."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", nargs="?", type=Path, default=SHARED)
    parser.add_argument("-o", "--output", type=Path)
    parser.add_argument("--errors", action="store_true")
    asked = parser.parse_args()
    claims = asked.folder / "claims538" / "claims.jsonl"
    with tempfile.TemporaryDirectory() as place:
        texts, output = Path(place) / "texts", asked.output or Path(place) / "checks.json"
        subprocess.run([sys.executable, asked.folder / "alter_claims538.py", claims, texts], check=True)
        documents = []
        for table, dated in grouped(claims, texts).items():
            workspace = workspace_of(asked.folder / "claims538" / "tables" / table, Path(place) / table)
            documents += list(checked(workspace, dated))
        output.write_text(dumps({"documents": documents}), encoding="utf-8")
        more = ["--errors"] if asked.errors else []
        subprocess.run([sys.executable, asked.folder / "score_claims538.py", claims, output, *more], check=True)


if __name__ == "__main__":
    main()
