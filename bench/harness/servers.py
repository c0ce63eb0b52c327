"""The servers under test. Each starts on an empty data directory and is stopped with everything it made."""
import glob
import os
import re
import shutil
import signal
import socket
import subprocess
import time
import urllib.request

from harness import process


def free_port():
    with socket.socket() as s:
        s.bind(("127.0.0.1", 0))
        return s.getsockname()[1]


def wait_for_port(port, child, seconds):
    limit = time.monotonic() + seconds
    while time.monotonic() < limit:
        if child.poll() is not None:
            raise RuntimeError(f"the server ended with status {child.returncode}")
        try:
            socket.create_connection(("127.0.0.1", port), 0.2).close()
            return
        except OSError:
            time.sleep(0.02)
    raise RuntimeError(f"nothing listens on port {port} after {seconds} s")


SYNC_CALLS = ("fsync", "fdatasync", "msync", "sync_file_range")


class Server:
    """One process tree. `start()` returns when it serves, `stop()` when it is gone."""

    name = ""      # key in results
    title = ""     # column in tables

    def __init__(self, work_dir, trace_syncs=False):
        self.dir = work_dir
        self.trace_syncs = trace_syncs
        self.port = free_port()
        self.child = None

    @property
    def address(self):
        return f"127.0.0.1:{self.port}"

    def prepare(self):
        """What must be done once before the first start, not timed."""

    def command(self):
        raise NotImplementedError

    def environment(self):
        return dict(os.environ)

    def start(self, wait=True):
        os.makedirs(self.dir, exist_ok=True)
        self.prepare()
        command = self.command()
        if self.trace_syncs:
            command = ["strace", "-f", "--seccomp-bpf", "-qq", "-ttt", "-e", "trace=" + ",".join(SYNC_CALLS), "-o",
                       self.sync_file()] + command
        with open(os.path.join(self.dir, "server.log"), "ab") as log:
            self.child = subprocess.Popen(command, stdout=log, stderr=log, stdin=subprocess.DEVNULL,
                                          env=self.environment(), start_new_session=True)
        if wait:
            self.wait_ready()
        return self

    def wait_ready(self):
        wait_for_port(self.port, self.child, 60)

    def stop(self, hard=False):
        if self.child is None:
            return
        # Under strace the server is the child of what was started: end that one, and strace follows.
        victims = process.tree(self.child.pid)[1:] if self.trace_syncs else [self.child.pid]
        for pid in victims:
            try:
                os.kill(pid, signal.SIGKILL if hard else signal.SIGTERM)
            except ProcessLookupError:
                pass
        try:
            self.child.wait(60)
        except subprocess.TimeoutExpired:
            os.killpg(self.child.pid, signal.SIGKILL)
            self.child.wait()
        self.child = None

    def remove(self):
        self.stop()
        shutil.rmtree(self.dir, ignore_errors=True)

    def cpu_seconds(self):
        return process.cpu_seconds(self.child.pid)

    def memory_mib(self):
        return process.memory_mib(self.child.pid)

    def sync_file(self):
        return os.path.join(self.dir, "syncs.txt")

    def traced_syncs(self, start, end):
        """Calls that ask the disk to sync between two wall clock times, counted by strace; valid after stop()."""
        count = 0
        with open(self.sync_file(), encoding="utf-8") as f:
            for line in f:
                fields = line.split(None, 2)  # thread, time, call
                if len(fields) == 3 and fields[2].split("(")[0] in SYNC_CALLS and start <= float(fields[1]) <= end:
                    count += 1
        return count

    def objects(self):
        """(count, bytes) of the record objects in the bucket; None where there is no bucket."""
        return None


