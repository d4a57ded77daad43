"""The archive: every response as it came, in WARC 1.1 (ISO 28500), found again by pointer and checked by digest."""
