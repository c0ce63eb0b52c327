"""Goal: Fetch, ListOffsets, Metadata, CreateTopics, DeleteTopics and ApiVersions answer as Apache
Kafka does.

Method: a raw connection and exact values; what may differ between brokers is not asserted.
"""

import struct
import threading
import time

import pytest

from harness import wire
from harness.batch import Record, build, parse

OFFSET_OUT_OF_RANGE, UNKNOWN_TOPIC, INVALID_TOPIC, TOPIC_EXISTS = 1, 3, 17, 36
INVALID_PARTITIONS, INVALID_CONFIG, UNSUPPORTED_VERSION, UNKNOWN_TOPIC_ID = 37, 40, 35, 100
BASE = int(time.time() * 1000) - 3_600_000


def batch_of(count: int, start: int = 0, codec: str = "gzip", size: int = 10) -> bytes:
    return build(
        [
            Record(b"%06d" % (start + at) + b"." * size, None, (), BASE + (start + at) * 10)
            for at in range(count)
        ],
        codec,
    )


@pytest.fixture
def filled(connection, make_topic, topic) -> str:
    """Offsets 0-9, 10-19 and 20-29 in three batches, timestamps BASE + 10 ms each."""
    make_topic(topic)
    for start in (0, 10, 20):
        assert connection.produce(topic, 0, batch_of(10, start)).base_offset == start
    return topic


class TestFetch:
    def test_everything(self, connection, filled):
        answer = connection.fetch(filled, 0, 0)
        assert (answer.error, answer.high_watermark, answer.last_stable, answer.log_start) == (
            0,
            30,
            30,
            0,
        )
        found = parse(answer.records)
        assert [batch.base_offset for batch in found] == [0, 10, 20]
        assert all(batch.crc_is_right for batch in found)
        values = [record.value[:6] for batch in found for record in batch.records]
        assert values == [b"%06d" % at for at in range(30)]

    @pytest.mark.parametrize("offset, base", ((0, 0), (5, 0), (9, 0), (10, 10), (29, 20)))
    def test_starts_with_the_whole_batch_that_holds_the_offset(
        self, connection, filled, offset, base
    ):
        assert parse(connection.fetch(filled, 0, offset).records)[0].base_offset == base

    def test_one_whole_batch_even_over_the_limit(self, connection, filled):
        found = parse(connection.fetch(filled, 0, 0, max_bytes=1).records)
        assert found and found[0].base_offset == 0 and len(found[0].records) == 10

    def test_at_the_end(self, connection, filled):
        answer = connection.fetch(filled, 0, 30, wait_ms=0)
        assert (answer.error, answer.high_watermark, answer.records) == (0, 30, b"")

    @pytest.mark.parametrize("offset", (31, 1 << 40, -1))
    def test_out_of_range(self, connection, filled, offset):
        answer = connection.fetch(filled, 0, offset)
        assert (answer.error, answer.records) == (OFFSET_OUT_OF_RANGE, b"")

    def test_unknown_topic_and_partition(self, connection, filled):
        assert connection.fetch(filled, 7, 0).error == UNKNOWN_TOPIC
        assert connection.fetch("no-such-topic", 0, 0).error == UNKNOWN_TOPIC

    def test_wait_ends_when_records_arrive(self, connection, filled, server):
        """The wait is far longer than the test may take, so only the new record can end it."""
        answers = []

        def follow():
            with wire.Connection(server.port, seconds=60) as other:
                answers.append(other.fetch(filled, 0, 30, wait_ms=60_000))

        follower = threading.Thread(target=follow)
        follower.start()
        time.sleep(0.2)
        assert connection.produce(filled, 0, batch_of(1, 30)).error == 0
        follower.join(30)
        assert answers and answers[0].high_watermark == 31
        assert parse(answers[0].records)[0].base_offset == 30

    def test_many_partitions_in_one_request(self, connection, make_topic, topic):
        make_topic(topic, 8)
        connection.produce_all([(topic, at, batch_of(at + 1)) for at in range(8)])
        wanted = connection.next_id
        parts = [(topic, at, 0) for at in range(8)]
        connection.send(connection.fetch_frame(parts, 500, 1, 1 << 20))
        answers = connection.fetch_answer(wanted)
        assert [len(parse(answers[topic, at].records)[0].records) for at in range(8)] == list(
            range(1, 9)
        )

    def test_unknown_topic_id(self, connection):
        """Version 13 names topics by id only."""
        part = struct.pack(">iiqiqi", 0, -1, 0, -1, -1, 1 << 20) + b"\0"
        topic = bytes(range(1, 17)) + b"\x02" + part + b"\0"
        body = (
            struct.pack(">iiiibii", -1, 0, 1, 1 << 20, 0, 0, -1) + b"\x02" + topic + b"\x01\x01\0"
        )
        reader = connection.ask(wire.FETCH, 13, body, flexible=True)
        _, error, _ = reader.take("ihi")
        assert (
            error == 0 and reader.unsigned_varint() == 2 and reader.raw(16) == bytes(range(1, 17))
        )
        assert reader.unsigned_varint() == 2
        assert reader.take("ih") == (0, UNKNOWN_TOPIC_ID)


