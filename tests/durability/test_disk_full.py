"""Goal: when the disk is full, writes are refused, nothing acknowledged is lost, and service
resumes by itself when there is room.

Method: the data directory lies on a small tmpfs that is filled, then made larger under the running
process.
"""

import os
import random
import subprocess
import time

import pytest

from clients.confluent import ConfluentClient
from harness import wire
from harness.batch import Record, build

# REQUEST_TIMED_OUT, NOT_LEADER_OR_FOLLOWER, NOT_ENOUGH_REPLICAS and its kin, KAFKA_STORAGE_ERROR:
# clients retry.
RETRIABLE = {6, 7, 19, 20, 56}
PIECE = 500_000
SECONDS = 60


@pytest.fixture
def small_disk(own_server):
    """A server, not started, on a tmpfs of 32 MiB, and a function that makes the tmpfs larger."""
    server = own_server(start=False)
    mount = ["mount", "-t", "tmpfs", "-o", "size=32m", "tmpfs", str(server.data)]
    if os.geteuid() != 0 or subprocess.run(mount, capture_output=True).returncode:
        pytest.skip("needs root and mount(8) for a small file system")

    def grow():
        subprocess.run(["mount", "-o", "remount,size=256m", str(server.data)], check=True)

    yield server, grow
    server.kill()
    subprocess.run(["umount", str(server.data)], check=True)


def produce(server, topic: str, value: bytes) -> int:
    """The error code; -100 when the server did not answer."""
    try:
        with wire.Connection(server.port, seconds=SECONDS) as connection:
            return connection.produce(
                topic, 0, build([Record(value, timestamp=int(time.time() * 1000))])
            ).error
    except (wire.Closed, TimeoutError):
        return -100


@pytest.mark.only("ringfence")
def test_disk_full(small_disk, topic):
    server, grow = small_disk
    server.start()
    with wire.Connection(server.port) as connection:
        assert connection.create_topic(topic) == 0
    dice, acked = random.Random(3), []
    for _ in range(200):
        value = dice.randbytes(PIECE)
        error = produce(server, topic, value)
        if error:
            break
        acked.append(value)
    print(f"{len(acked)} acknowledged, then error {error}")
    assert error in RETRIABLE, f"error {error}, not one that clients retry"
    assert len(acked) > 5

    reader = ConfluentClient(server.bootstrap)
    read = reader.read(topic, 0, 0, len(acked))
    assert [record.value for record in read] == acked

    grow()
    deadline = time.monotonic() + SECONDS
    after = dice.randbytes(PIECE)
    while (error := produce(server, topic, after)) and time.monotonic() < deadline:
        assert error in RETRIABLE
        time.sleep(0.2)
    assert error == 0, "service did not resume by itself"
    server.restart_after_kill()

    # What was refused may be there or not; what was acknowledged is there, in order.
    start, end = reader.ends(topic, 0)
    values = [record.value for record in reader.read(topic, 0, start, end)]
    assert values[: len(acked)] == acked and values[-1] == after
