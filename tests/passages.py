"""Passages judged as a user's are: from the text to the verdict."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import claimtrack
from claimtrack.corpus.document import Source
from claimtrack.errors import ClaimtrackError
from claimtrack.pipeline.verifying import Options, Verification
from claimtrack.verdicts.check import Check

JudgeSentence = Callable[..., Check]
"""Text, the quoted number, options in; the number's check out."""


def judging_in(workspace: Path, heading: str = "", published: str = "2025-09-03") -> JudgeSentence:
    """Return what verifies a text of that day, as a page of the workspace, and gives a number's check."""
    desk = claimtrack.open(workspace)
    page = workspace / "page.txt"

    def check(text: str, exact: str, published: str = published, profile: str | None = None) -> Check:
        page.write_text(f"{heading}{text}\n", encoding="utf-8")
        (result,) = desk.verify(page, published=published, profile=profile)
        assert not isinstance(result, ClaimtrackError), result
        return next(c for c in result.checks if exact in c.claim.quote.exact)

    return check


def checks_alone(text: str, headline: str | None = None, profile: str = "newsroom") -> tuple[Check, ...]:
    """Judge a passage, or a page with a headline, with no workspace and no dataset at all."""
    media, data = "passage", text
    if headline is not None:
        body = "".join(f"<p>{paragraph}</p>" for paragraph in text.split("\n"))
        page = f"<head><title>{headline}</title></head><body><article><h1>{headline}</h1>{body}</article></body>"
        media, data = "html", f"<html>{page}</html>"
    with Verification(None, Options(profile=profile), keep=False) as run:
        (result,) = run.run([Source(name="told", media=media, data=data.encode())])
    assert not isinstance(result, ClaimtrackError), result
    return result.checks
