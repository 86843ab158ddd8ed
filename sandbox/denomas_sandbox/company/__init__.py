"""The company that all stand-ins show: the same people and projects everywhere, from a seed."""
