"""News pages of our own making, as heavy as real ones: 170 KB of scripts, menus and links around 750 words.

The text is put together from the tables below by a seeded generator: the same number gives the same page everywhere.
About one sentence in four holds a number, and of these one in ten is about a measure of the repository's own dataset.
"""

from __future__ import annotations

import json
import random
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

from claimtrack.corpus.archive.record import Received
from claimtrack.corpus.archive.writing import ArchiveWriter

SENTENCES = 38
WEIGHT = 170_000
"""Bytes that scripts fill a page up to."""
NUMERIC_SHARE = 0.25
MEASURED_SHARE = 0.1

PLACES = (
    "Ashford Brookhaven Calder Dunmore Eastbridge Fairhaven Glenwood Harrow Ironton Juniper Kingsley Larkspur Milton "
    "Northgate Oakdale Pinehurst Quarry Redfield Stanton Thornbury Upland Verona Westbrook Yarrow"
).split()
SURNAMES = (
    "Abbott Barrera Castellano Donnelly Eriksen Fontaine Garza Hollis Ibarra Jansen Kowalski Lindqvist Maddox Nakamura "
    "Okafor Pruitt Quintana Rosales Sandoval Tremblay Underwood Vasquez Whitfield Yates"
).split()
FIRST_NAMES = "Ana Ben Carla Dmitri Elena Frank Grace Hugo Irene Jonas Karim Lucia Marcus Nora Omar Priya".split()
OFFICES = (
    "the county council", "the school board", "the transit authority", "the water district", "the planning commission",
    "the mayor's office", "the port authority", "the hospital trust", "the library system", "the parks department",
    "the sheriff's office", "the housing agency", "the chamber of commerce", "the regional airport",
)  # fmt: skip
DEEDS = (
    "approved a plan to repair the old bridge", "postponed a vote on the new zoning rules",
    "asked residents to comment on the draft budget", "defended its handling of the contract",
    "promised to publish the full report", "named an outside firm to review the project",
    "warned that delays would raise the cost", "rejected calls for a second hearing",
    "said the work would begin before winter", "signed off on a longer lease for the terminal",
    "declined to say who had proposed the change", "agreed to share its records with the auditor",
)  # fmt: skip
SETTINGS = (
    "after a long meeting on Tuesday night", "despite objections from neighbors", "as rain moved in from the west",
    "while the state weighs its own proposal", "in a statement to reporters", "at the request of the governor",
    "following weeks of private talks", "over the protests of local business owners", "without further discussion",
    "according to documents reviewed by this newspaper", "to the surprise of many in the room",
)  # fmt: skip
OPINIONS = (
    "People here have waited a long time for an answer, and they deserve one",
    "Nobody wants to see the doors close, but the money has to come from somewhere",
    "We will look at every option before we ask anybody to pay more",
    "It is the kind of decision that a town lives with for a generation",
    "They told us what they thought we wanted to hear",
    "The trouble is that every fix makes something else worse",
)
NUMERIC = (
    "The project will cost ${million} million, about {percent} percent more than planned in {year}.",
    "{office} employs {hundreds} people and serves roughly {thousands} residents.",
    "Attendance fell to {hundreds} from {more} a year earlier, a drop of {percent} percent.",
    "At least {tens} homes were damaged and {small} people were taken to hospital.",
    "Voters backed the measure by {percent} percent to {other} percent in {year}.",
    "{first} {last}, {age}, has worked there for {small} years.",
    "More than {thousands} customers lost power on {month} {day}, {year}.",
    "The median price of a house rose {small}.{digit} percent to ${thousands}.",
    "Of the {hundreds} applicants, {tens} were invited to a second interview.",
    "Crews cleared {tens} miles of road, twice as many as in {year}.",
    "The fund stood at ${million}.{digit} million on {month} {day}.",
    "Ridership averaged {thousands} a day, down from {manythousands}.",
)
MEASURED = (
    "ICE has signed {agreements} 287(g) agreements with local agencies in {states} states, officials said.",
    "By early September there were {agreements} memorandums of agreement under the 287(g) program.",
    "Immigration officials counted {agreements} 287(g) agreements nationwide, up from {before} in January.",
)
MONTHS = "January February March April May June July August September October November December".split()
LETTERS = "abcdefghijklmnopqrstuvwxyz"


