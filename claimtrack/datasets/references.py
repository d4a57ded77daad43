"""What one dataset's descriptor says of another: the faults that show only once all of them are read."""

from __future__ import annotations

import difflib
from collections.abc import Iterator, Sequence

from claimtrack.datasets.checks import is_amount
from claimtrack.datasets.dataset import Descriptor, MeasureDefinition
from claimtrack.datasets.descriptor import descriptor_file
from claimtrack.datasets.located import parse_located
from claimtrack.errors import DescriptorError


def broken_references(descriptors: Sequence[Descriptor]) -> Iterator[DescriptorError]:
    """Yield an error for each measure over another dataset's that is not there or is no count.

    A dataset that is not in the workspace is no fault: it can be added, and until then the measure has no value.
    """
    known = {descriptor.name: descriptor for descriptor in descriptors}
    for descriptor in descriptors:
        for measure in descriptor.measures:
            other = known.get(measure.per_capita.dataset) if measure.per_capita is not None else None
            if other is not None and other is not descriptor:
                yield from _faults(descriptor, measure, other)


def _faults(descriptor: Descriptor, measure: MeasureDefinition, other: Descriptor) -> Iterator[DescriptorError]:
    assert measure.per_capita is not None
    over = other.measure(measure.per_capita.over)
    if over is not None and is_amount(over):
        return
    counts = [m.name for m in other.measures if is_amount(m)]
    close = difflib.get_close_matches(measure.per_capita.over, counts, n=1, cutoff=0.5)
    yield DescriptorError(
        f"{other.name} has no measure {measure.per_capita.over!r} that counts or sums",
        where=_place(descriptor, measure.name),
        hint=f"did you mean {close[0]!r}?" if close else f"known: {', '.join(counts) or 'none'}",
    )


def _place(descriptor: Descriptor, measure: str) -> str:
    """Return the file and line of a measure's `over`; of a descriptor without a folder only its name."""
    if descriptor.folder is None:
        return descriptor.name
    file = descriptor_file(descriptor.folder)
    located = parse_located(file.read_text(encoding="utf-8"), str(file))
    return f"{file}:{located.line(('claimtrack', 'measures', measure, 'per_capita', 'over'))}"
