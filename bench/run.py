#!/usr/bin/env python3
"""Apache Kafka and Ringfence in turn, the same client and load; prints a table, writes results and a plot.

bench/run.sh builds and fetches what this needs and calls it; see bench/README.md.
"""
import argparse
import json
import os
import platform
import shutil
import subprocess
import sys
import time

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
from harness import instructions, page, partitions, process, report, targets  # noqa: E402
from harness.load import JavaTools, LoadFailed, Rdkafka  # noqa: E402
from harness.rounds import Round, cold_start, count_syncs, light_load  # noqa: E402
from harness.servers import Kafka, KafkaSynced, Ringfence  # noqa: E402


def arguments():
    p = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.ArgumentDefaultsHelpFormatter)
    p.add_argument("--jars", required=True, help="folder of the Kafka 4.3.1 jars")
    p.add_argument("--load", required=True, help="the rdkafka_load binary")
    p.add_argument("--classes", default="", help="folder of AssignConsumer.class; without it no Java loads")
    p.add_argument("--ringfence", default="out/ringfence", help="the server binary")
    p.add_argument("--servers", default="kafka,kafka-sync,ringfence", help="which, in this order")
    p.add_argument("--out", default="out/bench", help="results go here")
    p.add_argument("--work", default="", help="data directories go here (default: OUT/work)")
    p.add_argument("--rounds", type=int, default=3)
    p.add_argument("--partitions", type=int, default=8)
    p.add_argument("--record-bytes", type=int, default=1024)
    p.add_argument("--records", type=int, default=600_000, help="of produce and consume, each round")
    p.add_argument("--warmup-records", type=int, default=200_000)
    p.add_argument("--tail-records", type=int, default=32_768, help="how much of the newest the tail fetch reads")
    p.add_argument("--tail-passes", type=int, default=32, help="how often it does")
    p.add_argument("--passes", type=int, default=2, help="how often the whole topic is read")
    p.add_argument("--e2e-seconds", type=int, default=10)
    p.add_argument("--java-e2e-records", type=int, default=1000)
    p.add_argument("--sync-records", type=int, default=100_000, help="of the round under strace")
    p.add_argument("--many", type=int, default=100_000, help="partitions of the many-partitions test (Ringfence)")
    p.add_argument("--store-bench", default="", help="the store_bench binary; without it no store figures")
    p.add_argument("--sequencer-bench", default="", help="the sequencer_bench binary; without it no such figures")
    p.add_argument("--callgrind-records", type=int, default=20_000, help="0: do not count instructions")
    p.add_argument("--page", default="", help="write this page of documentation, and the plot beside it")
    p.add_argument("--no-java", dest="java", action="store_false")
    p.add_argument("--no-syncs", dest="syncs", action="store_false")
    p.add_argument("--no-cold-start", dest="cold", action="store_false")
    args = p.parse_args()
    args.java = args.java and bool(args.classes)
    args.work = args.work or os.path.join(args.out, "work")
    return args


def machine():
    model = "unknown"
    with open("/proc/cpuinfo", encoding="utf-8") as f:
        for line in f:
            if line.startswith("model name"):
                model = line.split(":", 1)[1].strip()
                break
    with open("/proc/meminfo", encoding="ascii") as f:
        memory_gib = int(f.readline().split()[1]) / 2**20
    return {"cpu": model, "cores": os.cpu_count(), "memory_gib": round(memory_gib, 1), "kernel": platform.release()}


class Bench:
    def __init__(self, args):
        self.args = args
        self.rdkafka = Rdkafka(args.load)
        self.java = JavaTools(args.jars, args.classes) if args.java else None
        self.count = 0

    def server(self, name, trace_syncs=False):
        self.count += 1
        work = os.path.abspath(os.path.join(self.args.work, f"{self.count}-{name}"))
        shutil.rmtree(work, ignore_errors=True)
        if name == "ringfence":
            return Ringfence(work, os.path.abspath(self.args.ringfence), trace_syncs)
        kind = {"kafka": Kafka, "kafka-sync": KafkaSynced}[name]
        return kind(work, os.path.abspath(self.args.jars), trace_syncs)

    def cold_starts(self, name):
        seconds = []
        for _ in range(self.args.rounds):
            server = self.server(name)
            try:
                seconds.append(cold_start(server, self.args.load))
            finally:
                server.remove()
        return seconds


