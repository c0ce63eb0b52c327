"""Goal: when the object store is out, memory stays flat, clients see errors that they retry, and
everything goes on by itself afterwards; nothing acknowledged is lost, repeated or reordered.

Method: the bucket is a file system of its own that becomes read-only under a running load and
writable again. The load is far more than the server may hold, so that it must stop reading from
sockets.
"""

import os
import subprocess
import time

import pytest

from clients.confluent import ConfluentClient
from durability import workload
from harness import history, wire

PARTITIONS = 2
GROWTH_MIB = 160


@pytest.fixture
def bucket_switch(own_server):
    """A server whose bucket can be switched to read-only ("ro") and back ("rw")."""
    small = ("--ingest-memory-bytes", "8388608", "--queued-max-request-bytes", "16777216")
    server = own_server(start=False, ringfence=small)
    server.bucket().mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", "size=512m", "tmpfs", str(server.bucket())]
    if os.geteuid() != 0 or subprocess.run(mount, capture_output=True).returncode:
        pytest.skip("needs root and mount(8) for a bucket that can be taken away")

    def switch(mode: str) -> None:
        command = ["mount", "-o", f"remount,{mode}", str(server.bucket())]
        deadline = time.monotonic() + 10
        # A file that is being written keeps the file system busy for a moment.
        while subprocess.run(command, capture_output=True).returncode:
            assert time.monotonic() < deadline, "cannot switch the bucket"
            time.sleep(0.005)

    yield server, switch
    server.kill()
    subprocess.run(["umount", str(server.bucket())], check=True)


@pytest.mark.only("ringfence")
def test_store_out(bucket_switch):
    server, switch = bucket_switch
    topic = "outage"
    made = history.History(topic)
    server.start()
    with wire.Connection(server.port) as connection:
        assert connection.create_topic(topic, PARTITIONS) == 0
    common = (server.bootstrap, topic, PARTITIONS)
    writers = [workload.LibrdkafkaWriter(made, at, *common, per_second=2000) for at in range(2)]
    writers.append(workload.LargeWriter(made, 2, *common, per_second=200))
    reader = workload.LibrdkafkaReader(made, 8, *common)
    for worker in (*writers, reader):
        worker.start()
    acked = lambda: sum(writer.acked for writer in writers)

    def wait_for(more: int) -> None:
        wanted, deadline = acked() + more, time.monotonic() + 60
        while acked() < wanted:
            assert time.monotonic() < deadline, "no progress for 60 s"
            time.sleep(0.01)

    wait_for(2000)
    before = server.rss_mib()
    server.reset_peak()
    switch("ro")
    time.sleep(1)
    frozen = acked()
    time.sleep(4)
    assert acked() == frozen, "acknowledged while nothing could be written"
    growth = server.peak_mib() - before
    switch("rw")
    wait_for(2000)
    for worker in (*writers, reader):
        worker.stopping.set()
    for worker in (*writers, reader):
        worker.join(90)

    final, client = {}, ConfluentClient(server.bootstrap)
    for partition in range(PARTITIONS):
        end = client.ends(topic, partition)[1]
        final[partition] = [
            (read.offset, workload.value_of(read.value))
            for read in client.read(topic, partition, 0, end)
        ]
    violations = history.check(made.operations, final, idempotent={0, 1, 2})
    print(f"{acked()} acknowledged, memory grew by {growth:.0f} MiB while the store was out")
    assert [worker.failure for worker in (*writers, reader) if worker.failure] == []
    assert violations == [], "\n".join(f"{v.rule}: {v.text}" for v in violations[:20])
    assert growth < GROWTH_MIB
