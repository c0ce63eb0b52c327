"""Histories of what clients saw, and the checker that judges them.

A history is JSON lines in the op shape of Jepsen's Kafka workload, so that outsiders can check it:
  {"index":7,"time":ns,"process":3,"type":"invoke|ok|fail|info","f":"send|poll|assign",
   "value":[["send",key,value]], [["send",key,[offset,value]]]
           or [["poll",{key:[[offset,value],...]}]],
   "node":"a1","life":2,"op":17,"idempotent":true,"final":true,"error":null}
key is "topic/partition"; op pairs a send with its end; life counts restarts of the server; final
marks the reads after everything was healed. Process -1 is the one who breaks things. A send whose
outcome is unknown ends with info, one that was refused with fail. Values are unique.

The rules are those of Jepsen's checker that concern sends and polls without groups and
transactions. The C++ checker of ringfence-sim reads the same files; this one is independent of it,
and small.
"""

import json
import threading
import time
from collections import defaultdict
from pathlib import Path
from typing import NamedTuple

NEMESIS = -1


class Violation(NamedTuple):
    rule: str
    text: str


class History:
    """Collects operations from many threads, in the order in which they happened."""

    def __init__(self, topic: str = "t"):
        self.topic, self.life = topic, 0
        self.operations: list[dict] = []
        self.lock = threading.Lock()
        self.begin = time.monotonic_ns()

    def key(self, partition: int) -> str:
        return f"{self.topic}/{partition}"

    def add(
        self,
        process: int,
        kind: str,
        f: str,
        value=None,
        error: str | None = None,
        at_ns: int | None = None,
        **more,
    ) -> None:
        """`at_ns`: when it happened (CLOCK_MONOTONIC), where that was told late: see in_order()."""
        with self.lock:
            self.operations.append(
                {
                    "index": len(self.operations),
                    "time": (at_ns or time.monotonic_ns()) - self.begin,
                    "process": process,
                    "type": kind,
                    "f": f,
                    "value": value,
                    "node": "a1",
                    "life": self.life,
                    "error": error,
                    **more,
                }
            )

    def in_order(self) -> None:
        """Sorts by time: what another process told late gets its own place."""
        with self.lock:
            self.operations.sort(key=lambda operation: operation["time"])
            for index, operation in enumerate(self.operations):
                operation["index"] = index

    def restarted(self) -> None:
        self.life += 1
        self.add(NEMESIS, "info", "restart")

    def invoke_send(
        self,
        process: int,
        partition: int,
        value: int,
        idempotent: bool = False,
        at_ns: int | None = None,
    ) -> None:
        self.add(
            process,
            "invoke",
            "send",
            [["send", self.key(partition), value]],
            at_ns=at_ns,
            op=value,
            idempotent=idempotent,
        )

    def end_send(
        self,
        process: int,
        kind: str,
        partition: int,
        offset: int | None,
        value: int,
        error: str | None = None,
    ) -> None:
        told = [offset, value] if kind == "ok" else value
        self.add(process, kind, "send", [["send", self.key(partition), told]], error, op=value)

    def poll(
        self, process: int, partition: int, records: list[tuple[int, int]], final: bool = False
    ) -> None:
        pairs = {self.key(partition): [list(pair) for pair in records]}
        self.add(process, "ok", "poll", [["poll", pairs]], **({"final": True} if final else {}))

    def write(self, file: Path) -> None:
        file.parent.mkdir(parents=True, exist_ok=True)
        with open(file, "w") as out:
            for operation in self.operations:
                out.write(json.dumps(operation, separators=(",", ":")) + "\n")


def read(file: Path) -> list[dict]:
    return [json.loads(line) for line in file.read_text().splitlines()]


def _partition(key: str) -> int:
    return int(key.rsplit("/", 1)[1])


class _Facts:
    """What a history says, by partition."""

    def __init__(self, operations: list[dict]):
        self.acked = []  # (index, process, partition, offset, value) in order of completion
        self.invoked = {}  # value -> (index, process, partition)
        self.failed = set()  # values that were refused
        self.polls = []  # (index, process, partition, [(offset, value)])
        self.assigns = defaultdict(list)  # process -> indexes
        for operation in operations:
            if operation["f"] == "assign":
                self.assigns[operation["process"]].append(operation["index"])
            for micro in operation["value"] or []:
                self._add(operation, micro)

    def _add(self, operation: dict, micro: list) -> None:
        index, process, kind = operation["index"], operation["process"], operation["type"]
        if micro[0] == "send":
            partition = _partition(micro[1])
            offset, value = micro[2] if kind == "ok" else (None, micro[2])
            if kind == "invoke":
                self.invoked[value] = (index, process, partition)
            elif kind == "ok":
                self.acked.append((index, process, partition, offset, value))
            elif kind == "fail":
                self.failed.add(value)
        elif micro[0] == "poll" and kind == "ok":
            for partition, pairs in micro[1].items():
                self.polls.append(
                    (index, process, _partition(partition), [tuple(at) for at in pairs])
                )


def check(
    operations: list[dict],
    final: dict[int, list[tuple[int, int]]],
    idempotent: set[int] = frozenset(),
    ordered: set[int] | None = None,
) -> list[Violation]:
    """Judges a history against `final`: every (offset, value) of each partition, read at the end.

    `idempotent` are the processes whose records must not appear twice; `ordered` those whose
    acknowledged records must stand in the order in which they were sent (None: all).
    """
    facts = _Facts(operations)
    found: list[Violation] = []
    found += _inconsistent_offsets(facts, final)
    found += _lost(facts, final)
    found += _duplicates(facts, final, idempotent)
    found += _aborted_reads(facts, final)
    found += _send_order(facts, final, ordered)
    found += _poll_order(facts)
    found += _final_log(facts, final)
    return found


