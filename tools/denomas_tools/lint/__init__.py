"""The project linter: what one file says about another, checked.

Every check is a function of plain values that yields findings; `inspection` reads the files and asks the executables.
"""
