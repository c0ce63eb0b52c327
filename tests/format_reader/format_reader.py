#!/usr/bin/env python3
"""Reads every record of a data directory from its bytes alone: bucket, metadata log, snapshot.

Written from docs/formats (bucket, object, metadata_log, snapshot) and the standard library, nothing
else of this project, checking every checksum. The server must not be running. Batches are unpacked
when they are plain or gzip; the library has no other codec, so of those only offsets are told.

    format_reader.py DATA_DIR     one JSON line a record, partition after partition
"""

import gzip
import hashlib
import json
import sqlite3
import struct
import sys
from base64 import b64encode
from pathlib import Path


def check(good: bool, what: str) -> None:
    if not good:
        raise ValueError(f"the bytes are not what docs/formats says: {what}")


_TABLE = list(range(256))
for _ in range(8):
    _TABLE = [(value >> 1) ^ (0x82F63B78 if value & 1 else 0) for value in _TABLE]


def crc32c(data: bytes) -> int:
    crc = 0xFFFFFFFF
    for byte in data:
        crc = _TABLE[(crc ^ byte) & 0xFF] ^ (crc >> 8)
    return crc ^ 0xFFFFFFFF


class Cursor:
    """Reads the primitive types of metadata_log.md."""

    def __init__(self, data: bytes):
        self.data, self.at = data, 0

    def raw(self, size: int) -> bytes:
        check(size <= len(self.data) - self.at, "cut off")
        self.at += size
        return self.data[self.at - size : self.at]

    def take(self, layout: str):
        values = struct.unpack(">" + layout, self.raw(struct.calcsize(">" + layout)))
        return values[0] if len(values) == 1 else values

    def uvarint(self) -> int:
        value, shift = 0, 0
        while True:
            byte = self.take("B")
            value |= (byte & 0x7F) << shift
            shift += 7
            if byte < 0x80:
                return value

    def varlong(self) -> int:
        value = self.uvarint()
        return (value >> 1) ^ -(value & 1)

    def pair(self) -> None:
        self.uvarint(), self.raw(32), self.raw(self.uvarint())

    def configs(self) -> None:
        for _ in range(self.uvarint()):
            self.take("H"), self.varlong(), self.raw(self.uvarint())

    def done(self) -> bool:
        return self.at == len(self.data)


def object_path(bucket: Path, key: str) -> Path:
    *directories, last = key.split("/")
    if len(last) >= 24:
        directories.append(last[:2] + "~")
    return bucket.joinpath(*directories, last)


class DataObject:
    """A data object, checked as a whole. `batches`: {(topic, partition, position, length)}."""

    def __init__(self, data: bytes, object_id: bytes):
        self.data, self.batches = data, set()
        check(data[:8] == b"\x89RFOBJ\r\n" and data[-8:] == b"RFOBJEND", "not a data object")
        check(data[8:12] == struct.pack(">HH", 1, 104), "object version")
        check(data[24:32] == bytes(8), "incompatible features")
        check(struct.pack(">I", crc32c(data[:100])) == data[100:104], "header checksum")
        check(data[48:64] == object_id, "an object under another's key")
        at, length, version, _, crc = struct.unpack(">QQHHI", data[-32:-8])
        check(version == 1 and crc32c(data[-32:-12]) == crc, "trailer checksum")
        check(at + length == len(data) - 32, "the footer's place")
        self._read_footer(data[at : at + length], at)

    def _read_footer(self, footer: bytes, footer_at: int) -> None:
        check(crc32c(footer[:-4]) == struct.unpack(">I", footer[-4:])[0], "footer checksum")
        cursor = Cursor(footer[:-4])
        magic, section_count, batch_count, _ = cursor.take("4sIII")
        check(magic == b"RFFT", "footer magic")
        sections, expected = [], 104
        for _ in range(section_count):
            entry = cursor.take("16siIQQQIHH")
            topic, partition, count, at, stored, plain, crc, descriptor, _ = entry
            check(descriptor == 0 and stored == plain, "encrypted section")
            check(at == expected, "sections do not follow each other")
            check(crc32c(self.data[at : at + stored]) == crc, "section checksum")
            expected = at + stored
            sections.append((topic, partition, count, at))
        check(expected == footer_at, "bytes that no section covers")
        check([s[:2] for s in sections] == sorted({s[:2] for s in sections}), "order of sections")
        for topic, partition, count, at in sections:
            for _ in range(count):
                entry = cursor.take("IIqhHiqII")
                s = struct.unpack(">qiibIHiqqqhii", self.data[at : at + 61])
                facts = (s[1] + 12, s[6] + 1, s[9], s[10], s[5], s[11], s[8], s[4])
                check(facts == entry[:8], "a batch differs from its entry")
                length = entry[0]
                self.batches.add((topic, partition, at, length))
                at += length
        check(len(self.batches) == batch_count and cursor.done(), "number of batches")


