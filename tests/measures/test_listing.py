from __future__ import annotations

import pytest
from dataset_builders import SERIES, descriptor

from claimtrack.errors import UnknownMeasureError
from claimtrack.measures.listing import find_measures, list_measures


def test_measures_are_listed_with_their_definition() -> None:
    listed = list_measures([descriptor(SERIES), descriptor()])
    assert [(m.id, m.definition, m.dimensions) for m in listed] == [
        ("agreements/agreements", "count of rows", ("state", "model", "kind")),
        ("agreements/agencies", "count of distinct STATE + LAW ENFORCEMENT AGENCY", ("state", "model", "kind")),
        ("agreements/states", "count of distinct STATE", ("model",)),
        ("prices/index", "published value of index", ("region",)),
    ]


def test_a_measure_is_found_by_name_and_by_full_id() -> None:
    known = [descriptor(), descriptor(SERIES)]
    assert [m.id for m in find_measures(known, "index")] == ["prices/index"]
    assert [m.id for m in find_measures(known, "agreements/states")] == ["agreements/states"]
    with pytest.raises(UnknownMeasureError, match="did you mean"):
        find_measures(known, "agencys")
