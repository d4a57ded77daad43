"""Polite crawling with Scrapy, in a process of its own: listings, pages and data downloads of watched sources."""
