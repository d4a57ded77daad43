#!/usr/bin/env python3
"""Score the extractor on sets of labelled sentences, and measure its speed on news text.

    bench/extraction.py SETS_FOLDER [--errors] [--only NAME] [--speed DOCS.jsonl ...] [--quantulum PYTHON]

SETS_FOLDER holds `*_dev.jsonl` in the format of its scorer, `score_extraction.py` beside the folder. Our own fresh
sentences (tests/claims/fresh.jsonl) are scored last. `--quantulum PYTHON` measures quantulum3 from another environment.
"""

from __future__ import annotations

import argparse
import importlib.util
import json
import random
import subprocess
import sys
import time
from collections.abc import Callable, Iterable
from dataclasses import replace
from pathlib import Path
from statistics import median
from types import ModuleType
from typing import Any

from claimtrack.claims.claim import Claim
from claimtrack.claims.extract import extract_many, passage
from claimtrack.claims.tables.currencies import ENGLISH
from claimtrack.claims.tables.units import BY_ID, UNITS
from claimtrack.quantity import Modifier
from claimtrack.singular import singular

FRESH = Path(__file__).parents[1] / "tests" / "claims" / "fresh.jsonl"
SPEED_ROUNDS = 7
"""How often the two are timed in turn: a single ratio swings by a tenth."""
SYMBOLS = {
    Modifier.EXACT: "=", Modifier.BETWEEN: "=", Modifier.ABOUT: "~", Modifier.NEARLY: "~", Modifier.OVER: ">",
    Modifier.AT_LEAST: ">", Modifier.JUST_OVER: ">", Modifier.UNDER: "<", Modifier.AT_MOST: "<", Modifier.UP_TO: "<",
}  # fmt: skip
SUPERLATIVES = {"best": "good", "worst": "bad", "most": "", "least": "", "latest": "late"}
AGES = {f"{unit}_of_age": f"{unit} of age" for unit in ("year", "month", "week", "day")}
STOP = frozenset(
    [
        "the",
        "a",
        "an",
        "of",
        "in",
        "on",
        "at",
        "to",
        "for",
        "and",
        "or",
        "its",
        "their",
        "his",
        "her",
        "this",
        "that",
        "these",
        "those",
        "by",
        "with",
        "from",
        "as",
    ]
)


def values(claim: Claim) -> list[float]:
    """Return the value, or the two ends of a range; the gold gives open words ("hundreds") as powers of ten."""
    quantity = claim.quantity
    if quantity.value is not None:
        return [float(quantity.value)]
    assert quantity.low is not None
    assert quantity.high is not None
    if any(cue.startswith("open.") for cue in claim.cues):
        scale = float(quantity.precision)
        if "open.dozens" in claim.cues:
            return [scale]
        return [scale, 10 * scale]
    return [float(quantity.low), float(quantity.high)]


def unit_of(claim: Claim, *, mixed: bool) -> str:
    """Return the unit's English name; for counts the counted noun with its adjectives."""
    unit = claim.quantity.unit
    if mixed and claim.quantity.role == "share" and unit is None:
        return f"% {' '.join(claim.restrictors)} {claim.head or ''}"
    if unit is None:
        uncounted = claim.quantity.counted_noun is None and (mixed or "noun.subject" not in claim.cues)
        if uncounted or claim.measured_entity is None:
            return ""
        words = [positive(word) for word in claim.restrictors if not is_verbal(word) and not word[0].isdigit()]
        name = " ".join([*words, "count" if claim.head == "time" else claim.head or ""])
    elif unit == "percent":
        name = "percentage"
    elif unit == "fold":
        name = "times"
    else:
        name = AGES.get(unit) or ENGLISH.get(unit) or (BY_ID[unit].name if unit in BY_ID else unit)
    if claim.per:
        symbol = next((row.name for row in UNITS if claim.per in row.symbols), None)
        name += " per " + (claim.per if claim.per[0].isdigit() else symbol or singular(claim.per))
    return name


def is_verbal(word: str) -> bool:
    """Whether a restrictor is a participle, which the gold's units leave out ("charging stations", "recorded
    songs").
    """
    return (
        word.endswith(("ing", "ed")) and "-" not in word and word not in {"housing", "building", "training", "parking"}
    )


