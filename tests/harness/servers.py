"""Starts, stops, kills and restarts the server under test, with one interface for Ringfence and
Apache Kafka.

Apache Kafka is here so that every test is first right about the original: a test that fails against
Kafka describes a wish, not the protocol.
"""

import os
import shutil
import signal
import socket
import subprocess
import time
import urllib.request
from pathlib import Path

from harness import paths, wire

START_SECONDS = 60


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def process_status(pid: int) -> dict[str, int]:
    """Numbers of /proc/PID/status in KiB (VmRSS, VmHWM) or as counts (Threads)."""
    numbers = {}
    for line in Path(f"/proc/{pid}/status").read_text().splitlines():
        name, _, rest = line.partition(":")
        first = rest.split()[0] if rest.split() else ""
        if first.isdigit():
            numbers[name] = int(first)
    return numbers


class Server:
    """One server process on free loopback ports, with a data directory that outlives restarts."""

    kind = "?"

    def __init__(self, name: str, data: Path | None = None, wrapper: tuple[str, ...] = ()):
        self.name = name
        self.data = data or paths.DATA / f"{self.kind}-{name}-{os.getpid()}"
        self.log = paths.LOGS / f"{self.kind}-{name}.log"
        self.port = free_port()
        self.http_port = free_port()
        self.wrapper = wrapper
        self.process: subprocess.Popen | None = None
        for folder in (self.data, paths.LOGS):
            folder.mkdir(parents=True, exist_ok=True)

    @property
    def bootstrap(self) -> str:
        return f"127.0.0.1:{self.port}"

    @property
    def pid(self) -> int:
        assert self.process is not None, "not started"
        return self.process.pid

    def command(self) -> list[str]:
        raise NotImplementedError

    def environment(self) -> dict[str, str]:
        return dict(os.environ)

    def is_ready(self) -> bool:
        raise NotImplementedError

    def launch(self) -> None:
        """Starts the process and does not wait."""
        with open(self.log, "ab") as log:
            log.write(f"--- {time.strftime('%H:%M:%S')} start\n".encode())
            log.flush()
            self.process = subprocess.Popen(
                [*self.wrapper, *self.command()],
                stdout=log,
                stderr=log,
                stdin=subprocess.DEVNULL,
                env=self.environment(),
            )

    def start(self) -> "Server":
        self.launch()
        deadline = time.monotonic() + START_SECONDS
        while time.monotonic() < deadline:
            if self.process.poll() is not None:
                raise RuntimeError(
                    f"{self.kind} ended with {self.process.returncode}:\n{self.log_tail()}"
                )
            if self.is_ready():
                return self
            time.sleep(0.05)
        self.kill()
        raise RuntimeError(f"{self.kind} not ready after {START_SECONDS} s:\n{self.log_tail()}")

    def is_alive(self) -> bool:
        return self.process is not None and self.process.poll() is None

    def stop(self, seconds: float = 30) -> int:
        """SIGTERM, then waits; returns the exit code."""
        if self.process is None:
            return 0
        if self.process.poll() is None:
            self.process.send_signal(signal.SIGTERM)
        try:
            return self.process.wait(seconds)
        except subprocess.TimeoutExpired:
            self.kill()
            raise RuntimeError(f"{self.kind} did not stop within {seconds} s:\n{self.log_tail()}")

    def kill(self) -> None:
        if self.process is not None and self.process.poll() is None:
            self.process.send_signal(signal.SIGKILL)
            self.process.wait()

    def pause(self, seconds: float) -> None:
        """Stops the process for a time, as an overloaded or suspended machine does."""
        self.process.send_signal(signal.SIGSTOP)
        time.sleep(seconds)
        self.process.send_signal(signal.SIGCONT)

    def restart_after_kill(self) -> None:
        self.kill()
        self.start()

    def rss_mib(self) -> float:
        return process_status(self.pid)["VmRSS"] / 1024

    def reset_peak(self) -> None:
        """Makes peak_mib() start again from what is resident now (Linux: 5 into clear_refs)."""
        Path(f"/proc/{self.pid}/clear_refs").write_text("5")

    def peak_mib(self) -> float:
        return process_status(self.pid)["VmHWM"] / 1024

    def log_tail(self, lines: int = 40) -> str:
        return "\n".join(self.log.read_text(errors="replace").splitlines()[-lines:])

    def remove_data(self) -> None:
        shutil.rmtree(self.data, ignore_errors=True)


