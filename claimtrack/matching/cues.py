"""The cues that decide what restricts a number, where its scope is, and how firm a link is; each says what it means."""

from __future__ import annotations

import re

from claimtrack.datasets.regions import UNDRAWN

# What restricts a count, or makes it another one.

PARTITIVE = re.compile(
    r"^\s*(?:[a-z]+\s+){0,2}of (?:(?:those|these|the|their|its|our|his|her)\b|(?:[A-Z][\w.]*\s)*[A-Z][\w.]*[’'])"
)
"""Right after the number: it counts a part of what is known ("thirteen of those agencies", "22 of Georgia's")."""

UNIVERSE = re.compile(
    r"\b(?i:(?:nation|country|world|state|county|city|america|u\.s\.|united states)['’]s"
    r"|the (?:nation|country|state|u\.s\.) (?:has|had|counts|counted))\s+(?:[a-z]+\s+){0,2}$"
    r"|\b[A-Z][a-z]+(?:['’]s?|,? (?:with|which has|has|have|had|counts)|,? (?:is |are )?home to) (?:[a-z]+\s+){0,2}$"
)
"""Right before the number: all there are, on the list or not ("the nation's 18,000 police agencies")."""

AMONG_THEM = re.compile(r"\b(?:among|between) them\b", re.IGNORECASE)
"""Right after what is counted: it is counted among those just named, and not all there are."""

COMPARED_PARTS = re.compile(r"\s+(?:more|fewer)\s+of\s[^.;:]{1,60}?\bthan\b", re.IGNORECASE)
"""Right after the number: it is a difference between two parts ("9,311 more of its residents died than were born")."""

PLACED_ONLY = re.compile(r"\s*(?:[,.;:]|$|(?:(?:are|were|is|was|come|came|lie|stand)\s+)?(?:in|from)\b)")
"""Right after what a number is a part of: no more is said of it than where it is."""

PART_OF_THEM = re.compile(r"^\s*(?:[a-z]+\s+){0,2}of (?:them|which|whom)\b", re.IGNORECASE)
"""Right after the number: a part of what a pronoun stands for, which may be anything named before."""

WHOLE_OF_A_PART = re.compile(
    r"(?:\d%?|\b(?:one|two|three|four|five|six|seven|eight|nine|ten|half|most|some|percent|thirds?|quarters?|fifths?"
    r"|sixths?|sevenths?|eighths?|ninths?|tenths?|majority|many|few|all|each))\s+(?:out )?of\s+"
    r"(?:(?:the|all|its|some|about|roughly|nearly) |the (?:nation|country|state)[’']s "
    r"|(?:[A-Z][\w.]*\s)*[A-Z][\w.]*[’']s?\s)?$"
)
"""Right before the number: it is the whole that a part is given of ("19 of 72 counties", "of Texas' 254 counties")."""

RELATIVE = re.compile(
    r"^\s*(?:(?:whose|that|which|who|for|with)\s+|(?=[a-z]+ing\b))((?:(?! and (?:\w+ )?\d)[^,.;:—–])*)"
)
"""Right after the noun: a clause that restricts it ("counties whose deals go back further")."""

SCHEMES = frozenset("initiative partnership program programme project scheme".split())
"""What a dataset's topic is called: "agreements for 287(g) programs" are 287(g) agreements."""
LISTED = re.compile(r"\W*(?:(?P<joined>and|or|plus)\s+)?(?:another |about |nearly |some |just |only )?\d")
"""A clause that begins with its number: an item of a list, whose verb stands before the list."""

RATE_BASE = re.compile(r"\s*(?:for|in) (?:every|each)\b")
"""What a rate is taken over: "115 violent crimes for every 100,000 residents"."""

