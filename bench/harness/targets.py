"""The targets of this project against what a run measured. One row each: target, measured, met or by how much not."""
from statistics import median

from harness.report import cell_values, number

CACHES_MIB = 128  # cache.memory.bytes of the default configuration


def _middle(data, server, load, field):
    values = cell_values(data["rounds"], server, load, field)
    return median(values) if values else None


def _row(name, wanted, measured, met, miss):
    return [name, wanted, measured, "met" if met else f"missed: {miss}"]


def _at_least(name, value, bound, unit, aim=None):
    wanted = f">= {number(bound)} {unit}" + (f", aim {number(aim)}" if aim else "")
    text = f"{number(value)} {unit}"
    return _row(name, wanted, text, value >= bound, f"{(1 - value / bound) * 100:.0f}% below")


def _at_most(name, value, bound, unit, how=""):
    text = f"{number(value)} {unit}"
    return _row(name, f"<= {number(bound)} {unit}{how}", text, value <= bound, f"{value / bound:.1f} times as much")


def _loads(data):
    rows = []
    for label, load, low, aim in (("produce per server core", "produce", 1.7, 2.5), ("tail fetch per server core", "tail", 1.0, 1.5)):
        ours, theirs = (_middle(data, s, load, "mib_per_core_second") for s in ("ringfence", "kafka"))
        if ours and theirs:
            rows.append(_at_least(label, ours / theirs, low, "x Kafka", aim))
            synced = _middle(data, "kafka-sync", load, "mib_per_core_second")
            if synced and load == "produce":
                rows.append([label + ", against Kafka that syncs too", "-", f"{number(ours / synced)} x Kafka", "-"])
    ours, theirs = (_middle(data, s, "e2e-1000", "p50_ms") for s in ("ringfence", "kafka"))
    store = data.get("store")
    if ours and theirs and store:
        bound = theirs + store["store_put_4096"]["p50_ms"] + store["log_append_512"]["p50_ms"]
        rows.append(_at_most("end to end p50 at 1,000 records/s", ours, bound, "ms", " (Kafka + one PUT + one append)"))
    light = data.get("light_rss_mib", {})
    if "ringfence" in light and "kafka" in light:
        rows.append(_at_most("peak RSS at 1,000 records/s", light["ringfence"], light["kafka"] / 5, "MiB",
                             " (a fifth of Kafka's)"))
    ours = _middle(data, "ringfence", "memory", "peak_rss_mib")
    if ours:
        rows.append(_at_most("peak RSS over all loads", ours, CACHES_MIB + 128, "MiB", " (128 MiB above the caches)"))
    return rows


def rows(data):
    out = [["target", "wanted", "measured", "verdict"]] + _loads(data)
    sequencer = data.get("sequencer")
    if sequencer:
        out.append(_at_least("sequencer on SQLite", sequencer["batches_per_second"] / 1e6, 1.0, "M batches/s"))
        out.append(_at_most("its p99 commit at half that load", sequencer["p99_half_load_ms"], 5, "ms"))
    many = data.get("many")
    if many:
        what = f"{many['partitions']:,} partitions: "
        out.append(_at_most(what + "create", many["create_seconds"], 10, "s"))
        out.append(_at_most(what + "full Metadata answer", many["metadata_ms"], 150, "ms"))
        out.append(_at_most(what + "memory above the empty process", many["rss_above_empty_mib"], 200, "MiB"))
        out.append(_at_most(what + "restart after kill -9", many["restart_seconds"], 5, "s"))
    cold = data.get("cold_start", {}).get("ringfence")
    if cold:
        out.append(_at_most("cold start to first acknowledged record", median(cold), 1, "s"))
    return out
