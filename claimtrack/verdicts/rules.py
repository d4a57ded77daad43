"""The reason codes: an id, what it means for people, a worked example. The one table that everything prints from."""

from __future__ import annotations

from dataclasses import dataclass

RULESET = "1"
"""The rule set's version: it changes when a rule may judge the same claim and data differently."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """A reason code. `effect` says what the code goes with: agrees, caveat, discrepancy, cause or undetermined."""

    code: str
    title: str
    effect: str
    sentence: str
    example: str


def _rule(code: str, title: str, effect: str, sentence: str, example: str) -> Rule:
    return Rule(code=code, title=title, effect=effect, sentence=sentence, example=example)


RULES: tuple[Rule, ...] = (
    _rule("EXA", "exact", "agrees", "The official value is the number as written.", "958 for 958"),
    _rule(
        "RND",
        "rounds to it",
        "agrees",
        "The official value rounds to the number at a power of ten no larger than its trailing zeros, within 5 %.",
        "8,500 for 8,501",
    ),
    _rule(
        "CRS",
        "coarse rounding",
        "caveat",
        "The number keeps one significant digit, or is 5 to 10 % off: right as a round number only.",
        "1,000 for 958",
    ),
    _rule(
        "TRN",
        "truncated",
        "caveat",
        "The official value was cut off, not rounded; the profile strict calls this a discrepancy.",
        "609 % for 609.63 %",
    ),
    _rule(
        "CEI",
        "rounded up",
        "caveat",
        "The official value reaches the number only when rounded up; the profile strict calls this a discrepancy.",
        "610 % for 609.2 %",
    ),
    _rule(
        "WKB",
        "weak bound",
        "caveat",
        "The bound holds, but the official value lies a whole step of the written number beyond it.",
        "over 900 for 1,372",
    ),
    _rule(
        "LSE",
        "loose",
        "caveat",
        "The wording is approximate and the official value is 5 to 10 % away, or the word names a wide range.",
        "about 1,000 for 915",
    ),
    _rule(
        "UPT",
        "far below",
        "caveat",
        "“Up to” holds, but the official value is less than 90 % of the number.",
        "up to 1,000 for 700",
    ),
    _rule(
        "CLN",
        "depends on cleaning",
        "undetermined",
        "How names are cleaned changes the official count, and the claim falls inside the difference.",
        "685 agencies for 685 to 692",
    ),
    _rule(
        "VAL+",
        "overstated",
        "discrepancy",
        "The number is larger than the official value allows under every reading.",
        "958 agencies for 796",
    ),
    _rule(
        "VAL-",
        "understated",
        "discrepancy",
        "The number is smaller than the official value allows under every reading.",
        "915 agreements for 958",
    ),
    _rule(
        "EQB",
        "equal to the bound",
        "discrepancy",
        "The wording promises more (or less) than the number, and the official value is just the number.",
        "more than 1,000 for 1,000",
    ),
    _rule(
        "DIR",
        "on the other side",
        "discrepancy",
        "The wording puts the official value on one side of the number; it lies on the other, close by.",
        "nearly 1,000 for 1,001",
    ),
    _rule(
        "OB1",
        "off by one",
        "cause",
        "The number is one away from an official value; a list's header row counted as a row does this.",
        "958 for 957 rows",
    ),
    _rule(
        "MSW",
        "measures swapped",
        "cause",
        "The number is right for another measure of the same dataset.",
        "958 agencies where 957 are agreements",
    ),
    _rule(
        "SSW",
        "scopes swapped",
        "cause",
        "The number is right for another scope of the same measure.",
        "a national figure given for one state",
    ),
    _rule(
        "OLD",
        "out of date",
        "cause",
        "The number was right at an earlier date, or is the figure for another period that was out by then.",
        "957 agreements on 11 September, when 1,000 were listed",
    ),
    _rule(
        "AHD",
        "ahead of its time",
        "cause",
        "The number fits only a snapshot published after the claim's date.",
        "1,000 agreements, nine days before the list held them",
    ),
    _rule(
        "MAG",
        "wrong magnitude",
        "cause",
        "The digits are right, the power of ten is not.",
        "6,761 for 6,761 thousand",
    ),
    _rule(
        "INT",
        "does not add up",
        "discrepancy",
        "The document's own numbers contradict each other.",
        "from 135 to 444, a 280 % increase",
    ),
    _rule(
        "SUM",
        "parts do not make the total",
        "discrepancy",
        "The parts that the document calls all of a total do not add up to it, each rounded as written.",
        "of the 957 agreements, 473 are task force, 357 warrant service and the remaining 128 jail: that is 958",
    ),
    _rule(
        "SHR",
        "share and count do not fit",
        "discrepancy",
        "The document gives a share, the count and the whole, and the count over the whole is another share.",
        "473 of 957, or 60 percent: it is 49.4 %",
    ),
    _rule(
        "HLB",
        "headline against body",
        "discrepancy",
        "The headline gives a number that its own story gives otherwise.",
        "“Council approves 54 permits” over “the council approved 45 permits”",
    ),
    _rule(
        "UDR",
        "unit drift",
        "undetermined",
        "The document puts the same number on two different things, or calls it percent once and points once.",
        "958 agreements, further down 958 agencies",
    ),
    _rule(
        "PCO",
        "percent of, not percent more",
        "discrepancy",
        "The percentage is the new value as a share of the old one, but the words call it an increase.",
        "135 to 958 called a 710 % increase: it is 610 %",
    ),
    _rule(
        "PPT",
        "points, not percent",
        "discrepancy",
        "The difference of two percentages is in percentage points, but the words call it percent.",
        "10 % to 15 % called up 5 %: it is 5 points, or 50 %",
    ),
    _rule(
        "RNC",
        "only thanks to rounding",
        "caveat",
        "The document's numbers fit together only because they are rounded themselves.",
        "1.2 million to 1.5 million, up 27 %",
    ),
    _rule("STY", "style", "caveat", "The wording is read in more than one way by readers.", "three times fewer"),
    _rule(
        "AMB",
        "ambiguous",
        "undetermined",
        "The wording has readings with different outcomes, all shown.",
        "a sixfold increase for 7.1 times",
    ),
    _rule(
        "BRK",
        "between snapshots",
        "undetermined",
        "The claim's date falls between two snapshots with different values, and the claim fits only some of them.",
        "622 agreements in late May, between 615 and 628",
    ),
    _rule(
        "STL",
        "no snapshot near enough",
        "undetermined",
        "The nearest snapshot is older than the measure allows, or no later one tells whether its value had moved.",
        "a list of January for a claim of April",
    ),
    _rule(
        "COV",
        "not covered",
        "undetermined",
        "No dataset of the workspace measures this, or none at this time.",
        "8,501 officers, in a list of agencies",
    ),
    _rule(
        "SCO",
        "scope not in the data",
        "undetermined",
        "The text restricts the number in a way that the dataset does not model.",
        "seven agencies in Lancaster County",
    ),
    _rule(
        "SCA",
        "scope assumed",
        "caveat",
        "The text names no scope, so the measure's default scope was compared.",
        "958 agreements, taken as nationwide",
    ),
    _rule(
        "UND",
        "not defined",
        "undetermined",
        "The figure can't be computed: a base of zero, or a change without a start.",
        "up 50 % from zero",
    ),
    _rule(
        "LOC",
        "another language's separators",
        "undetermined",
        "The number has a decimal comma, or dots between thousands. So read it may agree; it is never called wrong.",
        "8.501 officers for 8,501",
    ),
    _rule(
        "UNT",
        "nominal and real money",
        "undetermined",
        "One of the two amounts is adjusted for inflation, the other is not.",
        "$5 in 2017 dollars, beside the price of the day",
    ),
    _rule(
        "NCK",
        "not checkable as fact",
        "undetermined",
        "The number is planned, conditional or denied, not stated as a fact.",
        "over 2,000 more scheduled by the end of the year",
    ),
)

RULES_BY_CODE = {rule.code: rule for rule in RULES}
