"""pgp: a Singer tap that reads PostgreSQL tables by manifest, as Arrow columns."""
