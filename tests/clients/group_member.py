"""Members of consumer groups as processes: started, killed, stopped, and what they say.

What a member program writes is described in members/README.md; kcat speaks its own way.
"""

import json
import re
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path

from clients import franz_go_client, go_clients, java_client, librdkafka_cpp, node_clients
from harness import paths

PROGRAMS = Path(__file__).parent / "members"
COOPERATIVE = ("confluent-kafka", "librdkafka", "java", "franz-go", "sarama")


def _java() -> list:
    target, source = paths.BUILT / "java_member", PROGRAMS / "Member.java"
    built = target / "Member.class"
    if not built.exists() or built.stat().st_mtime < source.stat().st_mtime:
        target.mkdir(parents=True, exist_ok=True)
        classpath = java_client.CLASSPATH
        subprocess.run(["javac", "-cp", classpath, "-d", target, source], check=True)
    flags = ("-Xmx256m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1")
    return ["java", *flags, "-cp", f"{target}:{java_client.CLASSPATH}", "Member"]


def _librdkafka() -> list:
    program, source = paths.BUILT / "librdkafka_member", PROGRAMS / "librdkafka_member.cc"
    if not program.exists() or program.stat().st_mtime < source.stat().st_mtime:
        paths.BUILT.mkdir(parents=True, exist_ok=True)
        command = [librdkafka_cpp.COMPILER, "-std=c++17", "-O1", "-Wall", "-Wextra"]
        subprocess.run([*command, source, "-o", program, "-lrdkafka++", "-lpthread"], check=True)
    return [program]


def _franz_go() -> list:
    return [*franz_go_client.FranzGoClient.build(None), "member"]


def _go(program: str):
    return lambda: [*go_clients.build(program), "member"]


def _node(program: str):
    return lambda: [*node_clients.build(program), "member"]


def _python(name: str):
    return lambda: [sys.executable, PROGRAMS / f"{name}_member.py"]


def _kcat() -> list:
    return ["kcat"]


COMMANDS = {
    "kcat": _kcat,
    "confluent-kafka": _python("confluent"),
    "kafka-python": _python("kafka_python"),
    "aiokafka": _python("aiokafka"),
    "librdkafka": _librdkafka,
    "java": _java,
    "franz-go": _franz_go,
    "sarama": _go("sarama"),
    "kafka-go": _go("kafka_go"),
    "kafkajs": _node("kafkajs"),
    "platformatic-kafka": _node("platformatic"),
}


class Member:
    """One running member. What it has read is `read`: (partition, offset, value) in order."""

    def __init__(self, client, bootstrap, group, topic, instance="-", strategy="-"):
        self.client, self.topic = client, topic
        self.read: list[tuple[int, int, str]] = []
        self.assignments: list[set[int]] = []
        self._held: set[int] = set()
        if client == "kcat":
            arguments = self._kcat_arguments(bootstrap, group, topic, instance, strategy)
        else:
            arguments = [bootstrap, group, topic, instance, strategy]
        paths.LOGS.mkdir(parents=True, exist_ok=True)
        self._errors = open(paths.LOGS / f"member-{client}.log", "ab")
        self.process = subprocess.Popen(
            [*map(str, COMMANDS[client]()), *arguments],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE if client == "kcat" else self._errors,
            text=True,
        )
        self._threads = [threading.Thread(target=self._read_lines, daemon=True)]
        if client == "kcat":
            self._threads.append(threading.Thread(target=self._read_kcat_errors, daemon=True))
        for thread in self._threads:
            thread.start()

    @staticmethod
    def _kcat_arguments(bootstrap, group, topic, instance, strategy):
        settings = [
            "auto.offset.reset=earliest",
            "session.timeout.ms=6000",
            "heartbeat.interval.ms=500",
            "auto.commit.interval.ms=200",
            "fetch.wait.max.ms=100",
        ]
        if instance != "-":
            settings.append(f"group.instance.id={instance}")
        if strategy != "-":
            settings.append(f"partition.assignment.strategy={strategy}")
        options = [part for setting in settings for part in ("-X", setting)]
        return ["-b", bootstrap, "-u", "-J", *options, "-G", group, topic]

    def _read_lines(self):
        for line in self.process.stdout:
            if self.client == "kcat":
                found = json.loads(line)
                self.read.append((found["partition"], found["offset"], found["payload"]))
                continue
            kind, *rest = line.split()
            if kind == "assigned":
                self._held = {int(partition) for partition in rest}
                self.assignments.append(self._held)
            elif kind == "read":
                self.read.append((int(rest[0]), int(rest[1]), rest[2]))

    def _read_kcat_errors(self):
        for line in self.process.stderr:
            told = re.search(r"rebalanced .*: (assigned|revoked): ?(.*)$", line)
            if told:
                partitions = {int(one) for one in re.findall(r"\[(\d+)\]", told[2])}
                incremental = "incremental" in line
                if told[1] == "assigned":
                    self._held = self._held | partitions if incremental else partitions
                else:
                    self._held = self._held - partitions
                self.assignments.append(self._held)

    @property
    def held(self) -> set[int]:
        return self._held

    def kill(self):
        self.process.kill()
        self.process.wait()

    def stop(self, seconds: float = 30):
        """Commits and leaves the group."""
        if self.client == "kcat":
            self.process.send_signal(signal.SIGTERM)
        else:
            try:
                self.process.stdin.write("stop\n")
                self.process.stdin.flush()
            except BrokenPipeError:
                pass
        try:
            self.process.wait(seconds)
        except subprocess.TimeoutExpired:
            self.kill()
            raise
        for thread in self._threads:
            thread.join(5)
        self._errors.close()


def wait_until(condition, seconds: float, what: str):
    deadline = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < deadline, f"not within {seconds} s: {what}"
        time.sleep(0.05)
