"""Cue words with ids: hedges, roles, modality, claimants."""

from __future__ import annotations

from dataclasses import dataclass

from claimtrack.quantity import Modifier


@dataclass(frozen=True, slots=True, kw_only=True)
class Hedge:
    """Words beside a number that bound or blur it; `side` is before or after."""

    id: str
    modifier: Modifier
    words: tuple[str, ...]
    side: str = "before"


def _hedges(modifier: Modifier, side: str, rows: str) -> tuple[Hedge, ...]:
    """Return a hedge per name from rows of "name: wording | wording"; rows of one name add up."""
    words: dict[str, tuple[str, ...]] = {}
    for row in rows.strip().splitlines():
        name, _, wordings = row.partition(":")
        words[name.strip()] = words.get(name.strip(), ()) + tuple(word.strip() for word in wordings.split("|"))
    return tuple(
        Hedge(id=f"modifier.{name}", modifier=modifier, words=found, side=side) for name, found in words.items()
    )


HEDGES: tuple[Hedge, ...] = (
    _hedges(Modifier.OVER, "before", """
        over: over | well over | far over | in excess of | exceeding | exceeds | exceeded | topping | topped
        over: surpassing | surpassed | beyond
        more_than: more than | well more than | greater than | higher than | better than | larger than
        more_than: longer than | north of | more than a
        upwards_of: upwards of | upward of | past | above
        passed: passed
    """)
    + _hedges(Modifier.JUST_OVER, "before", """
        just_over: just over | slightly over | just above | a little over | slightly more than
        just_over: a little more than | just more than | a bit more than | a shade over
    """)
    + _hedges(Modifier.AT_LEAST, "before", """
        at_least: at least | no fewer than | no less than | not less than | not fewer than | a minimum of
        at_least: minimum of | minimum
    """)
    + _hedges(Modifier.UNDER, "before", """
        under: under | well under | below | fewer than | less than | well below | lower than | sub - | short of
        under: sub | far fewer than | smaller than | shorter than
    """)
    + _hedges(Modifier.AT_MOST, "before", """
        at_most: at most | no more than | not more than | a maximum of | maximum of | no greater than
        at_most: no higher than | at the most | capped at | limited to
    """)
    + _hedges(Modifier.UP_TO, "before", """
        up_to: up to | as many as | as much as | as high as | as few as | as little as
    """)
    + _hedges(Modifier.NEARLY, "before", """
        nearly: nearly | almost | close to | approaching | nearing | not quite | very nearly | closing in on | near
        just_under: just under | just below | slightly under | slightly less than | slightly fewer than
        just_under: a little under | a little less than | just shy of | shy of | just short of
    """)
    + _hedges(Modifier.ABOUT, "before", """
        about: about | around | roughly | approximately | approx | approx . | circa | some | ~
        about: ≈ | c . | more or less | in the region of | in the neighborhood of | or so
        estimated: an estimated | estimated | an estimated total of | a reported
        roughly_as: something like | on the order of | in the ballpark of
    """)
    + _hedges(Modifier.EXACT, "before", """
        exactly: exactly | precisely | a total of | an even
    """)
    + _hedges(Modifier.OVER, "after", """
        plus: + | - plus | plus | and counting
    """)
    + _hedges(Modifier.AT_LEAST, "after", """
        or_more: or more | or higher | or above | or greater | or older | or over | and above | and up | at least
    """)
    + _hedges(Modifier.AT_MOST, "after", """
        or_less: or less | or fewer | or below | or under | or lower | at most | or younger
    """)
    + _hedges(Modifier.ABOUT, "after", """
        or_so: or so | - odd | - ish | give or take | - something | or thereabouts
    """)
)  # fmt: skip

