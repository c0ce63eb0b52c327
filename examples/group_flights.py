#!/usr/bin/env python3
"""Three consumers of one group handle every flight, and one of them is killed in the middle.

Each consumer is a process of its own on kafka-python. It handles flights and commits now and then:
what was handled and not committed when it died is handled again by the one that takes over. That is
at-least-once: nothing is missed, some is handled twice.

Usage: group_flights.py [HOST:PORT]
"""

import subprocess
import sys
import threading
import time
import uuid

from kafka import KafkaConsumer

import flights

MEMBERS = 3
COMMIT_EVERY = 10_000  # flights
KILL_AFTER = 25_000  # flights that the victim has handled by then


def consume(bootstrap: str, group: str) -> None:
    """One consumer: tells which offsets it has handled, and commits later."""
    consumer = KafkaConsumer(
        flights.TOPIC,
        bootstrap_servers=bootstrap,
        group_id=group,
        auto_offset_reset="earliest",
        enable_auto_commit=False,
        session_timeout_ms=6000,
        heartbeat_interval_ms=1000,
        max_poll_records=2000,
    )
    uncommitted = 0
    while True:
        handled = consumer.poll(1000)
        for partition, records in handled.items():
            print(partition.partition, records[0].offset, records[-1].offset, flush=True)
            uncommitted += len(records)
        if uncommitted >= COMMIT_EVERY or (uncommitted and not handled):
            consumer.commit()
            uncommitted = 0


class Member:
    def __init__(self, bootstrap: str, group: str, counts: list[bytearray]):
        self.counts, self.handled = counts, 0
        command = [sys.executable, __file__, bootstrap, "--member", group]
        self.process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
        self.reader = threading.Thread(target=self._read)
        self.reader.start()

    def _read(self) -> None:
        for line in self.process.stdout:
            partition, first, last = map(int, line.split())
            self.handled += last - first + 1
            for offset in range(first, last + 1):
                self.counts[partition][offset] = min(self.counts[partition][offset] + 1, 255)

    def kill(self) -> None:
        self.process.kill()
        self.process.wait()
        self.reader.join()


def main(bootstrap: str) -> None:
    group = f"flights-{uuid.uuid4().hex[:8]}"
    counts = [bytearray(len(of_airport)) for of_airport in flights.load()]
    begin = time.monotonic()
    members = [Member(bootstrap, group, counts) for _ in range(MEMBERS)]
    victim = None
    try:
        while not all(all(of_airport) for of_airport in counts):
            time.sleep(0.05)
            if victim is None:
                victim = next((m for m in members if m.handled >= KILL_AFTER), None)
                if victim is not None:
                    victim.kill()
                    print(f"one consumer of {MEMBERS} killed after {victim.handled:,} flights")
            if time.monotonic() - begin > 400:
                missing = sum(of_airport.count(0) for of_airport in counts)
                sys.exit(f"{missing:,} flights were never handled")
    finally:
        for member in members:
            member.kill()
    seconds = time.monotonic() - begin
    total = sum(map(len, counts))
    twice = sum(count > 1 for of_airport in counts for count in of_airport)
    print(f"{total:,} flights handled in {seconds:.1f} s, {twice:,} of them more than once")


if __name__ == "__main__":
    where = sys.argv[1] if len(sys.argv) > 1 else "127.0.0.1:9092"
    if "--member" in sys.argv:
        consume(where, sys.argv[-1])
    else:
        main(where)
