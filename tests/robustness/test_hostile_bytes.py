"""Goal: whatever arrives on the Kafka port, the process stays up, memory stays bounded and others
are served.

Method: raw sockets on the real port. After every test the fixture `still_serves` proves that an
ordinary client still writes and reads, and looks at the process's memory from outside.
"""

import os
import random
import socket
import struct
import time

import pytest

from harness import wire
from harness.batch import Record, build

DESCRIBE_CONFIGS, DESCRIBE_CLUSTER, FIND_COORDINATOR = 32, 60, 10
TLS_HELLO = (
    bytes.fromhex(
        "1603010200010001fc0303" + "5a" * 32 + "20" + "a5" * 32 + "0020130213031301c02cc030c02bc02f"
    )
    + b"\0" * 400
)
HTTP_GET = b"GET /metrics HTTP/1.1\r\nHost: localhost\r\nAccept: */*\r\n\r\n"
GARBAGE = {
    "tls": TLS_HELLO,
    "http": HTTP_GET,
    "ssh": b"SSH-2.0-OpenSSH_9.2p1\r\n",
    "proxy": b"PROXY TCP4 1 2 3 4\r\n",
    "ones": b"\xff" * 64,
    "negative": struct.pack(">i", -2147483648) + b"x" * 64,
    "oversized": struct.pack(">i", 0x7FFFFFFF) + b"x" * 64,
    "over the limit": struct.pack(">i", (100 << 20) + 1) + b"x" * 64,
    "shorter than a header": struct.pack(">i", 3) + b"abc",
    "random body": struct.pack(">i", 64) + random.Random(1).randbytes(64),
}


def metadata_body(count: int) -> bytes:
    return struct.pack(">i", count) + b"\0"


@pytest.mark.parametrize("name", GARBAGE)
def test_garbage_is_cut_off(still_serves, name):
    with wire.Connection(still_serves.port) as connection:
        connection.send(GARBAGE[name])
        assert connection.is_closed_by_server(20)


def test_connections_that_say_nothing_and_leave(still_serves):
    for _ in range(200):
        wire.Connection(still_serves.port).close()


def test_frames_cut_anywhere(still_serves, topic):
    """A client that dies in the middle of a request, at every byte of it."""
    with wire.Connection(still_serves.port) as connection:
        batch = build([Record(b"v" * 50, b"k", (), int(time.time() * 1000))])
        frame = connection.produce_frame([(topic, 0, batch)], -1, 7)
    for cut in range(0, len(frame)):
        with wire.Connection(still_serves.port) as connection:
            connection.send(frame[:cut])


LIES = {
    "metadata topics": (wire.METADATA, 4, metadata_body(0x7FFFFFFF), False),
    "metadata topics, negative": (wire.METADATA, 4, metadata_body(-5), False),
    "metadata name length": (wire.METADATA, 4, struct.pack(">ih", 1, 32767) + b"abc", False),
    "metadata name length, negative": (wire.METADATA, 4, struct.pack(">ih", 1, -9) + b"abc", False),
    "compact count": (wire.METADATA, 9, b"\xff\xff\xff\xff\x0f" + b"\0" * 8, True),
    "varint without end": (wire.METADATA, 9, b"\xff" * 40, True),
    "tag count": (wire.API_VERSIONS, 3, b"\x02a\x02b\xff\xff\xff\xff\x0f", True),
    "tag size": (wire.API_VERSIONS, 3, b"\x02a\x02b\x01\x05\xff\xff\xff\xff\x0f", True),
    "produce topics": (wire.PRODUCE, 7, struct.pack(">hhii", -1, 1, 1000, 0x7FFFFFFF), False),
    "produce records": (
        wire.PRODUCE,
        7,
        struct.pack(">hhii", -1, 1, 1000, 1)
        + wire.string("t")
        + struct.pack(">iii", 1, 0, 0x7FFFFFFF)
        + b"x",
        False,
    ),
    "fetch topics": (
        wire.FETCH,
        11,
        struct.pack(">iiiibiii", -1, 0, 0, 1 << 20, 0, 0, -1, 1 << 30),
        False,
    ),
    "create topics": (wire.CREATE_TOPICS, 4, struct.pack(">i", 1 << 30) + wire.string("x"), False),
    "delete topics": (wire.DELETE_TOPICS, 3, struct.pack(">i", 1 << 30) + wire.string("x"), False),
    "empty body": (wire.FETCH, 11, b"", False),
}


