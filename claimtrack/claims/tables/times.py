"""Wordings of time: what stands before or after a date and says what the date is of."""

from __future__ import annotations

from dataclasses import dataclass

from claimtrack.claims.tables.vetoes import MONTH


@dataclass(frozen=True, slots=True, kw_only=True)
class Lead:
    """Words right before a date (a regular expression, matched up to the date): `kind` is what the date then is.

    as_of: the time of the numbers; since, compared: the start of a change; name: the date only names a document or an
    event; said: when somebody spoke. `wide` says it holds for the whole sentence.
    """

    id: str
    kind: str
    pattern: str
    wide: bool = False


# Documents that hold data: their date is that of the numbers in them.
DATA_NOUNS = (
    r"(?:lists?|listings?|spreadsheets?|workbooks?|rosters?|files?|tables?|sheets?|snapshots?|counts?|tally|tallies|"
    r"totals?|figures?|numbers?|data|datasets?|census|inventory|register|registry|database|records?|updates?|"
    r"starting point|baseline|level|mark|rate|average|peak|low|high)"
)
# Documents that only say things: an old one dates what it reports, and only that.
REPORT_NOUNS = (
    r"(?:statements?|reports?|releases?|press releases?|news releases?|emails?|e-mails?|news conferences?|"
    r"press conferences?|briefings?|interviews?|posts?|testimony|letters?|memos?|filings?|analys[ie]s|stud(?:y|ies)|"
    r"announcements?|fact sheets?|speech|address|hearings?|columns?|articles?)"
)
# Things a date only names: a law of 1996, a 2017 policy, the November election.
NAMED_NOUNS = (
    r"(?:laws?|acts?|bills?|statutes?|House Bill \S+|Senate Bill \S+|(?:HB|SB|LB|AB) ?\d+|amendments?|rulings?|"
    r"orders?|executive orders?|memos?|letters?|agreements?|contracts?|deals?|memorandums?|memoranda|polic(?:y|ies)|"
    r"cases?|treat(?:y|ies)|elections?|primar(?:y|ies)|constitution|decisions?|lawsuits?|suits?|budgets?|"
    r"stud(?:y|ies)|reports?|books?|films?|raids?|shootings?|hurricanes?|storms?|attacks?|campaigns?|sessions?|class|"
    r"census|provisions?|measures?|legislation|reforms?|crisis|games?|seasons?|models?)"
)
_ON = (
    r"(?:on |in |at |the |that |late |early |that of |those of |those in |it was in |it was on |they were in |"
    r"the same (?:month|period|time|point|week|day|quarter|date)(?: of| in)? )*"
)

PROPORTION = r"(?:%|\b(?:percent|per cent|half|thirds?|quarters?|fifths?|times|twice))"

