"""What tests of HTTP taps share: a server that fails as sources do, whole runs of a tap, a small tap to try both."""
