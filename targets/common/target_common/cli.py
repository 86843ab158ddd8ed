"""How a target's command ends when something is wrong: one screen that says what and what to do, exit code 1."""

from __future__ import annotations

import logging
import sys
import warnings
from typing import TYPE_CHECKING, Any

from singer_sdk.exceptions import SingerSDKError
from singer_sdk.helpers._compat import SingerSDKPythonEOLWarning
from singer_sdk.plugin_base import SingerCommand
from singer_sdk.singerlib.exceptions import InvalidInputLine
from typing_extensions import override

from target_common.errors import LandingError

if TYPE_CHECKING:
    from types import TracebackType

    import click

_EXPECTED = (LandingError, SingerSDKError, InvalidInputLine)


class LandingCommand(SingerCommand):
    """Prints expected errors without their traceback (set TARGET_X_LOGLEVEL=DEBUG to see it)."""

    @classmethod
    def around(cls, command: click.Command) -> LandingCommand:
        """Give a command with the same parameters and callback."""
        return cls(
            name=command.name,
            callback=command.callback,
            params=command.params,
            help=command.help,
            context_settings=command.context_settings,
            logger=logging.getLogger(command.name),
        )

    @override
    def main(self, *args: Any, **kwargs: Any) -> Any:
        # From the start: options such as --discover do their work before `invoke` would set it.
        sys.excepthook = self.excepthook
        # Three lines in every run about a Python that we choose, not who reads the log.
        warnings.filterwarnings("ignore", category=SingerSDKPythonEOLWarning)
        return super().main(*args, **kwargs)

    @override
    def excepthook(
        self, exc_type: type[BaseException], exc_value: BaseException, exc_traceback: TracebackType | None
    ) -> None:
        if not isinstance(exc_value, _EXPECTED):
            super().excepthook(exc_type, exc_value, exc_traceback)
            return
        trace: Any = (exc_type, exc_value, exc_traceback) if self.logger.isEnabledFor(logging.DEBUG) else None
        self.logger.error("%s", exc_value, exc_info=trace)
