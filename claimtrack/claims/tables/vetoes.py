"""What makes a number no claim: patterns at the number and words before it, each with an id and a reason code."""

from __future__ import annotations

from dataclasses import dataclass

MONTH = (
    r"(?:January|February|March|April|May|June|July|August|September|October|November|December|"
    r"Jan\b\.?|Feb\b\.?|Mar\b\.?|Apr\b\.?|Jun\b\.?|Jul\b\.?|Aug\b\.?|Sept?\b\.?|Oct\b\.?|Nov\b\.?|Dec\b\.?|"
    r"january|february|april|june|july|august|september|october|november|december|"
    r"jan\b\.?|feb\b\.?|apr\b\.?|aug\b\.?|sept?\b\.?|oct\b\.?|nov\b\.?|dec\b\.?)"
)
_STREET = (
    r"(?:Street|St|Avenue|Ave|Road|Rd|Drive|Dr|Lane|Ln|Boulevard|Blvd|Way|Court|Ct|Place|Pl|Square|Sq|Highway|Hwy|"
    r"Parkway|Pkwy|Terrace|Circle|Plaza|Row|Mall|Crescent|Close|Broadway)\b"
)
_COMPASS = r"(?:(?:N|S|E|W|NE|NW|SE|SW)\.?|North|South|East|West)"


@dataclass(frozen=True, slots=True, kw_only=True)
class Veto:
    """A pattern matched where a number in digits starts; every number inside the match is set aside."""

    id: str
    reason: str
    about: str
    pattern: str


def _veto(key: str, reason: str, about: str, pattern: str) -> Veto:
    return Veto(id=key, reason=reason, about=about, pattern=pattern)


PATTERNS: tuple[Veto, ...] = (
    _veto("veto.phone", "phone", "a telephone number",
          r"\+?(?:1[-.\s])?\(?\d{3}\)?[-.\s]\d{3}[-.\s]\d{4}\b|\d{3}-\d{4}\b(?!-)|\d{4}\s\d{3}\s\d{3,4}\b"),
    _veto("veto.date.iso", "date", "a date in digits",
          r"\d{4}-\d{2}-\d{2}\b|\d{1,2}/\d{1,2}/\d{2,4}\b|\d{1,2}\.\d{1,2}\.(?:19|20)\d\d\b"),
    _veto("veto.date.event", "date", "an event or idiom named by a date or hours", r"9/11\b|24/7\b|7/7\b|50/50\b"
                                                                                   r"|50-50\b"),
    _veto("veto.time.12h", "time", "a time of day with a.m. or p.m.",
          r"\d{1,2}(?:[:.]\d{2}){0,2}\s*(?:[ap]\.\s?m\b\.?|[ap]m\b|[AP]M\b)"),
    _veto("veto.time.24h", "time", "a time of day or a game clock",
          r"\d{1,2}:\d{2}(?::\d{2})?\b|\d{1,2}\s+o['’]clock|\d{4}\s(?:GMT|UTC|hours local)\b"),
    _veto("veto.date.day_month", "date", "a day before its month",
          rf"\d{{1,2}}(?:st|nd|rd|th)?(?:\s+of)?(?:\s+|-){MONTH}(?:,?\s+\d{{4}}\b)?"),
    _veto("veto.year.decade", "year", "a decade", r"(?:1[5-9]|20)\d0['’]?s\b|[1-9]0['’]?s\b(?!\s*(?:F|C)\b)"),
    _veto("veto.year.season", "year", "a season or span of years",
          r"(?:1[5-9]|20)\d\d\s?[-–/]\s?(?:\d\d|(?:19|20)\d\d)\b(?!\s*(?:%|percent|people))"),
    _veto("veto.section.subsection", "section", "a section with its subsection, such as 287(g)",
          r"\d+[a-z]?\((?:[a-z]{1,3}|\d{1,2})\)(?:\(\w{1,4}\))*"),
    _veto("veto.section.code", "section", "a place in a code of law or a law report",
          r"\d+\s+(?:U\.?\s?S\.?\s?C|C\.?\s?F\.?\s?R|F\.\s?Supp|F\.\s?[234]d|U\.S\.|S\.\s?Ct|Fed\.\s?Reg)\.?\s*"
          r"(?:§+\s*)?\d+[\w.()-]*"),
    _veto("veto.address.street", "address", "a street address",
          rf"\d{{1,5}}[A-Z]?\s+(?:{_COMPASS}\s+)?(?:[A-Z][\w.'’]*\s+|\d{{1,3}}(?:st|nd|rd|th)\s+"
          rf"|\d+\s+){{1,4}}{_STREET}"
          rf"(?:\s+(?:{_COMPASS}|[A-Z]{{2}}|\d+)\b)?"),
    _veto("veto.address.grid", "address", "an address on a numbered grid",
          rf"\d{{1,5}}\s+{_COMPASS}\s+\d+\s+{_COMPASS}\b|\d{{1,5}}\s+[NSEW]\.?\s+\d+(?:st|nd|rd|th)\s+(?:St|Ave)\b"),
    _veto("veto.address.foreign", "address", "a street address with the kind of street first",
          r"\d{1,4}\s+(?:Ave|Avenue|Rue|Via|Calle|Boulevard)\s+[A-Z]"),
    _veto("veto.name.version", "name", "a version or a dotted number", r"\d+(?:\.\d+){2,}"),
    _veto("veto.name.code", "name", "a code or docket number", r"\d{2}-(?:cv|cr|mj)-\d+|\d+-\d+-\d+\b|(?:19"
                                                               r"|20)?\d{2}-\d{4,}\b"),
    _veto("veto.name.coordinates", "name", "a format such as 4x4", r"4x4\b|2x4\b|16:9\b|4:3\b"),
    _veto("veto.idiom.one_on_one", "name", "an idiom of two numbers", r"1-on-1\b|2-on-1\b"),
)  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Lead:
    """Words that, right before a number, make it a label; `capital` says the word must begin with a capital."""

    id: str
    reason: str
    about: str
    words: frozenset[str]
    capital: bool = False