UNDRAWN_REGION = re.compile(rf"\b(?:{'|'.join(UNDRAWN)})\b")
"""A group of states whose bounds nobody drew."""
FUNCTION_WORDS = frozenset(
    "have has had are is were was been be being now currently already with in to into on up for from by at the a an "
    "their its his her under of and or such any some one more all do does did since this "
    "year take takes taking took".split()
)
"""Words that restrict nothing by themselves."""
HOLLOW_SUBJECTS = frozenset(
    "state states country nation rate figure number total it they there which that per capita".split()
)
"""Subjects that name no part of a place: "the state has", "its rate is"."""
LISTS = frozenset("list roster tally spreadsheet table register".split())
"""What the dataset itself is called; it restricts nothing."""
COUNT_BESIDE = re.compile(r"\s*(?:for|with)\s+(?:[a-z]+\s+){0,3}\d+(?![\d(])")
"""Right after the noun: another count beside it ("1,378 agreements with more than 1,300 agencies")."""
TIED = re.compile(
    r"\s+(?:of (?:them|those|these|which|(?:the|its|their|those|these)(?: [a-z]+){1,2})\s+)?"
    r"(?:(?:are|were|is|was|come|came|follow|followed|use|used)\s+)?"
    r"(?:(?:in|from|for|under|of|by|with|on|the|a|an|its|now|all)\s+){0,3}",
    re.IGNORECASE,
)
"""From a number to the value that tells which part it is."""
DAYS = frozenset("monday tuesday wednesday thursday friday saturday sunday today yesterday week month".split())
"""Days by which a text names a list; they restrict nothing that is counted."""

MORE_THAN = re.compile(r"\b(?:(?:no )?more than|or more)\b", re.IGNORECASE)
MORE_AFTER = re.compile(r"^\s+(?:more|others|additional)\b(?! than)", re.IGNORECASE)
"""Right after the number: it is set beside an earlier one."""
RUNNING = re.compile(
    r"\b(?:this (?:year|quarter|month|week)|so far|(?:in|over|during|within|across) the (?:past|last|previous) )",
    re.IGNORECASE,
)
"""A stretch of time that has not ended."""
CLOSED = re.compile(r"between [a-z.]+ (?:\d+ )?and [a-z]+", re.IGNORECASE)
"""Matched in a time that was read: a stretch that has ended, whatever the verb's tense."""
STRETCH = re.compile(
    r"\b(?:last|the past|the last|(?:in|within|over) (?:an? |the )?)\s*"
    r"(?:year|quarter|month|week|\w+ (?:years|months|weeks))\b(?! ago)",
    re.IGNORECASE,
)
"""A stretch of time that has."""
PERFECT = re.compile(
    r"\b(?:have|has|had) (?:\w+ly |now |already )?(?:been )?(?:\w+ed|made|struck|come|put|gone)\b", re.IGNORECASE
)
UP_TO = (
    r"\b(?:by|as of|as at|through|until|till|before|prior to|up to|at|on) (?:late |early |mid-?)?(?:the )?"
    r"(?:(?:end|start|close|beginning|middle) of )?(?:the )?"
)
"""Right before a time: a count stood so at it, whenever its things were added."""
OTHER_NUMBER = re.compile(
    r"\b\d[\d,.]*(?![\w(])|%|\b(?:percent|up|from|down|double|triple|most|half|many|some|all|few|third|quarter)\b|;|[a-z]fold\b",
    re.IGNORECASE,
)
"""Between a number and "since …": another number, or a part or change of the first, which the start is of."""
LONGEST_POINT = 2
"""Days up to which a date is a point in time at which a stock is counted."""

AFTER_FROM = re.compile(r"\bfrom\s+(?:just |only |about |some )?$", re.IGNORECASE)
TO_A_NUMBER = re.compile(r"\bto\b[^;.]{0,60}\d", re.IGNORECASE)
"""The end that a change came to, behind its start."""
REFERRING = re.compile(
    r"^\W*(?:(?:and|but|while)\s+)?(?:they|these|those|the (?:\w+ ){1,3}(?:concerned|involved|in question))\b",
    re.IGNORECASE,
)
"""A clause about what the sentence named before: "…, and they covered 21 states"."""

_ACTS = (
    r"(?:review|mapp?|renew|terminat|contain|voic|support|protest|su|survey|reimburs|await|requir|process|ask|audit|examin"
    r"|analy[sz]|inspect|cancel|visit|call|critici[sz]|oppos|urg|interview|poll|want|need|monitor|investigat|favou?r)"
    r"(?:ed|es|s|e|ing)?"
)
ACTED_ON = re.compile(rf"\b{_ACTS}\s+(?:\w+\s+){{0,2}}$", re.IGNORECASE)
"""Right before the number: something was done to so many of them, which is not how many there are."""
ACTING_NEXT = re.compile(rf"^\s+(?:have |had |has |also )?{_ACTS}\b", re.IGNORECASE)
"""Right after the counted noun: so many of them do something, which is not how many there are."""

