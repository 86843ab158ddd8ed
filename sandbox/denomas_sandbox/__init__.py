"""A stand-in for every source of the platform, on loopback, with one deterministic company in it."""
