"""What can go wrong in the sandbox, in words for one screen."""

from __future__ import annotations


class SandboxError(Exception):
    """Something that the user can mend; the message says how."""
