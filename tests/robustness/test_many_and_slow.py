"""Goal: many idle clients and clients that never read cost bounded memory, and others are served
meanwhile.

Method: 10,000 real connections; clients that ask for far more than they take. Memory is read from
/proc.
"""

import threading
import time

from clients.client import Record
from clients.confluent import ConfluentClient
from harness import wire
from harness.batch import Record as Raw
from harness.batch import build

IDLE = 10_000


def round_trip(server, topic: str) -> None:
    client = ConfluentClient(server.bootstrap)
    client.produce(topic, [Record(0, b"k", b"v")])
    assert client.read(topic, 0, 0, 1)[0].value == b"v"


def test_10000_idle_connections(still_serves, topic):
    """Half of them never say a word, the other half ask once."""
    opened = []
    try:
        for at in range(IDLE):
            connection = wire.Connection(still_serves.port)
            opened.append(connection)
            if at % 2:
                connection.send(connection.frame(wire.API_VERSIONS, 0, b""))
        for connection in opened[1::2]:
            connection.answer(1)
        print(f"{IDLE} connections: {still_serves.rss_mib():.0f} MiB resident")
        round_trip(still_serves, topic)
        # All of them are still open and can be used.
        for connection in opened[::997]:
            assert connection.api_versions()
    finally:
        for connection in opened:
            connection.close()


def test_clients_that_never_read(still_serves, topic):
    """20 clients ask 100 times for up to 50 MiB each and take nothing."""
    value = bytes(range(256)) * 2000
    with wire.Connection(still_serves.port, seconds=30) as connection:
        connection.metadata([topic], auto_create=True)
        batch = build([Raw(value, timestamp=int(time.time() * 1000))])
        deadline = time.monotonic() + 10
        while connection.produce(topic, 0, batch).error and time.monotonic() < deadline:
            time.sleep(0.05)
        for _ in range(60):
            assert connection.produce(topic, 0, batch).error == 0
    greedy = [wire.Connection(still_serves.port) for _ in range(20)]
    for connection in greedy:
        frames = [connection.fetch_frame([(topic, 0, 0)], 100, 1, 50 << 20) for _ in range(100)]
        connection.send(b"".join(frames))
    time.sleep(3)
    print(f"20 clients that do not read: {still_serves.rss_mib():.0f} MiB resident")
    round_trip(still_serves, f"{topic}-other")
    for connection in greedy:
        connection.close()


def test_producer_that_never_reads(still_serves, topic):
    """Thousands of small requests whose answers pile up: the server stops reading before memory
    grows.
    """
    with wire.Connection(still_serves.port) as connection:
        connection.metadata([topic], auto_create=True)
    greedy = wire.Connection(still_serves.port, seconds=5)
    ask = greedy.frame(wire.METADATA, 4, b"\xff\xff\xff\xff\0")

    def flood():
        try:
            for _ in range(200):
                greedy.send(ask * 500)
        except (wire.Closed, TimeoutError, OSError):
            pass

    flooder = threading.Thread(target=flood)
    flooder.start()
    flooder.join(20)
    round_trip(still_serves, f"{topic}-other")
    greedy.close()
