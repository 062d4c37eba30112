"""The image and its composition, as far as can be told without a container engine."""

import fnmatch
import http.server
import json
import os
import re
import subprocess
import sys
import threading
import tomllib
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
import yaml

from tests.architecture.source import PROJECT

DOCKERFILE = (PROJECT / "Dockerfile").read_text()
COMPOSE: dict[str, Any] = yaml.safe_load((PROJECT / "docker-compose.yml").read_text())
SERVICES = COMPOSE["services"]
TAG = re.compile(r"[a-z]+:\d+(?:\.\d+)*-[a-z-]+")


def instructions(text: str) -> list[tuple[str, str]]:
    """Return the instructions of a Dockerfile, with what follows each."""
    text = re.sub(r"^\s*#.*\n", "", text, flags=re.MULTILINE)
    lines = filter(str.strip, re.sub(r"\\\n\s*", "", text).splitlines())
    found = [(word, rest) for word, _, rest in (line.partition(" ") for line in lines)]
    unknown = {word for word, _ in found} - {
        *("FROM", "ENV", "RUN", "COPY", "WORKDIR", "USER", "VOLUME", "EXPOSE"),
        *("STOPSIGNAL", "HEALTHCHECK", "ENTRYPOINT", "CMD"),
    }
    assert not unknown, f"not an instruction that we use: {unknown}"
    return found


IMAGE = instructions(DOCKERFILE)


def given(word: str) -> list[str]:
    """Return what every instruction of one kind says."""
    return [rest for found, rest in IMAGE if found == word]


def probe() -> str:
    """Return the Python that the image's health check runs."""
    command = json.loads(given("HEALTHCHECK")[0].partition("CMD ")[2])
    assert command[:2] == ["python", "-c"]
    return str(command[2])


@contextmanager
def answering(status: int) -> Iterator[int]:
    """Yield the port of a server that answers everything with one status."""

    class Answer(http.server.BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.send_response(status if self.path == "/health" else 404)
            self.end_headers()

        def log_message(self, *_: object) -> None:
            """Say nothing."""

    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), Answer) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        yield server.server_port
        server.shutdown()
        thread.join()


def test_every_base_is_pinned_by_tag():
    bases = [rest.split()[0] for rest in given("FROM")]
    images = [service["image"] for service in SERVICES.values()]
    ours = {"coregroup:local"}

    wild = [name for name in {*bases, *images} - ours if not TAG.fullmatch(name)]
    assert not wild, f"the image of today is not the image of tomorrow: {wild}"


def test_the_image_runs_as_nobody_in_particular():
    last = [rest for word, rest in IMAGE if word == "USER"][-1]

    assert re.fullmatch(r"[1-9]\d*:[1-9]\d*", last), "root in a container is root"


def test_packages_are_checked_by_hash_and_nothing_else_is_fetched():
    installs = [rest for rest in given("RUN") if "pip install" in rest]

    assert len(installs) == 2
    assert "--require-hashes" in installs[0]
    assert {"--no-deps", "--no-build-isolation"} <= set(installs[1].split())
    assert not [rest for rest in given("RUN") if "://" in rest]


@pytest.mark.parametrize(("status", "is_well"), [(200, True), (503, False)])
def test_the_health_check_believes_the_bot(status, is_well):
    with answering(status) as port:
        environment = os.environ | {"COREGROUP_PORT": str(port)}
        ran = subprocess.run(
            (sys.executable, "-c", probe()),
            env=environment,
            check=False,
            capture_output=True,
        )

    assert (ran.returncode == 0) == is_well, ran.stderr


def test_the_image_is_given_everything_that_runs_and_nothing_else():
    pyproject = tomllib.loads((PROJECT / "pyproject.toml").read_text())
    packages = pyproject["tool"]["setuptools"]["packages"]["find"]["include"]
    wanted = {name.rstrip("*") for name in packages}
    lines = (PROJECT / ".dockerignore").read_text().splitlines()
    let_in = {line[1:] for line in lines if line.startswith("!")}

    assert "*" in lines, "whatever is not named stays out"
    assert let_in == wanted | {"pyproject.toml", "requirements.txt", "README.md"}
    assert not fnmatch.filter(let_in, "*.env")


@pytest.mark.parametrize("name", sorted(SERVICES))
def test_every_service_says_whether_it_is_well(name):
    check = SERVICES[name]["healthcheck"]

    # The migration runs once: that it ended well is what the bot waits for.
    assert check.get("test") or (name == "migrate" and check == {"disable": True})


@pytest.mark.parametrize("name", sorted(SERVICES))
def test_every_service_gives_up_what_it_does_not_need(name):
    service = SERVICES[name]

    assert service["cap_drop"] == ["ALL"]
    assert "no-new-privileges:true" in service["security_opt"]
    assert not service.get("privileged")
    assert name == "postgres" or service["read_only"]


def test_nothing_is_reached_from_outside_this_machine():
    ports = [port for service in SERVICES.values() for port in service.get("ports", [])]

    assert all(port.startswith("127.0.0.1:") for port in ports), "a proxy stands before"
    assert SERVICES["postgres"]["networks"] == ["inside"]
    assert COMPOSE["networks"]["inside"] == {"internal": True}


def test_the_bot_is_reached_through_what_is_published():
    assert "COREGROUP_HOST=0.0.0.0" in " ".join(given("ENV"))
    assert "127.0.0.1:8701:8701" in SERVICES["bot"]["ports"]


def test_the_bot_starts_when_the_database_is_ready():
    waits = SERVICES["bot"]["depends_on"]

    assert waits["postgres"] == {"condition": "service_healthy"}
    assert waits["migrate"] == {"condition": "service_completed_successfully"}


def test_keys_come_from_a_file_and_the_workspace_only_when_asked_for():
    assert SERVICES["bot"]["secrets"] == ["coregroup_keys"]
    assert set(COMPOSE["secrets"]) == {"coregroup_keys"}
    assert SERVICES["practice"]["profiles"] == ["practice"]


def test_every_volume_and_network_that_is_used_is_declared():
    for service in SERVICES.values():
        assert set(service["networks"]) <= set(COMPOSE["networks"])
        named = {volume.split(":")[0] for volume in service.get("volumes", [])}
        assert named <= set(COMPOSE["volumes"])


def test_an_instruction_that_we_do_not_use_is_found():
    with pytest.raises(AssertionError):
        instructions("FROM python:3.11-slim-bookworm\nADD https://example.org/x /x\n")