@pytest.mark.parametrize("name", LIES)
def test_counts_and_lengths_that_lie(still_serves, name):
    """The answer is an error or a closed connection; memory follows the bytes that arrived, not the
    count.
    """
    key, version, body, flexible = LIES[name]
    with wire.Connection(still_serves.port) as connection:
        connection.send(connection.frame(key, version, body, flexible))
        connection.socket.settimeout(20)
        try:
            assert len(connection.receive_frame()) < 10_000
        except wire.Closed:
            pass


@pytest.mark.only("ringfence")
def test_millions_of_tags_before_anything_is_known(still_serves):
    """8 MiB of unknown tagged fields in an ApiVersions request: five bytes each on the wire."""
    tags = b"".join(
        bytes((0x80 | tag & 0x7F, 0x80 | tag >> 7 & 0x7F, 0x80 | tag >> 14 & 0x7F, tag >> 21, 0))
        for tag in range(1 << 21, (1 << 21) + 1_600_000)
    )
    count = 1_600_000
    varint = bytes((0x80 | count & 0x7F, 0x80 | count >> 7 & 0x7F, count >> 14))
    with wire.Connection(still_serves.port, seconds=30) as connection:
        connection.send(connection.frame(wire.API_VERSIONS, 3, b"\x02a\x02b" + varint + tags, True))
        try:
            connection.receive_frame()
        except wire.Closed:
            pass


@pytest.mark.only("ringfence")
def test_announced_bytes_take_no_memory(still_serves):
    """300 connections announce 90 MiB each and send 1 KiB of it."""
    opened = [wire.Connection(still_serves.port) for _ in range(300)]
    for connection in opened:
        connection.send(
            struct.pack(">ihhi", 90 << 20, wire.PRODUCE, 7, 1) + wire.string("c") + b"x" * 1000
        )
    time.sleep(1)
    with wire.Connection(still_serves.port) as connection:
        assert connection.api_versions()
    for connection in opened:
        connection.close()


@pytest.mark.parametrize(
    "key, version",
    ((9999, 0), (-1, 0), (wire.METADATA, 99), (wire.METADATA, -1), (wire.PRODUCE, 99), (4, 0)),
)
def test_unknown_api_or_version_closes_after_what_came_before(still_serves, key, version):
    with wire.Connection(still_serves.port) as connection:
        first = connection.next_id
        frames = [connection.frame(wire.METADATA, 4, metadata_body(0)) for _ in range(3)]
        connection.send(
            b"".join(frames)
            + connection.frame(key, version, metadata_body(0))
            + connection.frame(wire.METADATA, 4, metadata_body(0))
        )
        for at in range(3):
            connection.answer(first + at)
        assert connection.is_closed_by_server()


def ordinary_requests(maker: wire.Connection, topic: str) -> list[bytes]:
    """One good frame of every kind that a client sends."""
    records = [
        Record(b"v%d" % at, b"k", (("h", b"x"),), int(time.time() * 1000)) for at in range(5)
    ]
    zipped, plain = build(records, "gzip"), build(records)
    name, text = topic.encode(), wire.string(topic)
    compact = bytes([len(name) + 1]) + name
    config = wire.array([wire.string("retention.ms") + wire.string("1")])
    created = text + struct.pack(">ih", 1, 1) + wire.array([]) + config
    asked = wire.array([text + wire.array([struct.pack(">iiq", 0, -1, -1)])])
    newest = b"\x02" + compact + b"\x02" + struct.pack(">iiq", 0, -1, -3) + b"\0\0\0"
    return [
        maker.produce_frame([(topic, 0, zipped)], -1, 7),
        maker.produce_frame([(topic, 0, plain)], -1, 3),
        maker.produce_frame([(topic, 1, plain), (topic, 0, zipped)], 1, 8),
        maker.produce_frame([(topic, 0, zipped)], 0, 3),
        maker.fetch_frame([(topic, 0, 0)], 0, 0, 1000),
        maker.fetch_frame([(topic, 0, 0), (topic, 1, 1)], 5, 1, 100_000),
        maker.frame(wire.API_VERSIONS, 3, b"\x02a\x02b\0", True),
        maker.frame(wire.METADATA, 4, wire.array([text]) + b"\1"),
        maker.frame(wire.METADATA, 9, b"\x02" + compact + b"\0\1\0\0\0", True),
        maker.frame(wire.INIT_PRODUCER_ID, 1, wire.string(None) + struct.pack(">i", 1000)),
        maker.frame(wire.CREATE_TOPICS, 4, wire.array([created]) + struct.pack(">ib", 2000, 0)),
        maker.frame(wire.DELETE_TOPICS, 3, wire.array([text]) + struct.pack(">i", 2000)),
        maker.frame(wire.LIST_OFFSETS, 5, struct.pack(">ib", -1, 0) + asked),
        maker.frame(wire.LIST_OFFSETS, 7, struct.pack(">ib", -1, 0) + newest, True),
        maker.frame(DESCRIBE_CONFIGS, 1, wire.array([b"\x02" + text + wire.array(None)]) + b"\1"),
        maker.frame(DESCRIBE_CONFIGS, 4, b"\x02\x02" + compact + b"\0\0\1\1\0", True),
        maker.frame(DESCRIBE_CLUSTER, 0, b"\0\0", True),
        maker.frame(FIND_COORDINATOR, 2, wire.string("g") + b"\0"),
        maker.frame(FIND_COORDINATOR, 4, b"\0\x02\x02g\0", True),
    ]


