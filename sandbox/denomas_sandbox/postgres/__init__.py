"""The embedded PostgreSQL: the server, and the databases in it."""
