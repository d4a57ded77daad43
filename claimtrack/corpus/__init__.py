"""Documents and their text: reading files and pages, trafilatura's extraction, dates, selectors."""
