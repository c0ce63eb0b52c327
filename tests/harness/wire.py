"""A raw Kafka connection: exact requests, exact answers, and frames that are wrong on purpose.

It uses old, non-flexible versions wherever the protocol still has them: the bytes are then easy to
read. The client suites use current versions.
"""

import socket
import struct
import time
from dataclasses import dataclass

PRODUCE, FETCH, LIST_OFFSETS, METADATA = 0, 1, 2, 3
API_VERSIONS, CREATE_TOPICS, DELETE_TOPICS, INIT_PRODUCER_ID = 18, 19, 20, 22
LATEST, EARLIEST, MAX_TIMESTAMP = -1, -2, -3


class Closed(Exception):
    """The server closed the connection."""


def string(text: str | None) -> bytes:
    if text is None:
        return struct.pack(">h", -1)
    raw = text.encode()
    return struct.pack(">h", len(raw)) + raw


def blob(data: bytes | None) -> bytes:
    return struct.pack(">i", -1) if data is None else struct.pack(">i", len(data)) + data


def array(items: list[bytes] | None) -> bytes:
    return (
        struct.pack(">i", -1) if items is None else struct.pack(">i", len(items)) + b"".join(items)
    )


class Reader:
    """Reads the body of an answer from the front."""

    def __init__(self, data: bytes):
        self.data, self.at = data, 0

    def take(self, layout: str):
        values = struct.unpack_from(">" + layout, self.data, self.at)
        self.at += struct.calcsize(">" + layout)
        return values[0] if len(values) == 1 else values

    def raw(self, size):
        assert 0 <= size <= len(self.data) - self.at, f"the answer ends before {size} bytes"
        self.at += size
        return self.data[self.at - size : self.at]

    def string(self) -> str | None:
        size = self.take("h")
        return None if size < 0 else self.raw(size).decode()

    def blob(self) -> bytes | None:
        size = self.take("i")
        return None if size < 0 else self.raw(size)

    def array(self, read) -> list | None:
        count = self.take("i")
        return None if count < 0 else [read(self) for _ in range(count)]

    def unsigned_varint(self) -> int:
        shift = value = 0
        while True:
            byte = self.take("B")
            value |= (byte & 0x7F) << shift
            shift += 7
            if byte < 0x80:
                return value

    def compact_string(self) -> str | None:
        size = self.unsigned_varint() - 1
        return None if size < 0 else self.raw(size).decode()

    def compact_array(self, read) -> list:
        return [read(self) for _ in range(self.unsigned_varint() - 1)]

    def tags(self) -> None:
        for _ in range(self.unsigned_varint()):
            self.unsigned_varint()
            self.raw(self.unsigned_varint())

    def done(self) -> bool:
        return self.at == len(self.data)


@dataclass
class Topic:
    error: int
    name: str
    partitions: list


@dataclass
class Metadata:
    brokers: list
    cluster_id: str | None
    controller: int
    topics: list[Topic]


@dataclass
class Produced:
    error: int
    base_offset: int
    append_time: int
    log_start: int


@dataclass
class Fetched:
    error: int
    high_watermark: int
    last_stable: int
    log_start: int
    records: bytes


