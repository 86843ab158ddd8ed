"""What a check has to say: where, about what, what is wrong and what to do about it."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, order=True)
class Finding:
    """One line of the linter's report.

    `path` is relative to the project; `subject` is the plugin, schedule or line that is meant, or empty.
    A warning is shown and fails nothing.
    """

    path: str
    subject: str
    what: str
    remedy: str
    is_warning: bool = False

    def __str__(self) -> str:
        """Give the line that people read."""
        where = f"{self.path}: {self.subject}" if self.subject else self.path
        return f"{'warning' if self.is_warning else 'error'}: {where}: {self.what}. {self.remedy}."
