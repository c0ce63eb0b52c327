"""Goal: whatever happens to the process while clients of two libraries write, read and consume in a group, nothing
acknowledged is lost, repeated or reordered, and a group is given every record before its committed offsets.

Method: rounds of random kills, pauses and restarts (the seed is printed) under idempotent and plain producers, readers
and a group of librdkafka and Java members. After each round everything is read, and the history checkers judge; the
last history stays under out/test-logs. RINGFENCE_CHAOS: how many disturbances (`make chaos RUNS=n`).
"""

import os
import time
from typing import NamedTuple

import pytest
from confluent_kafka import Consumer, TopicPartition

from durability import chaos, test_kill9, workload
from harness import history, paths, wire

DISTURBANCES = int(os.environ.get("RINGFENCE_CHAOS", "12"))
BETWEEN = int(os.environ.get("RINGFENCE_CHAOS_ACKED", "300"))  # acknowledged before each, at least
A_ROUND = 20
PARTITIONS = test_kill9.PARTITIONS
GROUP_MEMBERS = {20, 21, 22}


class Totals(NamedTuple):
    acked: int
    unknown: int
    counts: dict[str, int]
    unanswered_kills: int
    in_log: int
    handed: int  # to members of the group


def committed_offsets(server, topic: str) -> dict[int, int]:
    consumer = Consumer({"bootstrap.servers": server.bootstrap, "group.id": chaos.GROUP})
    wanted = [TopicPartition(topic, at) for at in range(PARTITIONS)]
    told = {at.partition: at.offset for at in consumer.committed(wanted, 30)}
    consumer.close()
    return {partition: offset for partition, offset in told.items() if offset >= 0}


def wait_for_the_group(server, made, seconds: float = 60) -> None:
    """Until the group has committed everything: nobody lags for ever."""
    reader = test_kill9.ConfluentClient(server.bootstrap)
    deadline = time.monotonic() + seconds
    while True:
        ends = {at: reader.ends(made.topic, at)[1] for at in range(PARTITIONS)}
        behind = {at: end for at, end in ends.items() if committed_offsets(server, made.topic).get(at, 0) < end}
        if not any(behind.values()):
            return
        assert time.monotonic() < deadline, f"the group does not reach {behind} in {seconds} s"
        time.sleep(0.5)


def one_round(server, made: history.History, disturbances: int, seed: int, kinds, rate: int) -> Totals:
    chaos.build_java()  # before the workers, which would all build it at once
    with wire.Connection(server.port) as connection:
        assert connection.create_topic(made.topic, PARTITIONS) == 0
    time.sleep(0.3)
    at = (server.bootstrap, made.topic, PARTITIONS)
    writers = [
        workload.LibrdkafkaWriter(made, 0, *at, per_second=rate),
        workload.LibrdkafkaWriter(made, 1, *at, per_second=rate),
        workload.PlainLibrdkafkaWriter(made, 2, *at),
        chaos.JavaWriter(made, 3, *at, per_second=rate),
    ]
    readers = [workload.LibrdkafkaReader(made, 8, *at)]
    group = [
        chaos.LibrdkafkaGroupReader(made, 20, *at),
        chaos.LibrdkafkaGroupReader(made, 21, *at),
        chaos.JavaGroupReader(made, 22, *at),
    ]
    for worker in (*writers, *readers, *group):
        worker.start()
    nemesis = chaos.Nemesis(server, made, writers, seed)
    for _ in range(disturbances):
        nemesis.disturb(kinds, BETWEEN)
    for worker in (*writers, *readers):
        worker.stopping.set()
    for worker in (*writers, *readers):
        worker.join(120)
    wait_for_the_group(server, made)
    for worker in group:
        worker.stopping.set()
    for worker in group:
        worker.join(60)
    failures = [one.failure for one in (*writers, *readers, *group) if one.failure]
    assert failures == []
    final = test_kill9.read_everything(server, made)
    made.in_order()
    violations = history.check(made.operations, final, idempotent={0, 1, 3})
    committed = committed_offsets(server, made.topic)
    violations += chaos.group_misses(made.operations, final, GROUP_MEMBERS, committed)
    for worker in group:
        violations += [
            history.Violation("commit-lost", f"partition {partition}: {offset} was committed, now {committed.get(partition)}")
            for partition, offset in worker.committed.items()
            if committed.get(partition, -1) < offset
        ]  # fmt: skip
    made.write(paths.LOGS / f"history-chaos-{server.kind}.jsonl")
    assert violations == [], "\n".join(f"{v.rule}: {v.text}" for v in violations[:20])
    handed = sum(
        len(pairs)
        for op in made.operations
        if op["f"] == "poll" and op["process"] in GROUP_MEMBERS
        for pairs in op["value"][0][1].values()
    )
    return Totals(
        nemesis.acked(), sum(writer.unknown for writer in writers), nemesis.counts,
        nemesis.kills_with_unanswered, sum(map(len, final.values())), handed,
    )  # fmt: skip


def test_chaos(own_server, kind):
    server = own_server(ringfence=("--snapshot-records", "200"))
    seed = int(os.environ.get("RINGFENCE_SEED", time.time_ns() % 1_000_000))
    print(f"seed {seed}: RINGFENCE_SEED={seed} repeats the moments")
    rounds = []
    for number, first in enumerate(range(0, DISTURBANCES, A_ROUND)):
        made = history.History(f"chaos-{number}")
        some = min(A_ROUND, DISTURBANCES - first)
        rounds.append(one_round(server, made, some, seed + number, ("kill", "kill", "pause", "restart"), 2000))
        print(f"round {number}: {rounds[-1]}", flush=True)
    counts = {name: sum(r.counts[name] for r in rounds) for name in rounds[0].counts}
    print(
        f"{sum(r.acked for r in rounds)} acknowledged, {sum(r.unknown for r in rounds)} unknown, {counts}, "
        f"{sum(r.unanswered_kills for r in rounds)} kills hit unanswered sends; {sum(r.in_log for r in rounds)} in "
        f"the log, {sum(r.handed for r in rounds)} handed to the group; 0 violations"
    )
    test_kill9.ask_the_other_checker(paths.LOGS / f"history-chaos-{kind}.jsonl")


@pytest.mark.only("ringfence")
@pytest.mark.parametrize(
    "bug",
    (
        pytest.param("ack_before_put", marks=pytest.mark.long),
        pytest.param("fetch_skips_head_batch", marks=pytest.mark.long),
        pytest.param("commit_of_old_generation", marks=pytest.mark.long),
    ),
)
def test_deliberate_bugs_are_seen(own_server, monkeypatch, bug):
    monkeypatch.setenv("RINGFENCE_DELIBERATE_BUG", bug)
    server = own_server()
    if f'deliberate bug "{bug}"' not in server.log.read_text():
        pytest.skip("this binary is a release build: it has no deliberate bugs")
    for attempt in range(3):
        try:
            one_round(server, history.History(f"bug-{attempt}"), 6, attempt, ("kill",), 1500)
        except AssertionError as seen:
            print(f"{bug}: {str(seen)[:300]}")
            return
    raise AssertionError(f"{bug} was not seen")
