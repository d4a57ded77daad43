"""Linking a claim to a measure and scope by its words; the number itself plays no part."""
