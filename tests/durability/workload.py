"""Writers and readers that keep a history while the server dies and comes back under them."""

import threading
import time

from confluent_kafka import Consumer, KafkaError, Producer, TopicPartition
from kafka import KafkaConsumer, KafkaProducer
from kafka import TopicPartition as PythonPartition
from kafka.errors import KafkaError as PythonError

from harness.history import History

VALUES_PER_PROCESS = 10_000_000
IN_FLIGHT = 400
RECONNECT = {
    "reconnect.backoff.ms": 20,
    "reconnect.backoff.max.ms": 200,
    "retry.backoff.ms": 50,
    "log_level": 0,
}


def payload(value: int) -> bytes:
    return b"%d %s" % (value, b"." * (value % 300))


def value_of(data: bytes) -> int:
    return int(data.split(b" ", 1)[0])


class Worker(threading.Thread):
    def __init__(self, history: History, process: int, bootstrap: str, topic: str, partitions: int):
        super().__init__(name=f"process-{process}", daemon=True)
        self.history, self.process, self.bootstrap = history, process, bootstrap
        self.topic, self.partitions = topic, partitions
        self.stopping = threading.Event()
        self.failure: str | None = None

    def run(self) -> None:
        try:
            self.work()
        except Exception as unexpected:  # the test fails with this text
            self.failure = f"{type(unexpected).__name__}: {unexpected}"

    def work(self) -> None:
        raise NotImplementedError


class Writer(Worker):
    """Sends unique values round the partitions, at a bounded rate and with bounded records in
    flight.
    """

    idempotent = True

    def __init__(self, *arguments, per_second: int = 500):
        super().__init__(*arguments)
        self.slots = threading.Semaphore(IN_FLIGHT)
        self.per_second = per_second
        self.acked = self.unknown = 0

    def ended(self, partition: int, value: int, offset: int | None, error: str | None) -> None:
        if error is None:
            self.acked += 1
            self.history.end_send(self.process, "ok", partition, offset, value)
        else:
            self.unknown += 1
            self.history.end_send(self.process, "info", partition, None, value, error)
        self.slots.release()

    def work(self) -> None:
        value, pause = (self.process + 1) * VALUES_PER_PROCESS, 10 / self.per_second
        self.open()
        while not self.stopping.is_set():
            for _ in range(10):
                value += 1
                while not self.slots.acquire(timeout=0.1):
                    self.progress()
                partition = value % self.partitions
                self.history.invoke_send(self.process, partition, value, self.idempotent)
                self.send(partition, value)
            self.progress()
            time.sleep(pause)
        self.close()

    def progress(self) -> None:
        pass


class LibrdkafkaWriter(Writer):
    def open(self) -> None:
        self.producer = Producer(
            {
                "bootstrap.servers": self.bootstrap,
                "enable.idempotence": self.idempotent,
                "acks": "all",
                "linger.ms": self.process % 2 * 5,
                "message.timeout.ms": 120_000,
                "error_cb": self.on_error,
                **({} if self.idempotent else {"max.in.flight": 1}),
                **RECONNECT,
            }
        )

    def on_error(self, error: KafkaError) -> None:
        if error.code() == KafkaError._FATAL:
            self.failure = f"fatal: {error.str()}"

    def send(self, partition: int, value: int) -> None:
        def report(error, message):
            self.ended(partition, value, message.offset(), error and error.str())

        self.producer.produce(self.topic, payload(value) + self.pad(), None, partition, report)

    def pad(self) -> bytes:
        return b""

    def progress(self) -> None:
        self.producer.poll(0)

    def close(self) -> None:
        left = self.producer.flush(60)
        if left:
            self.failure = (
                self.failure or f"{left} records neither acknowledged nor refused in 60 s"
            )


class PlainLibrdkafkaWriter(LibrdkafkaWriter):
    """May repeat records when it retries; one request in flight keeps the order."""

    idempotent = False


class LargeWriter(LibrdkafkaWriter):
    """Records of 100 kB, to fill whatever can be filled."""

    def pad(self) -> bytes:
        return b"." * 100_000


class KafkaPythonWriter(Writer):
    def open(self) -> None:
        self.producer = KafkaProducer(
            bootstrap_servers=self.bootstrap,
            enable_idempotence=True,
            acks="all",
            linger_ms=5,
            reconnect_backoff_ms=20,
            reconnect_backoff_max_ms=200,
            retry_backoff_ms=50,
            delivery_timeout_ms=120_000,
            max_block_ms=60_000,
        )

    def send(self, partition: int, value: int) -> None:
        future = self.producer.send(self.topic, payload(value), partition=partition)
        future.add_callback(lambda found: self.ended(partition, value, found.offset, None))
        future.add_errback(lambda error: self.ended(partition, value, None, repr(error)))

    def close(self) -> None:
        self.producer.flush(60)
        self.producer.close(10)


class LibrdkafkaReader(Worker):
    """Tails all partitions through every restart."""

    def work(self) -> None:
        consumer = Consumer(
            {
                "bootstrap.servers": self.bootstrap,
                "group.id": "unused",
                "enable.auto.commit": False,
                "auto.offset.reset": "error",
                "fetch.wait.max.ms": 100,
                "fetch.error.backoff.ms": 50,
                **RECONNECT,
            }
        )
        consumer.assign([TopicPartition(self.topic, at, 0) for at in range(self.partitions)])
        self.history.add(self.process, "ok", "assign")
        while not self.stopping.is_set():
            found = {}
            for message in consumer.consume(200, 0.2):
                if message.error() is None:
                    found.setdefault(message.partition(), []).append(
                        (message.offset(), value_of(message.value()))
                    )
                elif message.error().code() == KafkaError._AUTO_OFFSET_RESET:
                    self.failure = (
                        f"reader was told that its offset is out of range: {message.error()}"
                    )
                    return
            for partition, pairs in found.items():
                self.history.poll(self.process, partition, pairs)
        consumer.close()


class KafkaPythonReader(Worker):
    def work(self) -> None:
        consumer = KafkaConsumer(
            bootstrap_servers=self.bootstrap,
            enable_auto_commit=False,
            auto_offset_reset="none",
            reconnect_backoff_ms=20,
            reconnect_backoff_max_ms=200,
            retry_backoff_ms=50,
            fetch_max_wait_ms=100,
        )
        assigned = [PythonPartition(self.topic, at) for at in range(self.partitions)]
        consumer.assign(assigned)
        consumer.seek(assigned[0], 0)
        for one in assigned:
            consumer.seek(one, 0)
        self.history.add(self.process, "ok", "assign")
        while not self.stopping.is_set():
            try:
                polled = consumer.poll(200)
            except PythonError as error:
                if "OutOfRange" in repr(error):
                    raise
                continue
            for at, records in polled.items():
                self.history.poll(
                    self.process,
                    at.partition,
                    [(record.offset, value_of(record.value)) for record in records],
                )
        consumer.close()