def positive(word: str) -> str:
    """Return the plain form of a superlative or comparative, as the gold's lemmas have it."""
    if word in SUPERLATIVES:
        return SUPERLATIVES[word]
    for ending in ("iest", "ier"):
        if word.endswith(ending):
            return word.removesuffix(ending) + "y"
    for ending in ("est", "er"):
        if word.endswith(ending) and len(word) > 6:
            return word.removesuffix(ending) + ("e" if word.removesuffix(ending).endswith(("rg", "at")) else "")
    return word


def change_of(claim: Claim, *, mixed: bool) -> str:
    """Return the gold's one sign for hedge and direction.

    Sets that label hedge and direction apart ("mod", "dir") give the direction where there is one. NewsQuant mixes
    them:
    a hedge wins over the direction, and the ends of a change and the amount before a noun of change have no direction.
    """
    quantity = claim.quantity
    silent = quantity.role in {"from", "to"} or {"change.noun", "change.comparative", "ratio.doubled"} & {*claim.cues}
    hedged = quantity.modifier not in {Modifier.EXACT, Modifier.BETWEEN}
    if quantity.direction is not None and not (mixed and (silent or hedged)):
        return quantity.direction.value
    return "<" if "modifier.just_under" in claim.cues else SYMBOLS[quantity.modifier]


def concept_of(claim: Claim) -> list[str]:
    """Return the words of what the number is said of; the noun a plain count counts is its unit, no concept."""
    texts = [
        claim.subject,
        claim.theme,
        claim.measured_entity if claim.quantity.unit or "noun.zero" in claim.cues else None,
    ]
    if any(texts):
        texts.append(claim.phrase.text[claim.quote.end - claim.phrase.start :])
    words = " ".join(text for text in texts if text).replace("’", "'").split()
    return [word.strip(".,()'\"").removesuffix("'s") for word in words if word.lower() not in STOP]


def predicted(claim: Claim, *, mixed: bool) -> dict[str, Any]:
    """Return a claim as a row of the scorer's format; `mixed` is for sets whose labels mix hedge and direction."""
    assert claim.number is not None
    return {
        "v": values(claim), "unit": unit_of(claim, mixed=mixed), "change": change_of(claim, mixed=mixed),
        "concept": concept_of(claim),
        "span": [claim.number.start, claim.number.end],
    }  # fmt: skip


