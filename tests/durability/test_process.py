"""Goal: the process as an operator meets it: stops cleanly, refuses a second owner, explains bad
settings, keeps keys and names to itself.

Method: the real binary, its exit codes, its output and the files it leaves.
"""

import os
import socket
import stat
import subprocess
import time

import pytest

from clients.client import Record
from clients.confluent import ConfluentClient
from durability import workload
from harness import history, paths, servers, wire

ringfence_only = pytest.mark.only("ringfence")


def run(*arguments: str, seconds: float = 20) -> subprocess.CompletedProcess:
    return subprocess.run(
        [paths.ringfence_binary(), *arguments], capture_output=True, text=True, timeout=seconds
    )


def dev(data, *arguments: str) -> subprocess.CompletedProcess:
    return run("dev", "--data", str(data), "--http", f"127.0.0.1:{servers.free_port()}", *arguments)


def test_sigterm_under_load_drains(own_server):
    """Stops with code 0 and loses nothing that was acknowledged."""
    server, topic = own_server(), "drain"
    made = history.History(topic)
    with wire.Connection(server.port) as connection:
        assert connection.create_topic(topic, 2) == 0
    time.sleep(0.3)
    writer = workload.LibrdkafkaWriter(made, 0, server.bootstrap, topic, 2, per_second=3000)
    writer.start()
    while writer.acked < 2000:
        assert writer.is_alive() and writer.failure is None
        time.sleep(0.01)
    assert server.stop() in (0, 143)
    acked = writer.acked
    server.start()
    writer.stopping.set()
    writer.join(90)
    reader, final = ConfluentClient(server.bootstrap), {}
    for partition in range(2):
        end = reader.ends(topic, partition)[1]
        final[partition] = [
            (read.offset, workload.value_of(read.value))
            for read in reader.read(topic, partition, 0, end)
        ]
    assert writer.failure is None and writer.acked >= acked
    assert history.check(made.operations, final, idempotent={0}) == []


@ringfence_only
def test_second_process_on_the_same_data_is_refused(own_server, topic):
    server = own_server()
    second = dev(server.data, "--kafka", f"127.0.0.1:{servers.free_port()}")
    assert second.returncode not in (0, -6, -11)
    assert str(server.data) in second.stderr + second.stdout, "the message names the directory"
    client = ConfluentClient(server.bootstrap)
    client.produce(topic, [Record(0, b"k", b"v")])
    assert client.read(topic, 0, 0, 1)[0].value == b"v"


@ringfence_only
def test_port_in_use_is_explained(own_server, tmp_path):
    server = own_server()
    second = dev(tmp_path / "other", "--kafka", server.bootstrap)
    assert (
        second.returncode not in (0, -6, -11) and str(server.port) in second.stderr + second.stdout
    )


@ringfence_only
@pytest.mark.parametrize("host", ("0.0.0.0", "[::]"))
def test_listening_beyond_loopback_needs_a_word(own_server, tmp_path, host):
    port = servers.free_port()
    refused = dev(tmp_path / "data", "--kafka", f"{host}:{port}")
    assert refused.returncode not in (0, -6, -11)
    assert "allow-plaintext" in (refused.stderr + refused.stdout).replace(".", "-")
    # Nobody can connect to a wildcard, so the address that clients are told must be said as well.
    vague = dev(tmp_path / "data", "--kafka", f"{host}:{port}", "--allow-plaintext")
    assert vague.returncode not in (0, -6, -11) and "advertised.listeners" in vague.stderr
    words = ("--allow-plaintext", "--advertised-listeners", f"127.0.0.1:{port}")
    allowed = own_server(start=False, ringfence=words)
    allowed.command = lambda real=allowed.command: [
        word.replace(allowed.bootstrap, f"{host}:{allowed.port}") for word in real()
    ]
    allowed.start()
    with wire.Connection(allowed.port, host="::1" if host == "[::]" else "127.0.0.1") as connection:
        assert connection.api_versions()


