from __future__ import annotations

import re
from pathlib import Path

import pytest
from cogapp import Cog
from dataset_builders import descriptor

from claimtrack.datasets.schema import ClaimtrackModel, MeasureModel, QualityModel

PAGE = Path(__file__).parents[2] / "docs/datasets.md"


def test_generated_tables_are_up_to_date(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(PAGE.parents[1])
    assert Cog().main(["cog", "--check", "docs/datasets.md"]) == 0, "run: cog -r docs/datasets.md"


def test_the_worked_example_is_a_sound_descriptor() -> None:
    example = re.search(r"```yaml\n(name: ice.*?)```", PAGE.read_text(encoding="utf-8"), re.DOTALL)
    assert example is not None
    assert [m.name for m in descriptor(example[1]).measures] == ["agreements", "agencies"]


def test_every_key_is_described() -> None:
    page = PAGE.read_text(encoding="utf-8")
    for model in (ClaimtrackModel, MeasureModel, QualityModel):
        for name, field in model.model_fields.items():
            assert re.search(rf"`{field.alias or name}\b", page), name
