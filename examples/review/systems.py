"""The systems that the example review is about: Apache Kafka 4.3.1 with TLS, SASL and default deny, and a backup of its
closed segments in a real S3 bucket. No Ringfence server takes part.

Started by demo.py, or by hand: examples/review/systems.py FOLDER starts them, writes what the probes need to know into
FOLDER, and stops them on Ctrl-C.
"""

import json
import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / "tests"))

from confluent_kafka import Consumer, Producer, TopicPartition  # noqa: E402
from confluent_kafka.admin import AclOperation, AdminClient, NewTopic, ResourceType  # noqa: E402
from harness import paths, s3_servers  # noqa: E402
from review import secure_kafka  # noqa: E402

BUCKET = "kafka-backup"
TOPICS = {
    "orders": {"retention.ms": "604800000", "segment.bytes": "1048576"},
    "payments": {"retention.ms": "2592000000", "segment.bytes": "1048576"},
    "audit": {"retention.ms": "31536000000"},
}
RECORDS = 3000
FIT = {  # load and targets of the probe `fit`, the same for every system
    "rate": 200, "duration": 10, "warm-up": 2, "settle": 2, "target-produce-p99-ms": 500, "target-end-to-end-p99-ms": 1000,
}  # fmt: skip


class Systems:
    def __init__(self):
        paths.DATA.mkdir(parents=True, exist_ok=True)
        paths.LOGS.mkdir(parents=True, exist_ok=True)
        self.kafka = secure_kafka.SecureKafka("review-example")
        self.store = s3_servers.Versitygw()

    def __enter__(self) -> "Systems":
        self.store.start()
        self.kafka.start()
        self.kafka.make_users_and_rules()
        for topic in TOPICS:
            self.kafka.allow("review", ResourceType.TOPIC, topic, AclOperation.READ)
        self.kafka.make_topics(TOPICS)
        self.produce()
        self.back_up()
        return self

    def __exit__(self, *unused) -> None:
        self.kafka.kill()
        self.kafka.remove_data()
        self.store.stop()

    def produce(self) -> None:
        producer = Producer(self.client())
        for number in range(RECORDS):
            for topic in TOPICS:
                value = json.dumps({"id": number, "of": topic, "note": "x" * 600})
                producer.produce(topic, value, f"customer-{number % 97}", headers={"trace": str(number)})
            producer.poll(0)
        assert producer.flush(60) == 0

    def back_up(self) -> None:
        """Copies every closed segment, as backup tools do: under the topic's own name."""
        client = self.store.client()
        client.create_bucket(Bucket=BUCKET)
        client.put_bucket_versioning(Bucket=BUCKET, VersioningConfiguration={"Status": "Enabled"})
        for partition in sorted((self.kafka.data / "logs").glob("*-[0-9]*")):
            if partition.name.startswith("__"):
                continue
            for segment in sorted(partition.glob("*.log"))[:-1]:
                client.upload_file(str(segment), BUCKET, f"segments/{partition.name}/{segment.name}")

    def copy_to(self, bootstrap: str, topics: list[str]) -> None:
        """Moves topics to another cluster as a customer who leaves does: with stock clients."""
        consumer = Consumer({**self.client(), "group.id": "leaving", "enable.auto.commit": False, "enable.partition.eof": True})
        target = AdminClient({"bootstrap.servers": bootstrap})
        for future in target.create_topics([NewTopic(topic, 1, 1) for topic in topics]).values():
            future.result(30)
        producer = Producer({"bootstrap.servers": bootstrap, "enable.idempotence": True})
        for topic in topics:
            consumer.assign([TopicPartition(topic, 0, 0)])
            while True:
                message = consumer.poll(30)
                if message.error():
                    break
                producer.produce(topic, message.value(), message.key(), 0, timestamp=message.timestamp()[1],
                                 headers=message.headers())
                producer.poll(0)
        consumer.close()
        assert producer.flush(60) == 0

    def client(self) -> dict[str, str]:
        return {
            "bootstrap.servers": self.kafka.bootstrap, "security.protocol": "SASL_SSL", "sasl.mechanism": "PLAIN",
            "sasl.username": "admin", "sasl.password": secure_kafka.PASSWORDS["admin"], "ssl.ca.location": self.kafka.ca,
        }  # fmt: skip

    def review_identity(self) -> list[str]:
        """Flags of a probe that is not in probes.toml."""
        return ["--bootstrap", self.kafka.bootstrap, "--tls", "--ca", self.kafka.ca, "--sasl", "SCRAM-SHA-512", "--user",
                "review", "--password-file", self.kafka.password("review")]  # fmt: skip

    def low(self) -> list[str]:
        return ["SCRAM-SHA-256", "nobody", self.kafka.password("nobody")]

    def probe_options(self, folder: Path) -> str:
        """probes.toml: what each probe of this subject is run with."""
        names = {"bootstrap": self.kafka.bootstrap, "tls": True, "ca": self.kafka.ca, "sasl": "SCRAM-SHA-512",
                 "user": "review", "password-file": self.kafka.password("review")}  # fmt: skip
        mechanism, user, password = self.low()
        sections = {
            "kafka": {**names, "low-sasl": mechanism, "low-user": user, "low-password-file": password,
                      "listener": self.kafka.declared(), "retention-table": str(folder / "retention.tsv")},
            "bucket": {"bucket": BUCKET, "endpoint": self.store.endpoint, "region": self.store.region,
                       "prefix": "segments/", "encryption": "AES256"},
            "iam": {"policies": str(Path(__file__).parent / "policies"), "bucket": BUCKET, "prefix": "segments/",
                    "ours": "111122223333", "principals": str(Path(__file__).parent / "declared.json")},
            "fit": {**names, "user": "admin", "password-file": self.kafka.password("admin"), "sasl": "PLAIN",
                    **FIT},
        }  # fmt: skip
        return "".join(f"[{name}]\n" + "".join(f"{key} = {json.dumps(value)}\n" for key, value in options.items()) + "\n"
                       for name, options in sections.items())  # fmt: skip

    def describe(self, folder: Path) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        (folder / "retention.tsv").write_text(
            "topic\tregion\tretention\tbytes\norders\t\t7d\t\npayments\t\t30d\t\naudit\t\t365d\t\n"
        )
        (folder / "probes.toml").write_text(self.probe_options(folder))
        (folder / "words.txt").write_text("orders\npayments\naudit\n")
        (folder / "s3.env").write_text(
            f"export AWS_ACCESS_KEY_ID={self.store.access_key}\nexport AWS_SECRET_ACCESS_KEY={self.store.secret_key}\n"
        )


def main() -> int:
    folder = Path(sys.argv[1] if len(sys.argv) > 1 else ROOT / "out/review-example").resolve()
    print("starting Apache Kafka and an S3 server …", flush=True)
    with Systems() as systems:
        systems.describe(folder)
        print(f"Kafka   {systems.kafka.bootstrap} (TLS, SASL)\nBucket  {systems.store.endpoint}/{BUCKET}\n"
              f"Files for the review: {folder}\nCtrl-C stops both.", flush=True)  # fmt: skip
        try:
            while True:
                time.sleep(1)
        except KeyboardInterrupt:
            return 0


if __name__ == "__main__":
    sys.exit(main())
