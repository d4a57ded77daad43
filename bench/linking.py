"""Which of 24 country measures a web sentence is about, the measure not given (Vlachos and Riedel, EMNLP 2015).

    python bench/linking.py FOLDER [--errors]

FOLDER holds claims_dev.csv (rows: sentence, number, measure, country, Y or N), measures.json and aliases.json. The
claim is the extracted number equal to the row's, else the nearest to it; a row whose number is not extracted is not
linked.

Prints, in percent: the Y rows whose first measure is the row's ("right measure"), those whose place is the row's too
and that nothing restricts further ("and place"), and the N rows that are so linked. An N row is one whose number is of
another measure, another place, or a part of the measure: its link is an error where measure and place are the row's.
The N rows with the row's measure first whatever the place, and those linked to any measure, are printed too.
"""

from __future__ import annotations

import csv
import json
import sys
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import Any

from linking_catalogue import MEASURES, UNITS

from claimtrack.claims.claim import Claim
from claimtrack.claims.extract import extract_many, passage
from claimtrack.corpus.document import Document
from claimtrack.datasets.dataset import Descriptor, Dimension, MeasureDefinition, QualityRules
from claimtrack.matching.link import Link, Unlinked
from claimtrack.matching.matcher import Matcher

WHOLE = "Earth"
"""The place that stands for all the others."""
FAR = Decimal("0.05")
"""Share by which the nearest number may differ: beyond it the row's number was not extracted."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Linked:
    """A row with what its number was linked to (None: the number was not extracted)."""

    row: dict[str, str]
    found: Link | Unlinked | None

    @property
    def measure(self) -> bool:
        """Whether the row's measure comes first and alone."""
        link = self.found
        return isinstance(link, Link) and not link.ambiguous and link.best.measure == self.row["property"]

    def placed(self, country: str) -> bool:
        """Whether measure and place are the row's and nothing restricts the number further."""
        link = self.found
        return self.measure and isinstance(link, Link) and not link.unmodelled and dict(link.scope).get("c") == country


def described(folder: Path) -> tuple[Descriptor, dict[str, tuple[str, ...]]]:
    """Return the catalogue's dataset and the values of its one dimension."""
    named = json.loads((folder / "measures.json").read_text())
    countries: dict[str, list[str]] = json.loads((folder / "aliases.json").read_text())
    countries = {country: also for country, also in countries.items() if country != WHOLE}
    aliases = tuple(
        (country, tuple(wording.strip() for wording in also)) for country, also in countries.items() if also
    )
    measures = tuple(_measure(name, named[name], written) for name, written in MEASURES.items())
    descriptor = Descriptor(
        name="countries", title="Country statistics", kind="series", homepage=None, folder=None, observed_at=(),
        quality=QualityRules(), normalise=(), measures=measures,
        dimensions=(Dimension(name="c", column="c", aliases=aliases, total=(WHOLE,), names=True),),
    )  # fmt: skip
    return descriptor, {"c": tuple(countries)}


def _measure(name: str, declared: dict[str, str], written: dict[str, Any]) -> MeasureDefinition:
    unit = UNITS[declared["expectedType"].rpartition("/")[2]]
    values = {"unit": unit, **written, "aliases": (declared["name"], *written.get("aliases", ()))}
    return MeasureDefinition(name=name, title=declared["name"], aggregate="value", columns=(name,), **values)


def nearest(claims: tuple[Claim, ...], wanted: Decimal) -> Claim | None:
    """Return the number that is the row's: an equal one, a checkable one first, else the nearest within reach."""
    valued = [(claim, claim.quantity.value) for claim in claims if claim.quantity.value is not None]
    near = [(abs(value - wanted), not claim.checkable, at) for at, (claim, value) in enumerate(valued)]
    if not near:
        return None
    away, _, at = min(near)
    return valued[at][0] if away <= FAR * abs(wanted) else None


def run(folder: Path) -> Iterator[Linked]:
    """Yield every row with its link."""
    descriptor, values = described(folder)
    matcher = Matcher([descriptor], {descriptor.name: values})
    with (folder / "claims_dev.csv").open(newline="") as file:
        rows = list(csv.DictReader(file))
    documents = {text: passage(text) for text in dict.fromkeys(row["sentence_plain"] for row in rows)}
    read = {document.text: (document, claims) for document, claims in extract_many(documents.values())}
    for row in rows:
        yield Linked(row=row, found=_link(matcher, *read[row["sentence_plain"]], row))


def _link(
    matcher: Matcher, document: Document, claims: tuple[Claim, ...], row: dict[str, str]
) -> Link | Unlinked | None:
    claim = nearest(claims, Decimal(row["claim_value"]))
    return None if claim is None else matcher.link(claim, document)


def place_of(row: dict[str, str], countries: dict[str, list[str]]) -> str:
    """Return the country that a row names in whichever wording."""
    known = {w.strip().lower(): c for c, also in countries.items() for w in (*also, c)}
    return known.get(row["country"].lower(), row["country"])


def main() -> int:
    """Measure and print."""
    folder = Path(sys.argv[1])
    countries = json.loads((folder / "aliases.json").read_text())
    found = list(run(folder))
    true = [one for one in found if one.row["label"] == "Y"]
    false = [one for one in found if one.row["label"] == "N"]
    print(f"{len(MEASURES)} measures, {len(true)} Y rows, {len(false)} N rows")
    right = sum(one.measure for one in true)
    placed = sum(one.placed(place_of(one.row, countries)) for one in true)
    wrong = [one for one in false if one.placed(place_of(one.row, countries))]
    anywhere = sum(one.measure for one in false)
    print(f"Y: right measure {100 * right / len(true):.1f} %, and place {100 * placed / len(true):.1f} %")
    to_any = sum(isinstance(one.found, Link) and not one.found.ambiguous for one in false)
    shares = [100 * number / len(false) for number in (len(wrong), anywhere, to_any)]
    print("N: linked {:.1f} % (the row's measure, any place {:.1f} %; any measure {:.1f} %)".format(*shares))
    if "--errors" in sys.argv:
        report(true, wrong, countries)
    return 0


def report(true: list[Linked], wrong: list[Linked], countries: dict[str, list[str]]) -> None:
    """Print the Y rows that are not linked and the N rows that are, and why."""
    for one in true:
        if not one.placed(place_of(one.row, countries)):
            print("MISS" if not one.measure else "PLACE", *_line(one), sep=" | ")
    for one in wrong:
        print("FALSE", *_line(one), sep=" | ")
    missed = Counter(one.row["property"] for one in true if not one.measure)
    print("missed:", dict(missed), "false:", dict(Counter(one.row["property"] for one in wrong)))


def _line(one: Linked) -> tuple[str, ...]:
    row, link = one.row, one.found
    if isinstance(link, Link):
        told = f"{link.best.measure} {link.scope} {link.unmodelled} {[r.best.measure for r in link.ambiguous]}"
    else:
        told = "no number" if link is None else link.text
    return row["property"], row["country"], row["claim_value"], told, row["sentence_plain"][:260]


if __name__ == "__main__":
    sys.exit(main())
