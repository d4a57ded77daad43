"""Words, numbers and marks of a sentence: a cheap tokenizer that keeps offsets and glued forms ("2.5m", "7-")."""

from __future__ import annotations

import re
from dataclasses import dataclass

# A number keeps its separators (also detached ones: "10, 000", and continental ones: "12,5", "1.234,50"); a name with
# digits ("G70", "m2", "XC40") is one word; "U.S." keeps its full stops.
_TOKEN = re.compile(
    r"""
    \d{1,3}(?:,[ ]000)+(?!\d)
    | \d{1,3}(?:\.\d{3})+,\d+(?!\d)
    | (?<![\d,.])\d{1,3},\d{1,2}(?=\s?(?:%|per\s?cent\b|(?:[mb]|tr)illion\b|(?:euro|dollar)s?\b|[€£$]|k[mg]\b))
    | (?:\d{1,3}(?:,\d{3})+(?!\d)|\d{1,2}(?:,\d{2})+,\d{3}(?!\d)|\d+)(?:\.\d+)?
    | (?<![\w.])\.\d+
    | (?:[^\W\d_]\.){2,}
    | (?:(?:MUSD|MEUR|MAUD|USD|US|EUR|GBP|JPY|CHF|CNY|RMB|INR|AUD|CAD|NZD|HKD|SGD|MYR|RM|Rs|BTC|PS)(?=\d))
    | (?<=\$)(?:US|AU|NZ|HK|CA|[ACS])(?=\d)
    | [^\W\d_]+(?:['’][^\W\d_]+)*(?:\d\w*)?
    | \S
    """,
    re.VERBOSE,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Tokens:
    """A sentence as parallel lists: `texts` as written, `words` in lower case with plain apostrophes, and offsets."""

    sentence: str
    texts: list[str]
    words: list[str]
    starts: list[int]
    ends: list[int]

    def __len__(self) -> int:
        return len(self.texts)

    def word(self, index: int) -> str:
        """Return the word at `index`, or the empty string outside the sentence."""
        return self.words[index] if 0 <= index < len(self.words) else ""

    def text(self, index: int) -> str:
        """Return the text at `index` as written, or the empty string outside the sentence."""
        return self.texts[index] if 0 <= index < len(self.texts) else ""

    def glued(self, index: int) -> bool:
        """Whether the token at `index` follows the one before it without a space."""
        return 0 < index < len(self.starts) and self.starts[index] == self.ends[index - 1]

    def is_number(self, index: int) -> bool:
        """Whether the token at `index` is written in digits."""
        text = self.text(index)
        return bool(text) and (text[0].isdecimal() or (text[0] == "." and len(text) > 1))

    def is_capital(self, index: int) -> bool:
        """Whether the token at `index` begins with a capital letter."""
        text = self.text(index)
        return bool(text) and text[0].isupper()

    def span_text(self, first: int, last: int) -> str:
        """Return the text from token `first` up to and with token `last`."""
        return self.sentence[self.starts[first] : self.ends[last]]

    def find(self, offset: int) -> int:
        """Return the index of the first token that ends after `offset`."""
        low, high = 0, len(self.ends)
        while low < high:
            middle = (low + high) // 2
            if self.ends[middle] > offset:
                high = middle
            else:
                low = middle + 1
        return low


def tokenize(sentence: str) -> Tokens:
    """Return the tokens of a sentence."""
    matches = list(_TOKEN.finditer(sentence))
    texts = [match.group() for match in matches]
    words = [text.lower().replace("’", "'").replace("\u2011", "-") for text in texts]
    return Tokens(
        sentence=sentence,
        texts=texts,
        words=words,
        starts=[match.start() for match in matches],
        ends=[match.end() for match in matches],
    )
