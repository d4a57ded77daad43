"""Singular forms of nouns, by rule and a table of irregulars; no lemmatizer."""

from __future__ import annotations

from functools import lru_cache

_IRREGULAR = {
    "people": "people", "persons": "person", "men": "man", "women": "woman", "children": "child", "feet": "foot",
    "teeth": "tooth", "mice": "mouse", "geese": "goose", "lives": "life", "wives": "wife", "knives": "knife",
    "leaves": "leaf", "halves": "half", "thieves": "thief", "wolves": "wolf", "shelves": "shelf",
    "memoranda": "memorandum",
    "data": "data", "media": "media", "criteria": "criterion", "phenomena": "phenomenon", "series": "series",
    "species": "species", "news": "news", "police": "police", "counties": "county", "movies": "movie", "moas": "moa",
    "policemen": "policeman", "policewomen": "policewoman", "headquarters": "headquarters", "gas": "gas",
    "buses": "bus",
    "analyses": "analysis", "crises": "crisis", "bases": "base", "cases": "case", "houses": "house", "nurses": "nurse",
    "horses": "horse", "vehicles": "vehicle", "diagnoses": "diagnosis", "indices": "index", "aircraft": "aircraft",
    "heroes": "hero", "potatoes": "potato", "tomatoes": "tomato", "ties": "tie", "pies": "pie", "cookies": "cookie",
    "cities": "city", "us": "us", "bus": "bus", "campus": "campus", "campuses": "campus", "viruses": "virus",
    "statuses": "status", "bonuses": "bonus", "corps": "corps", "goods": "goods", "premises": "premise",
    "licenses": "license",
    "purchases": "purchase", "responses": "response", "increases": "increase", "releases": "release",
    "purposes": "purpose",
    "courses": "course", "causes": "cause", "expenses": "expense", "franchises": "franchise", "universes": "universe",
    "axes": "axis", "caches": "cache", "aches": "ache", "avalanches": "avalanche", "sizes": "size", "prizes": "prize",
}  # fmt: skip


@lru_cache(maxsize=4096)
def singular(word: str) -> str:
    """Return the singular of an English noun in lower case: "agencies" becomes "agency"."""
    lower = word.lower().replace("’", "'").removesuffix("'s").rstrip("'.")
    if lower in _IRREGULAR:
        return _IRREGULAR[lower]
    if len(lower) > 4 and lower.endswith("ies"):
        return f"{lower[:-3]}y"
    if len(lower) > 4 and lower.endswith(("sses", "xes", "ches", "shes", "zzes")):
        return lower[:-2]
    if len(lower) > 3 and lower.endswith("s") and not lower.endswith(("ss", "us", "is")):
        return lower[:-1]
    if len(lower) > 6 and lower.endswith("men"):
        return f"{lower[:-3]}man"
    return lower
