"""Normalisers: what one and the same thing is called, however its cell was typed.

Each gives a clean form (all rules) and, where cleaning is a judgement rather than a look-up, a trimmed form (only
spaces, case and curly marks evened out). Between the two lies what cleaning can make of a count.
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal, InvalidOperation
from functools import cache

from claimtrack.datasets.states import US_STATES, Term
from claimtrack.datasets.texts import collapse

VERSION = 3
"""Part of every cache's key: raise it whenever any normaliser gives another result."""

_MISSING = frozenset({"", "#na", "#n/a", "n/a", "na", "n.a.", "-", "--", "–", "—", "null", "none", "nan", "#ref!"})
_CURLY = str.maketrans(
    {"‘": "'", "’": "'", "ʼ": "'", "`": "'", "´": "'", "“": '"', "”": '"', "‐": "-", "‑": "-", "–": "-"}
)


def present(text: str) -> str | None:
    """Return the collapsed text, or None when it says that there is no value: empty, #NA, N/A, a dash."""
    collapsed = collapse(text)
    return None if collapsed.casefold() in _MISSING else collapsed


def _evened(text: str) -> str | None:
    """Spaces, case and curly marks evened out: the least that makes two spellings the same."""
    kept = present(text)
    return None if kept is None else kept.translate(_CURLY).casefold()


_WORDS = {
    "&": "and",
    "dept": "department",
    "depts": "departments",
    "co": "county",
    "cnty": "county",
    "pd": "police department",
}
_CITY_OF = re.compile(r"^(?:city|town|village|borough|township) of (.+?) (police|department|marshal)")
_SHERIFF = re.compile(r"\bsheriffs? (?:department|office)\b")


def _organisation(text: str) -> str | None:
    """Punctuation, abbreviations, "City of X" and sheriff's "department" for "office" evened out as well."""
    evened = _evened(text)
    if evened is None:
        return None
    bare = re.sub(r"[^\w&]+", " ", evened.replace("'", "").replace("&", " & "))
    words = " ".join(_WORDS.get(word, word) for word in bare.split())
    words = _CITY_OF.sub(r"\1 \2", words)
    return _SHERIFF.sub("sheriffs office", words) or None


_COUNTY_WORDS = re.compile(r"\b(?:county|conty|counties|parish|borough|census area|municipality|district)\b")


def _county(text: str) -> str | None:
    """The county's bare name: without the word county, parish or borough, and with Saint as St."""
    evened = _evened(text)
    if evened is None:
        return None
    bare = re.sub(r"[^\w]+", " ", evened.replace("'", ""))
    bare = re.sub(r"\b(?:saint|ste)\b", "st", _COUNTY_WORDS.sub(" ", bare))
    return collapse(bare) or None


def _fold(text: str) -> str:
    return collapse(re.sub(r"[^a-z ]+", "", text.casefold().replace("-", " ")))


@cache
def _spellings() -> dict[str, str]:
    spelled: dict[str, str] = {}
    for term in US_STATES:
        for wording in (term.value, *term.wordings, *term.codes):
            spelled.setdefault(_fold(wording), term.value)
    return spelled


CLOSE = 0.85
MARGIN = 0.05


@cache
def _us_state(text: str) -> str | None:
    """The state's or territory's name from its name, code or abbreviation; a misspelling with one close match mended.

    What matches nothing is kept as typed, so that it is seen and not lost.
    """
    kept = present(text)
    if kept is None:
        return None
    folded = _fold(kept)
    spelled = _spellings()
    if folded in spelled:
        return spelled[folded]
    return _mended(folded) or kept


def _mended(folded: str) -> str | None:
    """Return the one state name close to a misspelling; None when none or several are."""
    if not 4 <= len(folded) <= 60:
        return None
    names = [_fold(term.value) for term in US_STATES]
    scored = sorted(((difflib.SequenceMatcher(None, folded, name).ratio(), name) for name in names), reverse=True)
    (best, name), (second, _) = scored[0], scored[1]
    return _spellings()[name] if best >= CLOSE and best - second >= MARGIN else None


_ISO_DATE = re.compile(
    r"(\d{4})-(\d{1,2})(?:-(\d{1,2}))?(?:[T ](\d{2}:\d{2}(?::\d{2})?(?:\.\d+)?)(Z|[+-]\d{2}:?\d{2})?)?"
)
_PART_OF_YEAR = re.compile(r"([12]\d{3})-?([QM])(0?[1-9]|1[0-2])")
_MONTH_FIRST = re.compile(r"(\d{1,2})([/.-]?)(\d{1,2})([/.-]?)(\d{4})")