class Metadata:
    """`index`: {topic id: [[(base offset, object id, position, length), ...] of each partition]}."""

    def __init__(self):
        self.index: dict[bytes, list[list[list]]] = {}

    def load_snapshot(self, data: bytes, sequence: int, digest: bytes) -> None:
        check(data[:6] == b"RFMS\x00\x01" and data[10:14] == bytes(4), "snapshot version")
        check(hashlib.sha256(data[:-32]).digest() == data[-32:], "snapshot digest")
        check(struct.pack(">I", crc32c(data[:59])) == data[59:63], "snapshot header checksum")
        check(data[19:59] == struct.pack(">Q", sequence) + digest, "another snapshot")
        cursor, sections = Cursor(data[63:-32]), {}
        while not cursor.done():
            tag, flags, length = cursor.take("HHQ")
            check(tag <= 6 or tag == 8 or not flags & 1, "unknown section")
            sections[tag] = Cursor(cursor.raw(length))
        topics, objects, index = sections[2], [], sections[4]
        for _ in range(topics.uvarint()):
            topic = topics.raw(16)
            topics.pair(), topics.raw(32)
            self.index[topic] = [[] for _ in range(topics.uvarint())]
            topics.take("h"), topics.configs()
        for _ in range(sections[3].uvarint()):
            objects.append(sections[3].raw(16))
            sections[3].uvarint(), sections[3].uvarint(), sections[3].uvarint()
        for partitions in self.index.values():  # in the order of the snapshot: ascending by id
            for runs in partitions:
                index.uvarint(), index.uvarint()
                offset = 0
                for _ in range(index.uvarint()):
                    check(index.take("B") == 1, "index entry type")
                    offset += index.uvarint()
                    span, _, number = index.uvarint(), index.uvarint(), index.uvarint()
                    runs.append((offset, objects[number], index.uvarint(), index.uvarint()))
                    index.varlong()
                    offset += span + 1

    def apply_record(self, blob: bytes, sequence: int, previous: bytes) -> bytes:
        check(blob[:6] == b"RFML\x00\x01" and blob[10:14] == bytes(4), "log record version")
        digest = hashlib.sha256(blob[:-32]).digest()
        check(digest == blob[-32:], "log record digest")
        cursor = Cursor(blob[18:-32])
        _, number, chained, decisions = cursor.take("QQ32sI")
        check((number, chained) == (sequence, previous), "the log's chain")
        for _ in range(decisions):
            kind, version, size = cursor.take("HHI")
            check(version == 1 and 1 <= kind <= 14, "unknown decision")
            body = Cursor(cursor.raw(size))
            body.take("q"), body.raw(16), body.pair()
            if kind == 3:
                topic = body.raw(16)
                body.pair(), body.raw(32)
                self.index[topic] = [[] for _ in range(body.uvarint())]
            elif kind == 4:
                self.index.pop(body.raw(16), None)
            elif kind == 5:
                self.apply_commit(body)
        check(cursor.done(), "bytes behind the last decision")
        return digest

    def apply_commit(self, body: Cursor) -> None:
        body.uvarint(), body.uvarint(), body.uvarint()
        object_id = body.raw(16)
        body.uvarint()
        position, total = 0, 0
        topics, entries = body.uvarint(), body.uvarint()
        for _ in range(topics):
            topic, partition, offset = body.raw(16), 0, None
            for _ in range(body.uvarint()):
                total += 1
                flags = body.take("B")
                check(flags < 32, "unknown entry flag")
                if flags & 1:
                    partition, offset = partition + body.uvarint(), None
                count, length = body.uvarint(), body.uvarint()
                position = body.uvarint() if flags & 4 else position
                body.varlong()
                if flags & 2:
                    body.varlong(), body.uvarint(), body.uvarint()
                error = body.take("B") if flags & 16 else 0
                base = body.uvarint() if flags & 8 else offset
                if error == 1:
                    body.varlong()
                if error == 0:
                    if partition < len(self.index.get(topic, ())):
                        self.index[topic][partition].append((base, object_id, position, length))
                    offset = base + count
                position += length
        check(total == entries and body.done(), "number of entries")


