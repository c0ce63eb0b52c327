"""Goal: what Produce answers and stores is exactly what Apache Kafka answers and stores.

Method: batches made by hand over a raw connection, right ones and wrong ones; answers compared with
exact values.
"""

import struct
import time

import pytest
import zstandard

from harness import wire
from harness.batch import LOG_APPEND_TIME, Record, build, crc32c, parse

CORRUPT_MESSAGE, UNKNOWN_TOPIC, MESSAGE_TOO_LARGE, INVALID_REQUIRED_ACKS = 2, 3, 10, 21
INVALID_TIMESTAMP, OUT_OF_ORDER, INVALID_EPOCH = 32, 45, 47
UNSUPPORTED_COMPRESSION, INVALID_RECORD = 76, 87


def now() -> int:
    return int(time.time() * 1000)


def some(count: int = 3, timestamp: int | None = None) -> list[Record]:
    base = now() if timestamp is None else timestamp
    return [
        Record(b"value-%d" % at, b"key-%d" % at, (("h", b"1"),), base + at) for at in range(count)
    ]


@pytest.fixture
def one(make_topic, topic) -> str:
    return make_topic(topic)


def end_of(connection, topic: str) -> int:
    return connection.list_offset(topic, 0, wire.LATEST)[2]


def test_offsets_follow_one_another(connection, one):
    for expected in (0, 3, 6):
        answer = connection.produce(one, 0, build(some()))
        assert (answer.error, answer.base_offset, answer.append_time, answer.log_start) == (
            0,
            expected,
            -1,
            0,
        )


def test_batches_pass_through_untouched(connection, one):
    """All but base offset and leader epoch is served byte for byte, whatever the codec."""
    sent = [build(some(5), codec) for codec in ("none", "gzip")]
    for batch in sent:
        assert connection.produce(one, 0, batch).error == 0
    stored = connection.fetch(one, 0, 0).records
    assert len(stored) == sum(map(len, sent))
    at = 0
    for index, batch in enumerate(sent):
        found = stored[at : at + len(batch)]
        assert found[:8] == (index * 5).to_bytes(8, "big")
        assert found[8:12] == batch[8:12] and found[16:] == batch[16:]
        at += len(batch)


def test_base_offset_is_the_brokers(connection, one):
    """Apache Kafka refuses a producer's batch whose base offset is not 0; ignoring it is right as
    well.
    """
    answer = connection.produce(one, 0, build(some(), base_offset=77))
    assert (answer.error, answer.base_offset) in ((INVALID_RECORD, -1), (0, 0))


def test_wrong_crc_stores_nothing(connection, one):
    assert connection.produce(one, 0, build(some(), crc=1)).error == CORRUPT_MESSAGE
    assert end_of(connection, one) == 0


@pytest.mark.parametrize(
    "wrong",
    (
        {"magic": 1},
        {"magic": 0},
        {"count": 7},
        {"count": -1},
        {"last_offset_delta": 9},
        {"last_offset_delta": -2},
    ),
    ids=str,
)
def test_malformed_batch_is_refused(connection, one, wrong):
    assert connection.produce(one, 0, build(some(), **wrong)).error in (
        CORRUPT_MESSAGE,
        INVALID_RECORD,
    )
    assert end_of(connection, one) == 0
    assert connection.produce(one, 0, build(some())).error == 0


def test_length_that_lies_is_refused(connection, one, server):
    for length in (-1, 0, 20, 1 << 30):
        batch = build(some(), length=length)
        try:
            with wire.Connection(server.port) as other:
                assert other.produce(one, 0, batch).error in (CORRUPT_MESSAGE, INVALID_RECORD)
        except wire.Closed:
            pass  # Apache Kafka closes on some of these; nothing is stored either way
    assert end_of(connection, one) == 0


def test_two_batches_in_one_partition_are_refused(connection, one):
    assert connection.produce(one, 0, build(some()) + build(some())).error == INVALID_RECORD
    assert end_of(connection, one) == 0


def test_a_bad_partition_does_not_fail_the_others(connection, make_topic, topic):
    make_topic(topic, 3)
    parts = [(topic, 0, build(some())), (topic, 1, build(some(), crc=1)), (topic, 2, build(some()))]
    answers = connection.produce_all(parts)
    assert [answers[topic, at].error for at in range(3)] == [0, CORRUPT_MESSAGE, 0]
    assert connection.produce(topic, 9, build(some())).error == UNKNOWN_TOPIC


def test_unknown_topic_is_not_created(connection, topic):
    assert connection.produce(topic, 0, build(some())).error == UNKNOWN_TOPIC
    assert connection.metadata([topic]).topics[0].error == UNKNOWN_TOPIC


def test_timestamps_out_of_bounds(connection, one):
    assert (
        connection.produce(one, 0, build(some(3, now() + 2 * 3_600_000))).error == INVALID_TIMESTAMP
    )
    assert end_of(connection, one) == 0
    assert connection.produce(one, 0, build(some(3, 1000))).error == 0
    assert connection.produce(one, 0, build(some(3, now() + 1_800_000))).error == 0


