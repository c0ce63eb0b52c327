#!/usr/bin/env python3
"""Produces every flight with confluent-kafka (librdkafka), idempotent and compressed.

Usage: produce_flights.py [HOST:PORT]
"""

import sys
import time

from confluent_kafka import Producer
from confluent_kafka.admin import AdminClient, NewTopic

import flights


def main() -> None:
    bootstrap = sys.argv[1] if len(sys.argv) > 1 else "127.0.0.1:9092"
    admin = AdminClient({"bootstrap.servers": bootstrap})
    admin.create_topics([NewTopic(flights.TOPIC, len(flights.AIRPORTS))])[flights.TOPIC].result()

    producer = Producer(
        {
            "bootstrap.servers": bootstrap,
            "enable.idempotence": True,
            "compression.type": "zstd",
            "linger.ms": 20,
            "queue.buffering.max.messages": 500_000,
        }
    )
    refused = []

    def delivered(error, message):
        if error is not None:
            refused.append(error)

    partitions = flights.load()
    begin = time.monotonic()
    for partition, lines in enumerate(partitions):
        for line in lines:
            producer.produce(flights.TOPIC, value=line, partition=partition, on_delivery=delivered)
            producer.poll(0)
    producer.flush()
    seconds = time.monotonic() - begin
    if refused:
        sys.exit(f"{len(refused)} records were refused, the first with: {refused[0]}")
    count = sum(len(lines) for lines in partitions)
    print(f"{count:,} flights produced and acknowledged in {seconds:.1f} s")


if __name__ == "__main__":
    main()