LEADS: tuple[Lead, ...] = (
    Lead(id="time.eve", kind="eve", pattern=r"\b(?:on|at|by|as of) the eve of (?:the )?$"),
    Lead(id="time.earlier_value", kind="compared",
         pattern=r"\bwhat (?:it|they|there|that) (?:was|were|had been|has been|stood at)\s+(?:back )?"
                 r"(?:in |on |at |during )?(?:the )?$"),
    Lead(id="time.level", kind="compared",
         pattern=rf"{PROPORTION}\s+(?:of )?(?:its|their|the)\s+(?:[\w-]+ ){{0,2}}(?:levels?|counts?|totals?|sizes?|"
                 r"values?|numbers?|figures?|peaks?)\s+(?:in|of|on|from|at)\s+$"),
    # "4 percent above its level of May 2025", "7 percent below the record set in 2019": where the change began.
    Lead(id="time.beside_level", kind="compared",
         pattern=r"\b(?:above|below|over|under|beyond|than|from|short of|shy of)\s+(?:the|its|their)\s+"
                 r"(?:[\w-]+ ){0,2}(?:levels?|marks?|counts?|totals?|values?|figures?|peaks?|highs?|lows?|records?"
                 r"|maximum|minimum)"
                 r"(?:\s+(?:reached|set|hit|seen|recorded|touched|posted))?"
                 r"\s+(?:in|of|on|from|at)\s+(?:the )?$"),
    Lead(id="time.data_document", kind="as_of", wide=True,
         pattern=rf"\b{DATA_NOUNS}\s+(?:(?:was|were|is|are)\s+)?(?:of|dated|from|for|as of|as at|posted|"
                 r"published|released|updated|issued)\s+(?:on )?(?:the )?$"),
    Lead(id="time.report", kind="report",
         pattern=rf"\b(?:in|in an?|in its|in their|in his|in her|in the|an?|its|the|during an?)\s+(?:[\w’'-]+ ){{0,3}}"
                 rf"{REPORT_NOUNS},?\s+(?:of |from |dated |on |in |at |late |early |released |published |issued |"
                 r"sent )*$"),
    Lead(id="time.name", kind="name",
         pattern=rf"\b{NAMED_NOUNS}\s+(?:of|from|dated|(?:passed|enacted|signed|adopted|approved) in)\s+"
                 r"(?:the )?$"),
    Lead(id="time.law", kind="name",
         pattern=r"\b(?:passed|enacted|adopted|approved|repealed|signed)\s+(?:[\w-]+ ){0,4}(?:law|act|bill|statute|"
                 r"amendment|ordinance|measure|resolution)s?\s+(?:into law )?(?:in|on|back in)\s+$"),
    Lead(id="time.said", kind="said",
         pattern=r"\b(?:said|says|announced|reported|told|wrote|posted|released|dated|signed|issued|published|filed|order"
                 r"|showed|shows|shown|show|unveiled|testified|argued|passed|met|voted)"
                 r"(?:\s+by\s+(?:the\s+)?[\w.’'-]+(?:\s[A-Z][\w.’'-]*){0,3})?,?"
                 r"\s+(?:late |early )?(?:on |in |of )?$"),
    Lead(id="time.compared", kind="compared",
         pattern=r"\b(?:compared (?:with|to)|in comparison (?:with|to)|comparison with|than|versus|vs\.?|against|"
                 rf"relative to|set (?:beside|against)|measured against|next to|up on|down on|as against)\s+{_ON}$"),
    Lead(id="time.as_at", kind="compared", pattern=r"\bas (?:at|in|on|when|during|back in)\s+(?:the )?$"),
    Lead(id="time.over", kind="compared",
         pattern=r"(?:increase|rise|growth|gain|jump|drop|decline|decrease|fall|up|down|%|percent|percentage points?|"
                 r"points?|higher|lower|more|fewer)\s+(?:over|on)\s+(?:the )?$"),
    # "12, up from none in January": the time is that of the start, which is no number of its own.
    Lead(id="time.from_none", kind="compared",
         pattern=rf"\bfrom (?:none|zero|nothing)(?: at all)?\s+{_ON}$"),
    Lead(id="time.from", kind="compared", pattern=rf"\bfrom\s+{_ON}$"),
    Lead(id="time.superlative", kind="name",
         pattern=r"\b(?:[a-z]{3,}est|most|least|worst|best)\s+(?:[\w-]+\s+){0,3}since\b[^.;,\d]{0,80}$"),
    Lead(id="time.since", kind="since",
         pattern=r"\bsince\b(?:(?!\bthere (?:was|were)\b)[^.;,\d]){0,40}$"
                 r"|\b(?:starting|beginning)\s+(?:on |in |from )?$"),
    Lead(id="time.until", kind="until", wide=True,
         pattern=r"(?<!not )\b(?:until|prior to|before)\s+(?:the )?(?:start of |beginning of )?$"),
    Lead(id="time.by", kind="as_of", wide=True,
         pattern=r"(?:\bas of|\bas at|\bby|\bwhen|\bback in|\bthrough|\buntil|\bprior to|\bbefore)\s*(?:the )?"
                 r"(?:end of |start of |close of )?$"),
    Lead(id="time.at", kind="as_of",
         pattern=r"(?:\bin|\bat|\bon|\bdated|\bduring|\bto|\bfor|\ba)\s*(?:the )?(?:end of |start of |close of "
                 r"|night of |week of |middle of |day |days of |month of |course of )?(?:the )?$"),
)  # fmt: skip