def test_batch_over_the_limit(connection, make_topic, topic):
    make_topic(topic, 1, {"max.message.bytes": "1000"})
    big = build([Record(b"v" * 2000, timestamp=now())])
    assert connection.produce(topic, 0, big).error == MESSAGE_TOO_LARGE
    assert connection.produce(topic, 0, build([Record(b"v" * 900, timestamp=now())])).error == 0
    assert end_of(connection, topic) == 1


def test_compacted_topic_needs_keys(connection, make_topic, topic):
    make_topic(topic, 1, {"cleanup.policy": "compact"})
    assert (
        connection.produce(topic, 0, build([Record(b"v", None, (), now())])).error == INVALID_RECORD
    )
    assert connection.produce(topic, 0, build([Record(b"v", b"k", (), now())])).error == 0


def test_log_append_time(connection, make_topic, topic):
    make_topic(topic, 1, {"message.timestamp.type": "LogAppendTime"})
    before = now()
    answer = connection.produce(topic, 0, build(some(3, 1000), "gzip"))
    assert answer.error == 0 and before <= answer.append_time <= now()
    found = parse(connection.fetch(topic, 0, 0).records)[0]
    assert found.attributes == 1 | LOG_APPEND_TIME and found.crc_is_right
    assert found.max_timestamp == answer.append_time
    assert connection.list_offset(topic, 0, before) == (0, answer.append_time, 0)


def test_zstd_needs_a_current_produce(connection, one):
    plain = build(some())
    body = zstandard.compress(plain[61:])
    tail = struct.pack(">h", 4) + plain[23:61] + body
    batch = (
        plain[:8]
        + struct.pack(">i", 9 + len(tail))
        + plain[12:17]
        + struct.pack(">I", crc32c(tail))
        + tail
    )
    assert connection.produce(one, 0, batch, version=7).error == 0
    assert connection.produce(one, 0, batch, version=6).error == UNSUPPORTED_COMPRESSION


def test_acks_that_do_not_exist(connection, one):
    assert connection.produce(one, 0, build(some()), acks=2).error == INVALID_REQUIRED_ACKS
    assert end_of(connection, one) == 0


def test_acks_0_is_not_answered(connection, one):
    for _ in range(3):
        connection.send(connection.produce_frame([(one, 0, build(some()))], 0, 7))
    # The next answer on this connection is the next request's; requests run one after another.
    assert end_of(connection, one) == 9


def test_acks_0_error_closes(connection, topic):
    connection.send(connection.produce_frame([(topic, 0, build(some()))], 0, 7))
    assert connection.is_closed_by_server()


class TestIdempotence:
    def test_repeated_batch_keeps_its_offset(self, connection, one):
        producer, epoch = connection.init_producer_id()
        batches = [build(some(), producer=(producer, epoch, at * 3)) for at in range(5)]
        for at, batch in enumerate(batches):
            assert connection.produce(one, 0, batch).base_offset == at * 3
        for at, batch in enumerate(batches):
            again = connection.produce(one, 0, batch)
            assert (again.error, again.base_offset) == (0, at * 3)
        assert end_of(connection, one) == 15

    def test_gap_and_old_epoch_are_refused(self, connection, one):
        producer, epoch = connection.init_producer_id()
        assert (
            connection.produce(one, 0, build(some(), producer=(producer, epoch + 1, 0))).error == 0
        )
        gap = build(some(), producer=(producer, epoch + 1, 6))
        assert connection.produce(one, 0, gap).error == OUT_OF_ORDER
        old = build(some(), producer=(producer, epoch, 3))
        assert connection.produce(one, 0, old).error == INVALID_EPOCH
        fresh = build(some(), producer=(producer, epoch + 2, 5))
        assert connection.produce(one, 0, fresh).error == OUT_OF_ORDER
        assert (
            connection.produce(one, 0, build(some(), producer=(producer, epoch + 2, 0))).error == 0
        )
        assert end_of(connection, one) == 6

    def test_sequence_wraps(self, connection, one):
        producer, epoch = connection.init_producer_id()
        assert (
            connection.produce(one, 0, build(some(), producer=(producer, epoch, 2**31 - 3))).error
            == 0
        )
        assert connection.produce(one, 0, build(some(), producer=(producer, epoch, 0))).error == 0
        assert end_of(connection, one) == 6

    def test_ids_are_unique(self, connection):
        ids = [connection.init_producer_id() for _ in range(20)]
        assert len({producer for producer, _ in ids}) == 20 and {epoch for _, epoch in ids} == {0}


def test_pipelined_requests_are_answered_in_order(connection, one):
    first = connection.next_id
    frames = [connection.produce_frame([(one, 0, build(some(1)))], -1, 7) for _ in range(30)]
    connection.send(b"".join(frames))
    offsets = [connection.produce_answer(first + at)[one, 0].base_offset for at in range(30)]
    assert offsets == list(range(30))
