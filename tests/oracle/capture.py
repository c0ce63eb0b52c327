#!/usr/bin/env python3
"""Captures frames of real clients for src/kafka/protocol/testdata/captured.tsv.

    PYTHONPATH=tests out/venv/bin/python tests/oracle/capture.py FILE

Runs Apache Kafka behind a relay (its advertised listener is the relay), lets kcat, Java, kafka-python and confluent-kafka do
ordinary work through it, and writes the first frame of every API version of each client: client, request or response, key,
version and the frame in hex, without its length. Needs what tests/install_test_tools.sh installs.
"""

import asyncio
import subprocess
import sys
import threading
from pathlib import Path

from harness.servers import KafkaServer, free_port

FRAME_BYTES_MAX = 1500
TOPIC = "captured"


class Relay:
    """Passes bytes both ways and keeps what it saw, in order, for each connection."""

    def __init__(self, port: int, upstream: int):
        self.port, self.upstream = port, upstream
        self.client = ""
        self.frames: dict[tuple, str] = {}

    async def serve(self):
        server = await asyncio.start_server(self.connection, "127.0.0.1", self.port)
        await server.serve_forever()

    async def connection(self, reader, writer):
        up_reader, up_writer = await asyncio.open_connection("127.0.0.1", self.upstream)
        waiting: list[tuple] = []
        try:
            await asyncio.gather(
                self.pass_on(reader, up_writer, lambda frame: self.request(frame, waiting)),
                self.pass_on(up_reader, writer, lambda frame: self.response(frame, waiting)),
            )
        except (asyncio.IncompleteReadError, ConnectionError):
            pass
        finally:
            up_writer.close()
            writer.close()

    async def pass_on(self, reader, writer, see):
        while True:
            head = await reader.readexactly(4)
            frame = await reader.readexactly(int.from_bytes(head, "big"))
            see(frame)
            writer.write(head + frame)
            await writer.drain()

    def request(self, frame: bytes, waiting: list):
        key, version = int.from_bytes(frame[:2], "big"), int.from_bytes(frame[2:4], "big")
        waiting.append((frame[4:8], self.client, key, version))
        self.keep(self.client, "request", key, version, frame)

    def response(self, frame: bytes, waiting: list):
        for entry in waiting:
            if entry[0] == frame[:4]:
                waiting.remove(entry)
                self.keep(entry[1], "response", entry[2], entry[3], frame)
                return

    def keep(self, client, kind, key, version, frame):
        # The larger of the first few says more than an empty first one.
        place = (client, kind, key, version)
        old = self.frames.get(place, "")
        if len(frame) <= FRAME_BYTES_MAX and len(frame) * 2 > len(old):
            self.frames[place] = frame.hex()


def kcat(bootstrap, _):
    text = b"".join(b"key%d:value %d\n" % (i, i) for i in range(20))
    run = lambda *more, **how: subprocess.run(["kcat", "-b", bootstrap, *more], check=True, capture_output=True, timeout=60, **how)
    run("-P", "-t", TOPIC, "-K:", "-z", "gzip", "-X", "enable.idempotence=true", input=text)
    run("-P", "-t", TOPIC, "-K:", "-z", "zstd", "-H", "h=1", input=text)
    run("-C", "-t", TOPIC, "-e", "-o", "beginning")
    run("-G", "kcat-group", "-X", "auto.offset.reset=earliest", "-e", TOPIC)
    run("-Q", "-t", f"{TOPIC}:0:-1")
    run("-L")


def java(bootstrap, server):
    text = b"".join(b"line %d\n" % i for i in range(20))
    run = lambda main, *more, **how: subprocess.run(server.java(main, *more), check=True, capture_output=True, timeout=90, **how)
    at = ("--bootstrap-server", bootstrap)
    run("org.apache.kafka.tools.TopicCommand", *at, "--create", "--topic", TOPIC, "--partitions", "2")
    run("org.apache.kafka.tools.TopicCommand", *at, "--describe", "--topic", TOPIC)
    run("org.apache.kafka.tools.ConsoleProducer", *at, "--topic", TOPIC, "--compression-codec", "lz4", input=text)
    for protocol in ("classic", "consumer"):
        run("org.apache.kafka.tools.consumer.ConsoleConsumer", *at, "--topic", TOPIC, "--from-beginning", "--max-messages", "5",
            "--consumer-property", f"group.protocol={protocol}", "--group", f"java-{protocol}")
    run("org.apache.kafka.tools.GetOffsetShell", *at, "--topic", TOPIC)
    run("org.apache.kafka.tools.consumer.group.ConsumerGroupCommand", *at, "--describe", "--all-groups")
    run("kafka.admin.ConfigCommand", *at, "--describe", "--topic", TOPIC)
    run("org.apache.kafka.tools.TransactionsCommand", *at, "list")


def kafka_python(bootstrap, _):
    from kafka import KafkaAdminClient, KafkaConsumer, KafkaProducer

    producer = KafkaProducer(bootstrap_servers=bootstrap)
    for i in range(10):
        producer.send(TOPIC, key=b"k%d" % i, value=b"v", headers=[("h", b"x")])
    producer.flush()
    producer.close()
    reader = KafkaConsumer(TOPIC, bootstrap_servers=bootstrap, group_id="python-group", auto_offset_reset="earliest",
                           consumer_timeout_ms=3000)
    list(reader)
    reader.commit()
    reader.close()
    admin = KafkaAdminClient(bootstrap_servers=bootstrap)
    admin.list_topics()
    admin.close()


def confluent(bootstrap, _):
    import confluent_kafka

    producer = confluent_kafka.Producer({"bootstrap.servers": bootstrap, "transactional.id": "t", "linger.ms": 5})
    producer.init_transactions()
    producer.begin_transaction()
    for i in range(10):
        producer.produce(TOPIC, key=b"k%d" % i, value=b"v")
    producer.commit_transaction()
    reader = confluent_kafka.Consumer({"bootstrap.servers": bootstrap, "group.id": "confluent-group",
                                       "group.protocol": "consumer", "auto.offset.reset": "earliest"})
    reader.subscribe([TOPIC])
    reader.consume(20, timeout=15)
    reader.commit(asynchronous=False)
    reader.close()


def main():
    port = free_port()
    server = KafkaServer("capture", properties={"advertised.listeners": f"PLAINTEXT://127.0.0.1:{port}"}).start()
    relay = Relay(port, server.port)
    threading.Thread(target=lambda: asyncio.run(relay.serve()), daemon=True).start()
    try:
        for name, work in {"java": java, "kcat": kcat, "kafka-python": kafka_python, "confluent-kafka": confluent}.items():
            relay.client = name
            try:
                work(f"127.0.0.1:{port}", server)
            except subprocess.CalledProcessError as error:
                sys.exit(f"{name}: {error}\n{error.stderr.decode()[-2000:]}")
    finally:
        server.stop()
        server.remove_data()
    rows = ["\t".join(map(str, (*place, frame))) for place, frame in sorted(relay.frames.items())]
    Path(sys.argv[1]).write_text("\n".join(rows) + "\n")
    print(f"{len(rows)} frames")


if __name__ == "__main__":
    main()