SAY_VERBS = frozenset(
    "said says say announced announces reported reports told tells claimed claims notes noted stated states "
    "estimates estimated "
    "wrote writes argues argued confirmed boasted added testified insists insisted".split()
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Mood:
    """Wordings that make a number no fact: `modality` is planned, conditional or negated.

    `scope` says where the wording must stand: in the number's clause; in the clause, before the number; in the
    sentence, before the number with no comma between; around the number; or as the verb above it ("verb").
    """

    id: str
    modality: str
    pattern: str
    scope: str


_FALSE = r"(?:false|untrue|not true|wrong|incorrect|a myth|a lie|a hoax|a falsehood|fiction|not the case|misleading)"
_SURELY = "(?:simply |plainly |just |also |patently )?"
_NT = "|".join(f"{verb}n['’]t" for verb in "is was are were did does do has have had".split())

MOODS: tuple[Mood, ...] = (
    Mood(id="modality.false", modality="negated", scope="sentence",
         pattern=rf"\b(?:it|that)(?: is|['’]s| was| has been) {_SURELY}{_FALSE} (?:to say )?"
                 r"that\b|\b(?:den(?:y|ies|ied|ying)|disput(?:e|es|ed|ing)|reject(?:s|ed|ing)?|debunk(?:s|ed|ing)?)\s+"
                 r"(?:reports?|claims?|the (?:claim|report|idea|notion)|rumou?rs?)?\s*that\b"),
    Mood(id="modality.false_claim", modality="negated", scope="around",
         pattern=r"\b(?:claim|idea|notion|assertion|report|rumou?r|allegation|suggestion)s?\s+that\b.*?\b"
                 rf"(?:is|was|are|were) {_SURELY}{_FALSE}"),
    Mood(id="modality.directive", modality="conditional", scope="around",
         pattern=r"\b(?:oblig(?:e|es|ed|ing)|requir(?:e|es|ed|ing)|compel(?:s|led|ling)?|order(?:s|ed|ing)?|"
                 r"direct(?:s|ed|ing)|urg(?:e|es|ed|ing)|forc(?:e|es|ed|ing)|allow(?:s|ed|ing)?|permit(?:s|ted|ting)?|"
                 r"encourag(?:e|es|ed|ing)|invit(?:e|es|ed|ing)|wants?|wanted|asks?|asked)\s[^,;:.]*?\bto\s+[a-z]+"),
    Mood(id="modality.refusal", modality="negated", scope="unbroken",
         pattern=r"\bnot to\s+[a-z]+|\b(?:refus(?:e|es|ed|ing)|declin(?:e|es|ed|ing)|fail(?:s|ed|ing)?)\s+to\s+[a-z]+|"
                 r"\b(?:barred|banned|prohibited)\s+from\b"),
    Mood(id="modality.as_though", modality="conditional", scope="sentence", pattern=r"\bas (?:though|if)\b"),
    Mood(id="modality.scheduled", modality="planned", scope="clause",
         pattern=r"\b(?:scheduled|slated|due|set|planned|expected|projected|forecast|poised|likely|on track|on "
                 r"pace|budgeted)\s+(?:to|for)\b"),
    Mood(id="modality.by_end", modality="planned", scope="clause",
         pattern=r"\bby the end of\b|\bby (?:year['’]s|year)[ -]end\b"),
    Mood(id="modality.plan", modality="planned", scope="before",
         pattern=r"\b(?:plans?|aims?|hopes?|hoped|intends?|expects?|pledged?|pledges|promises?|promised|targets?|seeks?|"
                 r"vows?|vowed|proposes?|proposed|aiming|hoping|planning|seeking|pledging|wants?|wanted|wanting)\s+to\b|"
                 r"\b(?:aim(?:s|ed|ing)?|hop(?:es?|ed|ing)|shooting|striving|pushing)\s+for\b|\baim(?:s|ed|ing)?\s+at\b|"
                 r"\b(?:goals?|targets?|aim|quotas?|ambition|objective) (?:of|is|was)\b|\bforecasts?\b|"
                 r"\bprojections?\b"),
    Mood(id="modality.rule", modality="conditional", scope="before",
         pattern=r"\b(?:has|have|had|need|needs|needed) to (?!do\b)|\b(?:is|are|was|were|be) (?:required|obliged|bound|"
                 r"compelled) to\b"),
    Mood(id="modality.if", modality="conditional", scope="before",
         pattern=r"\b(?:if|unless|provided that|in case)\b(?=[^,]*$)"),
    Mood(id="modality.will", modality="planned", scope="verb", pattern=r"will|'ll|shall|wo"),
    Mood(id="modality.would", modality="conditional", scope="verb", pattern=r"would|could|might|should|ought"),
    Mood(id="modality.may", modality="conditional", scope="verb", pattern=r"may|can"),
    Mood(id="modality.must", modality="conditional", scope="verb", pattern=r"must"),
    Mood(id="modality.negated", modality="negated", scope="verb",
         pattern=rf"not|never|no longer|n['’]t|{_NT}"),
)  # fmt: skip

# Roles that words beside the number decide; the ids stand in a claim's cues.
ROLE_CUES: tuple[tuple[str, str], ...] = (
    ("change.verb", "a verb of change governs the number: rose by 609%"),
    ("change.noun", "a noun of change stands beside the number: a 609% increase, a drop of 4.5 per cent"),
    ("change.particle", "up or down stands right before the number"),
    ("change.comparative", "a comparative follows the number: half a point higher"),
    ("change.percent_of", "a proportion of an earlier value: 710% of the January count, half of what it was"),
    ("change.percent_points", "a difference in percentage points"),
    ("ratio.doubled", "doubled, tripled, quadrupled"),
    ("ratio.halved", "halved"),
    ("number.decimal_comma", "digits that only a decimal comma makes a number of: 12,5; 1.234,50"),
    ("ratio.fold", "sixfold, 10-fold"),
    ("ratio.fold_increase", "a sixfold increase: six times, or six times more"),
    ("ratio.times_as_many", "n times as many, 10x as many, twice the"),
    ("ratio.times_more", "n times more or fewer"),
    ("ratio.factor", "by a factor of n"),
    ("role.from", "the earlier end of a change"),
    ("role.to", "the later end of a change"),
    ("role.rank", "an ordinal that counts: the 9th county to sign"),
    ("share.of", "a part of a whole: 43% of agreements, two-thirds of sheriffs"),
    ("share.subject", "a percentage is itself the subject: 46 percent had no conviction"),
    ("change.subject", "a change is what the number is said of: the rise in partnerships comes to 641%"),
    ("rank.record_year", "a year that dates a record: the lowest since 2009"),
    ("modifier.stacked", "two hedges on one number: at least nearly 900; the more permissive one holds"),
    ("share.n_in_m", "n in m, n out of m"),
    ("range", "two ends of a range"),
    ("magnitude.shared", "the first end of a range takes the magnitude of the second"),
    ("unit.shared", "a number takes the unit of the number beside it"),
    ("sign.negative", "minus or negative before the number"),
    ("noun.elided", "the counted noun is taken from another place"),
    ("noun.subject", "the counted noun is the subject of the sentence"),
    ("noun.zero", "none or no before the noun counts as zero"),
    ("age.bare", "a bare number is read as an age: Armstrong, 25, said"),
)
