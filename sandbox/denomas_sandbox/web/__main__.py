"""Run the web stand-ins: `python -m denomas_sandbox.web --dir FOLDER --port PORT`."""

from __future__ import annotations

import gc
from pathlib import Path

import click
import uvicorn

from denomas_sandbox.ports import HOST
from denomas_sandbox.web.app import Web
from denomas_sandbox.web.connections import Protocol


@click.command()
@click.option("--dir", "folder", type=click.Path(path_type=Path), required=True, help="Folder with the settings.")
@click.option("--port", type=int, required=True, help="Port on loopback.")
def main(folder: Path, port: int) -> None:
    """Serve every vendor's stand-in until stopped."""
    # A page is tens of thousands of objects without a cycle; looking for one in each page takes a tenth of the time.
    gc.set_threshold(100_000, 20, 50)
    uvicorn.run(
        Web(folder),
        host=HOST,
        port=port,
        http=Protocol,
        ws="none",
        lifespan="off",
        loop="asyncio",
        access_log=False,
        proxy_headers=False,
        server_header=False,
        date_header=False,
        log_level="warning",
        timeout_keep_alive=75,
        timeout_graceful_shutdown=1,
    )


if __name__ == "__main__":
    main()
