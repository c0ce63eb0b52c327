"""A server that hostile input is thrown at, and the proof after each test that it still serves."""

import pytest

from clients.client import Record
from clients.confluent import ConfluentClient
from harness import servers

# What all bad input together may add to the resident memory. The caches and budgets of the server
# itself are below it; Apache Kafka's heap has its own limit.
GROWTH_MIB = {"ringfence": 96, "kafka": 900}


@pytest.fixture(scope="module")
def target(kind):
    one = servers.make_server(kind, "hostile").start()
    yield one
    one.stop()
    one.remove_data()


@pytest.fixture
def still_serves(target, kind, topic):
    """After the test: same process, bounded memory, and an ordinary client writes and reads."""
    pid = target.pid
    before = target.rss_mib()
    target.reset_peak()
    yield target
    assert target.is_alive() and target.pid == pid, f"the server died:\n{target.log_tail()}"
    growth = target.peak_mib() - before
    assert growth < GROWTH_MIB[kind], f"resident memory grew by {growth:.0f} MiB"
    client = ConfluentClient(target.bootstrap)
    sent = [Record(0, b"k%d" % at, b"v%d" % at) for at in range(20)]
    client.produce(f"after-{topic}", sent)
    found = client.read(f"after-{topic}", 0, 0, 20)
    assert [(read.key, read.value) for read in found] == [
        (record.key, record.value) for record in sent
    ]