# Words right after a date that say it dates data ("the Sept. 2 list") or only names a thing ("a 2017 policy").
# A name's noun phrase holds no verb, article, preposition, conjunction or number: not "in January to 958 agreements".
_BETWEEN = (
    r"(?!(?:was|were|is|are|had|has|have|did|will|the|an?|its|their|of|in|on|to|from|at|by|for|with|and|or|but|than|as|"
    r"when|after|before|until|\d[\d.,]*)\b)[\w-]+ "
)
AFTER_DATA = rf"\s+(?:{_BETWEEN})?{DATA_NOUNS}\b"
AFTER_NAME = rf"\s+(?:{_BETWEEN}){{0,2}}(?:{NAMED_NOUNS}|{REPORT_NOUNS})\b"

DATE = (
    r"(?:(?:early|mid|middle of|late|the end of|the start of|the beginning of|end of|start of)[ -])?"
    rf"(?:(?:last|this) )?(?:{MONTH}(?:\s+\d{{1,2}}(?:st|nd|rd|th)?\b(?!,\d{{3}}))?(?:,?\s+(?:1[89]|20)\d\d\b)?"
    rf"|\d{{1,2}}(?:st|nd|rd|th)?\s+{MONTH}(?:,?\s+(?:1[89]|20)\d\d\b)?|(?:1[89]|20)\d\d\b(?!\s*(?:%|percent|people)))"
)
COUNT = (
    r"(?:an?|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|"
    r"seventeen|eighteen|nineteen|twenty|thirty|forty|fifty|\d{1,3})"
)
UNIT = r"(?:years?|months?|weeks?|quarters?|decades?|days?)"


@dataclass(frozen=True, slots=True, kw_only=True)
class Stretch:
    """A wording of a stretch of time with both its ends, or of its length (then its end is the claim's own time)."""

    id: str
    pattern: str


STRETCHES: tuple[Stretch, ...] = (
    Stretch(id="span.between", pattern=rf"\b[Bb]etween (?P<from>{DATE}) and (?P<to>{DATE})"),
    Stretch(id="span.from_to", pattern=rf"\b[Ff]rom (?P<from>{DATE}) (?:to|through|until|till) (?P<to>{DATE})"),
    Stretch(id="span.to",
            pattern=rf"\b(?:[Ii]n|[Oo]ver|[Dd]uring|[Ff]or) the (?:(?P<n>{COUNT}) |full )?(?P<unit>{UNIT}),? (?:up )?"
                    rf"(?:that (?:ended|ends) (?:in|on|with)|ended(?: in| on)?|ending(?: in| on)?|to|through|until) "
                    rf"(?:the )?(?P<to>{DATE})"),
    Stretch(id="span.of_year",
            pattern=r"\b(?:[Oo]ver|[Ii]n|[Dd]uring|[Aa]cross|[Tt]hrough|[Tt]hroughout) (?:all of |the (?:course|whole|"
                    r"length|twelve months|12 months|full year) of |the whole of )(?P<year>(?:1[89]|20)\d\d)\b"),
    Stretch(id="span.past",
            pattern=rf"\b(?:[Ii]n|[Oo]ver|[Dd]uring|[Ww]ithin|[Aa]cross|[Tt]he) (?:the )?(?:past|last|previous) "
                    rf"(?:(?P<n>{COUNT}) )?(?P<unit>{UNIT})\b"),
    Stretch(id="span.lasting",
            pattern=rf"\b(?:[Ii]n|[Ww]ithin|[Oo]ver|[Ii]nside) (?:just |only |about |less than |under |the space of )?"
                    rf"(?:a single|(?P<n>{COUNT})) (?P<unit>{UNIT})\b(?! (?:ago|earlier|before|period|later))(?!['’])"),
    Stretch(id="span.the_year",
            pattern=r"\b(?:[Oo]ver|[Oo]n|[Ii]n) the (?:latest |most recent |past |last )?(?P<unit>year|month|quarter)\b"
                    r"(?! (?:before|to|through|ended|ending|that|earlier|since|of|\d|19|20))"),
    Stretch(id="span.on_year",
            pattern=r"\b(?P<unit>year|month|quarter|week)[- ](?:over|on)[- ](?:year|month|quarter|week)\b"),
)  # fmt: skip
