"""Wordings by which a publisher says that a text was corrected, with ids. One holds for all of its text."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Note:
    """A wording (a regular expression, read without regard to case) that announces a correction in a paragraph."""

    id: str
    pattern: str


_TEXT = r"(?:story|article|report|post|page|piece|item|release|press release|news release|statement|version|headline)"

NOTES: tuple[Note, ...] = (
    # At the start of a paragraph: "Correction:", "CORRECTION (Sept. 4):", "Clarification —", "Corrected: …".
    Note(id="note.label", pattern=r"^\W*(?:corrections?|corrected|clarifications?|clarified|erratum|errata|"
                                  r"corrigend(?:um|a)|retraction)\b\s*(?:\([^)]{1,40}\))?\W{0,2}?(?:[:—–]|\s-\s)"),
    Note(id="note.dated_label", pattern=r"^\W*(?:correction|clarification),? (?:appended|made|issued|added|"
                                        r"on |[a-z]+\.? \d{1,2}\b)"),
    # "Editor's note" alone also opens notes of other kinds; it is taken for one, as it tells readers to look.
    Note(id="note.editor", pattern=r"^\W*editor(?:['’]?s|s['’])? notes?\b"),
    # "An earlier version of this article said 958."
    Note(id="note.earlier_version", pattern=rf"\b(?:earlier|previous|prior|original|initial|first) (?:version|edition|"
                                            rf"draft)s? of (?:this|the|our) {_TEXT}\b"),
    # "This story has been updated to correct …", "This article was amended on 4 September".
    Note(id="note.was_corrected", pattern=rf"\bthis {_TEXT} (?:has been|was|is) (?:since |later )?(?:corrected|amended|"
                                          r"revised|clarified)\b"),
    Note(id="note.updated_to", pattern=rf"\b(?:this {_TEXT}|it|which) (?:has been|was) (?:updated|changed|edited|"
                                       r"modified) (?:\w+ ){0,4}?(?:to (?:correct|fix|clarify|reflect|remove|show)|"
                                       r"because|after)\b"),
    Note(id="note.updated_bare", pattern=r"^\W*(?:updated|revised|amended) to (?:correct|fix|clarify|reflect)\b"),
    # Agencies' style: "(Corrects to 957 from 958 in paragraph 2)".
    Note(id="note.corrects", pattern=r"^\W*corrects\b|\bwe (?:have )?(?:corrected|regret the error)\b"),
    Note(id="note.corrected_version", pattern=r"\bthis is a corrected version\b|\(corrected\)"),
)  # fmt: skip
