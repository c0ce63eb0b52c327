"""Goal: the limits of the configuration hold on the real process.

Method: small limits, and more than they allow.
"""

import struct
import time

import pytest

from clients.client import Record
from clients.confluent import ConfluentClient
from harness import wire

pytestmark = pytest.mark.only("ringfence")


def test_connections_over_the_limit_are_closed_at_once(own_server):
    server = own_server(ringfence=("--max-connections", "20"))
    time.sleep(0.2)
    opened = [wire.Connection(server.port) for _ in range(20)]
    for connection in opened:
        assert connection.api_versions()
    with wire.Connection(server.port) as extra:
        assert extra.is_closed_by_server()
    assert opened[7].api_versions()
    opened.pop().close()
    deadline = time.monotonic() + 10
    while True:
        try:
            with wire.Connection(server.port) as again:
                assert again.api_versions()
            break
        except wire.Closed:
            assert time.monotonic() < deadline, "a closed connection does not make room"
            time.sleep(0.05)


def test_idle_connections_are_closed(own_server):
    server = own_server(ringfence=("--connections-max-idle-ms", "1000"))
    with wire.Connection(server.port) as idle:
        assert idle.api_versions()
        assert idle.is_closed_by_server(20)


def test_a_client_that_does_not_take_its_answer_is_cut_off(own_server, topic):
    server = own_server(ringfence=("--connection-write-timeout-ms", "1000"))
    ConfluentClient(server.bootstrap).produce(topic, [Record(0, None, b"v" * 900_000)] * 40)
    with wire.Connection(server.port, seconds=60) as greedy:
        frames = [greedy.fetch_frame([(topic, 0, 0)], 0, 1, 50 << 20) for _ in range(5)]
        greedy.send(b"".join(frames))
        time.sleep(4)
        with pytest.raises(wire.Closed):
            for _ in frames:
                greedy.receive_frame()


def test_a_request_over_the_limit_is_cut_off(own_server):
    server = own_server(ringfence=("--socket-request-max-bytes", "2000000"))
    with wire.Connection(server.port) as connection:
        connection.send(struct.pack(">ihh", 2_000_001, wire.PRODUCE, 7))
        assert connection.is_closed_by_server()


def test_memory_follows_the_budgets(own_server, topic):
    """200 MiB go through a server that may hold a few of them."""
    small = (
        "--queued-max-request-bytes",
        "8388608",
        "--ingest-memory-bytes",
        "8388608",
        "--cache-memory-bytes",
        "8388608",
    )
    server = own_server(ringfence=small)
    before = server.rss_mib()
    server.reset_peak()
    client = ConfluentClient(server.bootstrap)
    value = bytes(range(256)) * 400
    sent = [Record(0, None, b"%d " % at + value) for at in range(500)]
    for _ in range(4):
        client.produce(topic, sent)
    assert client.ends(topic, 0) == (0, 2000)
    found = client.read(topic, 0, 0, 2000)
    assert [read.value for read in found] == [record.value for record in sent] * 4
    growth = server.peak_mib() - before
    print(f"memory grew by {growth:.0f} MiB")
    assert growth < 128
