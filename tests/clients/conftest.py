"""Every test that takes `client` runs once for each client of the registry."""

import time

import pytest

from clients import registry
from conftest import client_result
from harness import wire

_adapters = {}


def pytest_generate_tests(metafunc):
    if "client" in metafunc.fixturenames:
        names = [pytest.param(name, marks=pytest.mark.long) if name in registry.EXTRA else name
                 for name in registry.CLIENTS]
        metafunc.parametrize("client", names, indirect=True, scope="session")


@pytest.fixture(scope="session")
def client(request, server):
    name = request.param
    if name not in _adapters:
        _adapters[name] = registry.CLIENTS[name](server.bootstrap)
        client_result(name)["version"] = _adapters[name].version()
    return _adapters[name]


@pytest.fixture(scope="session", autouse=True)
def _close_clients():
    yield
    for adapter in _adapters.values():
        adapter.close()


@pytest.fixture
def make_topic(server):
    """Creates a topic and waits until the server shows it (Apache Kafka shows it a little later)."""

    def make(name: str, partitions: int = 1, configs: dict[str, str] | None = None) -> str:
        with wire.Connection(server.port) as connection:
            assert connection.create_topic(name, partitions, configs) == 0
            deadline = time.monotonic() + 10
            while time.monotonic() < deadline:
                found = connection.metadata([name]).topics[0]
                if found.error == 0 and len(found.partitions) == partitions:
                    return name
                time.sleep(0.02)
        raise AssertionError(f"{name} did not appear")

    return make
