"""Whole sentences: what is counted, of whom, when, and who says so."""

from __future__ import annotations

from decimal import Decimal

import pytest
from builders import document

from claimtrack.claims.claim import Claim, Modality, Origin
from claimtrack.claims.extract import extract_claims
from claimtrack.quantity import Direction, Modifier, Role


def claims(text: str, **changes: object) -> list[Claim]:
    return [claim for claim in extract_claims(document(text, **changes)) if claim.set_aside is None]


def only(text: str, number: str) -> Claim:
    (found,) = [claim for claim in claims(text) if claim.number is not None and number in claim.number.text]
    return found


@pytest.mark.parametrize(
    ("text", "number", "quote", "head", "restrictors"),
    [
        ("So 958 local law enforcement agencies signed.", "958", "958 local law enforcement agencies", "agency",
         ("local", "law", "enforcement")),
        ("It has 1,318 memoranda of agreement.", "1,318", "1,318 memoranda of agreement", "memorandum", ()),
        ("DHS has over 900 police departments.", "900", "over 900 police departments", "department", ("police",)),
        ("More than 600 state and local agencies joined.", "600", "More than 600 state and local agencies", "agency",
         ("state", "local")),
        ("Just 135 police departments and sheriff’s offices signed up.", "135",
         "135 police departments and sheriff’s offices", "department", ("police",)),
        ("They reached more than 1,000 287(g) program agreements.", "1,000",
         "more than 1,000 287(g) program agreements", "agreement", ("287(g)", "program")),
        ("It names 40 501(c)(3) groups.", "40", "40 501(c)(3) groups", "group", ("501(c)(3)",)),
        ("Clubs have 957 members today.", "957", "957 members", "member", ()),
        ("About 3.4 million people fled.", "3.4", "About 3.4 million people", "people", ()),
    ],
)  # fmt: skip
def test_the_counted_noun(text: str, number: str, quote: str, head: str, restrictors: tuple[str, ...]) -> None:
    claim = only(text, number)
    assert (claim.quote.exact, claim.head, claim.restrictors) == (quote, head, restrictors)
    assert claim.quantity.counted_noun == head


@pytest.mark.parametrize(
    ("text", "number", "head"),
    [
        ("Florida has 327 agreements, Texas 204 and Georgia 31.", "31", "agreement"),
        ("Agreements went from 135 to 958.", "958", "agreement"),
        ("It grew from 135 agreements to 958.", "958", "agreement"),
        ("Partnerships have grown by 609%, the department reports, and now stand at 958.", "958", "partnership"),
        ("The number of agreements has climbed from 135 to about 958.", "958", "agreement"),
        ("The county hired 40 deputies, compared with 25 a year earlier.", "25", "deputy"),
        ("Counties reported 12, 15 and 9 cases.", "12", "case"),
        ("Of the 140 law enforcement agencies, ninety-seven are in Florida.", "ninety-seven", "agency"),
        ("From 10 of these federal partners, the count shot to 39.", "39", "partner"),
        ("It counts 1,412 agreements over 40 states, with more than 1,130 of them new.", "1,130", "agreement"),
        ("A further 68 applications are pending: 7 for JEM, 18 for WSO and 43 for TFM.", "43", "application"),
        ("The total for departments is brought to 13.", "13", "department"),
    ],
)  # fmt: skip
def test_an_elided_noun_is_found_in_the_sentence(text: str, number: str, head: str) -> None:
    assert only(text, number).head == head


def test_an_elided_noun_is_found_in_the_sentence_before() -> None:
    assert only("ICE signed 1,097 agreements. The number active today is 1,202.", "1,202").head == "agreement"


@pytest.mark.parametrize("text", ["Until February, no New Hampshire agency had joined.", "In 2024 none had signed."])
def test_none_counts_as_zero(text: str) -> None:
    (claim,) = claims(text)
    assert claim.quantity.value == 0


@pytest.mark.parametrize(
    ("text", "number", "role", "direction", "modifier"),
    [
        ("Prices rose about 1.5%.", "1.5", Role.PERCENT_CHANGE, Direction.UP, Modifier.ABOUT),
        ("That is a 609% increase since January.", "609", Role.PERCENT_CHANGE, Direction.UP, Modifier.EXACT),
        ("There was a drop of 4.5 per cent.", "4.5", Role.PERCENT_CHANGE, Direction.DOWN, Modifier.EXACT),
        ("Agencies hold 43% of total agreements.", "43", Role.SHARE, None, Modifier.EXACT),
        ("Roughly one out of every five agreements is here.", "one", Role.SHARE, None, Modifier.ABOUT),
        ("Arrests grew more than sixfold.", "sixfold", Role.RATIO, Direction.UP, Modifier.OVER),
        ("It is nearly 10x as many.", "10x", Role.RATIO, None, Modifier.NEARLY),
        ("The gap narrowed by two percentage points.", "two", Role.DELTA, Direction.DOWN, Modifier.EXACT),
        ("Unemployment was 4.2 percent.", "4.2", Role.LEVEL, None, Modifier.EXACT),
        ("At least 17 people died.", "17", Role.LEVEL, None, Modifier.AT_LEAST),
        ("Up to 12 schools closed.", "12", Role.LEVEL, None, Modifier.UP_TO),
        ("Just over 2,000 people came.", "2,000", Role.LEVEL, None, Modifier.JUST_OVER),
        ("Some 630+ agencies joined.", "630", Role.LEVEL, None, Modifier.ABOUT),
        ("Officers from 40 states take part.", "40", Role.LEVEL, None, Modifier.EXACT),
    ],
)
def test_role_direction_and_modifier_are_apart(
    text: str, number: str, role: Role, direction: Direction | None, modifier: Modifier
) -> None:
    quantity = only(text, number).quantity
    assert (quantity.role, quantity.direction, quantity.modifier) == (role, direction, modifier)


