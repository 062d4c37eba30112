"""`python -m practice`: serves a practice workspace until it is stopped."""

import argparse
import asyncio
import sys
from pathlib import Path

import uvicorn

from practice import server
from practice.cutting import CuttableProtocol


def parser() -> argparse.ArgumentParser:
    """Return the command line's options."""
    options = argparse.ArgumentParser(prog="practice", description=__doc__)
    options.add_argument("--port", type=int, default=8700)
    options.add_argument("--host", default="127.0.0.1")
    options.add_argument("--people", type=Path, help="a cast as TOML")
    options.add_argument("--mode", choices=("socket", "http"), default="socket")
    options.add_argument("--strict", action="store_true", help="no bursts of posts")
    options.add_argument("--bot-url", default="http://127.0.0.1:8701")
    return options


def uvicorn_config(options: server.Options, *, host: str, port: int) -> uvicorn.Config:
    """Return the settings under which the workspace is served."""
    return uvicorn.Config(
        server.application(server.build(options)),
        host=host,
        port=port,
        http=CuttableProtocol,
        ws="websockets-sansio",
        log_level="warning",
        access_log=False,
        lifespan="on",
        timeout_keep_alive=75,
        timeout_graceful_shutdown=1,
    )


async def serve(config: uvicorn.Config) -> None:
    """Serve until stopped, saying first where."""
    runner = uvicorn.Server(config)
    serving = asyncio.ensure_future(runner.serve())
    while not runner.started and not serving.done():
        await asyncio.sleep(0.02)
    if runner.started:
        port = runner.servers[0].sockets[0].getsockname()[1]
        sys.stdout.write(f"Practice workspace: http://{config.host}:{port}/\n")
        sys.stdout.flush()
    await serving


def main(arguments: list[str] | None = None) -> None:
    """Read the command line and serve."""
    chosen = parser().parse_args(arguments)
    options = server.Options(
        people=chosen.people,
        mode=chosen.mode,
        is_strict=chosen.strict,
        bot_url=chosen.bot_url,
    )
    config = uvicorn_config(options, host=chosen.host, port=chosen.port)
    try:
        asyncio.run(serve(config))
    except KeyboardInterrupt:
        sys.stdout.write("Stopped.\n")


if __name__ == "__main__":
    main()