def run(args):
    bench = Bench(args)
    names = args.servers.split(",")
    data = {"started": time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime()), "machine": machine(),
            "settings": {k: v for k, v in vars(args).items() if isinstance(v, int)},
            "servers": [{"name": n, "title": bench.server(n).title} for n in names], "rounds": [], "syncs": {},
            "cold_start": {}, "light_rss_mib": {}}
    for number in range(args.rounds):
        for name in names:  # alternating: a slow minute of the machine hits all of them
            load = process.machine_load()
            print(f"round {number + 1}/{args.rounds}: {name} (load average {load:.1f})", flush=True)
            results = Round(args, bench.rdkafka, bench.java).run(bench.server(name))
            data["rounds"].append({"server": name, "round": number + 1, "load_average": load, "results": results})
            save(args, data)
    for name in names:
        if args.syncs and shutil.which("strace"):
            data["syncs"][name] = count_syncs(bench.server(name, trace_syncs=True), bench.rdkafka, args)
            print(f"syncs: {name}: {data['syncs'][name]}", flush=True)
        data["light_rss_mib"][name] = light_load(bench.server(name), bench.rdkafka, args)
        if args.cold:
            data["cold_start"][name] = bench.cold_starts(name)
            print(f"cold start: {name}: {data['cold_start'][name]}", flush=True)
    if "ringfence" in names and args.many:
        data["many"] = partitions.run(bench.server("ringfence"), bench.rdkafka, args.many)
        print(f"many partitions: {data['many']}", flush=True)
    if "ringfence" in names and args.callgrind_records and shutil.which("callgrind_control"):
        counted = instructions.Counted(os.path.abspath(os.path.join(args.work, "callgrind")), args.ringfence)
        data["instructions"] = instructions.run(counted, bench.rdkafka, args.partitions, args.callgrind_records,
                                                args.record_bytes, os.path.join(args.out, "profile.txt"))
        print(f"instructions: {data['instructions']}", flush=True)
    for key, binary in (("store", args.store_bench), ("sequencer", args.sequencer_bench)):
        if binary:
            folder = os.path.join(args.work, key)
            data[key] = json.loads(subprocess.run([binary, folder], capture_output=True, check=True).stdout)
            print(f"{key}: {data[key]}", flush=True)
    save(args, data)
    return data


def save(args, data):
    os.makedirs(args.out, exist_ok=True)
    with open(os.path.join(args.out, "results.json"), "w", encoding="utf-8") as f:
        json.dump(data, f, indent=1)
        f.write("\n")


def write_page(path, data):
    with open(path, "w", encoding="utf-8") as f:
        f.write(page.render(data))
    with open(os.path.join(os.path.dirname(path), "performance.svg"), "w", encoding="utf-8") as f:
        f.write(report.as_svg(data))


def main():
    args = arguments()
    os.makedirs(args.work, exist_ok=True)
    try:
        data = run(args)
    except (LoadFailed, RuntimeError, subprocess.CalledProcessError) as error:
        print(f"bench: {error}", file=sys.stderr)
        return 1
    finally:
        shutil.rmtree(args.work, ignore_errors=True)
    rows = report.table(data)
    goals = targets.rows(data)
    for name, text in (("table.txt", report.as_text(rows) + "\n" + report.as_text(goals)),
                       ("table.md", report.as_markdown(rows) + "\n" + report.as_markdown(goals)),
                       ("plot.svg", report.as_svg(data))):
        with open(os.path.join(args.out, name), "w", encoding="utf-8") as f:
            f.write(text)
    if args.page:
        write_page(args.page, data)
    print("\n" + report.as_text(rows) + "\n" + report.as_text(goals))
    print(f"results.json, table.md and plot.svg are in {args.out}")
    failed = [1 for r in data["rounds"] for load in r["results"].values() if "error" in load]
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
