"""A group member on confluent-kafka; see README.md."""

import sys
import threading

from confluent_kafka import Consumer

bootstrap, group, topic = sys.argv[1:4]
instance, strategy = (sys.argv[4:] + ["-", "-"])[:2]
settings = {
    "bootstrap.servers": bootstrap,
    "group.id": group,
    "auto.offset.reset": "earliest",
    "enable.auto.commit": False,
    "session.timeout.ms": 6000,
    "heartbeat.interval.ms": 500,
    "fetch.wait.max.ms": 100,
}
if instance != "-":
    settings["group.instance.id"] = instance
if strategy != "-":
    settings["partition.assignment.strategy"] = strategy
consumer = Consumer(settings)
held = set()
stop = threading.Event()
threading.Thread(target=lambda: (sys.stdin.readline(), stop.set()), daemon=True).start()


def show():
    print("assigned", *sorted(held), flush=True)


def assigned(_, partitions):
    if strategy != "cooperative-sticky":
        held.clear()
    held.update(p.partition for p in partitions)
    show()


def revoked(_, partitions):
    held.difference_update(p.partition for p in partitions)
    show()


consumer.subscribe([topic], on_assign=assigned, on_revoke=revoked, on_lost=revoked)
while not stop.is_set():
    found = [m for m in consumer.consume(100, 0.2) if m.error() is None]
    for message in found:
        print("read", message.partition(), message.offset(), message.value().decode())
    sys.stdout.flush()
    if found:
        try:
            consumer.commit(asynchronous=False)
        except Exception as refused:  # a rebalance came in between: it is read again
            print("commit", refused, file=sys.stderr, flush=True)
consumer.close()
