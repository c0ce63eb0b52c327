"""Record batches (magic 2) made and read by hand, so that tests can also make wrong ones.

Layout: the Kafka protocol's record batch, 61 bytes of header and the records.
"""

import gzip
import struct
from dataclasses import dataclass, field

HEADER = struct.Struct(">qiibIhiqqqhii")
NO_PRODUCER = (-1, -1, -1)
CODECS = {"none": 0, "gzip": 1, "snappy": 2, "lz4": 3, "zstd": 4}
LOG_APPEND_TIME = 8


def _crc_table() -> list[int]:
    table = []
    for value in range(256):
        for _ in range(8):
            value = (value >> 1) ^ (0x82F63B78 if value & 1 else 0)
        table.append(value)
    return table


_TABLE = _crc_table()


def crc32c(data: bytes) -> int:
    crc = 0xFFFFFFFF
    for byte in data:
        crc = _TABLE[(crc ^ byte) & 0xFF] ^ (crc >> 8)
    return crc ^ 0xFFFFFFFF


def varint(value: int) -> bytes:
    value = (value << 1) ^ (value >> 63)
    return unsigned_varint(value & 0xFFFFFFFFFFFFFFFF)


def unsigned_varint(value: int) -> bytes:
    out = bytearray()
    while value > 0x7F:
        out.append((value & 0x7F) | 0x80)
        value >>= 7
    out.append(value)
    return bytes(out)


@dataclass
class Record:
    value: bytes | None
    key: bytes | None = None
    headers: tuple = ()
    timestamp: int = 0
    offset: int = -1


def _blob(data: bytes | None) -> bytes:
    return varint(-1) if data is None else varint(len(data)) + data


def _record(record: Record, delta: int, base_timestamp: int) -> bytes:
    body = b"\0" + varint(record.timestamp - base_timestamp) + varint(delta)
    body += _blob(record.key) + _blob(record.value) + varint(len(record.headers))
    for name, value in record.headers:
        body += _blob(name.encode()) + _blob(value)
    return varint(len(body)) + body


def build(
    records: list[Record],
    codec: str = "none",
    producer=NO_PRODUCER,
    attributes: int = 0,
    base_offset: int = 0,
    **wrong,
) -> bytes:
    """A batch; `wrong` replaces header fields by name: magic, crc, length, last_offset_delta,
    count.
    """
    base = records[0].timestamp if records else 0
    body = b"".join(_record(record, index, base) for index, record in enumerate(records))
    if codec == "gzip":
        body = gzip.compress(body)
    elif codec != "none":
        raise ValueError("only none and gzip are made by hand")
    newest = max((record.timestamp for record in records), default=0)
    producer_id, epoch, sequence = producer
    tail = (
        struct.pack(
            ">hiqqqhii",
            attributes | CODECS[codec],
            wrong.get("last_offset_delta", len(records) - 1),
            base,
            newest,
            producer_id,
            epoch,
            sequence,
            wrong.get("count", len(records)),
        )
        + body
    )
    crc = wrong.get("crc", crc32c(tail))
    length = wrong.get("length", 4 + 1 + 4 + len(tail))
    return struct.pack(">qiibI", base_offset, length, -1, wrong.get("magic", 2), crc) + tail


@dataclass
class Batch:
    base_offset: int
    length: int
    leader_epoch: int
    magic: int
    crc: int
    attributes: int
    last_offset_delta: int
    base_timestamp: int
    max_timestamp: int
    producer_id: int
    producer_epoch: int
    base_sequence: int
    count: int
    crc_is_right: bool = False
    records: list[Record] = field(default_factory=list)

    @property
    def codec(self) -> int:
        return self.attributes & 7

    @property
    def last_offset(self) -> int:
        return self.base_offset + self.last_offset_delta


class _Reader:
    def __init__(self, data: bytes):
        self.data, self.at = data, 0

    def varint(self) -> int:
        shift = value = 0
        while True:
            byte = self.data[self.at]
            self.at += 1
            value |= (byte & 0x7F) << shift
            shift += 7
            if byte < 0x80:
                return (value >> 1) ^ -(value & 1)

    def blob(self) -> bytes | None:
        size = self.varint()
        if size < 0:
            return None
        self.at += size
        return self.data[self.at - size : self.at]


def _read_records(batch: Batch, body: bytes) -> list[Record]:
    reader, records = _Reader(body), []
    for _ in range(batch.count):
        reader.varint()
        reader.at += 1
        timestamp = batch.base_timestamp + reader.varint()
        offset = batch.base_offset + reader.varint()
        key, value = reader.blob(), reader.blob()
        headers = tuple((reader.blob().decode(), reader.blob()) for _ in range(reader.varint()))
        records.append(Record(value, key, headers, timestamp, offset))
    return records


def parse(data: bytes) -> list[Batch]:
    """Whole batches in `data`; a cut one at the end is left out. Records are read for none and
    gzip.
    """
    batches, at = [], 0
    while at + HEADER.size <= len(data):
        fields = HEADER.unpack_from(data, at)
        end = at + 12 + fields[1]
        if end > len(data):
            break
        batch = Batch(*fields)
        batch.crc_is_right = crc32c(data[at + 21 : end]) == batch.crc
        body = data[at + HEADER.size : end]
        if batch.codec in (0, 1):
            batch.records = _read_records(batch, gzip.decompress(body) if batch.codec else body)
        batches.append(batch)
        at = end
    return batches
