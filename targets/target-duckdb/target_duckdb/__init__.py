"""A Singer target that lands streams in a DuckDB file, row by row or column by column."""
