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


def test_console_consumer_and_the_group_tool(tool, topic, make_topic):
    """A group of the console consumer's: described, reset, deleted."""
    make_topic(topic, 2)
    group = f"group-of-{topic}"
    lines = [f"line {at}" for at in range(100)]
    tool("ConsoleProducer", "--topic", topic, stdin="\n".join(lines) + "\n")
    printed = tool(
        "consumer.ConsoleConsumer",
        "--topic",
        topic,
        "--group",
        group,
        "--from-beginning",
        "--max-messages",
        "100",
        "--timeout-ms",
        "30000",
    )
    assert sorted(printed.splitlines()[:100]) == sorted(lines)
    groups = "consumer.group.ConsumerGroupCommand"
    assert group in tool(groups, "--list").split()

    def rows() -> dict[int, list[str]]:
        shown = tool(groups, "--describe", "--group", group)
        found = [line.split() for line in shown.splitlines() if line.startswith(group)]
        return {int(row[2]): row for row in found}

    def lags() -> int:
        return sum(int(row[5]) for row in rows().values())

    assert set(rows()) <= {0, 1} and rows()
    assert lags() == 0
    state = tool(groups, "--describe", "--group", group, "--state")
    assert "Empty" in state
    tool(
        groups,
        "--group",
        group,
        "--topic",
        topic,
        "--reset-offsets",
        "--to-earliest",
        "--execute",
    )
    assert lags() == 100
    deleted = tool(groups, "--delete", "--group", group)
    assert "was successful" in deleted
    assert group not in tool(groups, "--list").split()


def test_verifiable_producer_and_consumer(tool, topic, make_topic):
    make_topic(topic, 3)
    sent = tool(
        "VerifiableProducer", "--topic", topic, "--max-messages", "500", server_flag="before"
    )
    assert '"sent":500' in sent and '"acked":500' in sent
    read = tool(
        "VerifiableConsumer",
        "--topic",
        topic,
        "--group-id",
        f"verifiable-{topic}",
        "--max-messages",
        "500",
        "--reset-policy",
        "earliest",
    )
    assert '"name":"partitions_assigned"' in read
    counted = re.findall(r'"count":(\d+),"name":"records_consumed"|"name":"records_consumed".*?"count":(\d+)', read)
    assert sum(int(a or b) for a, b in counted) == 500


def test_consumer_performance(tool, topic, make_topic):
    make_topic(topic, 2)
    tool(
        "ProducerPerformance",
        "--topic",
        topic,
        "--num-records",
        "5000",
        "--record-size",
        "100",
        "--throughput",
        "-1",
    )
    printed = tool(
        "ConsumerPerformance", "--topic", topic, "--num-records", "5000", "--timeout", "30000"
    )
    assert re.search(r", 5000, ", printed), printed