LIVE = re.compile(
    r"\b(?:there (?:are|were)|home to|population of|has|had|number(?:s|ed)?|total(?:s|ed|led)?)\s+(?:\S+\s+){0,4}$",
    re.IGNORECASE,
)
"""Right before people named by their place: all of them are counted."""
OUT_OF = re.compile(
    r"[^.;\d]{0,90}\bout of (?:a total of |the |some |about )?\d[\d,]*"
    r"(?: (?:nation-?wide|nationally|in all|in total|altogether|across the (?:country|nation))|(?=[.;]))",
    re.IGNORECASE,
)
"""After a number: the whole that it is a part of ("337 agreements, out of 1,202 nationally")."""
DIFFERS = re.compile(
    r"\s+(?:too|more|fewer|less|short|above|below|ahead|behind|over|under|higher|lower)\b", re.IGNORECASE
)
"""Right after a number: it tells by how many, and not how many."""
THERE_ARE = re.compile(r"\bthere (?:are|were|was|is) (?:(?:now|only|just|about|some|still) )*$", re.IGNORECASE)
"""Right before a number: so many are there."""
NOT_STATED = re.compile(
    r"\?\W*$|\b(?:denie[ds]|untrue|not true|false|falsely|wrongly|myth"
    r"|an? (?:earlier|previous|prior) version of (?:this|the) (?:story|article|report|page))\b",
    re.IGNORECASE,
)
"""The sentence asks or denies, so that the number is not stated as a fact."""
NONE_THERE = re.compile(
    r"\b(?:has|have|had|with|without|lists?) (?:nobody|no one|none|nothing|not one|no \w+)\b", re.IGNORECASE
)
"""The clause counts those that have none."""
WISHED = re.compile(r"\b(?:expects?|wants?|hopes?|aims?|aiming|seeks?)\b", re.IGNORECASE)
"""Before the number: it is what somebody wishes."""

ELIDED = "noun.elided"
"""The cue of a number whose noun is left out and was supplied from elsewhere."""
OF_THE_SUBJECT = "noun.subject"
"""The cue of a number whose noun is the sentence's subject: "agreements reached 957"."""

GOES_ON = re.compile(r"\b(?:number|total|count|figure|tally|sum)s?\b", re.IGNORECASE)
"""Words that say that a number carries on the count of the sentence before."""

HOLLOW = frozenset(
    "number total count figure tally sum rate pace share level measure size yardstick gauge metric indicator "
    "reading".split()
)
"""Words that stand for what was named before: "the rate averaged 5.8 percent", "their number had doubled"."""

OF_THE_REST = re.compile(r"\b(?:the|these|those|its|their) (?:other|remaining|last|first)\s+$", re.IGNORECASE)
"""Right before a number: some of those named before ("the other two are still pending")."""
THE_SAME = frozenset({"same"})
"""What says that a measure is the one of the number before: "the same yardstick stood at 5.0 percent"."""
GROWING = frozenset("state region country nation continent province territory county city area district".split())
"""Places called by their kind, which grow or shrink as what was counted there does: "the region grew by 90 percent"."""
CLASSIFIERS = frozenset({"case", "incident", "instance", "occurrence"})
"""Nouns that only tell numbers of what the sentence names: "larceny …, with 6.9 million cases"."""
OF_THOSE = frozenset({"none", "all", "both"})
"""Numbers of those just named."""
NAMED_BEFORE = re.compile(r"(?:^|[.;!?]\s|\n)\s*[A-Z][\w’' -]{2,40}:\s*$")
"""A name with a colon right before a number says what it counts: "Agencies: 719"."""
GOING_ON = re.compile(
    r"\W*(?:that|this|it|(?:the|that|this|its|their) (?:number|figure|total|count|tally|sum|rate|share|population))\b",
    re.IGNORECASE,
)
"""What opens a clause that says more of the number before it."""
COMPARED_NEXT = re.compile(r"\s+(?:more|fewer|less|higher|lower)\s+than\b")
SET_BESIDE = re.compile(
    r"\d[\w,.]*(?:\s+[a-z-]+){1,4}(?:\s+in (?:[A-Z]\w+ )*\d{4})?,\s+(?:or |about |roughly |nearly |some )*$"
)
"""Around a number that is set beside the count before it: "174,331 crimes in 2019, 1.3 percent fewer than in 2018"."""
LINKS = frozenset(
    "of in for at on by to as is was are were be been being has had have the a an its it that about around "
    "some nearly almost approximately approx roughly above below least most little just only over than more "
    "less up out or and stand stands stood standing come comes came reach reaches reached hit hits amount "
    "amounts amounted total totals totaled totalled equal equals average averages averaged estimate estimated "
    "estimates measure measured report reported reports record recorded put place placed calculate calculated "
    "count counted register registered show shown account accounts accounted represent represents represented "
    "remain remains remained rise rises rose risen fall falls fell fallen drop drops dropped climb climbed "
    "decline declined grow grew grown increase increased decrease decreased last latest early late mid end "
    "start beginning year quarter month fiscal calendar according census survey now currently still then "
    "official officially value figure number rate level per".split()
)
"""Words between a measure's name and its value that only say that the one is the other's, and since when."""
SIZES = frozenset("large larger largest small smaller smallest big tiny huge vast modest sizeable sizable".split())
"""Words that say how much a thing is, before the number does: a large population is the population."""
DETERMINERS = frozenset("the a an its their his her our this that these those".split())
BEFORE_NAMES = frozenset(
    "with while whereas but when where which who whose although though because and that as".split()
)
"""Words at which the name of a measure begins at the latest."""