class TestListOffsets:
    def test_exact_values(self, connection, filled):
        ask = lambda time: connection.list_offset(filled, 0, time)
        assert ask(wire.EARLIEST) == (0, -1, 0)
        assert ask(wire.LATEST) == (0, -1, 30)
        assert ask(0) == (0, BASE, 0)
        assert ask(BASE + 151) == (0, BASE + 160, 16)
        assert ask(BASE + 290) == (0, BASE + 290, 29)
        assert ask(BASE + 291) == (0, -1, -1)
        assert connection.list_max_timestamp(filled, 0) == (0, BASE + 290, 29)

    def test_times_that_go_back(self, connection, make_topic, topic):
        """The first record in offset order at or after the time; the newest by time need not be
        last.
        """
        make_topic(topic)
        times = [50, 10, 90, 20, 90, 5]
        connection.produce(
            topic, 0, build([Record(b"v", None, (), BASE + at) for at in times], "gzip")
        )
        assert connection.list_offset(topic, 0, BASE + 60) == (0, BASE + 90, 2)
        assert connection.list_offset(topic, 0, BASE + 1) == (0, BASE + 50, 0)
        assert connection.list_max_timestamp(topic, 0) == (0, BASE + 90, 2)

    def test_empty_partition(self, connection, make_topic, topic):
        make_topic(topic)
        assert connection.list_offset(topic, 0, wire.EARLIEST) == (0, -1, 0)
        assert connection.list_offset(topic, 0, wire.LATEST) == (0, -1, 0)
        assert connection.list_offset(topic, 0, 0) == (0, -1, -1)
        assert connection.list_max_timestamp(topic, 0) == (0, -1, -1)

    def test_unknown(self, connection, topic):
        assert connection.list_offset(topic, 0, wire.LATEST)[0] == UNKNOWN_TOPIC


