"""Alembic migrations. Each revision is the number after the one before; schema.HEAD names the newest."""
