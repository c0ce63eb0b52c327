"""Goal: a process that does not own the data, or lacks a key to it, refuses to start and says why;
nothing is written.

Method: two data directories whose parts are exchanged or taken away while nobody runs.
"""

import hashlib
import shutil
import subprocess

import pytest

from clients.client import Record
from clients.confluent import ConfluentClient

pytestmark = pytest.mark.only("ringfence")
REFUSED_TO_PROTECT_DATA = 3


def digest(folder) -> dict[str, str]:
    return {
        str(file.relative_to(folder)): hashlib.sha256(file.read_bytes()).hexdigest()
        for file in folder.rglob("*")
        if file.is_file() and not file.name.startswith("~")
    }


def refusal(server) -> str:
    """Starts a process that must refuse, without touching bucket or keys; returns what it says."""
    before = {part: digest(server.data / part) for part in ("bucket", "keys")}
    done = subprocess.run(server.command(), capture_output=True, text=True, timeout=30)
    assert done.returncode == REFUSED_TO_PROTECT_DATA, (done.returncode, done.stdout + done.stderr)
    assert {part: digest(server.data / part) for part in ("bucket", "keys")} == before
    return done.stderr


@pytest.fixture
def filled(own_server, topic):
    """Servers that ran, took a record and stopped."""

    def make(name: str):
        server = own_server(name)
        ConfluentClient(server.bootstrap).produce(topic, [Record(0, b"k", b"v")])
        assert server.stop() == 0
        return server

    return make


def test_bucket_of_another_cluster(filled):
    one, two = filled("one"), filled("two")
    shutil.rmtree(one.bucket())
    shutil.copytree(two.bucket(), one.bucket())
    assert "cluster" in refusal(one)


def test_metadata_is_gone(filled):
    server = filled("one")
    shutil.rmtree(server.data / "metadata")
    assert "cluster" in refusal(server) or "metadata" in refusal(server)


def test_a_key_is_missing(filled, topic):
    server = filled("one")
    keys = sorted(file for file in (server.data / "keys").iterdir() if file.is_file())
    for key in keys:
        saved = key.read_bytes()
        key.unlink()
        assert key.name in refusal(server)
        key.write_bytes(saved)
        key.chmod(0o600)
    server.start()
    assert ConfluentClient(server.bootstrap).read(topic, 0, 0, 1)[0].value == b"v"


def test_keys_of_another_cluster(filled):
    one, two = filled("one"), filled("two")
    shutil.rmtree(one.data / "keys")
    shutil.copytree(two.data / "keys", one.data / "keys")
    assert "key" in refusal(one)
