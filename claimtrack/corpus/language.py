"""Which language a text is in: what the page says, checked against the commonest words."""

from __future__ import annotations

import re
from collections import Counter

# Words that are frequent in one of these languages and rare in the others.
_COMMON = {
    "en": "the and of to that with is was for from have this were are by which their has would it's",
    "es": "el los las del que una por con para como pero más su sus fue está también según año",
    "fr": "le les des du est une dans pour qui pas sur avec au ont cette été aux selon leur mais",
    "de": "der die das und ist nicht mit ein eine den dem von für auf sich auch als wird wurde nach",
    "pt": "os uma não do da dos das em com para mais pelo foi são também ao à seu sua você",
    "it": "il gli di della che è non una per con del sono nel alla anche dei delle più ha",
    "nl": "het een van en dat niet zijn voor met op aan ook werd naar door bij deze wordt nog heeft",
}
_LANGUAGES: dict[str, tuple[str, ...]] = {}
for _code, _words in _COMMON.items():
    for _word in _words.split():
        _LANGUAGES[_word] = (*_LANGUAGES.get(_word, ()), _code)

_WORD = re.compile(r"[^\W\d_]+(?:'[^\W\d_]+)?")
_READ = 6000
# Fewer hits than this say nothing; a language must lead the next by half to be believed.
_ENOUGH = 4
_LEAD = 1.5


def detect(text: str) -> str | None:
    """Return the ISO 639-1 code of the language whose common words prevail at the start of `text`, or None."""
    hits = Counter(code for word in _WORD.findall(text[:_READ].casefold()) for code in _LANGUAGES.get(word, ()))
    ranked = hits.most_common(2)
    if not ranked or ranked[0][1] < _ENOUGH:
        return None
    return ranked[0][0] if len(ranked) == 1 or ranked[0][1] >= _LEAD * ranked[1][1] else None


def language_of(text: str, declared: str | None) -> tuple[str | None, str | None]:
    """Return the language of a text and a note when the text contradicts what its page declares.

    The words win over the declaration: templates often say `lang="en"` whatever the article is in.
    """
    said = _code_of(declared)
    found = detect(text)
    if found and said and found != said and said in _COMMON:
        return found, f"language: declared {said}, but the words are {found}"
    return said or found, None


def _code_of(tag: str | None) -> str | None:
    code = (tag or "").strip().replace("_", "-").split("-")[0].lower()
    return code if re.fullmatch("[a-z]{2}", code) else None
