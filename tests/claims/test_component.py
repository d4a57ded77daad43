"""The spaCy component in somebody else's pipeline."""

from __future__ import annotations

import pytest
import spacy

from claimtrack.claims.component import load_pipeline

TEXT = "On Sept. 2 Florida had 327 agreements. Texas had 204."


def test_the_entry_point_adds_claims_to_a_parsed_doc() -> None:
    nlp = spacy.load(load_pipeline().meta["lang"] + "_" + load_pipeline().meta["name"])
    nlp.add_pipe("claimtrack_claims", last=True)
    doc = nlp(TEXT)
    assert [span.text for span in doc.spans["claims"]] == ["327 agreements", "204"]
    assert [claim.head for claim in doc._.claims] == ["agreement", "agreement"]


def test_a_blank_pipeline_is_parsed_on_its_own() -> None:
    nlp = spacy.blank("en")
    component = nlp.add_pipe("claimtrack_claims")
    doc = nlp.make_doc(TEXT)
    before = doc.to_bytes()
    assert len(component.match(doc)) == 2
    assert doc.to_bytes() == before, "match changed the doc"


def test_the_faster_product_gives_the_same_parses() -> None:
    ours = load_pipeline()
    plain = spacy.load(ours.meta["lang"] + "_" + ours.meta["name"], exclude=["ner", "lemmatizer", "attribute_ruler"])
    for mine, theirs in zip(ours(TEXT), plain(TEXT), strict=True):
        assert (mine.tag_, mine.dep_, mine.head.i) == (theirs.tag_, theirs.dep_, theirs.head.i)


def test_a_missing_model_is_one_clear_line(monkeypatch: pytest.MonkeyPatch) -> None:
    import claimtrack.claims.component as component

    monkeypatch.setattr(component, "MODELS", ("no_such_model",))
    load_pipeline.cache_clear()
    with pytest.raises(component.ModelError, match="no English parser model"):
        load_pipeline()
    load_pipeline.cache_clear()