def mutant(dice: random.Random, frame: bytes) -> bytes:
    data = bytearray(frame)
    for _ in range(dice.choice((1, 1, 2, 4, 16))):
        data[dice.randrange(4, len(data))] = dice.choice((dice.randrange(256), 0, 127, 128, 255))
    if dice.random() < 0.1:
        data = data[: dice.randrange(8, len(data))]
        data[:4] = struct.pack(">i", len(data) - 4)
    return bytes(data)


def test_mutated_requests(still_serves, topic):
    """Ordinary requests with a few bytes changed. The seed is printed and replays."""
    seed = int(os.environ.get("RINGFENCE_SEED", time.time_ns() % 1_000_000))
    print(f"seed {seed}: RINGFENCE_SEED={seed} repeats")
    dice = random.Random(seed)
    with wire.Connection(still_serves.port) as maker:
        assert maker.create_topic(topic, 2) == 0
        models = ordinary_requests(maker, topic)
    for _ in range(1000):
        with wire.Connection(still_serves.port) as connection:
            connection.send(mutant(dice, dice.choice(models)))
            if dice.random() < 0.3:
                connection.socket.settimeout(0.05)
                try:
                    connection.receive_frame()
                except (wire.Closed, TimeoutError):
                    pass
    # Whatever topic the mutants made, the table of topics still reads.
    with wire.Connection(still_serves.port) as connection:
        assert connection.metadata(None).brokers


@pytest.mark.only("ringfence")
@pytest.mark.parametrize(
    "request_bytes",
    (
        TLS_HELLO,
        b"\0" * 5000,
        b"GET /../../etc/passwd HTTP/1.1\r\nHost: x\r\n\r\n",
        b"GET /metrics HTTP/1.1\r\n" + b"X-Long: " + b"a" * 3_000_000,
        b"POST /metrics HTTP/1.1\r\nContent-Length: 99999999999\r\n\r\n" + b"x" * 100_000,
        b"GET / HTTP/9.9\r\n\r\n",
    ),
    ids=("tls", "zeros", "path", "endless header", "endless body", "version"),
)
def test_garbage_on_the_http_port(still_serves, request_bytes):
    with wire.Connection(still_serves.http_port, seconds=5) as connection:
        try:
            connection.send(request_bytes)
            connection.socket.shutdown(socket.SHUT_WR)
            answer = connection.socket.recv(200)
        except (wire.Closed, OSError):
            answer = b""
    assert answer == b"" or answer.startswith(b"HTTP/1.1 4")
    assert still_serves.http("/live")[0] == 200


def test_half_closed_client_gets_its_answers(still_serves):
    """printf ... | nc: the client shuts its side down after the request and waits."""
    with wire.Connection(still_serves.port) as connection:
        connection.send(connection.frame(wire.METADATA, 4, metadata_body(0)))
        connection.socket.shutdown(socket.SHUT_WR)
        try:
            connection.answer(1)
        except wire.Closed:
            pass  # Apache Kafka closes at once; an answer is better
