"""An emulated Snowflake account: fakesnow, with what it lacks and a data team uses."""
