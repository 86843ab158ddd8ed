"""What can go wrong while landing, as one tree of errors whose messages say what to do."""

from __future__ import annotations


class LandingError(Exception):
    """Root of all errors that a target raises on purpose: printed as one screen, without a traceback."""


class WarehouseUnavailableError(LandingError):
    """The warehouse cannot be opened: missing, corrupt, locked for too long, or out of space."""


class IncompatibleSchemaError(LandingError):
    """A column of the stream does not fit the column that the table already has."""


class BadValueError(LandingError):
    """A value does not fit its column; the message names table, column, key and the value's shape."""


class MessageOrderError(LandingError):
    """The tap sent messages that make no sense in this order."""
