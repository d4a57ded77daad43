from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from claimtrack.corpus.characters import clean
from claimtrack.corpus.plaintext import paragraphs, sources_index, split_headline


def lines(text: str) -> list[str]:
    return [paragraph.text for paragraph in paragraphs(text)]


def split(text: str) -> tuple[str | None, tuple[str, ...]]:
    headline, below = split_headline(paragraphs(text))
    return (headline.text if headline else None), tuple(paragraph.text for paragraph in below)


def test_each_line_of_an_unwrapped_text_is_a_paragraph() -> None:
    assert lines("One.\nTwo.\n\n\nThree.") == ["One.", "Two.", "Three."]


def test_wrapped_lines_are_joined() -> None:
    text = (
        "The number of local police departments that lend a hand to federal\n"
        "immigration agents has passed 900, a milestone that seemed out of\n"
        "reach when the year began.\n\nNext."
    )
    assert len(lines(text)) == 2
    assert "federal immigration agents has passed 900" in lines(text)[0]


def test_a_paragraph_knows_the_lines_it_was_made_of() -> None:
    text = (
        "\n\n# Title\n\nThe number of agencies and [local police\n"
        "departments](https://x.example/1) that lend a hand to federal agents\n"
        "has passed 900, a milestone that seemed out of reach this year.\n  • Next."
    )
    title, body, point = paragraphs(text)
    assert title.starts == ((0, 3),)
    assert [(body.text[offset:].split()[0], line) for offset, line in body.starts] == [
        ("The", 5),
        ("departments", 6),
        ("has", 7),
    ]
    assert point.starts == ((0, 8),)


def test_short_lines_of_a_list_stay_apart() -> None:
    text = "The members are these, in the order in which they came to the table:\nTexas\nFlorida\nUtah"
    assert lines(text)[1:] == ["Texas", "Florida", "Utah"]


def test_bullets_rules_and_markdown_marks_go() -> None:
    text = "# Title of it\n\n  • One point\n  - Another point\n* A third\n\n---\n\n"
    text += "See [the list](https://x.example/2025/958) **now**."
    assert lines(text) == ["Title of it", "One point", "Another point", "A third", "See the list now."]


def test_a_minus_or_dash_within_the_line_stays() -> None:
    assert lines("-5 percent\n– 7 of them\nup 3 - 4") == ["-5 percent", "7 of them", "up 3 - 4"]


def test_headline_is_short_alone_and_without_full_stop() -> None:
    assert split("Sheriffs sign up\n\nBody.") == ("Sheriffs sign up", ("Body.",))
    assert split("Sheriffs sign up.\n\nBody.") == (None, ("Sheriffs sign up.", "Body."))
    assert split("Sheriffs sign up\nBody.") == (None, ("Sheriffs sign up", "Body."))
    assert split("# Sheriffs sign up\nBody.") == ("Sheriffs sign up", ("Body.",))
    assert split("Sheriffs sign up\n===\n\nBody.") == ("Sheriffs sign up", ("Body.",))
    assert split(f"{'Word ' * 60}\n\nBody.")[0] is None
    assert split("rose from 135 to 958, a 609% increase")[0] is None


def test_a_press_release_has_its_headline_below_its_preamble() -> None:
    text = "FOR IMMEDIATE RELEASE\nSeptember 2, 2025\n\nContact: 202-555-0118\n\nLocal partnerships up 609%\n\nBody."
    headline, rest = split(text)
    assert headline == "Local partnerships up 609%"
    assert rest == ("FOR IMMEDIATE RELEASE", "September 2, 2025", "Contact: 202-555-0118", "Body.")


def test_a_closing_list_of_sources() -> None:
    assert sources_index(["Body.", "Sources:", "One (Paper)", "Two"]) == 1
    assert sources_index(["Body.", "Sources: Paper; Agency"]) == 1
    assert sources_index(["Body.", "**References**", "One"]) == 1
    assert sources_index(["Body.", "Sources:"]) == 2
    assert sources_index(["Sources: Paper", "Body."]) == 2
    assert sources_index(["Sources", "close to the office spoke.", "x" * 400]) == 3
    assert sources_index([]) == 0


@given(st.text())
def test_no_letter_or_digit_is_lost(text: str) -> None:
    cleaned = clean(text)
    kept = "".join(lines(cleaned))
    if "[" not in cleaned:
        assert [c for c in kept if c.isalnum()] == [c for c in cleaned if c.isalnum()]
    assert not any("\n" in line for line in lines(cleaned))
