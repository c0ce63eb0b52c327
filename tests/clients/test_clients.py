"""Goal: unmodified clients produce and read back by partition, and get exactly what was sent.

Method: the same tests on every client of the registry, through its own library. Content is compared
record by record; offsets, watermarks and lookups by time are compared with exact values.
"""

import random
import time

import pytest

from clients.client import ALL_CODECS, Read, Record, Refused
from clients.registry import CLIENTS

NOW = int(time.time() * 1000) - 3_600_000


def text_records(count: int, partitions: int = 3) -> list[Record]:
    """Printable records, so that kcat can send them too; some repeat, for compression to bite."""
    return [
        Record(
            at % partitions,
            f"key-{at}".encode(),
            f"value-{at}-{'x' * (at % 97)}".encode() + b"same words again " * (at % 5),
        )
        for at in range(count)
    ]


def by_partition(records: list[Record], partition: int) -> list[Record]:
    return [record for record in records if record.partition == partition]


def assert_same(found: list[Read], sent: list[Record], first_offset: int = 0) -> None:
    assert [read.offset for read in found] == list(range(first_offset, first_offset + len(sent)))
    for read, record in zip(found, sent):
        assert (read.key, read.value, read.headers) == (record.key, record.value, record.headers)
        if record.timestamp is not None:
            assert read.timestamp == record.timestamp


def empty_as_null(one: Record | Read) -> Record | Read:
    headers = tuple((name, value or None) for name, value in one.headers)
    return one._replace(key=one.key or None, value=one.value or None, headers=headers)


def assert_offsets(client, offsets: list[int], records: list[Record]) -> None:
    """An acknowledged offset is the record's position in its partition."""
    if client.offsets:
        seen = {}
        for offset, record in zip(offsets, records):
            assert offset == seen.get(record.partition, 0)
            seen[record.partition] = offset + 1


@pytest.mark.parametrize("codec", ALL_CODECS)
def test_round_trip(client, make_topic, topic, codec):
    make_topic(topic, 3)
    records = text_records(300)
    assert_offsets(client, client.produce(topic, records, codec), records)
    for partition in range(3):
        sent = by_partition(records, partition)
        assert client.ends(topic, partition) == (0, len(sent))
        assert_same(client.read(topic, partition, 0, len(sent)), sent)


@pytest.mark.parametrize("acks", ("0", "1", "all"))
def test_acks(client, make_topic, topic, acks):
    make_topic(topic)
    records = text_records(100, 1)
    offsets = client.produce(topic, records, acks=acks)
    if acks != "0":
        assert_offsets(client, offsets, records)
    assert_same(client.read(topic, 0, 0, 100), records)


@pytest.mark.parametrize("codec", ("none", "lz4"))
def test_idempotent(client, make_topic, topic, codec):
    if not client.idempotence:
        pytest.skip("the library has no idempotent producer")
    make_topic(topic, 3)
    records = text_records(3000)
    assert_offsets(client, client.produce(topic, records, codec, idempotent=True), records)
    for partition in range(3):
        sent = by_partition(records, partition)
        assert_same(client.read(topic, partition, 0, len(sent)), sent)
        assert client.ends(topic, partition) == (0, len(sent))


def test_nulls_empties_and_headers(client, make_topic, topic):
    make_topic(topic)
    if client.headers:
        headers = [
            (),
            (("a", b"1"),),
            (("empty", b""), ("a", b"x"), ("a", b"y")),
            (("ünï", bytes(range(256))),),
        ]
        if client.null_headers:
            headers.append((("null", None), ("after", b"1")))
    else:
        headers = [()]
    keys = (None, b"", b"k") if client.binary else (None, b"k")
    values = (None, b"", b"v") if client.binary else (None, b"v")
    records = [
        Record(0, key, value, header)
        for key in keys
        for value in values
        for header in headers
        if client.both_null or key is not None or value is not None
    ]
    client.produce(topic, records)
    found = client.read(topic, 0, 0, len(records))
    if not client.tells_empty:  # so for it the two are one
        found, records = [[empty_as_null(one) for one in some] for some in (found, records)]
    assert_same(found, records)


