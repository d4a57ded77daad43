"""Official datasets: descriptors, snapshots stored by content, readers, normalisers, the quality gate, the catalogue."""
