#!/usr/bin/env python3
"""Makes docs/CLIENTS.md from what the client suite wrote to out/test-results.

Usage: tools/clients_page.py [--keep-kafka]
Apache Kafka's own results come from a run with `tests/run.sh --clients --server kafka`.
--keep-kafka keeps them in tests/clients/kafka_results.json, used when no such run was made here.
Standard library only.
"""

import json
import shutil
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
RESULTS = ROOT / "out" / "test-results"
KEPT = ROOT / "tests" / "clients" / "kafka_results.json"
FINDINGS = ROOT / "tests" / "clients" / "findings.tsv"

HEAD = """# Clients that were tried, and what each did

Written by `tools/clients_page.py` from the results of `make test-clients`; do not edit. Every
client is the unmodified release; it produces and reads back by partition, content and offsets
compared record by record, and consumes in groups whose members and server are killed. The column
of Apache Kafka 4.3.1 shows the same tests against the original: a number that differs would be a
finding about Ringfence (the kill of the server is tried on Ringfence only). Transactions are not
tried yet.

| client | version | Ringfence: passed of tried | Apache Kafka 4.3.1 |
|---|---|---|---|
"""

# What a test shows, in a reader's words. A test without an entry is shown by its name.
MEANING = {
    "test_round_trip": "produce and read, 3 partitions, each codec",
    "test_acks": "acks=0, 1, all",
    "test_idempotent": "idempotent producer",
    "test_nulls_empties_and_headers": "null and empty keys and values, headers",
    "test_large_records": "records of 1 MB",
    "test_record_over_the_limit": "a record over the limit is refused, the next is taken",
    "test_offsets_by_time": "offsets by time, inside compressed batches",
    "test_read_from_the_middle": "read from the middle of a batch",
    "test_offset_out_of_range": "an offset out of range is told",
    "test_auto_create": "topic made at first use",
    "test_log_append_time": "LogAppendTime topics",
    "test_read_by_another": "its records read by other clients",
    "test_topics_create_list_describe_delete": "kafka-topics: create, list, describe, delete",
    "test_admin_topics": "admin: create, list, delete, create again",
    "test_admin_configs": "admin: describe configurations",
    "test_admin_cluster": "admin: describe the cluster",
    "test_admin_offsets": "admin: offsets, earliest, latest, by time, largest time",
    "test_python_admin_topics": "admin: create, list, describe, delete topics",
    "test_python_admin_cluster": "admin: describe the cluster",
    "test_configs_describe": "kafka-configs: topics and brokers",
    "test_cluster_and_versions": "kafka-cluster, kafka-broker-api-versions",
    "test_producer_performance": "kafka-producer-perf-test, kafka-get-offsets",
    "test_consumer_performance": "kafka-consumer-perf-test, which joins a group",
    "test_console_producer_and_consumer_by_partition": "console producer and consumer by partition",
    "test_console_consumer_and_the_group_tool": "console consumer in a group; kafka-consumer-groups",
    "test_verifiable_producer_and_consumer": "verifiable producer and consumer",
    "test_three_members_share_and_one_is_killed": "group of three, one killed: all is read",
    "test_commits_last": "commits last: the next member reads only what is new",
    "test_a_static_member_comes_back_without_a_rebalance": "static member back without a rebalance",
    "test_cooperative_sticky": "cooperative-sticky: what stays is never taken away",
    "test_survives_a_restart_of_the_server": "group across a kill -9 of the server (Ringfence only)",
}


def load(file: Path) -> dict:
    return json.loads(file.read_text()) if file.exists() else {}


def score(result: dict | None) -> str:
    if not result or not result["tests"]:
        return "not run"
    outcomes = [outcome for outcome in result["tests"].values() if outcome != "skipped"]
    return f"{outcomes.count('passed')} of {len(outcomes)}"


def covered(result: dict) -> list[str]:
    """One line for each kind of test: what it shows, with its variants, and what failed."""
    kinds: dict[str, dict[str, str]] = {}
    for name, outcome in sorted(result["tests"].items()):
        kind, _, variant = name.partition(" ")
        kinds.setdefault(kind, {})[variant] = outcome
    lines = []
    for kind, variants in kinds.items():
        names = ", ".join(f"`{variant}`" for variant in variants if variant)
        failed = [variant or "it" for variant, outcome in variants.items() if outcome == "failed"]
        state = f"**failed: {', '.join(failed)}**" if failed else "passed"
        if all(outcome == "skipped" for outcome in variants.values()):
            state = "the library cannot"
        lines.append(f"- {MEANING.get(kind, kind)}{f' ({names})' if names else ''}: {state}")
    return lines


def findings() -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for line in FINDINGS.read_text().splitlines():
        client, text = line.split("\t")
        found.setdefault(client, []).append(text)
    return found


def page(ringfence: dict, kafka: dict) -> str:
    names = sorted(set(ringfence) | set(kafka))
    out = HEAD
    for name in names:
        version = (ringfence.get(name) or kafka.get(name))["version"]
        out += f"| {name} | {version} | {score(ringfence.get(name))} | {score(kafka.get(name))} |\n"
    notes = findings()
    for name in names:
        out += f"\n## {name}\n"
        out += "\n".join(
            covered(ringfence.get(name) or {"tests": {}}) or ["Not run against Ringfence here."]
        )
        for text in notes.get(name, []):
            out += f"\n\nFinding: {text}"
        out += "\n"
    return out


def main() -> None:
    fresh = RESULTS / "clients-kafka.json"
    if "--keep-kafka" in sys.argv:
        shutil.copyfile(fresh, KEPT)
    kafka = load(fresh) or load(KEPT)
    (ROOT / "docs" / "CLIENTS.md").write_text(page(load(RESULTS / "clients-ringfence.json"), kafka))
    print("docs/CLIENTS.md")


if __name__ == "__main__":
    main()
