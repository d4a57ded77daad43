"""The stages put together: load, call the pure stage, save. The only room that opens the store."""
