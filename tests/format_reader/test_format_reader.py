"""Goal: docs/formats says what the bytes are: a reader made from those pages alone finds every
acknowledged record, and notices damage.

Method: records are produced to a server, which is stopped; the reader's answer is compared with
what was sent. Small snapshots every few records make the reader use snapshot and log together.
"""

import random
import sqlite3
import time

import pytest

from format_reader import format_reader
from harness import wire
from harness.batch import Record, build

pytestmark = pytest.mark.only("ringfence")


def produced(server, topics: dict[str, int], requests: int, dice: random.Random):
    """Sends random batches; what each partition must hold: [(offset, timestamp, key, value)]."""
    expected = {(topic, at): [] for topic, count in topics.items() for at in range(count)}
    with wire.Connection(server.port) as connection:
        for _ in range(requests):
            parts, sent = [], {}
            for topic, partition in dice.sample(
                sorted(expected), min(len(expected), dice.randint(1, 3))
            ):
                now = int(time.time() * 1000)
                records = [
                    Record(
                        dice.choice((None, dice.randbytes(dice.randint(0, 400)))),
                        dice.choice((None, dice.randbytes(8))),
                        (("h", b"x"),) if dice.random() < 0.2 else (),
                        now + dice.randint(0, 50),
                    )
                    for _ in range(dice.randint(1, 20))
                ]
                codec = dice.choice(("none", "gzip"))
                parts.append((topic, partition, build(records, codec)))
                sent[topic, partition] = records
            for place, answer in connection.produce_all(parts).items():
                assert answer.error == 0
                assert answer.base_offset == len(expected[place])
                for record in sent[place]:
                    offset = len(expected[place])
                    expected[place].append((offset, record.timestamp, record.key, record.value))
    return expected


def found(server) -> list[list[tuple]]:
    """The records of each partition that has any, without names: the bucket has none."""
    partitions: dict[tuple, list] = {}
    for topic, partition, *record in format_reader.read_all(server.data):
        partitions.setdefault((topic, partition), []).append(tuple(record))
    return sorted(partitions.values(), key=repr)  # keys may be None


@pytest.mark.parametrize("snapshot_records", (1_000_000, 50))
def test_every_record_is_read(own_server, snapshot_records):
    dice = random.Random(snapshot_records)
    server = own_server(ringfence=("--snapshot-records", str(snapshot_records)))
    topics = {"reader-a": 3, "reader-b": 2}
    with wire.Connection(server.port) as connection:
        for topic, partitions in {**topics, "reader-gone": 1}.items():
            assert connection.create_topic(topic, partitions) == 0
        assert connection.produce("reader-gone", 0, build([Record(b"deleted")])).error == 0
        assert connection.delete_topic("reader-gone") == 0
    expected = produced(server, topics, 120, dice)
    if snapshot_records == 50:
        wait_for_snapshot(server)
        more = produced_after(server, topics, expected, dice)
        assert more > 0
    assert server.stop() == 0
    assert found(server) == sorted((records for records in expected.values() if records), key=repr)


def produced_after(server, topics, expected, dice) -> int:
    """More records behind the snapshot, added to `expected`."""
    with wire.Connection(server.port) as connection:
        for number in range(10):
            place = dice.choice(sorted(expected))
            record = Record(b"after %d" % number, timestamp=int(time.time() * 1000))
            answer = connection.produce(*place, build([record]))
            assert (answer.error, answer.base_offset) == (0, len(expected[place]))
            expected[place].append((answer.base_offset, record.timestamp, None, record.value))
    return number


def wait_for_snapshot(server) -> None:
    deadline = time.monotonic() + 30
    while time.monotonic() < deadline:
        if any((server.bucket() / "metadata").rglob("*-*")):
            return
        time.sleep(0.1)
    raise AssertionError("no snapshot was made")


def test_the_snapshot_is_used(own_server):
    server = own_server(ringfence=("--snapshot-records", "20"))
    with wire.Connection(server.port) as connection:
        assert connection.create_topic("reader-s", 1) == 0
    produced(server, {"reader-s": 1}, 100, random.Random(3))
    wait_for_snapshot(server)
    assert server.stop() == 0
    database = sqlite3.connect(server.data / "metadata" / "log.db")
    key, sequence = database.execute("SELECT snapshot_key, snapshot_sequence FROM shard").fetchone()
    database.close()
    assert key is not None and sequence > 0
    path = format_reader.object_path(server.bucket(), key)
    data = bytearray(path.read_bytes())
    data[len(data) // 2] ^= 1
    path.write_bytes(data)
    with pytest.raises(ValueError, match="snapshot"):
        found(server)


def test_damage_is_noticed(own_server):
    server = own_server()
    with wire.Connection(server.port) as connection:
        assert connection.create_topic("reader-d", 1) == 0
        answer = connection.produce("reader-d", 0, build([Record(b"x" * 500)]))
        assert answer.error == 0
    assert server.stop() == 0
    [path] = [file for file in (server.bucket() / "data").rglob("*") if file.is_file()]
    whole = path.read_bytes()
    assert len(found(server)) == 1
    for place in random.Random(5).sample(range(len(whole)), 60):
        data = bytearray(whole)
        data[place] ^= 0x40
        path.write_bytes(data)
        with pytest.raises(ValueError):
            found(server)