class RingfenceServer(Server):
    kind = "ringfence"

    def __init__(self, name: str, arguments: tuple[str, ...] = (), **more):
        super().__init__(name, **more)
        self.arguments = arguments

    def command(self) -> list[str]:
        return [
            str(paths.ringfence_binary()),
            "dev",
            "--data",
            str(self.data),
            "--kafka",
            self.bootstrap,
            "--http",
            f"127.0.0.1:{self.http_port}",
            *self.arguments,
        ]

    def http(self, path: str, seconds: float = 5) -> tuple[int, str]:
        url = f"http://127.0.0.1:{self.http_port}{path}"
        try:
            with urllib.request.urlopen(url, timeout=seconds) as answer:
                return answer.status, answer.read().decode()
        except urllib.error.HTTPError as refused:
            return refused.code, refused.read().decode()

    def is_ready(self) -> bool:
        try:
            return self.http("/ready", 2)[0] == 200
        except OSError:
            return False

    def metrics(self) -> dict[str, float]:
        """Samples by name with labels, as printed."""
        values = {}
        for line in self.http("/metrics")[1].splitlines():
            if line and not line.startswith("#"):
                name, _, value = line.rpartition(" ")
                values[name] = float(value)
        return values

    def bucket(self) -> Path:
        return self.data / "bucket"


class KafkaServer(Server):
    """Apache Kafka, one KRaft node, from the jars that install_test_tools.sh fetched."""

    kind = "kafka"

    def __init__(
        self, name: str, properties: dict[str, str] | None = None, heap: str = "512m", **more
    ):
        super().__init__(name, **more)
        self.properties = properties or {}
        self.heap = heap
        self.controller_port = free_port()

    def java(self, main: str, *arguments: str) -> list[str]:
        return [
            "java",
            f"-Xmx{self.heap}",
            "-XX:+UseSerialGC",
            "-XX:TieredStopAtLevel=1",
            "-cp",
            f"{paths.KAFKA_JARS}/*",
            main,
            *arguments,
        ]

    def settings_file(self) -> Path:
        settings = {
            "process.roles": "broker,controller",
            "node.id": "1",
            "controller.quorum.voters": f"1@127.0.0.1:{self.controller_port}",
            "listeners": f"PLAINTEXT://{self.bootstrap},"
            f"CONTROLLER://127.0.0.1:{self.controller_port}",
            "advertised.listeners": f"PLAINTEXT://{self.bootstrap}",
            "controller.listener.names": "CONTROLLER",
            "listener.security.protocol.map": "PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT",
            "log.dirs": str(self.data / "logs"),
            "log.cleaner.dedupe.buffer.size": "16777216",
            "offsets.topic.replication.factor": "1",
            "offsets.topic.num.partitions": "1",
            "transaction.state.log.replication.factor": "1",
            "transaction.state.log.min.isr": "1",
            "group.initial.rebalance.delay.ms": "0",
            "broker.session.timeout.ms": "1000",
            "broker.heartbeat.interval.ms": "200",
            "socket.listen.backlog.size": "4096",
            **self.properties,
        }
        file = self.data / "server.properties"
        file.write_text("".join(f"{key}={value}\n" for key, value in settings.items()))
        return file

    def command(self) -> list[str]:
        file = self.settings_file()
        if not (self.data / "logs" / "meta.properties").exists():
            subprocess.run(
                self.java(
                    "kafka.tools.StorageTool",
                    "format",
                    "-t",
                    "cmluZ2ZlbmNlLXRlc3Q0",
                    "-c",
                    str(file),
                ),
                check=True,
                capture_output=True,
            )
        return self.java("kafka.Kafka", str(file))

    def is_ready(self) -> bool:
        try:
            with wire.Connection(self.port, seconds=2) as connection:
                return len(connection.metadata([]).brokers) == 1
        except (OSError, wire.Closed):
            return False


def make_server(kind: str, name: str, **more) -> Server:
    """kafka= and ringfence= hold the settings of one kind: properties for Kafka, arguments for
    Ringfence.
    """
    kafka, ringfence = more.pop("kafka", {}), more.pop("ringfence", ())
    if kind == "kafka":
        return KafkaServer(name, properties=kafka, **more)
    return RingfenceServer(name, arguments=tuple(ringfence), **more)
