"""Words of surveys: what a text and a questionnaire say alike in different words, and what says nothing by itself."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from claimtrack.singular import singular

_IRREGULAR = {
    form: base
    for base, forms in {
        "see": "saw seen", "eat": "ate eaten", "drink": "drank drunk", "drive": "drove driven", "go": "went gone goes",
        "get": "got gotten", "say": "said", "choose": "chose chosen choice", "take": "took taken", "make": "made",
        "buy": "bought", "think": "thought", "keep": "kept", "leave": "left", "feel": "felt", "sleep": "slept",
        "hear": "heard", "ride": "rode ridden", "run": "ran", "wear": "wore worn", "win": "won", "lose": "lost",
        "pay": "paid", "meet": "met", "know": "knew known", "grow": "grew grown", "give": "gave given",
        "spend": "spent", "tell": "told", "write": "wrote written", "fly": "flew flown flight", "shoot": "shot",
        "find": "found", "bring": "brought", "teach": "taught", "catch": "caught", "sell": "sold", "send": "sent",
        "break": "broke broken", "speak": "spoke spoken", "vote": "voted voting voter", "have": "has had having",
        "do": "does did done doing", "be": "is are was were been being", "stand": "stood", "fall": "fell fallen",
        "hold": "held", "begin": "began begun", "swim": "swam swum", "sing": "sang sung", "bad": "worse worst",
        "good": "better best", "steal": "stole stolen", "throw": "threw thrown", "wake": "woke woken",
        "man": "men", "woman": "women", "child": "children", "person": "persons", "own": "owned owning owner",
        "use": "used using user usage", "never": "never", "ever": "ever", "other": "other", "under": "under",
        "over": "over", "either": "either", "neither": "neither", "another": "another", "number": "numbers",
        "whether": "whether", "rather": "rather", "after": "after", "her": "her", "per": "per", "dinner": "dinners",
        "summer": "summers", "winter": "winters", "water": "waters watered", "paper": "papers", "letter": "letters",
        "favorite": "favourite favorites favourites", "likely": "likelier", "unlikely": "unlikelier",
        "response": "responses", "family": "families", "daily": "", "weekly": "", "monthly": "", "yearly": "",
        "newspaper": "newspapers", "newsletter": "newsletters", "answer": "answers answered answering",
        "computer": "computers", "weather": "", "together": "", "however": "", "member": "members", "super": "",
        "consumer": "consumers", "reader": "readers", "power": "powers", "order": "orders ordered ordering",
        "offer": "offers offered", "rate": "rated", "rating": "ratings", "early": "earlier", "only": "", "always": "",
        "sometimes": "", "any": "", "many": "", "every": "", "very": "", "news": "",
        "survey": "surveys surveyed surveying", "apply": "applies applied",
        "reply": "replies replied", "percent": "", "people": "", "folk": "folks",
    }.items()
    for form in (base, *forms.split())
}  # fmt: skip
"""Forms that no ending tells; a word that only looks like a form of another stands for itself."""

_ENDINGS = (
    "abilities", "ability", "ibility", "ations", "ation", "ingly", "edly", "fully", "ably", "ible", "able", "iest",
    "iness", "ness", "ment", "ies", "ied", "ily", "ings", "ing", "ers", "er", "ed", "es", "ly", "y", "s", "e",
)  # fmt: skip
_DOUBLING = frozenset({"ed", "ing", "er", "ers"})
"""Endings before which a last consonant is doubled: "stopped"."""
_ADVERBIAL = frozenset({"ly", "ily", "y", "e"})
"""Endings that leave at least four letters: "apply" is no form of "app"."""
_STACKED = frozenset({"s", "es", "ly", "ily", "ings", "ers"})
"""Endings under which another may stand: "openings"."""
_SHORTEST = 3
_SAME = {
    word: group.split()[0]
    for group in (
        "see watch view", "film movie picture", "check look consult", "daily everyday", "phone smartphone cellphone",
        "like prefer enjoy want order", "internet web online", "male man", "female woman",
        "buy purchase", "drink consume", "car auto automobile vehicle","kid child",
        "tv television", "university college", "doctor physician","big large",
        "ill sick", "wealthy rich", "job work employment", "picture photo photograph", "favor favour approve approval",
        "think believe", "often frequent", "plane airplane aircraft", "bicycle bike cycle", "meal dish",
        "grocery supermarket", "baby infant", "couch sofa", "soda pop", "pet animal",
        "unfavor disfavor unfavour disapprove",
    )
    for word in group.split()
}  # fmt: skip
"""Words that people use for one another in talk of surveys; the first of each group stands for all."""

_PHRASES: Mapping[str, str] = {
    r"(?:every|each|per|a) day|day to day|on a daily basis": "daily",
    r"(?:every|each|per|a) week": "weekly",
    r"(?:every|each|per|a) month": "monthly",
    r"(?:every|each|per|a) year": "yearly",
    r"at least one|one or more|any": "any",
    r"cell ?phones?|mobile phones?|smart ?phones?": "phone",
    r"looks? at|looked at|looking at": "check",
    r"united states|u\.s\.(?:a\.)?": "american",
    r"(?:no|number) ?(?:1|one)\b(?! of)": "first",
    r"on top|top spot|top of (?:the|their) list|first place": "first",
}
"""Several words that mean one."""
_TOKEN = re.compile(
    "|".join(f"(?P<p{index}>\\b(?:{pattern})(?!\\w))" for index, pattern in enumerate(_PHRASES))
    + r"|(?P<word>n[’']t\b|[^\W_]+?(?=n[’']t\b)|[^\W_]+(?:[’'.&][^\W_]+)*)",
    re.IGNORECASE,
)
_ROOT_OF_PHRASE = tuple(_PHRASES.values())
_LOOKALIKES = str.maketrans({"0": "o"})
"""A zero in a name is often an O as typed."""

STOP = frozenset(
    "a an the of to in on at for by with from as and or that this these those there it its is be do have has "
    "you your yours yourself i me my we our they them their he she his her him who whom which what when where how "
    "whose than then so such if but while would could should may might can will just only also still even "
    "about around nearly almost roughly some more most much many another other others each both please "
    "following apply select all not n't no nor get got had did does s t re ve d ll "
    "one out up down off into over under per between among own typically usually generally ever consider "
    "currently percent share half third quarter majority minority few overall total altogether "
    "comes come came last".split()
)
"""Words that name no answer by themselves; in an answer that has no others they count."""
NEGATIONS = frozenset("not n't no never non without neither nor none nobody nothing hardly cannot".split())
PEOPLE = frozenset(
    "people person respondent response participant adult american public resident consumer individual "
    "interviewe surveye reader voter folk member sample everyone anyone somebody those percent group "
    "citizen panel panelist customer answerer human".split()
)
"""Nouns for all who were asked."""
SURVEY = frozenset(
    "survey poll question questionnaire respondent participant respond response interview answer "
    "questioned polled asked".split()
)
"""Words that tell that people were asked."""
SURVEY_NOUNS = frozenset({"survey", "poll", "questionnair", "respondent", "response", "participant", "interview"})
"""Roots of the words that name a survey or those who take part in one."""
ANSWERING = frozenset(
    "say choose pick name cite answer respond mention rely prefer turn go rate rating rank tell admit list "
    "consider report call describe select opt vote identify score favor favorite put agree think view like".split()
)
"""What people who are asked do."""
NEUTRAL = frozenset(
    "use take make give have get account reach stand draw collect run win earn hold receive number find show make up "
    "way thing time figure result first come among ask read see mean amount compris "
    "sit place second third finish lead top popular common kind type sort option item own go "
    "accord new data number percentage proportion rate asked turn named called prove remain".split()
)
"""Words that restrict nothing in a sentence about answers."""
_PASSING = frozenset(
    "january february march april may june july august september october november december monday tuesday wednesday "
    "thursday friday saturday sunday week month year day today yesterday now recent recently late early earli "
    "two three four five six seven eight nine ten dozen "
    "mid aged age ag old older meanwhile again already ago since online nationwide".split()
)
"""Words of time and number, which name no answer and restrict none."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Word:
    """A word of a text: lower case, its root, where it stands, and whether it is written with a capital."""

    text: str
    root: str
    start: int
    end: int
    capital: bool = False