def page(number: int, sentences: int = SENTENCES, weight: int = WEIGHT) -> str:
    """Return a whole page; the same `number` gives the same page."""
    rng = random.Random(number)  # deterministic filler, not cryptography
    title = f"{rng.choice(PLACES)}: {rng.choice(OFFICES)} {rng.choice(DEEDS)}"
    day = date(2025, 9, 1) + timedelta(days=rng.randrange(28))
    body = "\n".join(f"<p>{paragraph}</p>" for paragraph in _paragraphs(rng, sentences))
    main = (
        f'<header class="masthead">{_menu(rng, 90 if weight else 5)}</header><div class="layout"><main><article>'
        f'<h1>{title}</h1><div class="byline">By {_person(rng)} | <time datetime="{day}T09:30:00-04:00">'
        f'{MONTHS[day.month - 1]} {day.day}, {day.year}</time></div><div class="story-body">{body}</div></article>'
        f'</main><aside class="sidebar">{_cards(rng, 40 if weight else 2)}</aside></div>'
        f'<section class="related"><h2>Related</h2>{_cards(rng, 30 if weight else 2)}</section>'
        f'<footer class="site-footer">{_menu(rng, 60 if weight else 5)}</footer>'
    )
    head = _head(rng, number, title, day)
    filler = _scripts(rng, weight - len(main) - len(head))
    return f'<!DOCTYPE html>\n<html lang="en"><head>{head}{filler}</head><body>{main}</body></html>'


def write_archive(folder: Path, pages: Iterator[str]) -> list[Path]:
    """Keep pages as responses in an archive in `folder` and return its files."""
    start = datetime(2025, 9, 30, tzinfo=UTC)
    with ArchiveWriter(folder) as writer:
        for number, text in enumerate(pages):
            url = f"https://news{number % 40}.example/2025/story-{number}.html"
            headers = ((b"Content-Type", b"text/html; charset=utf-8"),)
            date_ = start + timedelta(seconds=number)
            writer.keep(Received(url=url, date=date_, status=200, headers=headers, body=text.encode()))
    return sorted(folder.glob("*.warc.gz"))


def _paragraphs(rng: random.Random, sentences: int) -> Iterator[str]:
    left = sentences
    while left > 0:
        size = min(rng.choice((1, 2, 2, 3)), left)
        yield " ".join(_sentence(rng) for _ in range(size))
        left -= size


def _sentence(rng: random.Random) -> str:
    if rng.random() < NUMERIC_SHARE:
        pattern = rng.choice(MEASURED if rng.random() < MEASURED_SHARE else NUMERIC)
        return _capital(pattern.format(**_numbers(rng)))
    if rng.random() < 0.2:
        return f"“{rng.choice(OPINIONS)},” said {_person(rng)} of {rng.choice(OFFICES)} in {rng.choice(PLACES)}."
    subject = f"{rng.choice(OFFICES)} in {rng.choice(PLACES)}"
    first = _capital(f"{subject} {rng.choice(DEEDS)} {rng.choice(SETTINGS)}")
    return first + (f", and {rng.choice(OFFICES)} {rng.choice(DEEDS)}." if rng.random() < 0.35 else ".")


