"""The account's server: `python -m denomas_sandbox.snowflake --dir FOLDER --port PORT`."""

from __future__ import annotations

import argparse
import logging
import warnings
from pathlib import Path

import uvicorn

from denomas_sandbox.ports import HOST
from denomas_sandbox.snowflake.account import Account
from denomas_sandbox.snowflake.server import ConnectionKnown, Endpoints

_KEEP_ALIVE_SECONDS = 86_400
_GRACE_SECONDS = 3


def main() -> None:
    """Serve until a signal ends it."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--dir", type=Path, required=True, help="where the account is kept")
    parser.add_argument("--port", type=int, required=True, help="on loopback")
    given = parser.parse_args()
    # sqlglot tells what it leaves out, and pyarrow's copies are no news: the log is for what went wrong.
    logging.getLogger("sqlglot").setLevel(logging.ERROR)
    warnings.filterwarnings("ignore", message="Arrow output on a DB-API result")
    account = Account(given.dir)
    try:
        uvicorn.run(
            Endpoints(account).application(),
            host=HOST,
            port=given.port,
            http=ConnectionKnown,
            lifespan="off",
            ws="none",
            log_level="warning",
            access_log=False,
            # A connection that the client has closed is a client that has gone: idle ones stay open.
            timeout_keep_alive=_KEEP_ALIVE_SECONDS,
            timeout_graceful_shutdown=_GRACE_SECONDS,
        )
    finally:
        account.close()


if __name__ == "__main__":
    main()
