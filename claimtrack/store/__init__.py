"""The database: tables, engine, repository, migrations. The only room with SQL for it."""
