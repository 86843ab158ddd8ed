"""tap-zengrc: a Singer tap for ZenGRC."""