def test_large_records(client, make_topic, topic):
    make_topic(topic)
    letters = random.Random(7).choices(b"abcdefghijklmnopqrstuvwxyz", k=1_000_000)
    value = bytes(letters)
    records = [Record(0, b"large", value[at:]) for at in range(5)]
    client.produce(topic, records)
    assert_same(client.read(topic, 0, 0, len(records)), records)


def test_record_over_the_limit(client, make_topic, topic):
    make_topic(topic, 1, {"max.message.bytes": "20000"})
    with pytest.raises(Refused) as refused:
        client.produce(topic, [Record(0, b"k", b"v" * 30000)])
    if client.offsets:
        assert refused.value.code == 10  # MESSAGE_TOO_LARGE
    fits = [Record(0, b"k", b"v" * 19000)]
    client.produce(topic, fits)
    assert_same(client.read(topic, 0, 0, 1), fits)


@pytest.mark.parametrize("codec", ("none", "zstd"))
def test_offsets_by_time(client, make_topic, topic, codec):
    """First record at or after the time, looked up inside compressed batches."""
    make_topic(topic)
    # The shared clients that can set a time write; kcat only looks up.
    writer = client if client.timestamps else CLIENTS["confluent-kafka"](client.bootstrap)
    sent = [Record(0, b"k%d" % at, b"v", (), NOW + at * 10) for at in range(50)]
    writer.produce(topic, sent, codec)
    assert client.ends(topic, 0) == (0, 50)
    assert client.offset_at(topic, 0, NOW - 1000) == 0
    assert client.offset_at(topic, 0, NOW) == 0
    assert client.offset_at(topic, 0, NOW + 1) == 1
    assert client.offset_at(topic, 0, NOW + 250) == 25
    assert client.offset_at(topic, 0, NOW + 251) == 26
    assert client.offset_at(topic, 0, NOW + 490) == 49
    # librdkafka's own layer turns "none" into the end of the partition, others into nothing.
    assert client.offset_at(topic, 0, NOW + 491) in (None, 50)
    assert_same(client.read(topic, 0, 0, 50), sent)


def test_read_from_the_middle(client, make_topic, topic):
    """A batch holds many records; each of them can be the first one read."""
    make_topic(topic)
    records = text_records(100, 1)
    client.produce(topic, records, "gzip")
    for start in (1, 50, 99):
        assert_same(client.read(topic, 0, start, 100), records[start:], start)


def test_offset_out_of_range(client, make_topic, topic):
    if not client.range_errors:
        pytest.skip("the library starts again elsewhere by itself")
    make_topic(topic)
    client.produce(topic, text_records(10, 1))
    with pytest.raises(Refused):
        client.read(topic, 0, 1000, 1001)


def test_auto_create(client, connection, topic):
    records = text_records(10, 1)
    client.produce(topic, records)
    found = connection.metadata([topic]).topics[0]
    assert (found.error, len(found.partitions)) == (0, 1)
    assert_same(client.read(topic, 0, 0, 10), records)


def test_log_append_time(client, make_topic, topic):
    if not client.log_append_time:
        pytest.skip("the library shows the producer's time")
    make_topic(topic, 1, {"message.timestamp.type": "LogAppendTime"})
    before = int(time.time() * 1000)
    when = NOW if client.timestamps else None
    client.produce(
        topic, [record._replace(timestamp=when) for record in text_records(20, 1)], "lz4"
    )
    after = int(time.time() * 1000)
    found = client.read(topic, 0, 0, 20)
    if client.append_time:
        assert [read.append_time for read in found] == [True] * 20
    assert all(before <= read.timestamp <= after for read in found)
    assert [read.value for read in found] == [record.value for record in text_records(20, 1)]


@pytest.mark.parametrize("reader", ("kcat", "confluent-kafka", "kafka-python"))
def test_read_by_another(client, make_topic, topic, reader):
    make_topic(topic, 2)
    other = CLIENTS[reader](client.bootstrap)
    records = text_records(100, 2)
    client.produce(topic, records, "snappy", idempotent=client.idempotence)
    for partition in range(2):
        assert_same(other.read(topic, partition, 0, 50), by_partition(records, partition))
