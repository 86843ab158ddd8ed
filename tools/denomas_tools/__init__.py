"""The tools of the house: the project linter and the demo."""
