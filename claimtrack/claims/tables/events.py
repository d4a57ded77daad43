"""Named points in time that texts measure from, each with the days it may stand for."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """A wording (a regular expression) and its dates; the latest one before the publication is meant.

    A `vague` wording ("he took office") counts only where CONTEXT stands near by and no other office in the sentence.
    """

    id: str
    pattern: str
    days: tuple[tuple[int, int, int], ...]
    vague: bool = False


_INAUGURATIONS = ((2009, 1, 20), (2013, 1, 20), (2017, 1, 20), (2021, 1, 20), (2025, 1, 20))
_TRUMP = ((2017, 1, 20), (2025, 1, 20))
CONTEXT = r"\b(?:[Pp]resident|[Pp]residency|Trump|Biden|Obama|White House|[Ii]naugurat\w+|[Aa]dministration|Washington)"
OTHER_OFFICES = (
    r"\b(?:governor|gov\.|mayor|sheriff|commissioner|chancellor|prime minister|senator|sen\.|chief|attorney general|"
    r"district attorney|secretary|superintendent|justice|judge|premier|pope)\b"
)

EVENTS: tuple[Event, ...] = (
    Event(id="event.inauguration", days=_INAUGURATIONS,
          pattern=r"(?:President |Donald |Trump['’]s |the |his |Biden['’]s |presidential )*[Ii]nauguration(?: "
                  r"[Dd]ay)?(?: in (?:late )?January)?"),
    Event(id="event.trump_second_term", days=((2025, 1, 20),),
          pattern=r"(?:the )?(?:start|beginning|outset) of (?:President |Donald )*(?:Trump|his)(?:['’]s)? second "
                  r"(?:term|administration)"
                  r"|(?:(?:President |Donald )*Trump['’]s|his) second term"),
    Event(id="event.trump_office", days=_TRUMP,
          pattern=r"(?:the day )?(?:President |Donald |J\. )*Trump (?:was sworn in|took office|became "
                  r"president|entered (?:the White House|office))"),
    Event(id="event.trump_return", days=((2025, 1, 20),),
          pattern=r"(?:President |Donald |J\. )*Trump(?:['’]s)? (?:returned|came back|retook|return) (?:to )?(?:the "
                  r"White House|office|power)"),
    Event(id="event.biden_office", days=((2021, 1, 20),),
          pattern=r"(?:President |Joe )*Biden (?:was sworn in|took office|entered (?:the White House|office))"),
    Event(id="event.pandemic", days=((2020, 3, 11),),
          pattern=r"(?:the )?(?:start|beginning|onset|outbreak) of the (?:coronavirus |COVID-19 )?pandemic"),
    Event(id="event.term", days=_INAUGURATIONS, vague=True,
          pattern=r"(?:the )?(?:start|beginning|outset) of (?:the|his|this)(?: "
                  r"(?:president(?:['’]s|ial)|current|new|second))? (?:term|administration|presidency)"),
    Event(id="event.took_office", days=_INAUGURATIONS, vague=True,
          pattern=r"(?:he|the (?:new |current |next )?president) (?:was sworn in|took (?:the )?(?:office|oath)|"
                  r"came (?:back )?(?:to|into) (?:the White House|office|power)|returned to (?:the White House|office|"
                  r"power)|entered (?:the White House|office)|moved (?:back )?into the White House)"),
    Event(id="event.return", days=((2025, 1, 20),), vague=True,
          pattern=r"(?:the president|his)(?:['’]s)? return(?: to (?:the White House|office|power))?"),
)  # fmt: skip
