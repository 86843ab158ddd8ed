"""Stand-ins of the sources that speak HTTP: one server, each vendor below a path of its own."""