@cache
def _date(text: str) -> str | None:
    """ISO, American month/day/year, also with a slash forgotten (05/082025), 2024-Q3 and 2024M07; else no date."""
    kept = present(text)
    if kept is None:
        return None
    try:
        if iso := _ISO_DATE.fullmatch(kept):
            return _iso(iso)
        american = _MONTH_FIRST.fullmatch(kept)
        if american and (american[2] or american[4]):
            return date(int(american[5]), int(american[1]), int(american[3])).isoformat()
        if quarter := _PART_OF_YEAR.fullmatch(kept):
            month = int(quarter[3]) * 3 - 2 if quarter[2] == "Q" else int(quarter[3])
            return date(int(quarter[1]), month, 1).isoformat()[:7]
        return date(int(kept), 1, 1).isoformat()[:4] if re.fullmatch(r"[12]\d{3}", kept) else None
    except ValueError:
        return None


def _iso(match: re.Match[str]) -> str:
    year, month, day, clock, zone = match.groups()
    if day is None:
        return date(int(year), int(month), 1).isoformat()[:7]
    if clock is None:
        return date(int(year), int(month), int(day)).isoformat()
    moment = datetime.fromisoformat(f"{year}-{month:>02}-{day:>02}T{clock}{(zone or '').replace('Z', '+00:00')}")
    whole_day = zone is None and (moment.hour, moment.minute, moment.second) == (0, 0, 0)
    return moment.date().isoformat() if whole_day else moment.isoformat().replace("+00:00", "Z")


def _plain_decimal(text: str) -> str | None:
    try:
        number = Decimal(text)
    except InvalidOperation:
        return None
    exponent = number.as_tuple().exponent
    if not isinstance(exponent, int) or abs(exponent) > 30 or abs(number.adjusted()) > 30:
        return None
    return format(number, "f")


_THOUSANDS = re.compile(r"[-+]?\d{1,3}(?:,\d{2,3})*,\d{3}(?:\.\d*)?")
"""Commas between digits that part thousands (or lakhs), and no decimals."""


@cache
def _number(text: str) -> str | None:
    """A number with or without thousands commas, a currency sign or a percent sign; (1,234) is negative."""
    kept = present(text)
    if kept is None:
        return None
    bare = kept.strip("$€£% ").replace("−", "-")
    if bare[:1] == "(" and bare[-1:] == ")":
        bare = f"-{bare[1:-1].strip('$€£% ')}"
    if "," in bare and not _THOUSANDS.fullmatch(bare):
        return None
    return _plain_decimal(bare.replace(",", ""))


_POINTS_FOR_COMMAS = str.maketrans(".,", ",.")


@cache
def _number_comma(text: str) -> str | None:
    """A number with a decimal comma: 1.234,5 or 1 234,5."""
    kept = present(text)
    return None if kept is None else _number(kept.replace(" ", "").translate(_POINTS_FOR_COMMAS))


@dataclass(frozen=True, slots=True, kw_only=True)
class Normaliser:
    """A rule set for one kind of column.

    `clean` gives the canonical value, None for none. `trimmed`, where set, gives a second, weaker form, and a count
    of distinct values is an interval between the two. `vocabulary` are the known values, where there is such a list.
    `strict` means that a filled cell which gives None could not be read, and is reported.
    """

    name: str
    title: str
    clean: Callable[[str], str | None]
    trimmed: Callable[[str], str | None] | None = None
    vocabulary: tuple[Term, ...] = ()
    strict: bool = False


NORMALISERS: dict[str, Normaliser] = {
    n.name: n
    for n in (
        Normaliser(name="text", title="spaces collapsed; #NA, N/A and dashes are no value", clean=present),
        Normaliser(
            name="organisation",
            title="names of agencies: case, spaces, curly marks (trimmed); punctuation, abbreviations, "
            '"City of X", sheriff\'s department for office (clean)',
            clean=_organisation,
            trimmed=_evened,
        ),
        Normaliser(
            name="us-state",
            title="US states, DC, territories by name, code or abbreviation; a misspelling with one close match mended",
            clean=_us_state,
            vocabulary=US_STATES,
        ),
        Normaliser(
            name="us-county",
            title="county names without county, parish or borough (clean); case and spaces (trimmed)",
            clean=_county,
            trimmed=_evened,
        ),
        Normaliser(
            name="date",
            title="ISO dates and times, American month/day/year, quarters (2024-Q3)",
            clean=_date,
            strict=True,
        ),
        Normaliser(name="number", title="numbers with thousands commas, $, %, (negative)", clean=_number, strict=True),
        Normaliser(
            name="number-comma", title="numbers with a decimal comma: 1.234,5", clean=_number_comma, strict=True
        ),
    )
}
"""Every normaliser by its id; generated into docs/datasets.md."""

DEFAULT = NORMALISERS["text"]


def vocabulary(name: str) -> tuple[Term, ...]:
    """Return the known values of a vocabulary (us-state), empty when there is none of that name."""
    return NORMALISERS[name].vocabulary if name in NORMALISERS else ()
