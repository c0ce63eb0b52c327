"""Three Apache Kafka nodes without TLS: one is controller and broker, two are brokers. For what a
single node cannot show: leaders that move, a node that is gone.
"""

import subprocess

from confluent_kafka.admin import AdminClient

from harness import servers


class Node(servers.KafkaServer):
    def __init__(self, cluster: str, number: int, voter: str | None):
        super().__init__(f"{cluster}-{number}")
        self.number = number
        self.properties = {
            "node.id": str(number),
            "offsets.topic.replication.factor": "3",
            "default.replication.factor": "3",
            "min.insync.replicas": "2",
            "auto.create.topics.enable": "false",
            "controlled.shutdown.enable": "false",
        }
        if voter:
            self.properties |= {
                "process.roles": "broker",
                "controller.quorum.voters": voter,
                "listeners": f"PLAINTEXT://{self.bootstrap}",
            }
        self.voter = voter or f"1@127.0.0.1:{self.controller_port}"

    def command(self) -> list[str]:
        file = self.settings_file()
        if not (self.data / "logs" / "meta.properties").exists():
            subprocess.run(
                self.java("kafka.tools.StorageTool", "format", "-t", "cmluZ2ZlbmNlLXRlc3Q0", "-c",
                          str(file)),
                check=True, capture_output=True)
        return self.java("kafka.Kafka", str(file))

    def is_ready(self) -> bool:
        try:
            admin = AdminClient({"bootstrap.servers": self.bootstrap, "log_level": 0})
            return self.number in admin.list_topics(timeout=2).brokers
        except Exception:  # noqa: BLE001: whatever librdkafka says, the broker is not up yet
            return False


class Cluster:
    def __init__(self, name: str):
        first = Node(name, 1, None)
        self.nodes = [first, Node(name, 2, first.voter), Node(name, 3, first.voter)]

    def start(self) -> "Cluster":
        for node in self.nodes:
            node.start()
        return self

    @property
    def bootstrap(self) -> str:
        return ",".join(node.bootstrap for node in self.nodes)

    def kill(self) -> None:
        for node in self.nodes:
            node.kill()
            node.remove_data()
