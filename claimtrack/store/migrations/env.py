"""What Alembic runs: migrations inside the transaction that `schema.upgrade` hands in; there is no ini file."""

from alembic import context

from claimtrack.store.tables import metadata, schema

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=metadata,
    version_table=schema.name,
    transactional_ddl=True,
    render_as_batch=True,
)
with context.begin_transaction():
    context.run_migrations()
