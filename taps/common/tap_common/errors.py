"""What can go wrong in a tap, as one tree of errors; each message names source and stream and says what to do."""

from __future__ import annotations


class TapError(Exception):
    """Root of all errors that a tap raises on purpose: printed as one screen, without a traceback."""


class ConfigurationError(TapError):
    """A setting, or a file that a setting names, is wrong."""


class ConnectionFailedError(TapError):
    """The source cannot be reached, or the connection broke."""


class AuthenticationError(TapError):
    """The source does not accept the credentials."""


class PermissionDeniedError(TapError):
    """The credentials are right but do not allow what was asked."""


class NotFoundError(TapError):
    """A database, table, column or endpoint does not exist."""


class MalformedAnswerError(TapError):
    """The source answered something that cannot be right, or that cannot be carried without loss."""


class SpoolError(TapError):
    """Batch files cannot be written, or nobody reads them."""
