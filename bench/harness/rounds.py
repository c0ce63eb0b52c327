"""One round: a fresh server, a warm-up, then every load in the same order."""
import json
import os
import subprocess
import time

from harness.load import LoadFailed, measured


def settle():
    """Writes out what earlier loads left dirty, so that one server does not pay for another."""
    os.sync()
    time.sleep(0.5)


class Round:
    def __init__(self, args, rdkafka, java):
        self.args = args
        self.rdkafka = rdkafka
        self.java = java

    def warm_up(self, server):
        self.rdkafka(server, "create", topic="warm", partitions=self.args.partitions)
        common = {"topic": "warm", "partitions": self.args.partitions, "records": self.args.warmup_records}
        self.rdkafka(server, "produce", **common)
        self.rdkafka(server, "consume", **common)
        if self.args.java:
            self.java.produce(server, "warm", self.args.warmup_records // 2, self.args.record_bytes)

    def run(self, server):
        """{load name: result}; a load that failed has {"error": ...}, and the others still run."""
        results = {}
        server.start()
        try:
            self.warm_up(server)
            for name, load in self.loads(server):
                settle()
                try:
                    results[name] = measured(server, load)
                except (LoadFailed, subprocess.TimeoutExpired) as error:
                    results[name] = {"error": str(error)}
                print(f"    {name}: {short(results[name])}", flush=True)
                if name == "produce" and server.objects() is not None and "error" not in results[name]:
                    count, size = server.objects()
                    results["objects"] = {"count": count, "bytes": size, "bytes_per_object": size / max(count, 1)}
            rss, peak, anonymous = server.memory_mib()
            results["memory"] = {"rss_mib": rss, "peak_rss_mib": peak, "anonymous_mib": anonymous}
        finally:
            server.remove()
        return results

    def loads(self, server):
        a, rd, java = self.args, self.rdkafka, self.java
        topic = {"topic": "bench", "partitions": a.partitions}
        rd(server, "create", **topic)
        yield "produce", lambda: rd(server, "produce", records=a.records, record_bytes=a.record_bytes, **topic)
        yield "tail", lambda: rd(server, "consume", tail_records=a.tail_records, passes=a.tail_passes, **topic)
        yield "catch-up", lambda: rd(server, "consume", records=a.records, passes=a.passes, **topic)
        latency = {"topic": "latency", "partitions": a.partitions}
        rd(server, "create", **latency)
        for rate in (100, 1000):
            yield f"e2e-{rate}", lambda rate=rate: rd(server, "e2e", rate_per_second=rate, seconds=a.e2e_seconds,
                                                      record_bytes=a.record_bytes, **latency)
        if not a.java:
            return
        rd(server, "create", topic="java", partitions=a.partitions)
        yield "java-produce", lambda: java.produce(server, "java", a.records, a.record_bytes)
        yield "java-consume", lambda: java.consume(server, "java", a.partitions, a.records, a.passes)
        rd(server, "create", topic="java-latency", partitions=1)
        yield "java-e2e", lambda: java.e2e(server, "java-latency", a.java_e2e_records, a.record_bytes)


def count_syncs(server, rdkafka, args):
    """A short round of its own under strace: its speed is not reported, only syncs per second and per MiB."""
    server.start()
    try:
        rdkafka(server, "create", topic="bench", partitions=args.partitions)
        start = time.time()
        result = rdkafka(server, "produce", topic="bench", partitions=args.partitions, record_bytes=args.record_bytes,
                         records=args.sync_records)
        end = time.time()
        server.stop()
        syncs = server.traced_syncs(start, end)
    finally:
        server.remove()
    return {"syncs": syncs, "seconds": result["seconds"], "mib": result["mib"],
            "syncs_per_second": syncs / result["seconds"], "syncs_per_mib": syncs / result["mib"]}


def light_load(server, rdkafka, args):
    """Memory of a fresh server that has seen nothing but 1,000 records/s: caches that fast loads filled are not in it."""
    server.start()
    try:
        rdkafka(server, "create", topic="latency", partitions=args.partitions)
        rdkafka(server, "e2e", topic="latency", partitions=args.partitions, rate_per_second=1000,
                seconds=args.e2e_seconds, record_bytes=args.record_bytes)
        return server.memory_mib()[1]
    finally:
        server.remove()


def cold_start(server, load_binary, empty=True):
    """Seconds from starting the process to the first acknowledged record of a client that was already waiting."""
    os.makedirs(server.dir, exist_ok=True)
    if empty:
        server.prepare()
    client = subprocess.Popen([load_binary, "first-produce", "--brokers", server.address, "--topic", "first",
                               "--timeout-seconds", "60"], stdout=subprocess.PIPE, text=True)
    try:
        client.stdout.readline()
        start = time.clock_gettime(time.CLOCK_MONOTONIC)
        server.start(wait=False)
        out, _ = client.communicate(timeout=90)
    finally:
        if client.poll() is None:
            client.kill()
    if client.returncode != 0:
        raise LoadFailed("cold start: no record was acknowledged")
    return json.loads(out.splitlines()[-1])["acknowledged_at_s"] - start


def short(result):
    if "error" in result:
        return "FAILED: " + result["error"]
    keys = ("mib_per_second", "mib_per_core_second", "p50_ms", "p99_ms", "ack_p99_ms", "server_cpu_seconds",
            "peak_rss_mib", "machine_busy")
    return ", ".join(f"{k} {result[k]:.4g}" for k in keys if k in result)