def read_words(text: str, start: int = 0, end: int | None = None) -> tuple[Word, ...]:
    """Return the words of a stretch of text with their roots; hyphens part words, known phrases are one."""
    found = []
    for match in _TOKEN.finditer(text, start, len(text) if end is None else end):
        kind = match.lastgroup or "word"
        raw = match.group().lower().replace("’", "'")
        root = root_of(raw) if kind == "word" else _ROOT_OF_PHRASE[int(kind[1:])]
        found.append(
            Word(text=raw, root=root, start=match.start(), end=match.end(), capital=match.group()[0].isupper())
        )
    return tuple(found)


def roots_of(text: str) -> tuple[str, ...]:
    """Return the roots of a text's words that say something; of one that has no such words, all of them."""
    every = [word.root for word in read_words(text)]
    telling = [root for root in every if root not in STOP_ROOTS]
    return tuple(dict.fromkeys(telling or every))


def root_of(word: str) -> str:
    """Return what the forms of a word share: "checkers", "checked" and "looks" all give "check"."""
    bare = word.lower().removesuffix("'s").rstrip("'.").replace(".", "")
    if any(c.isdigit() for c in bare):
        return bare.translate(_LOOKALIKES) if any(c.isalpha() for c in bare) else bare
    known = _base(bare) or _base(singular(bare)) or _stripped(bare)
    return _SAME.get(known, known)


def _base(word: str) -> str | None:
    """Return the base form of a word that the tables know, None for any other."""
    return _IRREGULAR.get(word) or (word if word in _SAME else None)


def _stripped(word: str) -> str:
    """Return a word without its endings: "unfavorably" and "unfavorable" both give "unfavor".

    Cuts deeper than the Snowball stemmer, which keeps "checker" apart from "check": in its place that found the right
    query for 75.6 instead of 86.7 percent of the claims of bench/claims538.py.
    """
    for ending in _ENDINGS:
        left = word.removesuffix(ending)
        if left == word or len(left) < _SHORTEST + (ending in _ADVERBIAL):
            continue
        for whole in (left, f"{left}e", left[:-1]):
            if (known := _base(whole)) is not None and (whole != left[:-1] or left[-1] == left[-2]):
                return known
        if ending in _DOUBLING and len(left) > _SHORTEST and left[-1] == left[-2] and left[-1] not in "ls":
            return left[:-1]
        return _stripped(left) if ending in _STACKED else left
    return word


PASSING = _PASSING | frozenset(map(root_of, _PASSING))
STOP_ROOTS = STOP | frozenset(map(root_of, STOP))
PEOPLE_ROOTS = PEOPLE | frozenset(map(root_of, PEOPLE))
SURVEY_ROOTS = frozenset(map(root_of, SURVEY))
ANSWERING_ROOTS = frozenset(map(root_of, ANSWERING))
NEUTRAL_ROOTS = frozenset(map(root_of, NEUTRAL)) | ANSWERING_ROOTS | SURVEY_ROOTS | PEOPLE_ROOTS


def is_negated(words: Iterable[Word]) -> bool:
    """Whether a word among them denies."""
    return any(word.text in NEGATIONS or word.root in NEGATIONS for word in words)