@ringfence_only
def test_ipv6_loopback(own_server):
    server = own_server(start=False)
    server.command = lambda real=server.command: [
        word.replace(server.bootstrap, f"[::1]:{server.port}") for word in real()
    ]
    server.start()
    with wire.Connection(server.port, host="::1") as connection:
        assert connection.metadata([]).brokers[0][1:3] == ("::1", server.port)


@ringfence_only
def test_several_listeners(own_server):
    """Each client is told the address of the listener that it came through."""
    server, second = own_server(start=False), servers.free_port()
    both = f"{server.bootstrap},[::1]:{second}"
    server.command = lambda real=server.command: [
        both if word == server.bootstrap else word for word in real()
    ]
    server.start()
    for port, host in ((server.port, "127.0.0.1"), (second, "::1")):
        with wire.Connection(port, host=host) as connection:
            assert connection.metadata([]).brokers[0][1:3] == (host, port)


@ringfence_only
def test_advertised_listeners(own_server):
    server = own_server(ringfence=("--advertised-listeners", "kafka.example:9999"))
    with wire.Connection(server.port) as connection:
        assert connection.metadata([]).brokers[0][1:3] == ("kafka.example", 9999)


@ringfence_only
@pytest.mark.parametrize(
    "flag, value, words",
    (
        ("--num-partitions", "many", ("num.partitions", "many", "1")),
        ("--num-partitions", "0", ("num.partitions", "0", "1")),
        ("--log-level", "loud", ("log.level", "loud", "warn")),
        ("--no-such-flag", "1", ("no-such-flag",)),
        ("--kafka", "nonsense", ("nonsense",)),
    ),
)
def test_bad_settings_are_explained(tmp_path, flag, value, words):
    done = dev(tmp_path / "data", flag, value)
    assert done.returncode not in (0, -6, -11)
    for word in words:
        assert word in done.stderr + done.stdout


@ringfence_only
def test_banner_says_what_runs_where(own_server):
    server = own_server()
    text = server.log.read_text()
    for part in (server.bootstrap, f"127.0.0.1:{server.http_port}", str(server.data)):
        assert part in text


@ringfence_only
def test_http(own_server):
    server = own_server()
    assert server.http("/live")[0] == 200 and server.http("/ready")[0] == 200
    assert server.http("/nothing")[0] == 404
    status, text = server.http("/metrics")
    assert status == 200 and "# TYPE" in text and "# HELP" in text


@ringfence_only
def test_names_do_not_show(own_server):
    """No topic or client name in clear in logs and metrics, unless the owner asks for it."""
    server = own_server()
    name = "payroll-of-the-board"
    client = ConfluentClient(server.bootstrap)
    client.produce(name, [Record(0, b"k", b"v")])
    assert client.read(name, 0, 0, 1)
    for file in server.data.rglob("*"):
        assert name not in str(file)
        if file.is_file():
            assert name.encode() not in file.read_bytes(), f"{file} holds the topic name"
    assert name not in server.http("/metrics")[1]
    server.stop()
    assert name not in server.log.read_text()


@ringfence_only
def test_keys_are_private_and_not_in_the_bucket(own_server):
    server = own_server()
    keys = [file for file in (server.data / "keys").rglob("*") if file.is_file()]
    assert keys
    for file in keys:
        assert stat.S_IMODE(os.stat(file).st_mode) == 0o600
        assert not list(server.bucket().rglob(file.name))


@ringfence_only
def test_survives_a_client_that_resets(own_server, topic):
    """RST in the middle of a long poll and of a produce."""
    server = own_server()
    with wire.Connection(server.port) as connection:
        connection.metadata([topic], auto_create=True)
    for _ in range(50):
        connection = wire.Connection(server.port)
        connection.send(connection.fetch_frame([(topic, 0, 0)], 60_000, 1, 1 << 20))
        connection.socket.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, b"\1\0\0\0\0\0\0\0")
        connection.close()
    with wire.Connection(server.port) as connection:
        assert connection.metadata([topic]).topics[0].error == 0
