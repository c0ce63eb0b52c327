"""Goal: a damaged or missing object is reported by name, other partitions go on, and nothing wrong
is served.

Method: the bucket is a directory. The object that holds one partition's records is found by their
content, damaged while the server is down, and put back at the end.
"""

import random
import time

import pytest

from harness import wire
from harness.batch import Record, build, parse

pytestmark = pytest.mark.only("ringfence")


def random_batch(seed: int) -> tuple[bytes, list[bytes]]:
    dice = random.Random(seed)
    values = [dice.randbytes(300) for _ in range(20)]
    return build([Record(value, timestamp=int(time.time() * 1000)) for value in values]), values


def object_with(server, content: bytes):
    found = [
        file
        for file in server.bucket().rglob("*")
        if file.is_file() and content in file.read_bytes()
    ]
    assert len(found) == 1, f"{len(found)} objects hold the record"
    return found[0]


def flip(file, content: bytes) -> None:
    data = bytearray(file.read_bytes())
    data[data.index(content) + 7] ^= 0x10
    file.write_bytes(data)


def cut(file, content: bytes) -> None:
    file.write_bytes(file.read_bytes()[: file.read_bytes().index(content) + 9])


def remove(file, content: bytes) -> None:
    file.unlink()


def hide_behind_another(file, content: bytes) -> None:
    """The right size, and bytes of something else."""
    file.write_bytes(bytes(len(file.read_bytes())))


@pytest.mark.parametrize("damage", (flip, cut, remove, hide_behind_another))
def test_damaged_object(own_server, topic, damage):
    server = own_server()
    batches = [random_batch(seed) for seed in range(3)]
    with wire.Connection(server.port) as connection:
        assert connection.create_topic(topic, 3) == 0
        # One request after another, so that each has an object of its own.
        for partition, (batch, _) in enumerate(batches):
            assert connection.produce(topic, partition, batch).error == 0
        assert connection.produce(topic, 1, random_batch(9)[0]).error == 0
    assert server.stop() == 0
    marker = batches[1][1][3]
    file = object_with(server, marker)
    whole = file.read_bytes()
    damage(file, marker)
    server.start()
    with wire.Connection(server.port, seconds=60) as connection:
        answer = connection.fetch(topic, 1, 0, wait_ms=100)
        assert (answer.error != 0, answer.records) == (True, b""), (
            "a damaged object must read as an error"
        )
        for partition in (0, 2):
            found = parse(connection.fetch(topic, partition, 0).records)
            assert [record.value for one in found for record in one.records] == batches[partition][
                1
            ]
        later = parse(connection.fetch(topic, 1, 20).records)
        assert later[0].base_offset == 20, (
            "records in other objects of the partition are still served"
        )
        assert connection.produce(topic, 1, random_batch(10)[0]).base_offset == 40
    assert file.name in server.log.read_text(), "the log does not name the object"

    file.write_bytes(whole)
    server.restart_after_kill()
    with wire.Connection(server.port) as connection:
        found = parse(connection.fetch(topic, 1, 0).records)
        assert [record.value for record in found[0].records] == batches[1][1]