class TestTopics:
    def test_metadata_names_a_leader_in_its_replicas(self, connection, make_topic, topic):
        make_topic(topic, 3)
        answer = connection.metadata([topic])
        brokers = {broker[0] for broker in answer.brokers}
        assert answer.controller in brokers
        for error, _, leader, replicas, in_sync in answer.topics[0].partitions:
            assert error == 0 and leader in brokers and leader in replicas and leader in in_sync

    def test_metadata_of_all_and_none(self, connection, make_topic, topic):
        make_topic(topic)
        assert connection.metadata([]).topics == []
        assert topic in [one.name for one in connection.metadata(None).topics]

    def test_auto_create_is_the_clients_choice(self, connection, topic):
        assert connection.metadata([topic]).topics[0].error == UNKNOWN_TOPIC
        connection.metadata([topic], auto_create=True)
        deadline = time.monotonic() + 10
        while connection.metadata([topic]).topics[0].error and time.monotonic() < deadline:
            time.sleep(0.02)
        assert connection.metadata([topic]).topics[0].error == 0

    @pytest.mark.parametrize("name", ("", ".", "..", "a b", "ä", "a/b", "x" * 250, "a\nb"))
    def test_illegal_names(self, connection, name):
        assert connection.create_topic(name) == INVALID_TOPIC

    def test_longest_name(self, connection, make_topic):
        make_topic("n" * 249)
        assert connection.delete_topic("n" * 249) == 0

    def test_names_that_collide(self, connection, make_topic, topic):
        make_topic(f"{topic}.x")
        assert connection.create_topic(f"{topic}_x") == INVALID_TOPIC

    def test_refusals(self, connection, make_topic, topic):
        make_topic(topic)
        assert connection.create_topic(topic) == TOPIC_EXISTS
        assert connection.create_topic(f"{topic}-0", 0) == INVALID_PARTITIONS
        assert connection.create_topic(f"{topic}-c", 1, {"no.such.config": "1"}) == INVALID_CONFIG
        assert connection.create_topic(f"{topic}-v", 1, {"retention.ms": "soon"}) == INVALID_CONFIG
        assert connection.metadata([f"{topic}-c"]).topics[0].error == UNKNOWN_TOPIC

    def test_default_partitions(self, connection, topic):
        assert connection.create_topic(topic, -1) == 0

    def test_delete_and_create_again(self, connection, make_topic, filled):
        before = topic_id(connection, filled)
        assert connection.delete_topic(filled) == 0
        deadline = time.monotonic() + 10
        while not connection.metadata([filled]).topics[0].error and time.monotonic() < deadline:
            time.sleep(0.02)
        assert connection.metadata([filled]).topics[0].error == UNKNOWN_TOPIC
        assert connection.delete_topic(filled) == UNKNOWN_TOPIC
        make_topic(filled)
        assert topic_id(connection, filled) != before
        assert connection.list_offset(filled, 0, wire.LATEST) == (0, -1, 0)
        assert connection.produce(filled, 0, batch_of(4)).base_offset == 0


def topic_id(connection, name: str) -> bytes:
    """Metadata version 12 shows topic ids."""
    body = b"\x02" + bytes(16) + bytes([len(name) + 1]) + name.encode() + b"\0" + b"\0\0\0"
    reader = connection.ask(wire.METADATA, 12, body, flexible=True)
    reader.take("i")
    for _ in range(reader.unsigned_varint() - 1):
        (
            reader.take("i"),
            reader.compact_string(),
            reader.take("i"),
            reader.compact_string(),
            reader.tags(),
        )
    reader.compact_string(), reader.take("i")
    assert (
        reader.unsigned_varint() == 2 and reader.take("h") == 0 and reader.compact_string() == name
    )
    found = reader.raw(16)
    assert found != bytes(16)
    return found


class TestApiVersions:
    def test_ranges_that_clients_depend_on(self, connection):
        ranges = connection.api_versions()
        # Produce must start at 0: older librdkafka compares exact ranges to decide on compression.
        assert ranges[wire.PRODUCE][0] == 0 and ranges[wire.PRODUCE][1] >= 9
        assert ranges[wire.FETCH][0] == 4 and ranges[wire.FETCH][1] >= 12
        assert ranges[wire.METADATA][0] == 0 and ranges[wire.LIST_OFFSETS][0] == 1
        assert ranges[wire.API_VERSIONS][0] == 0 and ranges[wire.INIT_PRODUCER_ID][0] == 0
        # Telemetry is advertised only by brokers that want it.
        assert 71 not in ranges and 72 not in ranges

    @pytest.mark.parametrize("version", (100, 32767, -1))
    def test_unknown_version_is_answered_as_version_0(self, connection, version):
        wanted = connection.next_id
        connection.send(
            connection.frame(wire.API_VERSIONS, version, b"\x02x\x02y\0", flexible=True)
        )
        reader = connection.answer(wanted)
        assert reader.take("h") == UNSUPPORTED_VERSION
        ranges = reader.array(lambda r: r.take("hhh"))
        assert wire.API_VERSIONS in [key for key, _, _ in ranges] and reader.done()
        assert connection.api_versions()
