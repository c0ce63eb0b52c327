"""Every test that takes `client` runs once for each client of the registry."""

import pytest

from clients import registry
from conftest import client_result

_adapters = {}


def pytest_generate_tests(metafunc):
    if "client" in metafunc.fixturenames:
        names = [
            pytest.param(name, marks=pytest.mark.long) if name in registry.EXTRA else name
            for name in registry.CLIENTS
        ]
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