class Kafka(Server):
    """Apache Kafka 4.3.1, one node, KRaft, its own defaults. It acknowledges from the page cache."""

    name = "kafka"
    title = "Kafka 4.3.1"
    extra_settings = ""

    def __init__(self, work_dir, jars_dir, trace_syncs=False):
        super().__init__(work_dir, trace_syncs)
        self.jars = os.path.join(jars_dir, "*")
        self.controller_port = free_port()

    def prepare(self):
        config = os.path.join(self.dir, "server.properties")
        if os.path.exists(config):
            return
        with open(config, "w", encoding="ascii") as f:
            f.write(f"""process.roles=broker,controller
node.id=1
controller.quorum.voters=1@127.0.0.1:{self.controller_port}
listeners=PLAINTEXT://127.0.0.1:{self.port},CONTROLLER://127.0.0.1:{self.controller_port}
advertised.listeners=PLAINTEXT://127.0.0.1:{self.port}
controller.listener.names=CONTROLLER
log.dirs={self.dir}/data
offsets.topic.replication.factor=1
transaction.state.log.replication.factor=1
transaction.state.log.min.isr=1
share.coordinator.state.topic.replication.factor=1
share.coordinator.state.topic.min.isr=1
group.initial.rebalance.delay.ms=0
{self.extra_settings}""")
        with open(os.path.join(self.dir, "log4j2.properties"), "w", encoding="ascii") as f:
            f.write("status=error\nrootLogger.level=warn\nrootLogger.appenderRef.c.ref=C\n"
                    "appender.c.type=Console\nappender.c.name=C\n"
                    "appender.c.layout.type=PatternLayout\nappender.c.layout.pattern=%d %p %m%n\n")
        subprocess.run(["java", "-Xmx256m", f"-Dlog4j2.configurationFile={self.dir}/log4j2.properties", "-cp",
                        self.jars, "kafka.tools.StorageTool", "format", "-t", "bench-bench-bench-benchA", "-c",
                        config], check=True, stdout=subprocess.DEVNULL)

    def command(self):
        # The heap and collector flags are those of Kafka's own kafka-server-start script.
        return ["java", "-Xmx1G", "-Xms1G", "-server", "-XX:+UseG1GC", "-XX:MaxGCPauseMillis=20",
                "-XX:InitiatingHeapOccupancyPercent=35", "-XX:+ExplicitGCInvokesConcurrent",
                "-Djava.awt.headless=true", f"-Dlog4j2.configurationFile={self.dir}/log4j2.properties", "-cp",
                self.jars, "kafka.Kafka", os.path.join(self.dir, "server.properties")]


class KafkaSynced(Kafka):
    """The same with a sync before every acknowledgement: what Ringfence does, so like for like."""

    name = "kafka-sync"
    title = "Kafka 4.3.1, every ack synced"
    extra_settings = "log.flush.interval.messages=1\n"


class Ringfence(Server):
    """The release binary with its embedded defaults: file store and SQLite log under one directory."""

    name = "ringfence"
    title = "Ringfence"

    def __init__(self, work_dir, binary, trace_syncs=False):
        super().__init__(work_dir, trace_syncs)
        self.binary = binary
        self.http_port = free_port()

    def command(self):
        return [self.binary, "dev", "--data", os.path.join(self.dir, "data"), "--kafka", self.address, "--http",
                f"127.0.0.1:{self.http_port}"]

    def wait_ready(self):
        wait_for_port(self.port, self.child, 60)
        limit = time.monotonic() + 60
        while time.monotonic() < limit:
            try:
                with urllib.request.urlopen(f"http://127.0.0.1:{self.http_port}/ready", timeout=2) as answer:
                    if answer.status == 200:
                        return
            except OSError:
                time.sleep(0.02)
        raise RuntimeError("/ready never said 200")

    def remove(self):
        # The files stay until the whole run ends: after thousands of deletions ext4 walks past every recently
        # freed inode when it makes a file, and the next server would pay for it.
        self.stop()

    def metrics(self):
        """All samples of /metrics as {name with labels: value}."""
        with urllib.request.urlopen(f"http://127.0.0.1:{self.http_port}/metrics", timeout=5) as answer:
            text = answer.read().decode()
        return {m[1]: float(m[2]) for m in re.finditer(r"^([a-zA-Z_:][^ ]*(?:\{[^}]*\})?) ([-+0-9.eEinfa]+)$", text, re.M)}

    def objects(self):
        count = size = 0
        for folder, _, files in os.walk(self.objects_dir()):
            for name in files:
                count += 1
                size += os.path.getsize(os.path.join(folder, name))
        return count, size

    def objects_dir(self):
        found = glob.glob(os.path.join(self.dir, "data", "**", "data"), recursive=True)
        return found[0] if found else os.path.join(self.dir, "data")
