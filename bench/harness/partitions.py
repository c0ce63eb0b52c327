"""Many partitions: time to create them, to describe all of them, memory, and time to be back after kill -9."""
import socket
import struct
import time
from statistics import median

METADATA_KEY, METADATA_VERSION = 3, 12


def _receive(connection, size):
    parts, missing = [], size
    while missing:
        part = connection.recv(min(missing, 1 << 20))
        if not part:
            raise RuntimeError("the server closed the connection")
        parts.append(part)
        missing -= len(part)
    return b"".join(parts)


def full_metadata(port):
    """(seconds, answer bytes) of one Metadata request for all topics, on a raw socket: no client's parsing in it."""
    header = struct.pack(">hhi", METADATA_KEY, METADATA_VERSION, 7) + struct.pack(">h", 5) + b"bench" + b"\0"
    body = b"\0" + b"\0" + b"\0" + b"\0"  # topics null = all, no auto-create, no authorised operations, no tags
    frame = header + body
    with socket.create_connection(("127.0.0.1", port), 10) as connection:
        connection.settimeout(120)
        start = time.monotonic()
        connection.sendall(struct.pack(">i", len(frame)) + frame)
        size = struct.unpack(">i", _receive(connection, 4))[0]
        answer = _receive(connection, size)
        seconds = time.monotonic() - start
    if struct.unpack(">i", answer[:4])[0] != 7:
        raise RuntimeError("the answer belongs to another request")
    return seconds, size


def run(server, rdkafka, partitions, partitions_per_topic=100):
    server.start()
    try:
        result = {"partitions": partitions, "empty_rss_mib": server.memory_mib()[0]}
        created = rdkafka(server, "create", topic="many", topics=partitions // partitions_per_topic,
                          partitions=partitions_per_topic, timeout_seconds=300)
        result["create_seconds"] = created["seconds"]
        answers = [full_metadata(server.port) for _ in range(7)]
        result["metadata_ms"] = median(seconds for seconds, _ in answers[2:]) * 1000
        result["metadata_first_ms"] = answers[0][0] * 1000
        result["metadata_bytes"] = answers[-1][1]
        result["rss_mib"], result["peak_rss_mib"], _ = server.memory_mib()
        result["rss_above_empty_mib"] = result["rss_mib"] - result["empty_rss_mib"]
        server.stop(hard=True)
        start = time.monotonic()
        server.start()
        _, size = full_metadata(server.port)
        result["restart_seconds"] = time.monotonic() - start
        if abs(size - result["metadata_bytes"]) > 64:
            raise RuntimeError(f"after the restart the answer has {size} bytes, before it {result['metadata_bytes']}")
        return result
    finally:
        server.remove()