def _inconsistent_offsets(facts: _Facts, final) -> list[Violation]:
    """Two values at one (partition, offset), in acknowledgements, polls or the final read."""
    seen, found = {}, []
    claims = [(partition, offset, value, "ack") for _, _, partition, offset, value in facts.acked]
    claims += [
        (partition, offset, value, "poll")
        for _, _, partition, pairs in facts.polls
        for offset, value in pairs
    ]
    claims += [
        (partition, offset, value, "final")
        for partition, pairs in final.items()
        for offset, value in pairs
    ]
    for partition, offset, value, source in claims:
        first = seen.setdefault((partition, offset), (value, source))
        if first[0] != value:
            found.append(
                Violation(
                    "inconsistent-offsets",
                    f"partition {partition} offset {offset}: "
                    f"{first[1]} says {first[0]}, {source} says {value}",
                )
            )
    return found


def _lost(facts: _Facts, final) -> list[Violation]:
    """Acknowledged and not in the final log: lost below its end, unseen at or after its end."""
    found = []
    position = {
        (partition, value): offset
        for partition, pairs in final.items()
        for offset, value in reversed(pairs)
    }
    values = {(partition, value) for _, _, partition, pairs in facts.polls for _, value in pairs}
    for _, process, partition, offset, value in facts.acked:
        if (partition, value) in position:
            continue
        end = final[partition][-1][0] + 1 if final.get(partition) else 0
        rule = "lost-write" if offset < end or (partition, value) in values else "unseen"
        found.append(
            Violation(
                rule,
                f"value {value} of process {process} was acknowledged at partition "
                f"{partition} offset {offset}; the log ends at {end}",
            )
        )
    for _, process, partition, pairs in facts.polls:
        for offset, value in pairs:
            if (partition, value) not in position:
                found.append(
                    Violation(
                        "lost-write",
                        f"value {value} was polled by process {process} at "
                        f"partition {partition} offset {offset} and is gone",
                    )
                )
    return found


def _duplicates(facts: _Facts, final, idempotent) -> list[Violation]:
    found = []
    for partition, pairs in final.items():
        where = defaultdict(list)
        for offset, value in pairs:
            where[value].append(offset)
        for value, offsets in where.items():
            if len(offsets) > 1 and facts.invoked.get(value, (0, None))[1] in idempotent:
                found.append(
                    Violation("duplicate", f"partition {partition}: value {value} at {offsets}")
                )
    return found


def _aborted_reads(facts: _Facts, final) -> list[Violation]:
    """A value that nobody sent, or whose send was refused, was read."""
    found = []
    reads = [(partition, value) for partition, pairs in final.items() for _, value in pairs]
    reads += [(partition, value) for _, _, partition, pairs in facts.polls for _, value in pairs]
    for partition, value in dict.fromkeys(reads):
        sent = facts.invoked.get(value)
        if sent is None or sent[2] != partition:
            found.append(Violation("never-sent", f"partition {partition}: value {value} was read"))
        elif value in facts.failed:
            found.append(Violation("G1a", f"partition {partition}: refused value {value} was read"))
    return found


def _send_order(facts: _Facts, final, ordered) -> list[Violation]:
    """A process's records stand in the log in the order in which it sent them (first appearance
    counts).
    """
    found = []
    for partition, pairs in final.items():
        newest = {}
        seen = set()
        for offset, value in pairs:
            sent = facts.invoked.get(value)
            if sent is None or value in seen or (ordered is not None and sent[1] not in ordered):
                continue
            seen.add(value)
            index, process, _ = sent
            if index < newest.get(process, (-1, 0))[0]:
                found.append(
                    Violation(
                        "nonmonotonic-send",
                        f"partition {partition}: value {value} of "
                        f"process {process} at {offset} stands after a later one, "
                        f"{newest[process][1]}",
                    )
                )
            newest[process] = max(newest.get(process, (-1, 0)), (index, value))
    return found


def _poll_order(facts: _Facts) -> list[Violation]:
    """A reader that assigned a partition sees offsets one after another: no step back, no gap."""
    found, last = [], {}
    assigns = {process: list(indexes) for process, indexes in facts.assigns.items()}
    for index, process, partition, pairs in facts.polls:
        while assigns.get(process) and assigns[process][0] < index:
            assigns[process].pop(0)
            for key in [key for key in last if key[0] == process]:
                del last[key]
        for offset, _ in pairs:
            before = last.get((process, partition))
            if before is not None and offset != before + 1:
                rule = "poll-skip" if offset > before else "nonmonotonic-poll"
                found.append(
                    Violation(
                        rule,
                        f"process {process} partition {partition}: offset {offset} after {before}",
                    )
                )
            last[process, partition] = offset
    return found


def _final_log(facts: _Facts, final) -> list[Violation]:
    """The final log is dense from 0, and an acknowledged offset is the record's position in it."""
    found = []
    for partition, pairs in final.items():
        for expected, (offset, _) in enumerate(pairs):
            if offset != expected:
                found.append(
                    Violation("hole", f"partition {partition}: offset {offset} at {expected}")
                )
                break
    at = {
        (partition, offset): value for partition, pairs in final.items() for offset, value in pairs
    }
    for _, process, partition, offset, value in facts.acked:
        if (partition, offset) in at and at[partition, offset] != value:
            found.append(
                Violation(
                    "acked-offset",
                    f"value {value} of process {process} was acknowledged at "
                    f"partition {partition} offset {offset}, where {at[partition, offset]} is",
                )
            )
    return found