RANKED_AMONG = frozenset({"country", "county", "economy", "nation", "place", "rank", "region", "state", "territory"})
"""What a place in an order is among: "the fifth-largest state"; it is not what the order goes by."""

SUPERLATIVE = re.compile(r"\w{2,}est|most|least|populous|a single one")
"""What orders a place; other words restrict which like it is among ("the fifth-largest southern state")."""

NEW = re.compile(r"\b(?:new|newly|newest)\b")
"""Written small: New Hampshire is not new."""
NOT_AMONG = frozenset(
    "draft proposed potential former eligible prospective planned would-be possible alleged unsigned rejected "
    "expired lapsed cancelled canceled terminated future past interested non-participating nonparticipating "
    "candidate".split()
)
"""Adjectives that take a thing out of its kind: a former or a proposed agreement is not among the agreements."""
FURTHER = frozenset({"additional", "another", "extra", "further", "more", "other", "others"})
"""Words that set a number beside an earlier one; a measure that is set apart ("pending") stays a stock."""

EVENTS = re.compile(
    r"\b(?:join|sign|struck|strike|enter|add|approv|enrol|reach|ma[dk]e|come|came|put|brought|ink)(?:ed|ing|s|es)?\b",
    re.IGNORECASE,
)
PUT_AT = re.compile(r"\bput(?: by (?:\S+ ){1,6}?)?\s*at\b", re.IGNORECASE)
"""An estimate: nothing is put in place."""
HAPPENS_NEXT = re.compile(rf"\s+(?:(?:have|has|had|were|was|been|also|newly)\s+)*(?:{EVENTS.pattern})", re.IGNORECASE)
"""Right after the counted noun: an event that happened to so many."""
LEAVING = re.compile(
    r"\b(?:drop(?:s|ped|ping)? out|withdr[ae]w\w*|quit(?:s|ting)?\b|pull(?:s|ed|ing)? out|opt(?:s|ed|ing)? out"
    r"|resign(?:s|ed|ing)?|left the (?:program|pact|list|scheme|deal|agreement)"
    r"|le(?:ave|aves|aving|ft) (?:it|its|their)\b|terminat\w+|cancel\w+|expired?|lapsed?"
    r"|revok\w+|rescind\w*|been removed|were removed|was removed)",
    re.IGNORECASE,
)
"""Verbs of leaving, cancelling and running out."""
GROWN = re.compile(
    r"\b(?:grew|grow(?:s|n|ing)?|rose|ris(?:e|es|en|ing)|increas\w+|climb\w*|jump\w*|swell\w*|swollen|expand\w*|up by"
    r"|fell|fall\w*|drop\w*|shr[aiu]nk\w*|lost|los(?:e|es|ing)|declin\w+|decreas\w+|net)\b",
    re.IGNORECASE,
)
"""A change of the whole count, net of what left; "added" and "joined" tell of what came."""
REACHED = re.compile(
    r"\b(?:c[ao]m(?:e|es|ing) to|amount(?:s|ed|ing)? to|add(?:s|ed|ing)? up to|reach(?:es|ed|ing)?|hit(?:s|ting)?"
    r"|pass(?:es|ed|ing)?|top(?:s|ped|ping)?|cross(?:es|ed|ing)?|exceed(?:s|ed|ing)?|show(?:s|ed)?|lists?|listed"
    r"|names|br(?:ing(?:s|ing)?|ought) (?:the|its|their) (?:number|total|count|tally|figure) to)\s+(?:the\s+)?$",
    re.IGNORECASE,
)
"""Right before the number: a count came to stand there, or a list shows it; no thing was added."""
REACHABLE = frozenset({"accord", "agreement", "compromise", "deal", "pact", "settlement", "understanding"})
"""Things that are reached one by one: "reached 500 agreements" tells of what was added."""
_EVENT_PARTICIPLE = r"(?:been )?(?:joined|signed|struck|entered|added|approved|enrolled|reached|made|come|put)"
STATES = re.compile(
    r"\b(?:now|currently|today|at present|at this point|to date|in all|total|in (?:place|force|effect)|active|has|have"
    r"|hold(?:s|ing)?|held|stands? at|exist(?:s|ed)?|cover(?:s|ed)?|was|were|is|are|had)\b"
    rf"(?! {_EVENT_PARTICIPLE})",
    re.IGNORECASE,
)
IS_THERE = re.compile(
    rf"{STATES.pattern}|{EVENTS.pattern}|\b(?:has|home|belong\w*|list(?:s|ed)?|show(?:s|n|ed)?|count(?:s|ed)?"
    r"|number(?:s|ed)?|total(?:s|ed|led|ling)?|tally|includ\w+|boast\w*|report\w*|record\w*|put(?:s|ting)?|grew|grown|rose"
    r"|risen|climb\w*|expand\w*|up|peaked?|tak(?:e|es|en|ing)|took|participat\w+|partner\w*|work\w*|cooperat\w+"
    r"|deputi[sz]\w+|lead\w*|led|account\w*|spread|back|hand(?:s|ed|ing)|with|operat\w+|agre(?:e|ed|eing)|be|been|being"
    r"|averag(?:e|es|ed|ing)|host\w*|live|employ\w*|runs?|running|own(?:s|ed)?|manag\w+|maintain\w*|overs(?:ee|aw)\w*|compris\w+|consist\w*)\b",
    re.IGNORECASE,
)
"""The clause speaks of being, having, joining or counting. Other verbs tell what was done: "lawyers challenged 300"."""
PERFECT_ACT = re.compile(r"\b(?:has|have|had|was|were|been)\s+(?:\w+ly\s+)?(?=\w+ed\b)", re.IGNORECASE)
"""An auxiliary before what was done, which says nothing of being there: "has challenged 300"."""
SOME_ALONE = re.compile(
    r"\b[a-z]{3,}s alone (?:hold|held|have|had|has|make|made|account|count|[a-z]+ed)\b"
    r"|\bha(?:s|ve|d) ever [a-z]+(?:ed|n)\b",
    re.IGNORECASE,
)
"""In a number's clause: it is told of some only ("local agencies alone hold 882"), or of all there ever were."""
MOVED = re.compile(
    r"\b(?:cost|costs|brought|brings?|lost|loses?|losing|gain(?:s|ed|ing)?|contribut\w+|shed|sheds|drew|draws?|left|leaves?"
    r"|arriv\w+|died|born)\b",
    re.IGNORECASE,
)
"""Verbs of coming and going: of what a balance counts, they tell how many there were."""
STOOD = re.compile(r"\bstood at\b", re.IGNORECASE)
"""A state of a time that the clause must give: "the figure stood at 135 and has reached 957" opens a change."""
FRONTED = re.compile(
    r"^\W*(?:In|Across|Throughout|Along|Around|Outside|Under|During|Before|Beyond|Near|Rather than|Instead of"
    r"|At (?:the (?:start|beginning|end|height|peak)|its (?:height|peak))|Within \w+|(?:North|South|East|West) of)\b"
    r"([^,;:]{1,70}),\s"
)
"""A phrase of time or place before the subject of the sentence."""
PLUPERFECT = re.compile(r"\bhad (?:been|stood)\b")
"""In what opens a sentence: it is a clause and has a time of its own ("In 2019 it had been 3.7 percent, …")."""
WHOLLY = re.compile(r"\b(?:as a whole|overall|taken together|all told|in its entirety)\b", re.IGNORECASE)
"""Words that a place takes with it and that restrict nothing: "across the Northeast as a whole"."""
LEVELS = frozenset({"local", "state", "federal", "county", "municipal"})
EVERYWHERE = frozenset("america american nation nationwide country u.s us usa united states national federal".split())

OWN_STATE = re.compile(r"\b(?:the|this|that) (?:state|commonwealth)['’]s\b", re.IGNORECASE)
"""The place just named, as the owner of what is counted."""
OF_THE_PLACE = frozenset({"statewide", "state-wide", "countrywide"})
"""Words that restrict nothing once the place is known."""