@pytest.mark.parametrize(
    ("text", "cue"),
    [
        ("This is a more than sixfold increase in partnerships.", "ratio.fold_increase"),
        ("Agreements grew sixfold.", "ratio.fold"),
        ("There are seven times as many agreements.", "ratio.times_as_many"),
        ("There are six times more agreements.", "ratio.times_more"),
        ("Agreements have doubled.", "ratio.doubled"),
    ],
)
def test_the_wording_of_a_ratio_is_kept(text: str, cue: str) -> None:
    (claim,) = claims(text)
    assert cue in claim.cues


def test_what_a_change_is_of() -> None:
    text = "DHS has expanded 287(g) agreements to over 900 local police agencies, a 609% increase since January."
    assert only(text, "609").head == "agreement"
    assert only("The rise in partnerships comes to 641%.", "641").head == "partnership"
    assert only("It is a 577% increase in agreements.", "577").head == "agreement"


def test_ends_and_change_are_tied() -> None:
    start, end, change = claims("Agreements rose from 135 to 958, a 609% increase.")
    assert {(r.kind, r.claim_id) for r in change.relations} == {("from", start.id), ("to", end.id)}
    assert ("to", end.id) in {(r.kind, r.claim_id) for r in start.relations}
    assert (start.quantity.role, end.quantity.role) == (Role.FROM, Role.TO)


def test_a_change_without_printed_ends_has_no_ties() -> None:
    assert only("Agreements have grown by 609% since January.", "609").relations == ()


@pytest.mark.parametrize(
    ("text", "number", "as_of", "baseline"),
    [
        ("As of Sept. 2, ICE had 958 agreements.", "958", "2025-09-02", None),
        ("By May 29, ICE had signed 635 agreements.", "635", "2025-05-29", None),
        ("There were 629 agreements as of early June.", "629", "2025-06-01..2025-06-10", None),
        ("When 2024 closed, ICE counted 135 agreements.", "135", "2024", None),
        ("Back in January, as Trump was sworn in, just 135 agencies were signed up.", "135", "2025-01-20", None),
        ("Agreements have grown by 609% since January.", "609", None, "2025-01"),
        ("It is a 577% increase since Jan. 20, 2025.", "577", None, "2025-01-20"),
        ("Partnerships have more than doubled since the start of Trump’s second term.", "doubled", None, "2025-01-20"),
        ("There are 1,372 agreements now against 135 in January 2025.", "135", "2025-01", None),
        ("There are 1,372 agreements now against 135 in January 2025.", "1,372", None, None),
        ("As of Monday, ICE shows 56 agreements.", "56", "2025-09-01", None),
        ("In a statement last September it named 325 agreements.", "325", "2024-09", None),
        ("Today there are 1,202 agreements.", "1,202", None, None),
    ],
)
def test_the_times_a_sentence_names(text: str, number: str, as_of: str | None, baseline: str | None) -> None:
    claim = only(text, number)
    assert (claim.as_of.label if claim.as_of else None) == as_of
    assert (claim.baseline.label if claim.baseline else None) == baseline


def test_scopes_stay_in_their_member() -> None:
    text = "It has 100 JEM partnerships across 25 states, 228 WSO agreements across 31 states and 307 TFM agreements."
    claim = only(text, "228")
    near = {word.text for word in claim.scope_words if word.origin in {Origin.PHRASE, Origin.CLAUSE}}
    assert "WSO" in near
    assert not near & {"JEM", "TFM"}
    georgia = only("Florida has 327 agreements, Texas 204 and Georgia 31.", "31")
    assert [word.text for word in georgia.scope_words if word.kind == "place"] == ["Georgia"]


def test_scopes_name_where_they_stood() -> None:
    text = "Texas joins\nOhio agencies met. They signed 12 agreements in Utah."
    (claim,) = claims(text, headline="Texas joins", body_start=12)
    found = {word.text: word.origin for word in claim.scope_words}
    assert found["Utah"] is Origin.PHRASE
    assert found["Ohio"] is Origin.PARAGRAPH
    assert found["Texas"] is Origin.HEADLINE


