"""target-snowflake: lands streams in Snowflake."""
