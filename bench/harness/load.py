"""Runs one load against one server and adds what the server spent meanwhile."""
import json
import re
import subprocess
import time

from harness import process


class LoadFailed(RuntimeError):
    pass


def run(command, seconds=600):
    done = subprocess.run(command, capture_output=True, text=True, timeout=seconds)
    if done.returncode != 0:
        raise LoadFailed(f"{' '.join(command[:8])} ...: status {done.returncode}: {done.stderr.strip()[-600:]}")
    return done.stdout


class Rdkafka:
    """The C client (bench/load)."""

    def __init__(self, binary):
        self.binary = binary

    def __call__(self, server, mode, **flags):
        command = [self.binary, mode, "--brokers", server.address]
        for name, value in flags.items():
            command += ["--" + name.replace("_", "-"), str(value)]
        return json.loads(run(command).splitlines()[-1])


class JavaTools:
    """Apache's own producer tool, and two small classes of ours where its consumer tools need the group APIs."""

    # The producer settings of the C client in Java's words; everything else is the tool's default
    # (idempotence on, acks=all).
    PRODUCER = ["acks=all", "linger.ms=5", "batch.size=262144", "buffer.memory=134217728"]

    def __init__(self, jars_dir, classes_dir):
        self.classpath = f"{jars_dir}/*:{classes_dir}"

    def java(self, main, *arguments):
        return run(["java", "-Xmx512m", "-cp", self.classpath, main, *map(str, arguments)])

    def produce(self, server, topic, records, record_bytes):
        out = self.java("org.apache.kafka.tools.ProducerPerformance", "--bootstrap-server", server.address,
                        "--topic", topic, "--num-records", records, "--record-size", record_bytes, "--throughput",
                        -1, "--command-property", *self.PRODUCER)
        last = [line for line in out.splitlines() if "records sent" in line][-1]
        sent = int(last.split()[0])
        if sent != records:
            raise LoadFailed(f"ProducerPerformance: {sent} of {records} records sent")
        rate = float(re.search(r"([\d.]+) records/sec", last)[1])
        mib = records * record_bytes / 2**20
        return {"mib": mib, "seconds": records / rate, "mib_per_second": mib * rate / records,
                "ack_p50_ms": float(re.search(r"([\d.]+) ms 50th", last)[1]),
                "ack_p99_ms": float(re.search(r"([\d.]+) ms 99th", last)[1])}

    def consume(self, server, topic, partitions, records, passes):
        out = self.java("AssignConsumer", server.address, topic, partitions, records, passes)
        return json.loads(out.splitlines()[-1])

    def e2e(self, server, topic, records, record_bytes):
        out = self.java("AssignEndToEnd", server.address, topic, records, record_bytes)
        return json.loads(out.splitlines()[-1])


def measured(server, load):
    """Calls `load()`, adds the server's CPU and memory and how busy the machine was."""
    cpu = server.cpu_seconds()
    written = process.write_bytes(server.child.pid)
    line = process.cpu_line()
    start = time.monotonic()
    result = load()
    result["window_seconds"] = time.monotonic() - start
    result["server_cpu_seconds"] = server.cpu_seconds() - cpu
    result["server_write_mib"] = (process.write_bytes(server.child.pid) - written) / 2**20
    result["machine_busy"] = process.busy_share(line, process.cpu_line())
    result["rss_mib"], result["peak_rss_mib"], result["anonymous_mib"] = server.memory_mib()
    if "mib" in result and result["server_cpu_seconds"] > 0:
        result["mib_per_core_second"] = result["mib"] / result["server_cpu_seconds"]
    return result
