"""Measures: what a dataset can be asked, and the official values it answers with."""
