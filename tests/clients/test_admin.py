"""Goal: the admin clients of the libraries work: topics, configurations, cluster, offsets.

Method: each library's own admin calls; answers compared with exact values.
"""

import time

import pytest
from confluent_kafka import IsolationLevel, KafkaException, TopicPartition
from confluent_kafka.admin import AdminClient, ConfigResource, NewTopic, OffsetSpec
from kafka.admin import KafkaAdminClient
from kafka.errors import KafkaError

from clients.client import Record
from clients.confluent import ConfluentClient
from conftest import client_result

confluent = pytest.mark.client("confluent-kafka")
python = pytest.mark.client("kafka-python")


@pytest.fixture
def admin(server):
    client_result("confluent-kafka")["version"] = ConfluentClient("").version()
    return AdminClient({"bootstrap.servers": server.bootstrap})


def wait_until(condition) -> None:
    deadline = time.monotonic() + 10
    while not condition():
        assert time.monotonic() < deadline, "not within 10 s"
        time.sleep(0.02)


@confluent
def test_admin_topics(admin, topic):
    wanted = NewTopic(topic, 3, config={"retention.ms": "3600000"})
    admin.create_topics([wanted])[topic].result(20)
    wait_until(lambda: len(admin.list_topics(topic, 10).topics[topic].partitions) == 3)
    with pytest.raises(KafkaException) as refused:
        admin.create_topics([wanted])[topic].result(20)
    assert refused.value.args[0].code() == 36  # TOPIC_ALREADY_EXISTS
    admin.delete_topics([topic])[topic].result(20)
    wait_until(lambda: topic not in admin.list_topics(timeout=10).topics)
    admin.create_topics([NewTopic(topic, 1)])[topic].result(20)
    wait_until(lambda: topic in admin.list_topics(timeout=10).topics)


@confluent
def test_admin_configs(admin, topic, make_topic):
    make_topic(topic, 1, {"retention.ms": "3600000"})
    resource = ConfigResource("topic", topic)
    found = admin.describe_configs([resource])[resource].result(20)
    assert found["retention.ms"].value == "3600000" and not found["retention.ms"].is_default
    assert found["cleanup.policy"].value == "delete" and found["cleanup.policy"].is_default
    for key in (
        "max.message.bytes",
        "message.timestamp.type",
        "min.insync.replicas",
        "compression.type",
    ):
        assert key in found
    assert {str(one) for one in found["retention.ms"].synonyms} >= {"retention.ms"}


@confluent
def test_admin_cluster(admin, connection):
    cluster = admin.describe_cluster(request_timeout=20).result(20)
    raw = connection.metadata([])
    assert cluster.cluster_id == raw.cluster_id and cluster.cluster_id
    assert [(node.id, node.host, node.port) for node in cluster.nodes] == [
        one[:3] for one in raw.brokers
    ]
    assert cluster.controller.id == raw.brokers[0][0]


@confluent
def test_admin_offsets(admin, server, topic, make_topic):
    make_topic(topic)
    base = int(time.time() * 1000) - 60_000
    times = [0, 30, 10, 20]
    ConfluentClient(server.bootstrap).produce(
        topic, [Record(0, None, b"v", (), base + at) for at in times], "gzip"
    )
    one = TopicPartition(topic, 0)

    def ask(spec) -> int:
        found = admin.list_offsets({one: spec}, isolation_level=IsolationLevel.READ_UNCOMMITTED)
        return found[one].result(20).offset

    assert ask(OffsetSpec.earliest()) == 0 and ask(OffsetSpec.latest()) == 4
    assert ask(OffsetSpec.max_timestamp()) == 1
    assert ask(OffsetSpec.for_timestamp(base + 5)) == 1
    assert ask(OffsetSpec.for_timestamp(base + 31)) == -1


@pytest.fixture
def python_admin(server):
    opened = KafkaAdminClient(bootstrap_servers=server.bootstrap)
    yield opened
    opened.close()


@python
def test_python_admin_topics(python_admin, topic):
    python_admin.create_topics({topic: {"num_partitions": 2, "replication_factor": 1}})
    wait_until(lambda: topic in python_admin.list_topics())
    described = python_admin.describe_topics([topic])[0]
    assert len(described["partitions"]) == 2
    with pytest.raises(KafkaError):
        python_admin.create_topics({topic: {"num_partitions": 2, "replication_factor": 1}})
    python_admin.delete_topics([topic])
    wait_until(lambda: topic not in python_admin.list_topics())


@python
def test_python_admin_cluster(python_admin, connection):
    cluster = python_admin.describe_cluster()
    assert cluster["cluster_id"] == connection.metadata([]).cluster_id
    assert len(cluster["brokers"]) == 1
