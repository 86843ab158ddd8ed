"""The Snowflake account as code: what warehouse-account/ declares, compared with the account and applied to it."""
