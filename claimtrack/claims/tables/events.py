"""Named points in time that texts measure from, each with the days it may stand for."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """A wording (a regular expression) and its dates; the latest one before the publication is meant."""

    id: str
    pattern: str
    days: tuple[tuple[int, int, int], ...]


_INAUGURATIONS = ((2009, 1, 20), (2013, 1, 20), (2017, 1, 20), (2021, 1, 20), (2025, 1, 20))
_TRUMP = ((2017, 1, 20), (2025, 1, 20))

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
)  # fmt: skip
