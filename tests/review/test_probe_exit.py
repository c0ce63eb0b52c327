"""Records read out of a cluster, copied, and compared: equal roots, or the offset where they part.

Method: Apache Kafka 4.3.1 is the source, filled with three codecs, headers, nulls, a compacted topic and
aborted transactions; the target is a byte copy of its data directory, or `ringfence dev` filled by a stock
client. Roots are computed again here, from docs/formats/export.md and confluent-kafka alone.
"""

import base64
import hashlib
import json
import shutil
import subprocess
import time

import pytest
from confluent_kafka import Consumer, Producer, TopicPartition
from confluent_kafka.admin import AdminClient, NewTopic

from harness import servers

pytestmark = [pytest.mark.only("ringfence"), pytest.mark.timeout(240)]


def make_topics(server, *names, **configs):
    admin = AdminClient({"bootstrap.servers": server.bootstrap})
    configs = {"retention.ms": "-1", **configs}  # the records' timestamps are old
    for made in admin.create_topics([NewTopic(name, 2, 1, config=configs) for name in names]).values():
        made.result(20)


def fill(server, topic, count=40, change=None, keyed=False):
    for codec in ("none", "gzip", "zstd"):
        producer = Producer({"bootstrap.servers": server.bootstrap, "compression.type": codec, "linger.ms": 20})
        for i in range(count):
            value = None if i % 7 == 0 else f"{codec} {i}".encode()
            if change == (codec, i):
                value = b"not what it was"
            producer.produce(topic, value, key=key(i, keyed), partition=i % 2,
                             timestamp=1_700_000_000_000 + i, headers=[("h", b"1"), ("h", None), ("e", b"")])
        assert producer.flush(30) == 0


def key(i, keyed):
    if keyed:
        return b"k%d" % i  # a compacted topic takes no record without
    return None if i % 5 == 0 else b"" if i % 5 == 1 else b"k%d" % i


def abort_some(server, topic):
    producer = Producer({"bootstrap.servers": server.bootstrap, "transactional.id": "t-exit"})
    producer.init_transactions(30)
    for outcome in (producer.abort_transaction, producer.commit_transaction, producer.abort_transaction):
        producer.begin_transaction()
        for i in range(5):
            producer.produce(topic, b"in a transaction", partition=0, timestamp=1_700_000_001_000 + i)
        producer.flush(30)
        outcome(30)


def commit(server, group, *places):
    consumer = Consumer({"bootstrap.servers": server.bootstrap, "group.id": group, "enable.auto.commit": False})
    consumer.commit(offsets=[TopicPartition(*place) for place in places], asynchronous=False)
    consumer.close()


# --- the published format, written again by a stranger ---------------------------------------------------------------


def leaf(line: bytes) -> bytes:
    return hashlib.sha256(b"\0" + line).digest()


def root(leaves: list[bytes]) -> str:
    def tree(part):
        if len(part) == 1:
            return part[0]
        split = 1
        while split * 2 < len(part):
            split *= 2
        return hashlib.sha256(b"\1" + tree(part[:split]) + tree(part[split:])).digest()

    return (tree(leaves) if leaves else hashlib.sha256(b"").digest()).hex()


def field(value) -> str:
    return "-" if value is None else base64.b64encode(value).decode()


def lines_by_stock_client(server, topic, partition, end) -> list[bytes]:
    consumer = Consumer({"bootstrap.servers": server.bootstrap, "group.id": "reader", "enable.auto.commit": False,
                         "isolation.level": "read_committed", "enable.partition.eof": True})
    consumer.assign([TopicPartition(topic, partition, 0)])
    lines = []
    deadline = time.monotonic() + 40
    while time.monotonic() < deadline:
        message = consumer.poll(1)
        if message is None:
            continue
        if message.error():
            if message.error().code() == -191:  # the end of the partition
                break
            raise AssertionError(message.error())
        if message.offset() >= end:
            break
        kind, when = message.timestamp()
        headers = ",".join(f"{field(k.encode())}:{field(v)}" for k, v in message.headers() or [])
        lines.append(f"{message.offset()}\t{when}\t{'L' if kind == 2 else 'C'}\t{field(message.key())}\t"
                     f"{field(message.value())}\t{headers}".encode())
    consumer.close()
    return lines


def manifest(folder):
    return json.loads((folder / "export.json").read_text())


def item(review, kind):
    """Body and result by claim of the newest items of this type."""
    out = {}
    for file in sorted((review.subject / "evidence" / "items").glob("*.dsse.json"), key=lambda f: f.stat().st_mtime_ns):
        statement = json.loads(base64.b64decode(json.loads(file.read_text())["payload"]))
        predicate = statement["predicate"]
        if statement["predicateType"].endswith(f"/{kind}/v1"):
            for claim in predicate["claims"]:
                out[claim] = predicate
    return out


# --- Kafka to a copy of Kafka ----------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def source():
    server = servers.KafkaServer("exit-source").start()
    make_topics(server, "orders")
    make_topics(server, "latest", **{"cleanup.policy": "compact", "segment.ms": "100", "min.cleanable.dirty.ratio": "0.01",
                                     "max.compaction.lag.ms": "100"})
    fill(server, "orders")
    fill(server, "latest", 20, keyed=True)
    abort_some(server, "orders")
    commit(server, "billing", ("orders", 0, 17), ("orders", 1, 60))
    yield server
    server.kill()
    server.remove_data()


