from __future__ import annotations

import pytest

from claimtrack.corpus.language import detect, language_of

TEXTS = {
    "en": "The sheriff said that the county has signed an agreement and that deputies were trained by the office.",
    "es": "El sheriff dijo que el condado firmó un acuerdo y que los agentes fueron formados por el estado, según él.",
    "fr": "Le shérif dit que le comté est dans une liste et que les agents sont formés par les bureaux avec des fonds.",
    "de": "Der Sheriff sagte, dass die Stadt eine Vereinbarung mit dem Amt hat und nicht auf sich warten lässt.",
    "pt": "O xerife disse que não é uma lista da cidade e que os agentes foram formados pelo governo com seu apoio.",
    "it": "Lo sceriffo ha detto che il comune è nella lista e che gli agenti sono formati dalla regione.",
    "nl": "De sheriff zei dat het district een akkoord heeft en dat de agenten door het kantoor zijn opgeleid.",
}


@pytest.mark.parametrize("code", TEXTS)
def test_detect(code: str) -> None:
    assert detect(TEXTS[code]) == code


@pytest.mark.parametrize("text", ["", "958", "Texas Florida Utah", "42 42 42 the"])
def test_too_little_says_nothing(text: str) -> None:
    assert detect(text) is None


def test_declared_language() -> None:
    assert language_of("", "en-US") == ("en", None)
    assert language_of("", "de_AT") == ("de", None)
    assert language_of("", "x-default") == (None, None)
    assert language_of(TEXTS["en"], None) == ("en", None)


def test_words_win_over_a_template() -> None:
    code, note = language_of(TEXTS["es"], "en")
    assert code == "es"
    assert note == "language: declared en, but the words are es"
