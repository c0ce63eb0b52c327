"""What the suite asks of every client: produce, read by partition, look up offsets.

A client under test is an adapter with these calls; the same tests run on all of them
(test_clients.py). Adapters for libraries in other languages talk to a small program over a pipe
(driver.py).
"""

from typing import NamedTuple

ALL_CODECS = ("none", "gzip", "snappy", "lz4", "zstd")


class Record(NamedTuple):
    """A record to produce. timestamp is in ms since the epoch; None leaves it to the client."""

    partition: int
    key: bytes | None
    value: bytes | None
    headers: tuple[tuple[str, bytes | None], ...] = ()
    timestamp: int | None = None


class Read(NamedTuple):
    """A record read back. append_time tells that the timestamp was set by the server."""

    offset: int
    timestamp: int
    append_time: bool
    key: bytes | None
    value: bytes | None
    headers: tuple[tuple[str, bytes | None], ...]


class Refused(Exception):
    """The server refused; code is Kafka's error code where the client shows it."""

    def __init__(self, code: int, text: str = ""):
        super().__init__(f"{code} {text}")
        self.code = code


class Client:
    name = "?"
    codecs = ALL_CODECS
    headers = True  # can send headers of its own for each record
    null_headers = True  # can send a header whose value is null
    binary = True  # can send and read any bytes
    offsets = True  # tells the offset of each acknowledged record
    timestamps = True  # can set a timestamp
    both_null = True  # can send a record whose key and value are both null
    append_time = True  # tells whether a timestamp was set by the server
    log_append_time = True  # shows the server's time on LogAppendTime topics
    tells_empty = True  # tells an empty key, value or header from a null one
    idempotence = True  # has an idempotent producer
    range_errors = True  # tells that an offset is out of range, rather than going elsewhere by itself
    static_members = True  # has group.instance.id

    def __init__(self, bootstrap: str):
        self.bootstrap = bootstrap

    def version(self) -> str:
        raise NotImplementedError

    def produce(
        self,
        topic: str,
        records: list[Record],
        codec: str = "none",
        acks: str = "all",
        idempotent: bool = False,
    ) -> list[int]:
        """Offsets by record (-1 where not told, as with acks=0). Raises Refused."""
        raise NotImplementedError

    def read(self, topic: str, partition: int, start: int, end: int) -> list[Read]:
        """Every record with start <= offset < end, by assigning the partition: no group."""
        raise NotImplementedError

    def ends(self, topic: str, partition: int) -> tuple[int, int]:
        """Earliest and latest offset."""
        raise NotImplementedError

    def offset_at(self, topic: str, partition: int, timestamp: int) -> int | None:
        """Offset of the first record at or after the time; None when there is none."""
        raise NotImplementedError

    def close(self) -> None:
        pass
