"""The cues that decide where a number's scope is: places and kinds, lists of them, what points back; each says what."""

from __future__ import annotations

import re

NATIONWIDE = re.compile(
    r"\b(?:nation-?wide|country-?wide|national(?:ly)?|across (?:the )?(?:nation|country|united states|u\.s\.|america)"
    r"|(?:around|throughout|in) the (?:nation|country|united states|u\.s\.)"
    r"|(?:total|figure|count|number|tally) (?:for|of) the (?:nation|country)\b(?!['’]s)"
    r"|(?:\d+|(?![a-z-]*(?:northern|southern|eastern|western|northeastern|england|mountain|pacific) )[a-z-]+)"
    r" (?<!\bthe )states\b"
    r"|coast to coast)",
    re.IGNORECASE,
)
"""Words that make a number one for the whole country, whatever place the text spoke of before."""

POINTS_BACK = re.compile(
    r"\b(?:the|this|that) (?:state|commonwealth|territory)\b(?! (?:and|or) local)|\bstate-?wide\b"
    r"|\b(?:around|across|in) the state\b|\b(?:from|to|for|into) (?:other|another) states?\b"
    r"|(?-i:\bhere\b)(?! (?:are|is|to|on|comes?)\b)|\bthere\b(?! (?:are|is|were|was|have|has|had|will|would|may))",
    re.IGNORECASE,
)
"""Words that point back to a place named earlier."""

_LISTED_BEFORE = r"(?:(?:in|of|for|the)\s+)?(?:[A-Z][\w.]*(?:,| and| or)?\s+)*"
POINTS_BACK_KIND = re.compile(
    r"\b(?:of (?:that|this) (?:kind|type|sort)|such [a-z]+s|(?:that|this) model)\b",
    re.IGNORECASE,
)
"""Words that point back to a kind of thing named earlier."""

OWNED = re.compile(r"\W*(?:its|their|his|her)\b", re.IGNORECASE)
"""What opens a clause whose count is that of something named before, not of a place that follows."""

WHOLE_FRONTED = re.compile(r"(?:[^.!?\n]{0,40}\?\s+)?\W*(?:Out of|Of|Among|From)(?: the| all| those| these| its)*\s+")
"""Before the number of a whole that the sentence goes on to part."""
FRONTED_WHOLE = re.compile(
    r"\W*(?:Out of|Of|Among|From)\b[^,;:]*\b(?:\d[\d,]*|[a-z]+teen|[a-z]+ty|hundreds?)\b[^;:]*,\s+$"
)
"""Before a number: the whole that it is a part of, and all that restricts it ("Of the 140 agencies in Ohio, 97 …")."""

IN_ALL = re.compile(r"\b(?:in all|in total|overall|altogether|the total|all told)\b", re.IGNORECASE)
"""Words that may widen a number beyond the place just named."""

NOT_RESTRICTING = re.compile(
    r"\b(?i:includ(?:es?|ing)|exclud(?:es?|ing)|such as|like|than|with|from|led by|among them|followed by|behind|after"
    r"|besides|except(?: for)?|outside(?: of)?|other than|unlike|apart from|along with"
    r"|(?:any|every|each|all|no) \w+ but"
    r"|(?:leav|mov|head|depart|flee|flock|relocat|emigrat)(?:e|es|ed|ing)? (?:for|to|into)"
    rf"|(?:left|fled|bound) (?:for|to))\s+{_LISTED_BEFORE}$"
)
"""Words before a value that make it an example, a comparison, an exception or where people went."""

ANTECEDENT = re.compile(r",?\s+(?:which|who|that|where|whose)\b[^,;:]*")
"""From a value to its number: a clause about it ("… than Texas, which gained 562,941") that has not ended."""

RIGHT_BEFORE = re.compile(r"\s+(?:with|at|has|had|have)?\s*", re.IGNORECASE)
"""What may stand between a value and its own number ("followed by Texas with 159")."""

