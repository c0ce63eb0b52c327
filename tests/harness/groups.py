"""Requests of consumer groups as bytes, without any client library: for tests that look at single
answers, and at what no library would send.
"""

import struct
from dataclasses import dataclass

from harness.wire import Connection, Reader, array, blob, string

OFFSET_COMMIT, OFFSET_FETCH, FIND_COORDINATOR, JOIN, HEARTBEAT, LEAVE, SYNC = range(8, 15)
DESCRIBE_GROUPS, LIST_GROUPS, DELETE_GROUPS, OFFSET_DELETE = 15, 16, 42, 47


def subscription(*topics: str) -> bytes:
    """A consumer's metadata, version 0."""
    return struct.pack(">h", 0) + array([string(topic) for topic in topics]) + blob(b"")


def find_coordinator(connection: Connection, group: str) -> tuple[int, int]:
    """Error and port. Apache Kafka makes its offsets topic at the first question."""
    reader = connection.ask(FIND_COORDINATOR, 0, string(group))
    error, _ = reader.take("hi")
    reader.string()
    return error, reader.take("i")


@dataclass
class Joined:
    error: int
    generation: int = -1
    protocol: str = ""
    leader: str = ""
    member: str = ""
    members: tuple = ()  # (member id, instance, metadata)


def join_frame(
    connection: Connection,
    group: str,
    member: str = "",
    *,
    instance: str | None = None,
    metadata: bytes = b"m",
    session_ms: int = 10000,
    rebalance_ms: int = 10000,
    protocols: tuple[str, ...] = ("range",),
    protocol_type: str = "consumer",
    version: int = 5,
) -> bytes:
    body = string(group) + struct.pack(">i", session_ms)
    if version >= 1:
        body += struct.pack(">i", rebalance_ms)
    body += string(member)
    if version >= 5:
        body += string(instance)
    body += string(protocol_type) + array([string(name) + blob(metadata) for name in protocols])
    return connection.frame(JOIN, version, body)


def joined(reader: Reader, version: int = 5) -> Joined:
    if version >= 2:
        reader.take("i")
    error, generation = reader.take("hi")
    found = Joined(error, generation, reader.string(), reader.string(), reader.string())

    def one(r):
        member = r.string()
        return member, r.string() if version >= 5 else None, r.blob()

    found.members = tuple(reader.array(one))
    return found


def join(connection: Connection, group: str, member: str = "", version: int = 5, **more) -> Joined:
    wanted = connection.next_id
    connection.send(join_frame(connection, group, member, version=version, **more))
    return joined(connection.answer(wanted), version)


def enter(connection: Connection, group: str, **more) -> Joined:
    """Both steps of a new member: an id first, then the join."""
    first = join(connection, group, **more)
    if first.error != 79:  # MEMBER_ID_REQUIRED
        return first
    return join(connection, group, first.member, **more)


def sync(
    connection: Connection,
    group: str,
    generation: int,
    member: str,
    assignments: dict[str, bytes] | None = None,
    instance: str | None = None,
) -> tuple[int, bytes]:
    pairs = [string(to) + blob(what) for to, what in (assignments or {}).items()]
    body = string(group) + struct.pack(">i", generation) + string(member) + string(instance)
    reader = connection.ask(SYNC, 3, body + array(pairs))
    _, error = reader.take("ih")
    return error, reader.blob()


def heartbeat(
    connection: Connection, group: str, generation: int, member: str, instance: str | None = None
) -> int:
    body = string(group) + struct.pack(">i", generation) + string(member) + string(instance)
    return connection.ask(HEARTBEAT, 3, body).take("ih")[1]


def leave(connection: Connection, group: str, *members: tuple[str, str | None]) -> list[int]:
    """Error of the whole, then of each (member id, instance)."""
    body = string(group) + array([string(member) + string(seat) for member, seat in members])
    reader = connection.ask(LEAVE, 3, body)
    _, error = reader.take("ih")
    return [error, *reader.array(lambda r: (r.string(), r.string(), r.take("h"))[2])]


