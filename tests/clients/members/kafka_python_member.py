"""A group member on kafka-python; see README.md."""

import sys
import threading

from kafka import ConsumerRebalanceListener, KafkaConsumer
from kafka.errors import KafkaError

bootstrap, group, topic = sys.argv[1:4]
instance = (sys.argv[4:] + ["-"])[0]
more = {} if instance == "-" else {"group_instance_id": instance}
consumer = KafkaConsumer(
    bootstrap_servers=bootstrap,
    group_id=group,
    auto_offset_reset="earliest",
    enable_auto_commit=False,
    session_timeout_ms=6000,
    heartbeat_interval_ms=500,
    max_poll_interval_ms=10000,
    fetch_max_wait_ms=100,
    **more,
)
stop = threading.Event()
threading.Thread(target=lambda: (sys.stdin.readline(), stop.set()), daemon=True).start()


class Listener(ConsumerRebalanceListener):
    def on_partitions_revoked(self, revoked):
        print("assigned", flush=True)

    def on_partitions_assigned(self, assigned):
        print("assigned", *sorted(p.partition for p in consumer.assignment()), flush=True)


consumer.subscribe([topic], listener=Listener())
while not stop.is_set():
    found = consumer.poll(200)
    for records in found.values():
        for record in records:
            print("read", record.partition, record.offset, record.value.decode())
    sys.stdout.flush()
    if found:
        try:
            consumer.commit()
        except KafkaError as refused:  # a rebalance came in between: it is read again
            print("commit", refused, file=sys.stderr, flush=True)
consumer.close()
