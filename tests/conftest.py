"""Fixtures and options shared by all process-level tests. See tests/README.md."""

import json
import os
import resource
import sys
import time
import uuid
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent))
from harness import paths, servers, wire  # noqa: E402


def pytest_addoption(parser):
    parser.addoption(
        "--server",
        choices=("ringfence", "kafka"),
        default="ringfence",
        help="the server under test: Ringfence, or Apache Kafka as the original",
    )


def pytest_configure(config):
    # Both ends of 10,000 connections live on this machine, so the soft limit is raised to the hard
    # one.
    hard = resource.getrlimit(resource.RLIMIT_NOFILE)[1]
    resource.setrlimit(resource.RLIMIT_NOFILE, (hard, hard))


def pytest_sessionstart(session):
    if session.config.getoption("--server") == "ringfence":
        try:
            paths.ringfence_binary()
        except FileNotFoundError as missing:
            pytest.exit(str(missing), returncode=3)


def pytest_collection_modifyitems(config, items):
    kind = config.getoption("--server")
    for item in items:
        only = item.get_closest_marker("only")
        if only and kind not in only.args:
            item.add_marker(pytest.mark.skip(reason=f"{only.args[0]} only"))


@pytest.fixture(scope="session")
def kind(request) -> str:
    return request.config.getoption("--server")


@pytest.fixture(scope="session")
def server(kind):
    """One server for every test that leaves it as it found it."""
    shared = servers.make_server(kind, "shared")
    shared.start()
    yield shared
    code = shared.stop()
    shared.remove_data()
    assert code in (0, 143), f"{kind} ended with {code} after SIGTERM"


@pytest.fixture(autouse=True)
def _shared_server_survives(request):
    yield
    if "server" in request.fixturenames:
        assert request.getfixturevalue("server").is_alive(), "the server died during this test"


@pytest.fixture
def own_server(kind, request):
    """Makes servers that one test may kill, fill or break."""
    made = []

    def make(name: str = "", start: bool = True, **more):
        label = f"{request.node.name}{name}".replace("[", "-").replace("]", "").replace("/", "-")
        one = servers.make_server(kind, label, **more)
        made.append(one)
        return one.start() if start else one

    yield make
    for one in made:
        one.kill()
        one.remove_data()


@pytest.fixture
def topic() -> str:
    return f"t-{uuid.uuid4().hex[:12]}"


@pytest.fixture
def make_topic(server):
    """Creates a topic and waits until the server shows it (Apache Kafka takes a moment)."""

    def make(name: str, partitions: int = 1, configs: dict[str, str] | None = None) -> str:
        with wire.Connection(server.port) as connection:
            assert connection.create_topic(name, partitions, configs) == 0
            deadline = time.monotonic() + 10
            while time.monotonic() < deadline:
                found = connection.metadata([name]).topics[0]
                if (
                    found.error == 0
                    and len(found.partitions) == partitions
                    and all(
                        connection.list_offset(name, at, wire.LATEST)[0] == 0
                        for at in range(partitions)
                    )
                ):
                    return name
                time.sleep(0.02)
        raise AssertionError(f"{name} did not appear")

    return make


@pytest.fixture
def connection(server):
    with wire.Connection(server.port) as opened:
        yield opened


# What each client passed goes to out/test-results/clients-KIND.json, from which
# tools/clients_page.py makes docs/CLIENTS.md.
_results: dict[str, dict] = {}


def client_result(name: str) -> dict:
    return _results.setdefault(name, {"version": "", "tests": {}})


@pytest.hookimpl(hookwrapper=True)
def pytest_runtest_makereport(item, call):
    report = (yield).get_result()
    marker = item.get_closest_marker("client")
    name = (
        marker.args[0]
        if marker
        else getattr(item, "callspec", None) and item.callspec.params.get("client")
    )
    if not isinstance(name, str):
        return
    if report.when == "call" or (report.when == "setup" and not report.passed):
        test = getattr(item, "originalname", item.name)
        variant = (
            [str(v) for k, v in getattr(item, "callspec", None).params.items() if k != "client"]
            if hasattr(item, "callspec")
            else []
        )
        client_result(name)["tests"][" ".join([test, *variant])] = report.outcome


def pytest_sessionfinish(session):
    if not _results or hasattr(session.config, "workerinput"):
        return
    paths.RESULTS.mkdir(parents=True, exist_ok=True)
    file = paths.RESULTS / f"clients-{session.config.getoption('--server')}.json"
    known = json.loads(file.read_text()) if file.exists() else {}
    for name, result in _results.items():
        old = known.setdefault(name, {"version": "", "tests": {}})
        old["version"] = result["version"] or old["version"]
        old["tests"].update(result["tests"])
    file.write_text(json.dumps(known, indent=1, sort_keys=True) + os.linesep)
