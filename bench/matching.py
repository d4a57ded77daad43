"""Linking phrases to a large catalogue: the matcher's inverted index against rapidfuzz over all pairs.

    python bench/matching.py [MEASURES] [CLAIMS]

Both run on one core in this process. Prints the CPU seconds of both, their ratio, and in how many claims the first
choice is the same; a choice with the same score is the same choice. The catalogue and the claims are made from a fixed
seed: names are adjective, noun and restrictors, claims are names with plurals, other orders, words left out and typos.
The index must be built within its time too.
"""

from __future__ import annotations

import random
import sys
import time

from claimtrack.matching.index import WordingIndex

SEED = 287
ADJECTIVES = (
    "annual average active adult civilian commercial domestic elderly external federal female foreign gross industrial "
    "licensed local male median medical monthly municipal national net nominal organic part-time permanent private "
    "provincial public quarterly real registered regional renewable residential rural seasonal total urban violent "
    "voluntary weekly young chronic primary secondary tertiary mobile digital coastal agricultural mineral maternal"
).split()
NOUNS = (
    "agency agreement airport arrest bankruptcy bed birth border-crossing bridge bus case charity claim clinic "
    "complaint consumption crime death debt deficit detention dividend doctor dwelling earning emission "
    "employment enrolment export farm fatality fire fishery flight forest fund grant harvest hospital "
    "household import income infection inflation inspection investment invoice job journey kindergarten "
    "landfill lawsuit library licence loan marriage migrant mine mortgage nurse offence orchard passenger "
    "patent pension pipeline plant population port prescription price prison prisoner production profit pupil "
    "quarry railway reactor refinery remittance rent reservoir retailer robbery salary sale saving school "
    "sentence settlement ship shop spending strike student subsidy surgery surplus survey tariff tax teacher "
    "tenant theft ton tourist trade tram transaction truck turbine unemployment vaccination vehicle vessel "
    "visa vote wage warehouse waste well wind-farm worker workshop yield"
).split()
OF = (
    "aluminium apple barley beef cement cereal cheese chemical coal cocoa coffee copper cotton diesel "
    "electricity fish fruit furniture gas glass gold grain honey iron leather lithium machinery maize meat "
    "milk nickel oil olive paper pharmaceutical plastic potato poultry rice rubber salt silk silver software "
    "soybean steel sugar sunflower tea textile timber tobacco uranium vegetable water wheat wine wool zinc"
).split()
BY = (
    "age-group district employer gender grade household industry insurer month municipality occupation origin "
    "ownership province quarter region sector size-class supplier year"
).split()


def catalogue(number: int, chance: random.Random) -> list[str]:
    """Return so many different names of measures."""
    names: dict[str, None] = {}
    while len(names) < number:
        words = [chance.choice(NOUNS)]
        if chance.random() < 0.8:
            words.insert(0, chance.choice(ADJECTIVES))
        if chance.random() < 0.3:
            words.insert(0, chance.choice(ADJECTIVES))
        if chance.random() < 0.6:
            words += ["of", chance.choice(OF)]
        if chance.random() < 0.4:
            words += ["by", chance.choice(BY)]
        names.setdefault(" ".join(dict.fromkeys(words)))
    return list(names)


def claimed(name: str, chance: random.Random) -> str:
    """Return a name as a text may write it."""
    words = name.split()
    if chance.random() < 0.3:
        at = chance.randrange(len(words))
        words[at] = f"{words[at][:-1]}ies" if words[at].endswith("y") else f"{words[at]}s"
    if len(words) > 2 and chance.random() < 0.25:
        del words[chance.randrange(len(words))]
    if chance.random() < 0.3:
        chance.shuffle(words)
    if chance.random() < 0.2:
        at = chance.randrange(len(words))
        words[at] = misspelt(words[at], chance)
    return " ".join(words)


def misspelt(word: str, chance: random.Random) -> str:
    """Return a word with two letters swapped, one left out, or one put in."""
    if len(word) < 4:
        return word
    at = chance.randrange(1, len(word) - 1)
    kind = chance.randrange(3)
    if kind == 0:
        return word[:at] + word[at + 1] + word[at] + word[at + 2 :]
    return word[:at] + word[at + 1 :] if kind == 1 else word[:at] + chance.choice("aeinrst") + word[at:]


def all_pairs(names: list[str], claims: list[str]) -> tuple[list[float], float]:
    """Return the best score of each claim over all names, and the CPU seconds it took."""
    from rapidfuzz import fuzz, process

    started = time.process_time()
    found: list[float] = []
    for start in range(0, len(claims), 500):
        scores = process.cdist(claims[start : start + 500], names, scorer=fuzz.token_set_ratio, workers=1)
        found.extend(float(score) for score in scores.max(axis=1))
    return found, time.process_time() - started


def indexed(names: list[str], claims: list[str]) -> tuple[list[float], float, float]:
    """Return the score of each claim's first choice, and the CPU seconds to build the index and to ask it."""
    from rapidfuzz import fuzz

    started = time.process_time()
    index = WordingIndex(names)
    built = time.process_time()
    found = [index.best(claim, fuzz.token_set_ratio)[:1] for claim in claims]
    scores = [first[0][1] if first else 0.0 for first in found]
    return scores, built - started, time.process_time() - built


def main() -> int:
    """Measure both and print the figures."""
    sizes = [int(argument) for argument in sys.argv[1:]] or [10_000, 10_000]
    chance = random.Random(SEED)
    names = catalogue(sizes[0], chance)
    claims = [claimed(chance.choice(names), chance) for _ in range(sizes[-1])]
    chosen, built, asked = indexed(names, claims)
    best, compared = all_pairs(names, claims)
    same = sum(one >= other - 0.01 for one, other in zip(chosen, best, strict=True))
    print(f"{len(claims):,} claims x {len(names):,} measures")
    print(f"all pairs {compared:.2f} s, index {asked:.2f} s and {built:.2f} s to build it")
    print(f"times faster {compared / (asked + built):.1f}, same first choice {100 * same / len(claims):.2f} %")
    return 0


if __name__ == "__main__":
    sys.exit(main())
