"""The landing contract that both targets fulfil, and its test suite."""
