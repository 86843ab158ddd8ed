"""Does every test exist that a table of behaviours names as the proof, in its last column, `test`?"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from denomas_tools.findings import Finding

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

_TABLE = re.compile(r"^\|.*\| test \|\n((?:\|.*\n?)+)", re.MULTILINE)
_NAMED = re.compile(r"`(test_\w+)`")
_DEFINED = re.compile(r"^\s*def (test_\w+)\(", re.MULTILINE)


def check(texts: Mapping[str, str]) -> Iterator[Finding]:
    """Check the pages among the files of the project.

    Args:
        texts: All text files, by their relative names.
    """
    tests = {test for name, text in texts.items() if name.endswith(".py") for test in _DEFINED.findall(text)}
    for name, text in texts.items():
        if name.endswith(".md"):
            for test in _NAMED.findall("".join(_TABLE.findall(text))):
                if test not in tests:
                    yield Finding(name, test, "is named as a test, and there is none", "Name the one that proves it")
