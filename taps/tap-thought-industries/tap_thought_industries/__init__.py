"""tap-thought-industries: a Singer tap for Thought Industries, known as Level Up."""