def _numbers(rng: random.Random) -> dict[str, object]:
    return {
        "million": rng.randint(2, 480), "percent": rng.randint(3, 68), "other": rng.randint(20, 50),
        "year": rng.randint(2012, 2025), "office": rng.choice(OFFICES), "hundreds": rng.randint(110, 990),
        "thousands": f"{rng.randint(2, 480)},{rng.randint(100, 999)}", "more": rng.randint(1000, 1900),
        "manythousands": f"{rng.randint(500, 900)},000", "tens": rng.randint(13, 99), "small": rng.randint(3, 12),
        "first": rng.choice(FIRST_NAMES), "last": rng.choice(SURNAMES), "age": rng.randint(22, 88),
        "month": rng.choice(MONTHS), "day": rng.randint(1, 28), "digit": rng.randint(1, 9),
        "agreements": rng.choice((957, 958, 1001, 907, 975)), "states": rng.randint(30, 41), "before": 135,
    }  # fmt: skip


def _person(rng: random.Random) -> str:
    return f"{rng.choice(FIRST_NAMES)} {rng.choice(SURNAMES)}"


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def _head(rng: random.Random, number: int, title: str, day: date) -> str:
    url = f"https://news{number % 40}.example/2025/story-{number}.html"
    described = {
        "@context": "https://schema.org", "@type": "NewsArticle", "headline": title, "url": url,
        "datePublished": f"{day}T09:30:00-04:00", "dateModified": f"{day}T11:05:00-04:00",
        "author": [{"@type": "Person", "name": _person(rng)}],
        "publisher": {"@type": "NewsMediaOrganization", "name": f"The {rng.choice(PLACES)} Courier"},
    }  # fmt: skip
    metas = {
        "og:title": title, "og:url": url, "og:type": "article", "og:site_name": "The Courier",
        "article:published_time": f"{day}T09:30:00-04:00", "twitter:title": title, "twitter:card": "summary",
        **{f"app:setting-{i}": _word(rng, 24) for i in range(25)},
    }  # fmt: skip
    declared = "".join(f'<meta property="{name}" content="{value}">' for name, value in metas.items())
    links = "".join(f'<link rel="preload" href="/assets/{_word(rng, 20)}.js" as="script">' for _ in range(15))
    return (
        f'<meta charset="utf-8"><title>{title} | The Courier</title><link rel="canonical" href="{url}">{declared}'
        f'{links}<script type="application/ld+json">{json.dumps(described)}</script>'
    )


def _menu(rng: random.Random, links: int) -> str:
    items = "".join(
        f'<li class="menu-item"><a class="menu-link" href="/{_word(rng, 8)}" data-track="{_word(rng, 16)}">'
        f"<span>{_capital(_word(rng, 7))}</span></a></li>"
        for _ in range(links)
    )
    return f'<nav class="site-nav"><ul>{items}</ul></nav>'


def _cards(rng: random.Random, cards: int) -> str:
    return "".join(
        f'<div class="card"><a href="/2025/{_word(rng, 12)}.html"><img src="/img/{_word(rng, 24)}.jpg" '
        f'srcset="/img/{_word(rng, 24)}-2x.jpg 2x" alt=""></a><h3 class="card-title"><a href="/2025/{_word(rng, 12)}">'
        f'{_capital(rng.choice(OFFICES))} {rng.choice(DEEDS)}</a></h3><svg class="icon"><path d="M{rng.randint(1, 99)} '
        f'{rng.randint(1, 99)}h{rng.randint(1, 99)}"/></svg><span class="kicker">{rng.choice(PLACES)}</span></div>'
        for _ in range(cards)
    )


def _scripts(rng: random.Random, weight: int) -> str:
    pieces = []
    size = 0
    while size < weight:
        lines = "".join(
            f'window.{_word(rng, 6)}=function({_word(rng, 1)}){{return {{"{_word(rng, 9)}":{rng.randint(0, 9999)},'
            f'"{_word(rng, 7)}":"{_word(rng, 30)}"}};}};\n'
            for _ in range(60)
        )
        tag = "style" if rng.random() < 0.15 else "script"
        pieces.append(f"<{tag}>{lines}</{tag}>")
        size += len(pieces[-1])
    return "".join(pieces)


def _word(rng: random.Random, length: int) -> str:
    return "".join(rng.choices(LETTERS, k=length))