class Connection:
    def __init__(self, port: int, seconds: float = 10, host: str = "127.0.0.1"):
        self.socket = socket.create_connection((host, port), timeout=seconds)
        self.socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self.next_id = 1

    def __enter__(self) -> "Connection":
        return self

    def __exit__(self, *unused) -> None:
        self.close()

    def close(self) -> None:
        self.socket.close()

    def send(self, data: bytes) -> None:
        try:
            self.socket.sendall(data)
        except (ConnectionResetError, BrokenPipeError) as lost:
            raise Closed(str(lost)) from lost

    def _receive(self, size: int) -> bytes:
        out = bytearray()
        while len(out) < size:
            try:
                piece = self.socket.recv(size - len(out))
            except ConnectionResetError as lost:
                raise Closed(str(lost)) from lost
            if not piece:
                raise Closed(f"after {len(out)} of {size} bytes")
            out += piece
        return bytes(out)

    def receive_frame(self) -> bytes:
        return self._receive(struct.unpack(">i", self._receive(4))[0])

    def is_closed_by_server(self, seconds: float = 10) -> bool:
        """True when the server closes within the time and sends nothing more."""
        self.socket.settimeout(seconds)
        try:
            return self.socket.recv(1) == b""
        except ConnectionResetError:
            return True
        except TimeoutError:
            return False

    def frame(self, key: int, version: int, body: bytes, flexible: bool = False) -> bytes:
        head = struct.pack(">hhi", key, version, self.next_id) + string("wire")
        self.next_id += 1
        message = head + (b"\0" if flexible else b"") + body
        return struct.pack(">i", len(message)) + message

    def ask(self, key: int, version: int, body: bytes, flexible: bool = False) -> Reader:
        wanted = self.next_id
        self.send(self.frame(key, version, body, flexible))
        return self.answer(wanted, flexible)

    def answer(self, wanted: int, flexible: bool = False) -> Reader:
        reader = Reader(self.receive_frame())
        got = reader.take("i")
        assert got == wanted, f"answer to request {got}, expected {wanted}"
        if flexible:
            reader.tags()
        return reader

    def api_versions(self) -> dict[int, tuple[int, int]]:
        reader = self.ask(API_VERSIONS, 0, b"")
        assert reader.take("h") == 0
        return {key: (low, high) for key, low, high in reader.array(lambda r: r.take("hhh"))}

    def metadata(self, topics: list[str] | None, auto_create: bool = False) -> Metadata:
        names = None if topics is None else [string(name) for name in topics]
        reader = self.ask(METADATA, 4, array(names) + struct.pack(">b", auto_create))
        reader.take("i")
        brokers = reader.array(lambda r: (r.take("i"), r.string(), r.take("i"), r.string()))
        return Metadata(brokers, reader.string(), reader.take("i"), reader.array(_topic))

    def create_topic(
        self, name: str, partitions: int = 1, configs: dict[str, str] | None = None
    ) -> int:
        pairs = [string(key) + string(value) for key, value in (configs or {}).items()]
        topic = string(name) + struct.pack(">ih", partitions, 1) + array([]) + array(pairs)
        reader = self.ask(CREATE_TOPICS, 4, array([topic]) + struct.pack(">ib", 20000, 0))
        reader.take("i")
        assert reader.take("i") == 1
        assert reader.string() == name
        return reader.take("h")

    def delete_topic(self, name: str) -> int:
        reader = self.ask(DELETE_TOPICS, 3, array([string(name)]) + struct.pack(">i", 20000))
        reader.take("ii")
        assert reader.string() == name
        return reader.take("h")

    def produce_frame(self, parts: list[tuple[str, int, bytes]], acks: int, version: int) -> bytes:
        topics = [
            string(topic) + array([struct.pack(">i", partition) + blob(batch)])
            for topic, partition, batch in parts
        ]
        body = string(None) + struct.pack(">hi", acks, 20000) + array(topics)
        return self.frame(PRODUCE, version, body)

    def produce_all(
        self, parts, acks: int = -1, version: int = 7
    ) -> dict[tuple[str, int], Produced]:
        wanted = self.next_id
        self.send(self.produce_frame(parts, acks, version))
        return self.produce_answer(wanted)

    def produce_answer(self, wanted: int) -> dict[tuple[str, int], Produced]:
        reader = self.answer(wanted)
        read = lambda r: (r.string(), r.array(lambda p: (p.take("i"), Produced(*p.take("hqqq")))))
        return {
            (topic, partition): produced
            for topic, parts in reader.array(read)
            for partition, produced in parts
        }

    def produce(
        self, topic: str, partition: int, batch: bytes, acks: int = -1, version: int = 7
    ) -> Produced:
        return self.produce_all([(topic, partition, batch)], acks, version)[topic, partition]

    def fetch_frame(
        self,
        parts: list[tuple[str, int, int]],
        wait_ms: int,
        min_bytes: int,
        max_bytes: int,
        version: int = 11,
    ) -> bytes:
        topics = [
            string(topic) + array([struct.pack(">iiqqi", partition, -1, offset, -1, max_bytes)])
            for topic, partition, offset in parts
        ]
        body = struct.pack(">iiiib", -1, wait_ms, min_bytes, max_bytes, 0)
        body += struct.pack(">ii", 0, -1) + array(topics) + array([]) + string("")
        return self.frame(FETCH, version, body)

    def fetch(
        self,
        topic: str,
        partition: int,
        offset: int,
        wait_ms: int = 500,
        min_bytes: int = 1,
        max_bytes: int = 1 << 20,
    ) -> Fetched:
        wanted = self.next_id
        self.send(self.fetch_frame([(topic, partition, offset)], wait_ms, min_bytes, max_bytes))
        return self.fetch_answer(wanted)[topic, partition]

    def fetch_answer(self, wanted: int) -> dict[tuple[str, int], Fetched]:
        reader = self.answer(wanted)
        _, error, _ = reader.take("ihi")
        assert error == 0, f"fetch failed with {error}"
        found = reader.array(lambda r: (r.string(), r.array(_fetched)))
        return {(topic, partition): part for topic, parts in found for partition, part in parts}

    def list_offset(self, topic: str, partition: int, timestamp: int) -> tuple[int, int, int]:
        """error, timestamp, offset"""
        part = struct.pack(">iiq", partition, -1, timestamp)
        reader = self.ask(
            LIST_OFFSETS, 5, struct.pack(">ib", -1, 0) + array([string(topic) + array([part])])
        )
        reader.take("i")
        found = reader.array(lambda r: (r.string(), r.array(lambda p: p.take("ihqqi"))))
        _, error, at, offset, _ = found[0][1][0]
        return error, at, offset

    def list_max_timestamp(self, topic: str, partition: int) -> tuple[int, int, int]:
        """error, timestamp, offset of the newest record by time; version 7 is the first with it"""
        name = topic.encode()
        body = struct.pack(">ib", -1, 0) + bytes([2, len(name) + 1]) + name + bytes([2])
        body += struct.pack(">iiq", partition, -1, MAX_TIMESTAMP) + b"\0\0\0"
        reader = self.ask(LIST_OFFSETS, 7, body, flexible=True)
        reader.take("i")
        assert reader.unsigned_varint() == 2 and reader.compact_string() == topic
        assert reader.unsigned_varint() == 2
        _, error, at, offset, _ = reader.take("ihqqi")
        return error, at, offset

    def init_producer_id(self) -> tuple[int, int]:
        """Asks again while the answer is COORDINATOR_LOAD_IN_PROGRESS, as every client does."""
        for _ in range(100):
            reader = self.ask(INIT_PRODUCER_ID, 1, string(None) + struct.pack(">i", 60000))
            _, error, producer_id, epoch = reader.take("ihqh")
            if error != 14:
                break
            time.sleep(0.1)
        assert error == 0, f"InitProducerId failed with {error}"
        return producer_id, epoch


def _topic(reader: Reader) -> Topic:
    error, name, _ = reader.take("h"), reader.string(), reader.take("b")
    ints = lambda r: r.array(lambda x: x.take("i"))
    return Topic(error, name, reader.array(lambda r: (*r.take("hii"), ints(r), ints(r))))


def _fetched(reader: Reader) -> tuple[int, Fetched]:
    partition, error, high, stable, start = reader.take("ihqqq")
    reader.array(lambda r: r.take("qq"))
    reader.take("i")
    return partition, Fetched(error, high, stable, start, reader.blob() or b"")
