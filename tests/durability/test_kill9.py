"""Goal: kill -9 under load loses nothing that was acknowledged, repeats nothing of an idempotent
producer and reorders nothing.

Method: idempotent and plain producers of two libraries write to several partitions while readers
follow. The server is killed at random moments (the seed is printed) and restarted on its data. Then
everything is read from the start, and the history checker judges. The history stays under
out/test-logs for other checkers.
"""

import os
import random
import subprocess
import time
from typing import NamedTuple

import pytest

from clients.confluent import ConfluentClient
from durability import workload
from harness import history, paths, wire

KILLS = int(os.environ.get("RINGFENCE_KILLS", "20"))
PARTITIONS = 4
RATE = 1500
ACKED_BETWEEN_KILLS = 200
FINAL_READER = 100


def kill_repeatedly(server, made: history.History, writers, seed: int, kills: int) -> list[int]:
    """Kills while records are acknowledged; returns how many were acknowledged before each kill."""
    moments, acked = random.Random(seed), []
    for _ in range(kills):
        before = sum(writer.acked for writer in writers)
        deadline = time.monotonic() + 60
        while sum(writer.acked for writer in writers) < before + ACKED_BETWEEN_KILLS:
            assert time.monotonic() < deadline, "no progress for 60 s after a restart"
            time.sleep(0.01)
        time.sleep(moments.uniform(0.0, 0.6))
        made.add(history.NEMESIS, "info", "kill")
        acked.append(sum(writer.acked for writer in writers) - before)
        server.restart_after_kill()
        made.restarted()
    return acked


def read_everything(server, made: history.History) -> dict[int, list[tuple[int, int]]]:
    reader, final = ConfluentClient(server.bootstrap), {}
    made.add(FINAL_READER, "ok", "assign")
    for partition in range(PARTITIONS):
        start, end = reader.ends(made.topic, partition)
        assert start == 0
        final[partition] = [
            (read.offset, workload.value_of(read.value))
            for read in reader.read(made.topic, partition, 0, end)
        ]
        made.poll(FINAL_READER, partition, final[partition], final=True)
    return final


def ask_the_other_checker(file) -> None:
    """The checker of ringfence-sim, where it was built, must agree."""
    for name in ("build/test/src/simulation/ringfence-sim", "ringfence-sim"):
        program = paths.OUT / name
        if program.is_file():
            done = subprocess.run(
                [program, "check", file], capture_output=True, text=True, timeout=120
            )
            assert done.returncode == 0, done.stdout + done.stderr
            print(done.stdout.strip())
            return
    print("ringfence-sim is not built: judged by harness/history.py alone")


class Run(NamedTuple):
    writers: list
    readers: list
    acked: list[int]  # before each kill
    final: dict
    violations: list[history.Violation]

    def failures(self) -> list[str]:
        return [worker.failure for worker in (*self.writers, *self.readers) if worker.failure]


def run_under_load(server, made: history.History, kills: int) -> Run:
    seed = int(os.environ.get("RINGFENCE_SEED", time.time_ns() % 1_000_000))
    print(f"seed {seed}: RINGFENCE_SEED={seed} repeats the moments")
    with wire.Connection(server.port) as connection:
        assert connection.create_topic(made.topic, PARTITIONS) == 0
    time.sleep(0.3)
    common = (server.bootstrap, made.topic, PARTITIONS)
    writers = [
        workload.LibrdkafkaWriter(made, 0, *common, per_second=RATE),
        workload.LibrdkafkaWriter(made, 1, *common, per_second=RATE),
        workload.PlainLibrdkafkaWriter(made, 2, *common),
        workload.KafkaPythonWriter(made, 3, *common),
    ]
    readers = [
        workload.LibrdkafkaReader(made, 8, *common),
        workload.KafkaPythonReader(made, 9, *common),
    ]
    for worker in (*writers, *readers):
        worker.start()
    acked = kill_repeatedly(server, made, writers, seed, kills)
    for worker in (*writers, *readers):
        worker.stopping.set()
    for worker in (*writers, *readers):
        worker.join(90)
    final = read_everything(server, made)
    violations = history.check(made.operations, final, idempotent={0, 1, 3})
    return Run(writers, readers, acked, final, violations)


def test_kill9_under_load(own_server, kind):
    # Snapshots are frequent, so that restarts begin from a snapshot and the log behind it.
    server = own_server(ringfence=("--snapshot-records", "100"))
    made = history.History("under-load")
    run = run_under_load(server, made, KILLS)
    file = paths.LOGS / f"history-{kind}.jsonl"
    made.write(file)
    polled = sum(
        len(pairs)
        for op in made.operations
        if op["f"] == "poll" and op["process"] in (8, 9)
        for pairs in op["value"][0][1].values()
    )
    print(
        f"{KILLS} kills, {sum(w.acked for w in run.writers)} acknowledged, "
        f"{sum(w.unknown for w in run.writers)} unknown, "
        f"{sum(map(len, run.final.values()))} in the log, {polled} polled by two readers; "
        f"acknowledged between kills: {run.acked}; {len(run.violations)} violations"
    )
    assert run.failures() == []
    assert run.violations == [], "\n".join(f"{v.rule}: {v.text}" for v in run.violations[:20])
    assert min(run.acked) >= ACKED_BETWEEN_KILLS and polled > 0
    if kind == "ringfence":
        assert list((server.bucket() / "metadata").rglob("*")), "no snapshot was made"
    ask_the_other_checker(file)


@pytest.mark.only("ringfence")
@pytest.mark.parametrize(
    "bug, expected, kills",
    (
        # What a kill takes away shows as a lost write, as unseen where nothing behind it was
        # acknowledged, or by what came to stand at the offset that was promised.
        ("ack_before_put", {"lost-write", "unseen", "acked-offset", "inconsistent-offsets"}, 6),
        pytest.param("fetch_skips_head_batch", {"poll-skip"}, 2, marks=pytest.mark.long),
        pytest.param("skip_duplicate_check", {"duplicate"}, 20, marks=pytest.mark.long),
    ),
)
def test_deliberate_bugs_are_seen(own_server, monkeypatch, bug, expected, kills):
    """The same test on a process with a bug switched on: it must find violations of these rules."""
    monkeypatch.setenv("RINGFENCE_DELIBERATE_BUG", bug)
    server = own_server()
    if f'deliberate bug "{bug}"' not in server.log.read_text():
        pytest.skip("this binary is a release build: it has no deliberate bugs")
    rules: set[str] = set()
    for attempt in range(3):  # a kill may by chance hit nothing that was promised
        run = run_under_load(server, history.History(f"with-a-bug-{attempt}"), kills)
        rules = {violation.rule for violation in run.violations}
        print(f"{bug}: {len(run.violations)} violations of {sorted(rules)}")
        if rules & expected:
            break
    assert rules & expected, "the bug was not seen"
