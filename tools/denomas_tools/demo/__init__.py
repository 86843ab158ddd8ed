"""`denomas demo`: the whole platform at work, on this machine, with no credentials."""