_COUNT_WORDS = "none|most|more|half|some|many|few|several|both|one|two|three|four|five|six|seven|eight|nine|ten|a dozen"
LIST_SHOWS = re.compile(
    r"(?:['’]s?)?\s+(?:roster|list|tally|data|database|records?|register|spreadsheet|figures|numbers)\s+"
    r"(?:shows?|lists?|names?|counts?|has|have)\b"
)
"""Right after a place: what a list of that place shows is of that place."""
OTHERS_COUNT = re.compile(r"\b(?:of (?:those|them|these|which|whom)|the (?:rest|others)|most|half)\b", re.IGNORECASE)
"""Between a number and a later value: what is said of a part of what was counted."""
PART_FOR = re.compile(r"\b\d[\d,]*\s+(?:(?:are|were)\s+)?(?:for|under|of|in|from|at)\s+(?:the\s+)?$")
"""Right before a value: a count of its own, as each part of a whole has one."""
OWN_COUNT = re.compile(
    r"(?:['’]s)?\s+(?:(?:with|at|has|had|have|about|around|nearly|almost|some|just|only|over|more than|roughly"
    r"|another)\s+)*[$€£]?\d"
)
"""Right after a value: a number of its own follows ("… and Bangladesh 174 million")."""
INSERTED = re.compile(r",\s+(?:about |some |roughly |nearly )?\d[\d,.]*,\s")
"""Between a number and a later value: another number, of which the value is said ("of the 957, 473, follow …")."""
JOINED_BEFORE = re.compile(r"(?:,\s*(?:and|but|while)|;|\b(?:and|but|while))\s+$")
OWN_VERB = re.compile(r"\s+(?:was|were|is|are|came|ranks?|ranked|follows|followed|stood|had|has)\b")
"""Around a value after the number: it is the subject of another statement ("…, and Missouri was second")."""
APART = re.compile(r"\b(?:each|apiece|respectively|either|neither|versus|vs\.?|than|respective|every)\b", re.IGNORECASE)
"""The values of a list have a number each, or are set against one another."""
TOGETHER = re.compile(
    r"\b(?:account(?:s|ed|ing)? for|make up|made up"
    r"|together|combined|combine|jointly|between them|among them|in all|in total|altogether|all told|the total)\b",
    re.IGNORECASE,
)
"""The values of a list are counted as one."""
LISTED_TOGETHER = re.compile(r"\s*(?:,\s*(?:and)?|and|&|plus)\s*(?:in\s+)?")
"""Between the places of one list that are not told apart by "or"."""
IN_PLACES = re.compile(r"\b(?:in|across|throughout|from)\s+(?:both\s+)?$", re.IGNORECASE)
"""Right before a list of places: what is in them is counted together."""
GROUP_BACK = re.compile(
    r"\b(?:the|those|these|all) (?P<count>two|three|four|five|six|seven|eight|nine|ten) states\b", re.IGNORECASE
)
"""Words that point back to a list of states."""
LEFT_OUT = re.compile(
    r"\b(?i:besides|outside(?: of)?|other than|except(?: for)?|excluding|apart from|aside from|not counting|but not"
    rf"|(?:states?|one) but|leaving out)\s+(?:the\s+)?{_LISTED_BEFORE}$"
)
"""Words before a value that take it out of a count."""
LISTED_ON = re.compile(r"\s*(?:,\s*(?:and|or)?|and|or|&|plus)\s*(?:in\s+)?")
"""Between the places of one list."""
SUB_COUNT = re.compile(
    rf"\b(?:{_COUNT_WORDS}|\d[\d,]*)\s+(?:of (?:them|those|these|which|whom)\s+)?(?:are |were )?"
    r"(?:in|from|of|for|on|at|under)\s+(?:the\s+)?$",
    re.IGNORECASE,
)
"""Words before a value that give it to another count: "36 of them in", "none from"."""

EXAMPLE_AFTER = re.compile(
    r"^,?\s*(?:included|among them|for (?:example|instance)|and (?:other|elsewhere))", re.IGNORECASE
)
RESTRICTING_WITH = re.compile(r"\b(?:with|from)\s+$", re.IGNORECASE)
ANOTHER_PLACE_AFTER = re.compile(
    r"^(?:,? D\.?C\.?| (?:County|Counties|City|Parish|Beach|Falls|Springs|Heights|Township|Avenue|Street|Post|Times)\b)"
)
CURRENCY_AFTER = re.compile(r"\s?(?:dollars?\b|[$€£¥]|cents?\b)", re.IGNORECASE)
"""Right after a place: it names a currency ("US dollars", "US$") and restricts nothing."""
PLACED_IN = re.compile(
    r"\b(?:of|in|at|from|for|near)\s+((?!(?:Jan|Feb|Mar|Apr|May|June?|July?|Aug|Sep|Oct|Nov|Dec)[a-z]*\b)"
    r"[A-Z][\w.'’-]+(?:\s[A-Z][\w.'’-]+)*)\s?,\s?$"
)
"""Right before a place: a smaller one inside it ("of Arequipa, Peru")."""
FRAGMENT = re.compile(r"\s\d{3}(?!\d|\s?%)|\s?,\s?\d+\s?,\s?\d")
"""Right after a number without its noun: it is a part of one whose digits are in groups, or the first of a list."""
BROKEN = re.compile(r"(?<![\d.,])\d{1,3}(?:,\d{3})+\s\d{3}(?=[.,;:]?(?:\s|$))(?!\s?[%(])")
"""A long number one comma of whose groups is a blank: "1,204 551", but not "1,000 287(g) agreements"."""
OWN_CLAUSE = r"(?:(?!\b(?:shows?|showed|says?|said|lists?|listed|reports?|reported|that)\b)[^,;:])*?"
"""From a subject to its verb: no verb of telling stands between, whose clause would have a subject of its own."""
HAVING = r"\b(?:has|have|had|holds?|held|counts?|counted|lists?|listed|reports?|reported)\b"

STATE_NAMES_OF_OTHER_THINGS = frozenset({"washington"})
"""Values that mean something else unless "state" stands beside them: the capital, the government, a dateline."""
