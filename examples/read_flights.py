#!/usr/bin/env python3
"""Reads every flight back with kafka-python and compares each one with the data set.

Usage: read_flights.py [HOST:PORT]
"""

import sys
import time

from kafka import KafkaConsumer, TopicPartition

import flights


def main() -> None:
    bootstrap = sys.argv[1] if len(sys.argv) > 1 else "127.0.0.1:9092"
    consumer = KafkaConsumer(
        bootstrap_servers=bootstrap, auto_offset_reset="earliest", enable_auto_commit=False
    )
    partitions = [TopicPartition(flights.TOPIC, at) for at in range(len(flights.AIRPORTS))]
    consumer.assign(partitions)
    consumer.seek_to_beginning()
    ends = consumer.end_offsets(partitions)

    begin = time.monotonic()
    read = {partition: [] for partition in partitions}
    while any(consumer.position(partition) < ends[partition] for partition in partitions):
        for partition, records in consumer.poll(1000).items():
            read[partition] += [record.value.decode() for record in records]
    seconds = time.monotonic() - begin

    for partition, airport, expected in zip(partitions, flights.AIRPORTS, flights.load()):
        if read[partition] != expected:
            sys.exit(
                f"{airport}: {len(read[partition]):,} flights read, {len(expected):,} expected, "
                "and they differ"
            )
        print(f"{airport}: {len(expected):,} flights, every one as it was produced")
    print(f"{sum(map(len, read.values())):,} flights read in {seconds:.1f} s")


if __name__ == "__main__":
    main()