def commit(
    connection: Connection,
    group: str,
    offsets: dict[tuple[str, int], int],
    generation: int = -1,
    member: str = "",
    note: str = "",
    instance: str | None = None,
) -> dict[tuple[str, int], int]:
    """Error by (topic, partition)."""
    topics = {}
    for (topic, partition), offset in offsets.items():
        entry = struct.pack(">iqi", partition, offset, -1) + string(note)
        topics.setdefault(topic, []).append(entry)
    body = string(group) + struct.pack(">i", generation) + string(member) + string(instance)
    body += array([string(topic) + array(entries) for topic, entries in topics.items()])
    reader = connection.ask(OFFSET_COMMIT, 7, body)
    reader.take("i")
    answers = reader.array(lambda r: (r.string(), r.array(lambda p: p.take("ih"))))
    return {(topic, at): error for topic, parts in answers for at, error in parts}


def fetch_offsets(
    connection: Connection, group: str, wanted: dict[str, list[int]] | None
) -> dict[tuple[str, int], tuple[int, str, int]]:
    """(offset, note, error) by (topic, partition); None asks for all that is committed."""
    topics = None
    if wanted is not None:
        topics = [
            string(topic) + array([struct.pack(">i", at) for at in parts])
            for topic, parts in wanted.items()
        ]
    reader = connection.ask(OFFSET_FETCH, 5, string(group) + array(topics))
    reader.take("i")

    def one(r):
        partition, offset, _ = r.take("iqi")
        return partition, (offset, r.string(), r.take("h"))

    answers = reader.array(lambda r: (r.string(), r.array(one)))
    assert reader.take("h") == 0
    return {(topic, at): found for topic, parts in answers for at, found in parts}


def committed(connection: Connection, group: str, topic: str, partitions) -> dict[int, int]:
    found = fetch_offsets(connection, group, {topic: list(partitions)})
    return {partition: offset for (_, partition), (offset, _, _) in found.items()}


def describe(connection: Connection, group: str) -> dict:
    reader = connection.ask(DESCRIBE_GROUPS, 4, array([string(group)]) + b"\0")
    reader.take("i")

    def member(r):
        return {
            "member": r.string(),
            "instance": r.string(),
            "client": r.string(),
            "host": r.string(),
            "metadata": r.blob(),
            "assignment": r.blob(),
        }

    assert reader.take("i") == 1
    found = {"error": reader.take("h"), "group": reader.string(), "state": reader.string()}
    found |= {"type": reader.string(), "protocol": reader.string()}
    found["members"] = reader.array(member)
    return found


def list_groups(connection: Connection, states: tuple[str, ...] = ()) -> dict[str, str]:
    """State by group."""
    compact = bytes([len(states) + 1]) + b"".join(
        bytes([len(state) + 1]) + state.encode() for state in states
    )
    reader = connection.ask(LIST_GROUPS, 4, compact + b"\0", flexible=True)
    _, error = reader.take("ih")
    assert error == 0

    def one(r):
        found = r.compact_string(), r.compact_string(), r.compact_string()
        r.tags()
        return found[0], found[2]

    return dict(reader.compact_array(one))


def delete_groups(connection: Connection, *names: str) -> dict[str, int]:
    reader = connection.ask(DELETE_GROUPS, 1, array([string(name) for name in names]))
    reader.take("i")
    return dict(reader.array(lambda r: (r.string(), r.take("h"))))


def delete_offsets(
    connection: Connection, group: str, topic: str, partitions
) -> tuple[int, dict[int, int]]:
    parts = array([struct.pack(">i", at) for at in partitions])
    reader = connection.ask(OFFSET_DELETE, 0, string(group) + array([string(topic) + parts]))
    error, _ = reader.take("hi")
    answers = reader.array(lambda r: (r.string(), r.array(lambda p: p.take("ih"))))
    return error, {at: each for _, found in answers for at, each in found}
