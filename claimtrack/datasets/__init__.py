"""Official datasets: descriptors, snapshots stored by content, readers, normalisers, quality gate, catalogue."""
