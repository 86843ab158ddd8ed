"""What several taps share: the column lane, streams made of Arrow batches, errors."""
