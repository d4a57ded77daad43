"""The times that sentences name: of a number, of both ends of a change, of its start. Published 3 September 2025."""

from __future__ import annotations

import pytest
from builders import document

from claimtrack.claims.claim import Claim
from claimtrack.claims.extract import extract_claims
from claimtrack.period import parse_stamp


def claim(text: str, number: str, **changes: object) -> Claim:
    found = [claim for claim in extract_claims(document(text, **changes)) if claim.set_aside is None]
    (one,) = [claim for claim in found if claim.number is not None and claim.number.text == number]
    return one


def times(text: str, number: str, **changes: object) -> tuple[str | None, str | None]:
    one = claim(text, number, **changes)
    return one.as_of.label if one.as_of else None, one.baseline.label if one.baseline else None


@pytest.mark.parametrize(
    ("text", "number", "as_of"),
    [
        ("Between May 3 and June 4 the number of shelters went from 38 to 54.", "38", "2025-05-03"),
        ("Between May 3 and June 4 the number of shelters went from 38 to 54.", "54", "2025-06-04"),
        ("The roster went from 135 in January to 957 now.", "135", "2025-01"),
        ("The roster went from 135 in January to 957 now.", "957", None),
        ("Leases have grown from 135 leases in January to 957 leases.", "135", "2025-01"),
        ("The roster climbed from that January starting point to 958 through June 9.", "958", "2025-06-09"),
        ("Utah has 138 shelters, up from 26 on the eve of the president’s return.", "26", "2025-01-19"),
        ("Utah has 138 shelters, up from 26 when Trump took office.", "26", "2025-01-20"),
        ("Utah has 138 shelters, up from 26 when Trump took office.", "138", None),
        ("Utah had 138 shelters in May, up from 26 a year earlier.", "26", "2024-05"),
        ("Utah has 138 shelters, up from 26 in late May.", "26", "2025-05-21..2025-05-31"),
        ("The club had 135 members in January 2025 against 1,372 today.", "135", "2025-01"),
        ("The club had 135 members in January 2025 against 1,372 today.", "1,372", None),
        ("Prices rose 3 percent, against 6.5 percent the year before.", "6.5 percent", None),
        ("In 2023 prices rose 3 percent, against 6.5 percent the year before.", "6.5 percent", "2022"),
    ],
)
def test_each_end_of_a_change_has_its_own_date(text: str, number: str, as_of: str | None) -> None:
    assert times(text, number)[0] == as_of