def load_scorer(sets: Path) -> ModuleType:
    """Return the scorer that stands beside the folder of sets."""
    spec = importlib.util.spec_from_file_location("score_extraction", sets.parent / "score_extraction.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def run(path: Path) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
    """Return gold rows and predicted rows of a set."""
    gold = [json.loads(line) for line in path.read_text(encoding="utf8").splitlines()]
    mixed = not any("mod" in quantity for row in gold for quantity in row["gold"])
    documents = (replace(passage(row["text"]), id=row["id"], language="en") for row in gold)
    rows = []
    for document, claims in extract_many(documents, batch_size=256):
        numbers = [c for c in claims if c.set_aside is None]
        rows.append({"id": document.id, "pred": [predicted(c, mixed=mixed) for c in numbers]})
    return gold, rows


def print_errors(scorer: ModuleType, gold: list[dict[str, Any]], rows: list[dict[str, Any]]) -> None:
    """Print each sentence with what is missed, false or different under any criterion."""
    for row, found in zip(gold, rows, strict=True):
        lines = []
        for name, same in scorer.CRITERIA.items():
            if not any(q.get(scorer.NEEDS[name]) is not None for r in gold for q in r["gold"]) or name in {
                "change!=",
                "unit~",
            }:
                continue
            p, g = (
                (found["pred"], row["gold"])
                if name == "span"
                else (scorer.ends(found["pred"]), scorer.ends(row["gold"]))
            )
            if name == "value":
                if scorer.matched(p, g, same) == max(len(p), len(g)):
                    continue
                lines.append(f"   {name}: gold {[q['v'] for q in g]} said {[q['v'] for q in p]}")
                continue
            for q in g:
                twins = [other for other in p if scorer.same_value(other, q)]
                if twins and not any(same(other, q) for other in twins):
                    key = scorer.NEEDS[name]
                    lines.append(f"   {name} of {q['v']}: gold {q.get(key)!r} said {[t.get(key) for t in twins]}")
        if lines:
            print(f"# {row['id']} {row['text']}")
            print("\n".join(lines))


NEWS_SHARE = 0.39
"""The share of words that stand in sentences with a number, in ordinary news."""


def news_text(paths: list[Path]) -> list[str]:
    """Return pages made of the documents' sentences, those without a number repeated until NEWS_SHARE holds."""
    from claimtrack.claims.gate import has_number, sentences

    rows = [json.loads(line) for path in paths for line in path.read_text(encoding="utf8").splitlines()]
    parts = [p[a:b] for row in rows for p in [row["headline"], *row["paragraphs"]] for a, b in sentences(p, 0, len(p))]
    numbered = [part for part in parts if has_number(part)]
    plain = [part for part in parts if not has_number(part)]
    wanted = sum(len(part.split()) for part in numbered) * (1 - NEWS_SHARE) / NEWS_SHARE
    chosen = random.Random(0)
    filler: list[str] = []
    while sum(len(part.split()) for part in filler) < wanted:
        filler.extend(chosen.sample(plain, min(40, len(plain))))
    mixed = [*numbered, *filler]
    chosen.shuffle(mixed)
    return ["\n".join(" ".join(mixed[at : at + 3]) for at in range(i, i + 30, 3)) for i in range(0, len(mixed), 30)]


def speed(paths: list[Path]) -> None:
    """Print words per CPU second on news-like pages, claims made, beside the gated parser alone: medians of rounds."""
    from claimtrack.claims.component import load_pipeline, parse_texts
    from claimtrack.claims.gate import has_number, paragraphs, sentences

    texts = news_text(paths)
    documents = [replace(passage(text), language="en") for text in texts]
    words = sum(len(text.split()) for text in texts)
    gated = [
        text[a:b] for text in texts for p in paragraphs(text) for a, b in sentences(text, *p) if has_number(text[a:b])
    ]
    load_pipeline()
    count = sum(len(claims) for _, claims in extract_many(documents))
    rounds = [(cpu(lambda: extract_many(documents)), cpu(lambda: parse_texts(gated))) for _ in range(SPEED_ROUNDS)]
    share = sum(len(part.split()) for part in gated) / words
    ratios = [parser / whole for whole, parser in rounds]
    print(
        f"speed: {words} words ({share:.0%} beside a number), {count} numbers; extractor "
        f"{words / median(whole for whole, _ in rounds):,.0f} words a CPU second, gated parser alone "
        f"{words / median(parser for _, parser in rounds):,.0f}, ratio {median(ratios):.2f} "
        f"({min(ratios):.2f} to {max(ratios):.2f}, {SPEED_ROUNDS} rounds)"
    )


def cpu(stream: Callable[[], Iterable[object]]) -> float:
    """Return the CPU seconds it takes to run a stream to its end."""
    start = time.process_time()
    for _ in stream():
        pass
    return time.process_time() - start


def quantulum(python: str, paths: list[Path]) -> None:
    """Print quantulum3's words per CPU second, run by the interpreter of an environment that has it."""
    code = (
        "import json,sys,time\nfrom quantulum3 import parser\n"
        "texts=[p for f in sys.argv[1:] for r in map(json.loads,open(f,encoding='utf8')) for p in r['paragraphs']]\n"
        "parser.parse(texts[0]);t=time.process_time()\nfor x in texts: parser.parse(x)\nt=time.process_time()-t\n"
        "print(f'quantulum3: {sum(len(x.split()) for x in texts)/t:,.0f} words per CPU second')"
    )
    subprocess.run([python, "-c", code, *map(str, paths)], check=True)


def main() -> None:
    """Run the benchmark."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("sets", type=Path)
    parser.add_argument("--errors", action="store_true")
    parser.add_argument("--only", default="")
    parser.add_argument("--speed", type=Path, nargs="*", default=[])
    parser.add_argument("--quantulum", metavar="PYTHON", default="")
    options = parser.parse_args()
    scorer = load_scorer(options.sets)
    for path in [*sorted(options.sets.glob("*.jsonl")), FRESH]:
        if options.only not in path.stem:
            continue
        gold, rows = run(path)
        if options.errors:
            print_errors(scorer, gold, rows)
        scores = scorer.score(gold, rows)
        print(f"{path.stem:24s} " + "  ".join(f"{name} {100 * f:5.1f}" for name, (_, _, f, _) in scores.items()))
    if options.speed:
        speed(options.speed)
    if options.quantulum:
        quantulum(options.quantulum, options.speed)


if __name__ == "__main__":
    sys.exit(main())
