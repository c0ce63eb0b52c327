"""Goal: the command line works as its help says: topics, bench, inspect, config; exit codes and
JSON output.

Method: the real binary. The commands that speak Kafka are also run against Apache Kafka, which
shows that our own client speaks the protocol and not a dialect.
"""

import json
import subprocess

import pytest

from clients.client import Record
from clients.confluent import ConfluentClient
from harness import paths, servers

OK, FAILED, USAGE, NO_SERVER = 0, 1, 2, 4


def run(*arguments: str) -> subprocess.CompletedProcess:
    command = [paths.ringfence_binary(), *arguments]
    return subprocess.run(command, capture_output=True, text=True, timeout=60)


def lines(done: subprocess.CompletedProcess) -> list:
    assert done.returncode == OK, done.stdout + done.stderr
    return [json.loads(line) for line in done.stdout.splitlines()]


def test_topics(server, topic, make_topic):
    where = ("--bootstrap", server.bootstrap, "--output", "json")
    made = run(
        "topic", "create", topic, "--partitions", "3", "--config", "retention.ms=9000", *where
    )
    assert lines(made)[0]["partitions"] == 3
    again = run("topic", "create", topic, "--bootstrap", server.bootstrap)
    assert again.returncode == FAILED and "TOPIC_ALREADY_EXISTS" in again.stderr
    assert run("topic", "create", topic, "--if-not-exists", *where).returncode == OK
    ConfluentClient(server.bootstrap).produce(topic, [Record(1, b"k", b"v")] * 5)
    assert topic in [one["topic"] for one in lines(run("topic", "list", *where))[0]]
    found = lines(run("topic", "describe", topic, *where))[0]
    assert [part["high_watermark"] for part in found["partitions"]] == [0, 5, 0]
    assert found["configs"]["retention.ms"] == "9000"
    assert lines(run("topic", "delete", topic, *where)) == [{"deleted": topic}]
    missing = run("topic", "delete", f"{topic}-missing", *where)
    assert missing.returncode == FAILED and "UNKNOWN_TOPIC" in missing.stdout + missing.stderr


def test_names_and_servers_that_are_wrong(server):
    illegal = run("topic", "create", "a b", "--bootstrap", server.bootstrap)
    assert illegal.returncode in (FAILED, USAGE) and "INVALID_TOPIC" in illegal.stderr
    nobody = run("topic", "list", "--bootstrap", f"127.0.0.1:{servers.free_port()}")
    assert nobody.returncode == NO_SERVER and "127.0.0.1" in nobody.stderr
    assert run("topic", "list", "--no-such-flag").returncode == USAGE
    assert run("no-such-command").returncode == USAGE


@pytest.mark.parametrize("codec", ("none", "gzip", "snappy", "lz4", "zstd"))
def test_bench(server, connection, make_topic, topic, codec):
    # Apache Kafka needs a moment for new topics and for its first producer id.
    make_topic(topic, 8)
    connection.init_producer_id()
    where = ("--bootstrap", server.bootstrap, "--output", "json", "--topic", topic)
    load = ("--records", "3000", "--record-bytes", "200", "--compression", codec, "--idempotent")
    produced = lines(run("bench", "produce", *load, *where))[-1]
    consumed = lines(run("bench", "consume", *where))[-1]
    assert produced["records"] == consumed["records"] == 3000
    assert consumed["bytes"] > 0 and consumed["mib_per_second"] > 0


@pytest.mark.only("ringfence")
def test_inspect(own_server, topic):
    server = own_server()
    ConfluentClient(server.bootstrap).produce(
        topic, [Record(0, b"k", b"v%d" % at) for at in range(7)]
    )
    busy = run("inspect", "log", str(server.data))
    assert busy.returncode != OK and busy.stderr, "a running process owns its log"
    assert server.stop() == 0
    objects = [file for file in (server.bucket() / "data").rglob("*") if file.is_file()]
    found = [json.loads(run("inspect", "object", str(file)).stdout) for file in objects]
    batches = [
        batch for one in found for section in one["sections"] for batch in section["batches"]
    ]
    assert sum(batch["offsets"] for batch in batches) == 7
    records = lines(run("inspect", "log", str(server.data)))
    assert [record["sequence"] for record in records] == list(range(1, len(records) + 1))
    for before, after in zip(records, records[1:]):
        assert after["previous"] == before["hash"], "the log is chained by hashes"
    assert topic not in json.dumps(records)
    named = run("inspect", "log", str(server.data), "--keys", str(server.data / "keys"))
    assert topic in named.stdout, "with the keys the owner reads names"

    data = bytearray(objects[0].read_bytes())
    data[len(data) // 2] ^= 1
    objects[0].write_bytes(data)
    damaged = run("inspect", "object", str(objects[0]))
    assert damaged.returncode == FAILED and damaged.stderr


@pytest.mark.only("ringfence")
def test_configuration_file_environment_and_flags(own_server, tmp_path):
    """A flag goes before the environment, the environment before the file."""
    printed = run("config")
    assert printed.returncode == OK and "num.partitions" in printed.stdout
    file = tmp_path / "ringfence.toml"
    file.write_text('"num.partitions" = 4\n"log.level" = "debug"\n"max.connections" = 77\n')
    settings = run("config", "--config", str(file), "--num-partitions", "6").stdout
    assert '"num.partitions" = 6' in settings and '"max.connections" = 77' in settings
    file.write_text('"num.partitons" = 4\n')
    wrong = run("config", "--config", str(file))
    assert wrong.returncode == USAGE and "num.partitons" in wrong.stderr