@pytest.mark.parametrize(
    ("text", "number", "as_of", "baseline"),
    [
        ("Prices climbed 9.1 percent in the year to June.", "9.1 percent", "2025-06", "2024-06"),
        ("Over the twelve months of 2023 prices rose 3.4 percent.", "3.4 percent", "2023-12", "2022-12"),
        ("Sales are up 4 percent compared with a year ago.", "4 percent", None, "2024-09"),
        ("The index was 4.2 percent above its level of May 2024.", "4.2 percent", None, "2024-05"),
        ("The index was 4.2 percent above its level of May 2024, compared with 3.8 percent in April.", "4.2 percent",
         None, "2024-05"),
        ("The index was 4.2 percent above its level of May 2024, compared with 3.8 percent in April and 3.6 in March.",
         "4.2 percent", None, "2024-05"),
        ("Sales stood 7 percent below the record set in 2019.", "7 percent", None, "2019"),
        ("Prices rose 4.2 percent in May from a year earlier.", "4.2 percent", "2025-05", "2024-05"),
        ("Police logged 174 thefts in 2019, 1.3 percent fewer than in 2018.", "1.3 percent", "2019", "2018"),
        ("Some 600 people were jobless in 2022, 30 percent fewer than the year before.", "30 percent", "2022", "2021"),
        ("Prices slipped 0.7 percent from March.", "0.7 percent", None, "2025-03"),
        ("Exports have grown 12 percent since September 2018.", "12 percent", None, "2018-09"),
        ("Between 2023 and 2024 the town lost 541 people.", "541", "2024", "2023"),
        ("Prices went up 0.6 percent between April and May.", "0.6 percent", "2025-05", "2025-04"),
        ("Over the five years that ended in December the rise was 22.8 percent.", "22.8 percent", "2024-12", "2019-12"),
        ("The county had 340 schools on July 1, after adding 33 in a year.", "33", "2025-07-01", "2024-07-01"),
        ("Its population fell by 5,616 in the latest year.", "5,616", None, "2024-09"),
        ("Its population fell by 5,616 over the year.", "5,616", None, "2024-09"),
        ("Sales grew 8 percent in twelve months.", "8 percent", None, "2024-09"),
        ("There are five times as many members as at the start of the term, President Trump said.", "five times", None,
         "2025-01-20"),
        ("Membership has doubled since he took office, the president said.", "doubled", None, "2025-01-20"),
        ("Membership has doubled since he took office, the governor said.", "doubled", None, None),
        ("Set beside January 2025, the overall number is nearly ten times as high.", "ten times", None, "2025-01"),
        ("Measured against July 2020 the state is still down 1.2 percent.", "1.2 percent", None, "2020-07"),
        ("Prices rose 3 percent in May.", "3 percent", "2025-05", None),
        ("In 2019 the rate had been 3.7 percent, so the crisis pushed it up by 4.4 points in a single year.", "4.4",
         None, None),
        ("The town grew between 2019 and 2023. That is a 16 percent gain.", "16 percent", "2023", "2019"),
        ("Permits rose from 506 to 901 between April and August, a 78 percent increase.", "78 percent", "2025-08",
         "2025-04"),
        ("It had 60 on Aug. 25. That is 18 percent more than in late May.", "18 percent", "2025-08-25",
         "2025-05-21..2025-05-31"),
        ("This column follows the club from April 29 to Aug. 7.\nIts roster rose by 78 percent over that time.",
         "78 percent", "2025-08-07", "2025-04-29"),
    ],
)  # fmt: skip
def test_the_start_and_end_of_a_change(text: str, number: str, as_of: str | None, baseline: str | None) -> None:
    assert times(text, number) == (as_of, baseline)


@pytest.mark.parametrize(
    ("text", "number", "as_of"),
    [
        ("There were ten clubs on the list of April 29.", "ten", "2025-04-29"),
        ("The spreadsheet of Feb. 17 names 45 clubs.", "45", "2025-02-17"),
        ("The bureau’s second list of Sept. 2 has 958 rows.", "958", "2025-09-02"),
        ("The Sept. 2 list shows 958 clubs.", "958", "2025-09-02"),
        ("At the end of April there were 506 clubs.", "506", "2025-04-28..2025-04-30"),
        ("The club had 45 members late last week.", "45", "2025-08-28..2025-08-31"),
        ("As of the end of last week, five clubs had joined.", "five", "2025-08-29..2025-08-31"),
        ("Five clubs joined this week.", "Five", "2025-09-01..2025-09-07"),
        ("A year ago it had 26 members.", "26", "2024-09"),
        ("In May there were 138 clubs. Two years earlier there were 26.", "26", "2023-05"),
        ("Ten months ago the roster held 26 clubs.", "26", "2024-11"),
        ("The members as of May 29 were law firms from 40 states.", "40", "2025-05-29"),
        ("The state had 19.87 million people last July.", "19.87 million", "2025-07"),
        # The month just gone by is "this August" to some and "last August" to others.
        ("The state had 19.87 million people last August.", "19.87 million", None),
        ("The state had 19.87 million people last August 3.", "19.87 million", "2025-08-03"),
        ("The state had 19.87 million people in August.", "19.87 million", "2025-08"),
        ("Thirty clubs have joined this year.", "Thirty", "2025"),
        ("Thirty clubs joined last year.", "Thirty", "2024"),
        ("Four clubs signed up with us in May, and the list of Sept. 2 has 17.", "Four", "2025-05"),
        ("Four clubs signed up with us in May, and the list of Sept. 2 has 17.", "17", "2025-09-02"),
        (
            "Clubs had climbed from that January starting point to 958 through early September.",
            "958",
            "2025-09-01..2025-09-10",
        ),
    ],
)
def test_the_time_of_a_level(text: str, number: str, as_of: str) -> None:
    assert times(text, number)[0] == as_of