@pytest.fixture(scope="module")
def copied(source):
    """The data directory copied while the source stands still: every offset, gap and commit is there."""
    source.stop()
    target = servers.KafkaServer("exit-copy")
    shutil.rmtree(target.data)
    shutil.copytree(source.data, target.data)
    source.start()
    target.start()
    yield target
    target.kill()
    target.remove_data()


def export(review, server, folder, *more, code=0):
    return review.run("probe", "exit", "--step", "export", "--bootstrap", server.bootstrap, "--folder", folder, *more, code=code)


def compare(review, server, source_folder, folder, *more):
    review.run("probe", "exit", "--step", "compare", "--bootstrap", server.bootstrap, "--source", source_folder,
               "--folder", folder, *more)
    return item(review, "import-report")


def test_a_stock_client_computes_the_same_roots(review, source, tmp_path):
    export(review, source, tmp_path / "out", "--topics", "orders,latest")
    reasons = set()
    for topic in manifest(tmp_path / "out")["topics"]:
        for part in topic["partitions"]:
            lines = lines_by_stock_client(source, topic["topic"], part["partition"], part["end"])
            assert lines, part
            assert (tmp_path / "out" / part["records"]).read_bytes() == b"".join(line + b"\n" for line in lines)
            assert part["root"] == root([leaf(line) for line in lines]), topic["topic"]
            assert part["content_root"] == root([leaf(line.split(b"\t", 1)[1]) for line in lines])
            holes = sum(part["offsets_without_record"].values())
            assert part["count"] + holes == part["end"] - part["start"]
            reasons |= set(part["offsets_without_record"])
    assert {"aborted", "transaction-marker"} <= reasons and "unknown" not in reasons


def test_an_equal_copy_is_proven_by_both_verifiers(review, source, copied, tmp_path):
    export(review, source, tmp_path / "a", "--topics", "orders", "--groups", "billing")
    found = compare(review, copied, tmp_path / "a", tmp_path / "b", "--show-records")
    assert found["K10.a"]["result"] == "holds", found["K10.a"]["body"]
    assert found["K10.b"]["result"] == "holds", found["K10.b"]["body"]
    assert found["K10.a"]["body"]["source_roots_logged_before"] is True
    assert review.verdict("K10.a") == "PROVEN"
    assert review.verdict("K10.b") == "PROVEN"


def test_without_the_records_it_is_a_measurement(review, source, copied, tmp_path):
    export(review, source, tmp_path / "a", "--topics", "orders", "--groups", "billing")
    assert compare(review, copied, tmp_path / "a", tmp_path / "b")["K10.a"]["result"] == "holds"
    assert review.verdict("K10.a") == "MEASURED"


def test_an_export_goes_on_where_it_was_cut(review, source, tmp_path):
    export(review, source, tmp_path / "whole", "--topics", "orders")
    export(review, source, tmp_path / "cut", "--topics", "orders")
    wanted = manifest(tmp_path / "whole")["topics"][0]["partitions"]
    for part in manifest(tmp_path / "cut")["topics"][0]["partitions"]:
        file = tmp_path / "cut" / part["records"]
        file.write_bytes(file.read_bytes()[:-len(file.read_bytes()) // 3])
    (tmp_path / "cut" / "export.json").unlink()
    export(review, source, tmp_path / "cut", "--topics", "orders")
    again = manifest(tmp_path / "cut")["topics"][0]["partitions"]
    assert [p["root"] for p in again] == [p["root"] for p in wanted]
    assert [p["offsets_without_record"] for p in again] == [p["offsets_without_record"] for p in wanted]


# --- Kafka to Ringfence, by a stock producer -------------------------------------------------------------------------


def test_one_corrupt_record_is_found_at_its_offset(review, own_server, source, tmp_path):
    make_topics(source, "plain")
    fill(source, "plain")
    target = own_server()
    make_topics(target, "plain")
    fill(target, "plain", change=("gzip", 12))
    export(review, source, tmp_path / "a", "--topics", "plain", "--groups", "nobody")
    found = compare(review, target, tmp_path / "a", tmp_path / "b")["K10.a"]
    assert found["result"] == "fails"
    (one,) = found["body"]["differing"]
    # Partition 0 holds the even numbers: 20 records without a codec come first, then gzip 0, 2, ..., 12.
    assert (one["topic"], one["partition"], one["first_difference"], one["what"]) == ("plain", 0, 26, "value differs")


def test_an_equal_target_of_another_make(review, own_server, source, tmp_path):
    make_topics(source, "same")
    fill(source, "same")
    target = own_server()
    make_topics(target, "same")
    fill(target, "same")
    export(review, source, tmp_path / "a", "--topics", "same", "--groups", "nobody")
    found = compare(review, target, tmp_path / "a", tmp_path / "b")["K10.a"]
    assert found["result"] == "holds", found["body"]["differing"]


def test_a_topic_that_is_missing_in_the_target_stops_the_run(review, own_server, source, tmp_path):
    export(review, source, tmp_path / "a", "--topics", "orders")
    target = own_server()
    ran = subprocess.run(
        review.command("probe", "exit", "--step", "compare", "--bootstrap", target.bootstrap, "--source", tmp_path / "a",
                       "--folder", tmp_path / "b"), capture_output=True, text=True, timeout=120)
    assert ran.returncode != 0 and "orders" in ran.stdout + ran.stderr
