"""docs/PERFORMANCE.md from the results of a run, so that no figure is ever copied by hand."""
import os

from harness import report, targets

NOTES = os.path.join(os.path.dirname(os.path.dirname(os.path.abspath(__file__))), "profile_notes.md")

COMMAND_FLAGS = ("rounds", "records", "warmup_records", "tail_passes", "e2e_seconds", "java_e2e_records")


def _machine(data):
    m = data["machine"]
    shares = [load["machine_busy"] for r in data["rounds"] for load in r["results"].values() if "machine_busy" in load]
    full = sum(share > 0.98 for share in shares)
    loads = [r["load_average"] for r in data["rounds"] if "load_average" in r]
    text = (f"A virtual machine with {m['cores']} cores ({m['cpu']}), {m['memory_gib']:.0f} GiB of memory and one virtual disk\n"
            f"(Linux {'.'.join(m['kernel'].split('.')[:2])}, ext4). Clients, server and object store share the cores and talk over loopback.")
    if loads and max(loads) > 2.5:
        text += (f"\n\n**The machine was not quiet.** Other builds and tests ran at the same time: load average {min(loads):.0f} to {max(loads):.0f} at the\n"
                 f"start of a round, no idle core in {full} of {len(shares)} measured loads. Wall-clock rates and latencies are worse than the\n"
                 "servers' own, for each of them, and vary with what else ran; compare them within this page only. Memory, counts and\n"
                 "CPU time per MiB depend on it much less.")
    return text


def _extras(data):
    rows = [["what", "measured", "command"]]
    store = data.get("store", {})
    for key in ("store_put_4096", "store_put_1048576", "store_put_8388608", "raw_put_8388608", "log_append_512"):
        if key in store:
            value = store[key]
            rows.append([key.replace("_", " ") + " bytes, p50 / p99", f"{value['p50_ms']:.2f} / {value['p99_ms']:.2f} ms", "`store_bench DIR`"])
    sequencer = data.get("sequencer")
    if sequencer:
        rows.append(["sequencer, median (min-max) of three",
                     f"{sequencer['batches_per_second'] / 1e6:.2f} ({sequencer['batches_per_second_min'] / 1e6:.2f}-"
                     f"{sequencer['batches_per_second_max'] / 1e6:.2f}) M batches/s", "`sequencer_bench DIR`"])
        rows.append(["its commit at half that load, p50 / p99", f"{sequencer['p50_half_load_ms']:.2f} / "
                     f"{sequencer['p99_half_load_ms']:.2f} ms", "the same"])
        rows.append(["log bytes per batch", f"{sequencer['record_bytes_per_batch']:.1f}", "the same"])
    many = data.get("many")
    if many:
        rows.append([f"{many['partitions']:,} partitions: create; full Metadata answer; restart",
                     f"{many['create_seconds']:.2f} s; {many['metadata_ms']:.0f} ms; {many['restart_seconds']:.2f} s",
                     f"`bench/run.sh --many {many['partitions']}`"])
        rows.append(["their memory above the empty process", f"{many['rss_above_empty_mib']:.0f} MiB", "the same"])
    if data.get("instructions"):
        rows.append(["user-space instructions per produced KiB", f"{data['instructions']['instructions_per_kib']:,.0f}",
                     "`bench/run.sh --callgrind-records 20000`"])
    return rows


def render(data):
    s = data["settings"]
    with open(NOTES, encoding="utf-8") as f:
        notes = f.read()
    flags = " ".join(f"--{name.replace('_', '-')} {s[name]}" for name in COMMAND_FLAGS)
    return f"""# Performance: what was measured, with which command

This page is written by the benchmark (`bench/run.sh --page docs/PERFORMANCE.md`) from one run, started {data['started']}.
It starts Apache Kafka 4.3.1, the same Kafka with a sync before every acknowledgement, and Ringfence in turn, with the same
clients and settings, in alternating rounds. [bench/README.md](../bench/README.md) says how each figure is made.

```
make bench                    # all of it
bench/run.sh {flags}
```

## The machine

{_machine(data)}

## The load

1 KiB records that do not compress, {s['partitions']} partitions, acks=all. librdkafka: linger 5 ms, batches up to 1 MB, 5 requests in
flight; {s['records']:,} records a round after a warm-up of {s['warmup_records']:,}. Java: linger 5 ms, batches up to 256 KiB, idempotence on. End
to end: linger 0, latency from the time at which a record was due. Kafka has its own default settings and heap; Ringfence is
`ringfence dev` with its defaults (file store, SQLite log, 128 MiB of cache).

## Results

Median of the rounds, smallest and largest in parentheses; a figure without them was measured once. Per server core: MiB for each CPU second of the server.

{report.as_markdown(report.table(data))}
![Medians and spread](performance.svg)

## Targets

{report.as_markdown(targets.rows(data))}
## Parts by themselves

{report.as_markdown(_extras(data))}
{notes}"""
