"""What to watch: feeds, sitemaps, pages and datasets, and finding out which of them an address is."""