def _lead(key: str, reason: str, about: str, words: str, *, capital: bool = False) -> Lead:
    return Lead(id=key, reason=reason, about=about, words=frozenset(words.split()), capital=capital)


LEADS: tuple[Lead, ...] = (
    _lead("lead.section", "section", "a section, article or chapter of a law",
          "section sections sec subsection subpart § §§ statute statutes usc"),
    _lead("lead.section.title", "section", "a title, article, rule or part by number",
          "title article articles chapter paragraph clause rule part order directive code regulation", capital=True),
    _lead("lead.bill", "bill", "a bill, act or ballot measure by number",
          "h.r. h.b. s.b. a.b. hr hb sb ab lb bill bills proposition prop amendment measure resolution act "
          "initiative",
          capital=True),
    _lead("lead.citation", "citation", "a figure, table or note in a document",
          "figure figures fig figs footnote note appendix chart exhibit"),
    _lead("lead.citation.table", "citation", "a table, volume or step by number", "table tables volume vol slide "
                                                                                  "step verse"),
    _lead("lead.page", "page", "a page number", "page pages pp"),
    _lead("lead.phone", "phone", "a number to call", "call dial calling dialling dialing phone fax tel telephone "
                                                     "hotline text"),
    _lead("lead.address", "address", "a room, flat or box number", "apt apartment suite room box zip rm"),
    _lead("lead.address.road", "address", "a road or its exit",
          "interstate highway route routes exit hwy u.s. road freeway interstates highways junction", capital=True),
    _lead("lead.address.gate", "address", "a gate, pier or floor by number", "gate pier dock terminal "
                                                                             "platform", capital=True),
    _lead("lead.name.place", "name", "a numbered district or unit",
          "district precinct ward region zone area local station lodge post battalion squad company platoon school ps "
          "division unit building lot block troop camp", capital=True),
    _lead("lead.name.product", "name", "a numbered product, vehicle or index",
          "boeing airbus apollo flight channel windows iphone iphones ipad galaxy pixel playstation xbox model mark "
          "mk series "
          "nasdaq ftse dax stoxx nikkei fortune russell asx tsx sp formula porsche mazda audi intel core ryzen "
          "geforce "
          "android ios macos firefox chrome pentium office covid sars soyuz falcon starship artemis voyager "
          "convention protocol top10 catch", capital=True),
    _lead("lead.name.index", "name", "a stock index by number", "sp nasdaq ftse russell nikkei stoxx tsx "
                                                                "asx dax"),
    _lead("lead.name.label", "name", "a numbered game, category, level or phase",
          "game category level type phase grade tier round episode season lap bowl week day stage match test heat cat "
          "version group class planet wave version operation plan lane lap hole chapter platform", capital=True),
    _lead("lead.name.lower", "name", "a numbered phase, category or type in lower case",
          "category phase type tier version grade level"),
    _lead("lead.number", "name", "a number as a label: No. 5, number 12, #3", "no nos number numbers # num №"),
)  # fmt: skip
LEAD_WORDS: dict[str, tuple[Lead, ...]] = {}
for _row in LEADS:
    for _word in _row.words:
        LEAD_WORDS[_word] = (*LEAD_WORDS.get(_word, ()), _row)

# Rules that need more than a pattern; vetoes.py and word_vetoes.py carry them out.
RULES: tuple[tuple[str, str, str], ...] = (
    ("veto.date.month_day", "date", "a day after its month, with or without a year"),
    ("veto.year.bare", "year", "a bare number from 1500 to 2099 where no counted noun or unit follows"),
    ("veto.score", "score", "two numbers with a hyphen, the first larger or a vote or game near by"),
    ("veto.list_marker", "list-marker", "a number that numbers an item of a list"),
    ("veto.name.capital", "name", "a number right after a name in the middle of a sentence"),
    ("veto.name.hyphen", "name", "a number joined to letters by a hyphen: COVID-19, F-16"),
    ("veto.name.glued", "name", "a number with letters that are no unit: 5G, 49ers"),
    ("veto.pronoun.one", "pronoun", "one as a pronoun or article: no one, one another, one day, the one"),
    ("veto.idiom", "pronoun", "a number in an idiom: one-on-one, second to none"),
    ("veto.ordinal", "ordinal", "an ordinal that does not count: the second suspect, the 22nd district"),
    ("veto.language", "language", "a number in a document that is not in English"),
    ("veto.sources", "citation", "a number in the closing list of sources"),
    ("veto.address.zip", "address", "a postal code"),
)
