"""The states, the federal district and the territories of the United States: names, postal codes, older abbreviations.

Source of the codes: USPS Publication 28; of the abbreviations: the Associated Press stylebook's traditional forms.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Term:
    """One value of a vocabulary: its canonical spelling, other full wordings, and short codes (case matters in text).

    `kind` tells kinds of values apart: state, district, territory.
    """

    value: str
    wordings: tuple[str, ...] = ()
    codes: tuple[str, ...] = ()
    kind: str = ""


_STATES = """
Alabama AL Ala. | Alaska AK Alaska | Arizona AZ Ariz. | Arkansas AR Ark. | California CA Calif. | Colorado CO Colo.
Connecticut CT Conn. | Delaware DE Del. | Florida FL Fla. | Georgia GA Ga. | Hawaii HI Hawaii | Idaho ID Idaho
Illinois IL Ill. | Indiana IN Ind. | Iowa IA Iowa | Kansas KS Kan. | Kentucky KY Ky. | Louisiana LA La.
Maine ME Maine | Maryland MD Md. | Massachusetts MA Mass. | Michigan MI Mich. | Minnesota MN Minn.
Mississippi MS Miss. | Missouri MO Mo. | Montana MT Mont. | Nebraska NE Neb. | Nevada NV Nev.
New Hampshire NH N.H. | New Jersey NJ N.J. | New Mexico NM N.M. | New York NY N.Y. | North Carolina NC N.C.
North Dakota ND N.D. | Ohio OH Ohio | Oklahoma OK Okla. | Oregon OR Ore. | Pennsylvania PA Pa.
Rhode Island RI R.I. | South Carolina SC S.C. | South Dakota SD S.D. | Tennessee TN Tenn. | Texas TX Tex.
Utah UT Utah | Vermont VT Vt. | Virginia VA Va. | Washington WA Wash. | West Virginia WV W.Va.
Wisconsin WI Wis. | Wyoming WY Wyo.
"""


def _state(entry: str) -> Term:
    *name, code, abbreviation = entry.split()
    value = " ".join(name)
    wordings = ("Washington state", "state of Washington") if value == "Washington" else ()
    codes = (code,) if abbreviation == value else (code, abbreviation)
    return Term(value=value, wordings=wordings, codes=codes, kind="state")


_ELSEWHERE = (
    Term(
        value="District of Columbia",
        wordings=("Washington, D.C.", "Washington DC"),
        codes=("DC", "D.C."),
        kind="district",
    ),
    Term(value="American Samoa", codes=("AS",), kind="territory"),
    Term(value="Guam", codes=("GU",), kind="territory"),
    Term(
        value="Northern Mariana Islands",
        wordings=("Commonwealth of the Northern Mariana Islands", "Northern Marianas"),
        codes=("MP", "CNMI"),
        kind="territory",
    ),
    Term(value="Puerto Rico", codes=("PR", "P.R."), kind="territory"),
    Term(
        value="U.S. Virgin Islands",
        wordings=("Virgin Islands", "United States Virgin Islands", "US Virgin Islands"),
        codes=("VI", "USVI"),
        kind="territory",
    ),
)

US_STATES: tuple[Term, ...] = (
    *(_state(entry.strip()) for line in _STATES.strip().splitlines() for entry in line.split("|")),
    *_ELSEWHERE,
)
"""All values of the vocabulary `us-state`, states first, then the district and the territories."""
