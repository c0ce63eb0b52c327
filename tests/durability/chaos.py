"""Java workers, group readers, and whoever disturbs the server: what test_chaos.py adds to workload.py."""

import random
import subprocess
import threading
import time
from pathlib import Path

from confluent_kafka import Consumer, KafkaException, TopicPartition

from durability import workload
from harness import history, paths

SOURCE = Path(__file__).parent / "java" / "Chaos.java"
CLASSPATH = f"{paths.KAFKA_JARS}/*"


def build_java() -> Path:
    target = paths.BUILT / "chaos"
    built = target / "Chaos.class"
    if not built.exists() or built.stat().st_mtime < SOURCE.stat().st_mtime:
        target.mkdir(parents=True, exist_ok=True)
        subprocess.run(["javac", "-cp", CLASSPATH, "-d", target, SOURCE], check=True)
    return target


class JavaWorker(workload.Worker):
    """A Java process whose lines become the history."""

    idempotent = True

    def __init__(self, *arguments, per_second: int = 500):
        super().__init__(*arguments)
        self.per_second = per_second
        self.acked = self.unknown = 0
        self.committed: dict[int, int] = {}

    def command(self) -> list[str]:
        raise NotImplementedError

    def work(self) -> None:
        java = ["java", "-Xmx256m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1"]
        with open(paths.LOGS / f"chaos-java-{self.process}.log", "ab") as log:
            child = subprocess.Popen(
                [*java, "-cp", f"{build_java()}:{CLASSPATH}", "Chaos", *self.command()],
                stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=log, text=True,
            )  # fmt: skip
        ender = threading.Thread(target=self._end, args=(child,), daemon=True)
        ender.start()
        for line in child.stdout:
            self.event(line.split())
        if child.wait() != 0:
            raise RuntimeError(f"the Java client ended with {child.returncode}")

    def _end(self, child) -> None:
        self.stopping.wait()
        child.stdin.close()

    def event(self, words: list[str]) -> None:
        raise NotImplementedError


class JavaWriter(JavaWorker):
    def command(self) -> list[str]:
        first = (self.process + 1) * workload.VALUES_PER_PROCESS
        return [
            "produce", self.bootstrap, self.topic, str(self.partitions), str(first),
            str(self.per_second), str(self.idempotent).lower(),
        ]  # fmt: skip

    def event(self, words: list[str]) -> None:
        if words[0] == "I":
            # Lines are read late on a busy machine; an invocation must not seem later than it was.
            self.history.invoke_send(
                self.process, int(words[1]), int(words[2]), self.idempotent, int(words[3])
            )
        elif words[0] == "A":
            self.acked += 1
            self.history.end_send(self.process, "ok", int(words[1]), int(words[2]), int(words[3]))
        else:
            value = int(words[1])
            self.unknown += 1
            self.history.end_send(
                self.process, "info", value % self.partitions, None, value, " ".join(words[2:])
            )


GROUP = "chaos"


class JavaGroupReader(JavaWorker):
    def command(self) -> list[str]:
        return ["consume", self.bootstrap, self.topic, GROUP]

    def event(self, words: list[str]) -> None:
        if words[0] == "S":
            self.history.add(self.process, "ok", "assign")
        elif words[0] == "P":
            pair = (int(words[2]), int(words[3]))
            self.history.poll(self.process, int(words[1]), [pair])
        else:
            self.committed[int(words[1])] = int(words[2])


class LibrdkafkaGroupReader(workload.Worker):
    """A member of the group: reads, keeps what it read in the history, then commits."""

    def __init__(self, *arguments):
        super().__init__(*arguments)
        self.committed: dict[int, int] = {}

    def work(self) -> None:
        consumer = Consumer(
            {
                "bootstrap.servers": self.bootstrap,
                "group.id": GROUP,
                "enable.auto.commit": False,
                "auto.offset.reset": "earliest",
                "session.timeout.ms": 10_000,
                "fetch.wait.max.ms": 100,
                "fetch.error.backoff.ms": 50,
                **workload.RECONNECT,
            }
        )
        consumer.subscribe(
            [self.topic], on_assign=lambda *_: self.history.add(self.process, "ok", "assign")
        )
        while not self.stopping.is_set():
            self.step(consumer)
        consumer.close()

    def step(self, consumer: Consumer) -> None:
        found: dict[int, list[tuple[int, int]]] = {}
        for message in consumer.consume(200, 0.2):
            if message.error() is None:
                found.setdefault(message.partition(), []).append(
                    (message.offset(), workload.value_of(message.value()))
                )
        for partition, pairs in found.items():
            self.history.poll(self.process, partition, pairs)
        if not found:
            return
        offsets = [TopicPartition(self.topic, at, pairs[-1][0] + 1) for at, pairs in found.items()]
        try:
            for told in consumer.commit(offsets=offsets, asynchronous=False):
                if told.error is None:
                    self.committed[told.partition] = told.offset
        except KafkaException:
            pass  # not committed, or nobody knows: the records come again


class Nemesis:
    """Kills, pauses and restarts at random moments. Counts the kills that hit unanswered sends."""

    def __init__(self, server, made: history.History, writers, seed: int):
        self.server, self.made, self.writers = server, made, writers
        self.random = random.Random(seed)
        self.counts = {"kill": 0, "pause": 0, "restart": 0}
        self.kills_with_unanswered = 0

    def acked(self) -> int:
        return sum(writer.acked for writer in self.writers)

    def unanswered(self) -> int:
        with self.made.lock:
            sends = [op["type"] for op in self.made.operations[-20_000:] if op["f"] == "send"]
        return sends.count("invoke") - (len(sends) - sends.count("invoke"))

    def disturb(self, kinds: tuple[str, ...], after: int) -> None:
        """One disturbance, once `after` more records were acknowledged."""
        before, deadline = self.acked(), time.monotonic() + 90
        while self.acked() < before + after:
            assert time.monotonic() < deadline, f"no progress for 90 s after {self.counts}"
            time.sleep(0.01)
        time.sleep(self.random.uniform(0.0, 0.5))
        kind = self.random.choice(kinds)
        self.made.add(history.NEMESIS, "info", kind)
        self.counts[kind] += 1
        if kind == "kill":
            self.kills_with_unanswered += self.unanswered() > 0
            self.server.restart_after_kill()
        elif kind == "restart":
            self.server.stop(60)
            self.server.start()
        else:
            self.server.pause(self.random.uniform(0.2, 3.0))
        self.made.restarted()


def group_misses(operations: list[dict], final, members: set[int], committed: dict[int, int]) -> list:
    """At least once: what lies before a committed offset was handed to some member of the group."""
    handed = {
        (history._partition(key), offset)
        for op in operations
        if op["f"] == "poll" and op["process"] in members and not op.get("final")
        for micro in op["value"]
        for key, pairs in micro[1].items()
        for offset, _ in pairs
    }
    return [
        history.Violation(
            "group-skip", f"partition {partition} offset {offset} lies before the committed "
            f"{committed[partition]} and no member was given it"
        )  # fmt: skip
        for partition, pairs in final.items()
        for offset, _ in pairs
        if offset < committed.get(partition, 0) and (partition, offset) not in handed
    ]