@pytest.mark.parametrize(
    "text",
    [
        "A law of 1996 lets 45 clubs join.",
        "House Bill 1105 of 2024 obliges 45 counties.",
        "Under a 2017 policy, 45 clubs closed.",
        "They passed the act in 1996; it now binds 45 clubs.",
        "Tables released by the bureau last week list 45 clubs.",
        "The bureau said Tuesday that 45 clubs had joined.",
    ],
)
def test_a_date_that_only_names_something_is_no_time_of_a_number(text: str) -> None:
    assert times(text, "45") == (None, None)


def test_an_old_statement_dates_all_it_reports() -> None:
    text = "In a statement last September the bureau pointed to 325 clubs and a 577% increase since Jan. 20."
    later = {"date_published": parse_stamp("2026-02-10")}
    assert times(text, "325", **later) == ("2025-09", None)
    assert times(text, "577%", **later) == ("2025-09", "2025-01-20")
    fresh = {"date_published": parse_stamp("2025-09-18")}
    assert times("In a report Monday the bureau pointed to 325 clubs.", "325", **fresh) == (None, None)


def test_a_number_said_to_be_of_now_takes_no_other_time() -> None:
    text = "On the list of April 29 the club had 506 members; it now has 901."
    assert times(text, "901") == (None, None)
    assert times(text, "506")[0] == "2025-04-29"


def test_without_a_publication_only_full_dates_count() -> None:
    assert times("In May there were 26 clubs.", "26", date_published=None) == (None, None)
    assert times("In May 2024 there were 26 clubs.", "26", date_published=None) == ("2024-05", None)


@pytest.mark.parametrize(
    ("text", "number", "when"),
    [
        ("Since May, when the mayor took office, 16 shops have joined.", "16", (None, "2025-05")),
        ("Since May, when it had 35 shops, the pact has grown.", "35", ("2025-05", None)),
    ],
)
def test_a_number_after_the_clause_of_its_start_is_of_now(
    text: str, number: str, when: tuple[str | None, str | None]
) -> None:
    assert times(text, number) == when


@pytest.mark.parametrize(
    ("text", "number", "as_of"),
    [
        ("Until February the list held 135 agreements.", "135", "2025-01-31"),
        ("Before March 2025 the list held 135 agreements.", "135", "2025-02-28"),
        ("Through February the list held 135 agreements.", "135", "2025-02"),
        ("Not until February did the list hold 135 agreements.", "135", "2025-02"),
        ("Until Feb. 20 the list held 135 agreements.", "135", "2025-02-20"),
    ],
)
def test_a_state_until_a_month_is_that_of_its_eve(text: str, number: str, as_of: str) -> None:
    assert times(text, number)[0] == as_of


def test_a_level_of_before_is_where_a_change_began() -> None:
    assert times("Rents are down 34 percent from their level in 1991.", "34 percent") == (None, "1991")
    assert times("Rents are down 34 percent from the peak of May 2020.", "34 percent") == (None, "2020-05")


def test_a_time_is_no_thing_counted() -> None:
    one = claim("The count, 70,766, is above the 59,762 of late September.", "59,762")
    assert one.head != "September"


def test_the_month_just_gone_is_read_both_ways_over_the_turn_of_the_year() -> None:
    published = parse_stamp("2026-01-14")
    one = claim("The state had 19.87 million people last December.", "19.87 million", date_published=published)
    assert one.as_of is None


def test_the_time_of_none_is_not_the_numbers() -> None:
    assert times("The state has 12 shelters, up from none in January.", "12") == (None, None)


def test_last_monday_said_on_a_monday_is_a_week_before() -> None:
    one = claim("The state had 12 shelters last Monday.", "12", date_published=parse_stamp("2025-05-26"))
    assert one.as_of is not None
    assert one.as_of.label == "2025-05-19"