def test_an_excluded_scope_is_marked() -> None:
    claim = only("Outside Florida, ICE has 630 agreements.", "630")
    assert [word.excluded for word in claim.scope_words if word.text == "Florida"] == [True]


@pytest.mark.parametrize(
    ("text", "claimant"),
    [
        ("According to DHS, 958 agencies signed.", "DHS"),
        ("The department said 958 agencies had signed.", "The department"),
        ("So 958 agencies signed.", None),
    ],
)
def test_who_says_so(text: str, claimant: str | None) -> None:
    assert only(text, "958").claimant == claimant


@pytest.mark.parametrize(
    ("text", "modality"),
    [
        ("The state will hire 40 officers.", Modality.PLANNED),
        ("Over 2,000 more are scheduled for training by the end of the year.", Modality.PLANNED),
        ("Departments may receive $7,500 each.", Modality.CONDITIONAL),
        ("A budget would fund 12 clinics.", Modality.CONDITIONAL),
        ("The county did not sign 45 agreements.", Modality.NEGATED),
        ("The agency said 958 agencies had signed.", Modality.ASSERTED),
        ("Officials in 17 states have pledged not to take part.", Modality.NEGATED),
        ("Counties with 45 agreements refused to publish them.", Modality.NEGATED),
        ("The bill obliges all 159 counties to sign.", Modality.CONDITIONAL),
        ("It is false that 958 agencies signed.", Modality.NEGATED),
        ("The sheriff wanted to train 40 officers.", Modality.PLANNED),
        ("The claim that 958 agencies signed is untrue.", Modality.NEGATED),
        ("The county must hire 40 officers.", Modality.CONDITIONAL),
        ("The town of 11,400 people is not in the county.", Modality.ASSERTED),
        ("The number of agreements fell, failing none, to 958.", Modality.ASSERTED),
    ],
)
def test_modality(text: str, modality: Modality) -> None:
    (claim,) = claims(text)
    assert claim.modality is modality
    assert claim.checkable is (modality is Modality.ASSERTED)


def test_a_quotation_is_marked() -> None:
    assert only("“We have 958 agreements,” she said.", "958").quoted
    assert not only("She said they have 958 agreements.", "958").quoted


def test_rates_and_money() -> None:
    rent = only("Rent is $1,450 a month.", "1,450")
    assert (rent.quantity.value, rent.quantity.unit, rent.per) == (Decimal(1450), "USD", "month")
    rate = only("There were 5.4 deaths per 100,000 residents.", "5.4")
    assert (rate.head, rate.per) == ("death", "100,000 residents")


def test_the_headline_is_read_and_the_sources_are_not() -> None:
    text = "900 police join\nThe list is long.\nSources: 12 pages of tables"
    found = extract_claims(document(text, headline="900 police join", body_start=16, sources_start=34))
    assert [(claim.quantity.value, claim.set_aside) for claim in found] == [(900, None), (12, "citation")]


@pytest.mark.parametrize("language", ["de", None])
def test_another_language_is_set_aside(language: str | None) -> None:
    text = (
        "Die Zahl der Verträge ist nach Angaben des Ministeriums auf 958 gestiegen und die Kosten der Länder sind hoch."
    )
    (claim,) = extract_claims(document(text, language=language))
    assert (claim.set_aside, claim.checkable) == ("language", False)


def test_ids_survive_changes_elsewhere() -> None:
    sentence = "ICE has 958 agreements."
    first = extract_claims(document(sentence, id="d"))
    later = extract_claims(document(f"It rained for 3 days.\n{sentence}", id="d"))
    assert first[0].id == later[-1].id
    assert len(first[0].id) == 16


def test_equal_sentences_have_different_ids() -> None:
    found = extract_claims(document("ICE has 958 agreements.\nICE has 958 agreements."))
    assert len({claim.id for claim in found}) == 2


def test_a_word_for_the_day_is_no_thing_counted() -> None:
    assert only("The roster went from 135 in January to 957 today.", "957").head != "today"


@pytest.mark.parametrize(
    ("text", "number", "role"),
    [
        ("The roster stood at 135 leases and has reached 1,001.", "135", "from"),
        ("The roster stood at 135 leases and has reached 1,001.", "1,001", "to"),
        ("The roster was 135 in spring and has since hit 1,001.", "1,001", "to"),
        ("The roster stood at 135 leases and the harbor has reached 1,001 boats.", "135", "level"),
        ("The roster stood at 135 leases and 20 boats.", "135", "level"),
    ],
)
def test_what_a_level_has_come_to_is_an_end(text: str, number: str, role: str) -> None:
    (one,) = [claim for claim in extract_claims(document(text)) if claim.number.text == number]
    assert one.quantity.role == role


def test_a_section_of_a_law_is_read_as_a_name() -> None:
    found = extract_claims(document("The rise in 287(g) partnerships comes to 641%."))
    (one,) = [claim for claim in found if claim.set_aside is None]
    assert one.measured_entity == "287(g) partnerships"