def load_metadata(data_dir: Path) -> Metadata:
    database = sqlite3.connect(data_dir / "metadata" / "log.db")
    columns = "truncated, snapshot_key, snapshot_sequence, snapshot_hash"
    shard = database.execute(f"SELECT {columns} FROM shard WHERE id = 0").fetchone()
    truncated, key, sequence, digest = shard
    metadata = Metadata()
    if key is None:
        check(truncated == 0, "a truncated log without a snapshot")
        sequence, digest = 0, bytes(32)
    else:
        metadata.load_snapshot(object_path(data_dir / "bucket", key).read_bytes(), sequence, digest)
    rows = "SELECT sequence, record FROM log WHERE shard = 0 AND sequence > ? ORDER BY sequence"
    for number, blob in database.execute(rows, (sequence,)):
        sequence += 1
        check(number == sequence, "a gap in the log")
        digest = metadata.apply_record(blob, number, digest)
    database.close()
    return metadata


def records_of(batch: bytes, base_offset: int):
    """(offset, timestamp, key, value) of each record."""
    crc, attributes, last_delta, base_time, max_time = struct.unpack(">IHiqq", batch[17:43])
    check(batch[16] == 2 and crc32c(batch[21:]) == crc, "batch checksum")
    count = struct.unpack(">i", batch[57:61])[0]
    codec, payload = attributes & 7, batch[61:]
    if codec == 1:
        payload = gzip.decompress(payload)
    elif codec != 0:  # the standard library has no such codec: offsets and checksums only
        yield from ((base_offset + i, None, None, None) for i in range(last_delta + 1))
        return
    cursor = Cursor(payload)
    for _ in range(count):
        end = cursor.varlong() + cursor.at
        cursor.take("b")
        time, delta = base_time + cursor.varlong(), cursor.varlong()
        fields = []
        for _ in range(2):
            size = cursor.varlong()
            fields.append(None if size < 0 else cursor.raw(size))
        cursor.raw(end - cursor.at)  # headers
        yield base_offset + delta, max_time if attributes & 8 else time, *fields
    check(cursor.done(), "bytes behind the last record")


def read_all(data_dir: Path):
    """(topic id, partition, offset, timestamp, key, value) of every record."""
    objects: dict[bytes, DataObject] = {}
    for topic, partitions in sorted(load_metadata(data_dir).index.items()):
        for partition, runs in enumerate(partitions):
            expected = runs[0][0] if runs else 0
            for base, object_id, position, length in runs:
                if object_id not in objects:
                    path = object_path(data_dir / "bucket", "data/" + object_id.hex())
                    objects[object_id] = DataObject(path.read_bytes(), object_id)
                found = objects[object_id]
                check(base == expected, "a gap between offsets")
                end = position + length
                while position < end:
                    size = struct.unpack(">i", found.data[position + 8 : position + 12])[0] + 12
                    place = (topic, partition, position, size)
                    check(place in found.batches, "index and object differ")
                    batch = found.data[position : position + size]
                    for record in records_of(batch, base):
                        yield topic, partition, *record
                    base += struct.unpack(">i", batch[23:27])[0] + 1
                    position += size
                expected = base


def main() -> int:
    if len(sys.argv) != 2:
        print(__doc__, file=sys.stderr)
        return 2
    names = ("partition", "offset", "timestamp", "key", "value")
    for topic, *rest in read_all(Path(sys.argv[1])):
        fields = [b64encode(x).decode() if isinstance(x, bytes) else x for x in rest]
        print(json.dumps({"topic": topic.hex(), **dict(zip(names, fields))}))
    return 0


if __name__ == "__main__":
    sys.exit(main())
