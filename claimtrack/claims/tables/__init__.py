"""Data tables of the extractor: words, units, vetoes and cues, each row with an id that shows up in the output."""
