"""Goal: Apache Kafka's command line tools work unchanged: kafka-topics, kafka-configs, perf tests,
console.

Method: the tools' main classes from the 4.3.1 jars, with their printed answers compared.
"""

import re
import subprocess

import pytest

from clients.java_client import CLASSPATH
from conftest import client_result
from harness import paths

pytestmark = pytest.mark.client("java-tools")


@pytest.fixture(scope="module")
def tool(server):
    client_result("java-tools")["version"] = paths.KAFKA_VERSION

    def run(main: str, *arguments: str, stdin: str = "", server_flag: str = "before") -> str:
        where = ["--bootstrap-server", server.bootstrap]
        order = [*where, *arguments] if server_flag == "before" else [*arguments, *where]
        main = main if main.startswith("kafka.") else f"org.apache.kafka.tools.{main}"
        done = subprocess.run(
            [
                "java",
                "-Xmx256m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                CLASSPATH,
                main,
                *order,
            ],
            input=stdin,
            capture_output=True,
            text=True,
            timeout=90,
        )
        assert done.returncode == 0, done.stdout + done.stderr
        return done.stdout

    return run


def test_topics_create_list_describe_delete(tool, topic):
    assert (
        tool(
            "TopicCommand",
            "--create",
            "--topic",
            topic,
            "--partitions",
            "3",
            "--config",
            "retention.ms=86400000",
        ).strip()
        == f"Created topic {topic}."
    )
    assert topic in tool("TopicCommand", "--list").split()
    described = tool("TopicCommand", "--describe", "--topic", topic)
    first = described.splitlines()[0]
    assert re.search(r"TopicId: [A-Za-z0-9_-]{22}\t", first)
    assert "PartitionCount: 3" in first and "retention.ms=86400000" in first
    assert [re.search(r"Partition: (\d+)", line)[1] for line in described.splitlines()[1:]] == [
        "0",
        "1",
        "2",
    ]
    assert "Leader: none" not in described
    tool("TopicCommand", "--delete", "--topic", topic)
    assert topic not in tool("TopicCommand", "--list").split()


def test_configs_describe(tool, topic, make_topic, connection):
    make_topic(topic, 1, {"max.message.bytes": "123456"})
    config = "kafka.admin.ConfigCommand"
    own = tool(config, "--describe", "--entity-type", "topics", "--entity-name", topic)
    assert (
        "max.message.bytes=123456" in own and "DYNAMIC_TOPIC_CONFIG:max.message.bytes=123456" in own
    )
    every = tool(config, "--describe", "--all", "--entity-type", "topics", "--entity-name", topic)
    for line in (
        "cleanup.policy=delete",
        "compression.type=producer",
        "retention.ms=604800000",
        "message.timestamp.type=CreateTime",
        "retention.bytes=-1",
    ):
        assert line in every
    broker = str(connection.metadata([]).brokers[0][0])
    settings = tool(
        config, "--describe", "--all", "--entity-type", "brokers", "--entity-name", broker
    )
    # Debezium and Materialize read these two from the broker.
    assert "default.replication.factor=" in settings and "num.partitions=" in settings


def test_cluster_and_versions(tool, connection):
    cluster = tool("ClusterTool", "cluster-id", server_flag="after")
    assert cluster.strip() == f"Cluster ID: {connection.metadata([]).cluster_id}"
    printed = tool("BrokerApiVersionsCommand")
    for api in (
        "Produce(0): 0 to ",
        "Fetch(1): 4 to ",
        "ListOffsets(2): 1 to ",
        "Metadata(3): 0 to ",
    ):
        assert api in printed


def test_producer_performance(tool, topic, make_topic):
    make_topic(topic, 2)
    printed = tool(
        "ProducerPerformance",
        "--topic",
        topic,
        "--num-records",
        "20000",
        "--record-size",
        "100",
        "--throughput",
        "-1",
    )
    assert "20000 records sent" in printed
    offsets = tool("GetOffsetShell", "--topic", topic)
    assert sum(int(line.rsplit(":", 1)[1]) for line in offsets.split()) == 20000


def test_console_producer_and_consumer_by_partition(tool, topic, make_topic):
    make_topic(topic)
    lines = [f"line {at}" for at in range(200)]
    tool("ConsoleProducer", "--topic", topic, stdin="\n".join(lines) + "\n")
    printed = tool(
        "consumer.ConsoleConsumer",
        "--topic",
        topic,
        "--partition",
        "0",
        "--offset",
        "earliest",
        "--max-messages",
        "200",
        "--timeout-ms",
        "20000",
    )
    assert printed.split("\n")[:200] == lines
    tail = tool(
        "consumer.ConsoleConsumer",
        "--topic",
        topic,
        "--partition",
        "0",
        "--offset",
        "150",
        "--max-messages",
        "50",
        "--timeout-ms",
        "20000",
    )
    assert tail.split("\n")[:50] == lines[150:]
