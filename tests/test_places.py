"""Several places at once: lists, regions, all but some, groups named before, and what the people of a place are called.

On the list of September 2025, Texas has 151 pledges by 141 shops, Florida 164, Utah 141, Ohio 92; 548 and 538 in all.
"""

from __future__ import annotations

import pytest
from dated_lists import judge
from passages import JudgeSentence

__all__ = ["judge"]

UNION = "Texas, Florida and Utah lead the list."


@pytest.mark.parametrize(
    ("sentence", "exact"),
    [
        ("Florida and Texas together have 315 Open Wrench pledges.", "315"),
        ("There are 456 pledges in Florida, Texas and Utah.", "456"),
        ("Between them, Ohio and Utah hold 233 pledges.", "233"),
        ("Shops in Texas and Florida hold 315 pledges.", "315"),
        ("Texas and Florida account for 57.5 percent of the pledges.", "57.5 percent"),
        ("Outside Florida, the pact has 384 pledges.", "384"),
        ("The pact has 397 pledges outside of Texas.", "397"),
        ("Besides Utah and Ohio, the pact has 305 shops.", "305"),
        ("Excluding Texas, shops hold 397 pledges.", "397"),
        ("Shops in the Midwest hold 92 pledges.", "92"),
        ("Southern states hold 315 pledges.", "315"),
        ("In Western states, 141 pledges are in force.", "141"),
        (f"{UNION} The three states have 456 pledges between them.", "456"),
        ("The Census Bureau's South region has 315 pledges under Open Wrench; Shops in the South hold 315.", "315"),
        ("Florida and Texas together had 540,000 residents in 2024, the census found.", "540,000"),
        ("The Midwest had 190,000 residents in 2024, the census found.", "190,000"),
        ("There were 230,000 Floridians in 2024, the census found.", "230,000"),
        ("Texas is home to 310,000 Texans, the census of 2024 found.", "310,000"),
        ("The Chinese population was 1.409 billion in 2024.", "1.409 billion"),
        ("The Indian population stood at 1.45 billion in 2024.", "1.45 billion"),
        ("Population data say that Britain had 69.2 million inhabitants in 2024.", "69.2 million"),
        ("The UK's population was 69.2 million in 2024.", "69.2 million"),
        ("The South Korean population was 51.75 million in 2024.", "51.75 million"),
        ("By population, China and India together had 2.86 billion inhabitants in 2024.", "2.86 billion"),
    ],
)
def test_places_are_counted_together(judge: JudgeSentence, sentence: str, exact: str) -> None:
    check = judge(sentence, exact)
    assert check.link is not None, check.verdict
    assert check.verdict.outcome == "agrees", check.verdict


@pytest.mark.parametrize(
    ("sentence", "exact", "direction"),
    [
        ("Florida and Texas together have 251 Open Wrench pledges.", "251", "understated"),
        ("There are 548 pledges in Florida and Texas combined.", "548", "overstated"),
        ("The pact has 451 pledges outside of Texas.", "451", "overstated"),
        ("Shops in the Midwest hold 141 pledges.", "141", "overstated"),
        ("The Indian population was 1.2 billion in 2024.", "1.2 billion", "understated"),
        ("There were 320,000 Floridians in 2024, the census found.", "320,000", "overstated"),
    ],
)
def test_a_wrong_sum_is_a_discrepancy(judge: JudgeSentence, sentence: str, exact: str, direction: str) -> None:
    verdict = judge(sentence, exact).verdict
    assert (verdict.outcome, verdict.direction) == ("discrepancy", direction), verdict


@pytest.mark.parametrize(
    ("sentence", "exact"),
    [
        ("Florida and Texas each have 315 Open Wrench pledges.", "315"),
        ("Florida and Texas have 251 Open Wrench pledges.", "251"),  # together, or each?
        ("There are 251 pledges in Texas or Florida.", "251"),
        ("Florida and Texas have 164 and 151 pledges, respectively.", "164"),
        ("Shops in the South hold 251 pledges.", "251"),  # whose South?
        ("Shops in the Upper Midwest hold 141 pledges.", "141"),
        ("Shops on the West Coast hold 141 pledges.", "141"),
        ("Sun Belt shops hold 315 pledges.", "315"),
        ("Shops in red states hold 315 pledges.", "315"),
        ("The four states have 548 pledges.", "548"),  # which four?
        (f"{UNION} The four states have 412 pledges.", "412"),
        (f"{UNION} The three states have 456 pledges.", "three"),
        ("Some 30,000 Texans lost power in 2024, the census found.", "30,000"),
        ("Some 150,000 Floridians voted in 2024, the census found.", "150,000"),
        ("The Indian population of Mexico was 1.45 billion in 2024.", "1.45 billion"),
        ("The median age of Florida and Texas was 42 years in 2024.", "42"),
    ],
)
def test_a_group_that_is_not_told_is_left_open(judge: JudgeSentence, sentence: str, exact: str) -> None:
    assert judge(sentence, exact).verdict.outcome == "undetermined"


def test_the_union_of_places_is_one_query_and_no_sum(judge: JudgeSentence) -> None:
    verdict = judge("Florida and Texas together have 305 shops in the Open Wrench pact.", "305").verdict
    assert verdict.official is not None
    assert verdict.official.query is not None
    assert '"STATE" IN (?, ?)' in verdict.official.query.sql
    assert verdict.official.query.parameters[-2:] == ("Florida", "Texas")
