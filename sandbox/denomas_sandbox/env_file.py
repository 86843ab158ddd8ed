"""The sandbox's block in an environment file; all that stands around it stays as it is."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

_BEGIN, _END = "# >>> sandbox: written by `sandbox up`, removed by `sandbox down`", "# <<< sandbox"


def write_block(path: Path, variables: Mapping[str, str]) -> None:
    """Put the variables into the file's block; with none, remove the block."""
    before = path.read_text(encoding="utf-8") if path.exists() else ""
    kept = _without_block(before)
    if variables:
        body = "".join(f"{name}='{value}'\n" for name, value in variables.items())
        kept += ("" if not kept or kept.endswith("\n") else "\n") + f"{_BEGIN}\n{body}{_END}\n"
    if kept == before:
        return
    temporary = path.with_name(path.name + ".new")
    descriptor = os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(descriptor, "w", encoding="utf-8") as file:
        file.write(kept)
    temporary.replace(path)


def _without_block(content: str) -> str:
    begin = content.find(_BEGIN)
    if begin < 0:
        return content
    end = content.find(_END, begin)
    return content[:begin] + (content[end + len(_END) :].removeprefix("\n") if end >= 0 else "")
