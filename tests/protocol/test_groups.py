"""Goal: every answer of the group APIs is Apache Kafka's, also to what no library would send, and
groups, offsets and sessions last across a kill of the server.

Method: raw connections and exact error codes; `--server kafka` runs the same against the original.
"""

import concurrent.futures
import time
import uuid

import pytest

from harness import groups, wire

NONE, OFFSET_METADATA_TOO_LARGE, ILLEGAL_GENERATION = 0, 12, 22
INCONSISTENT_GROUP_PROTOCOL, INVALID_GROUP_ID, UNKNOWN_MEMBER_ID = 23, 24, 25
INVALID_SESSION_TIMEOUT, REBALANCE_IN_PROGRESS, UNKNOWN_TOPIC = 26, 27, 3
NON_EMPTY_GROUP, GROUP_ID_NOT_FOUND, MEMBER_ID_REQUIRED = 68, 69, 79
FENCED_INSTANCE_ID, GROUP_SUBSCRIBED_TO_TOPIC = 82, 86


@pytest.fixture
def group(server) -> str:
    name = f"g-{uuid.uuid4().hex[:12]}"
    with wire.Connection(server.port) as connection:
        deadline = time.monotonic() + 20
        while True:
            error, port = groups.find_coordinator(connection, name)
            # Loaded as well: until then members get COORDINATOR_LOAD_IN_PROGRESS.
            if error == NONE and groups.heartbeat(connection, name, 1, "x") == UNKNOWN_MEMBER_ID:
                assert port == server.port
                return name
            assert time.monotonic() < deadline
            time.sleep(0.1)


@pytest.fixture
def second(server):
    with wire.Connection(server.port, 30) as opened:
        yield opened


def stable(connection, group, **more) -> groups.Joined:
    """A group of one, in its first generation."""
    found = groups.enter(connection, group, **more)
    assert (found.error, found.generation, found.leader) == (NONE, 1, found.member)
    assert groups.sync(
        connection, group, 1, found.member, {found.member: b"mine"}, more.get("instance")
    ) == (NONE, b"mine")
    return found


def test_an_id_is_required_first(connection, group):
    first = groups.join(connection, group)
    assert first.error == MEMBER_ID_REQUIRED and first.member
    assert groups.join(connection, group, "no-such-member").error == UNKNOWN_MEMBER_ID
    second = groups.join(connection, group, first.member)
    assert (second.error, second.member) == (NONE, first.member)
    assert second.members == ((first.member, None, b"m"),)


def test_old_versions_join_at_once(connection, group):
    for version in (0, 1, 2, 3):
        found = groups.join(connection, f"{group}-{version}", version=version)
        assert (found.error, found.generation, found.protocol) == (NONE, 1, "range")


def test_what_is_refused_at_the_door(connection, group):
    assert groups.join(connection, "").error == INVALID_GROUP_ID
    assert groups.join(connection, group, session_ms=5).error == INVALID_SESSION_TIMEOUT
    assert groups.join(connection, group, session_ms=2**31 - 1).error == INVALID_SESSION_TIMEOUT
    assert groups.join(connection, group, protocols=()).error == INCONSISTENT_GROUP_PROTOCOL
    assert groups.join(connection, group, protocol_type="").error == INCONSISTENT_GROUP_PROTOCOL


def test_generations_and_strangers(connection, group):
    member = stable(connection, group).member
    assert groups.heartbeat(connection, group, 1, member) == NONE
    assert groups.heartbeat(connection, group, 2, member) == ILLEGAL_GENERATION
    assert groups.heartbeat(connection, group, 1, "stranger") == UNKNOWN_MEMBER_ID
    assert groups.heartbeat(connection, f"{group}-x", 1, member) == UNKNOWN_MEMBER_ID
    assert groups.sync(connection, group, 0, member)[0] == ILLEGAL_GENERATION
    assert groups.sync(connection, group, 1, member) == (NONE, b"mine")
    assert groups.join(connection, group, protocols=("own",)).error == INCONSISTENT_GROUP_PROTOCOL
    assert groups.leave(connection, group, ("stranger", None)) == [NONE, UNKNOWN_MEMBER_ID]
    assert groups.leave(connection, group, (member, None)) == [NONE, NONE]
    assert groups.heartbeat(connection, group, 1, member) == UNKNOWN_MEMBER_ID


def test_a_second_member_rebalances(connection, second, group):
    one = stable(connection, group).member
    two = groups.join(second, group).member
    wanted = second.next_id
    second.send(groups.join_frame(second, group, two))
    deadline = time.monotonic() + 10
    while groups.heartbeat(connection, group, 1, one) != REBALANCE_IN_PROGRESS:
        assert time.monotonic() < deadline
    found = groups.join(connection, group, one, metadata=b"other")
    assert (found.error, found.generation) == (NONE, 2)
    other = groups.joined(second.answer(wanted))
    assert (other.error, other.generation, other.leader) == (NONE, 2, found.leader)
    leader, follower = (one, two) if found.leader == one else (two, one)
    seen = found.members if leader == one else other.members
    assert {member: metadata for member, _, metadata in seen} == {one: b"other", two: b"m"}
    where = {one: connection, two: second}
    assert groups.sync(where[leader], group, 2, leader, {one: b"1", two: b"2"})[0] == NONE
    assert groups.sync(where[follower], group, 2, follower)[0] == NONE


def test_commits(connection, make_topic, topic, group):
    make_topic(topic, 3)
    assert groups.commit(connection, group, {(topic, 0): 5}, note="nöte") == {(topic, 0): NONE}
    found = groups.fetch_offsets(connection, group, {topic: [0, 1]})
    assert found == {(topic, 0): (5, "nöte", NONE), (topic, 1): (-1, "", NONE)}
    assert groups.fetch_offsets(connection, group, None) == {(topic, 0): (5, "nöte", NONE)}
    assert groups.fetch_offsets(connection, f"{group}-x", {topic: [0]}) == {
        (topic, 0): (-1, "", NONE)
    }
    long = groups.commit(connection, group, {(topic, 0): 6, (topic, 1): 1}, note="x" * 5000)
    assert set(long.values()) == {OFFSET_METADATA_TOO_LARGE}
    there = groups.commit(connection, group, {(topic, 1): 6, (f"{topic}-x", 0): 1, (topic, 9): 1})
    assert there == {(topic, 1): NONE, (f"{topic}-x", 0): UNKNOWN_TOPIC, (topic, 9): UNKNOWN_TOPIC}
    # A generation of nobody's.
    assert groups.commit(connection, f"{group}-y", {(topic, 0): 1}, 3, "m") == {
        (topic, 0): ILLEGAL_GENERATION
    }


def test_commits_of_members_and_others(connection, make_topic, topic, group):
    make_topic(topic)
    member = stable(connection, group).member
    where = {(topic, 0): 7}
    assert groups.commit(connection, group, where, 1, member) == {(topic, 0): NONE}
    assert groups.commit(connection, group, where, 2, member) == {(topic, 0): ILLEGAL_GENERATION}
    assert groups.commit(connection, group, where, 1, "other") == {(topic, 0): UNKNOWN_MEMBER_ID}
    # From outside into a living group.
    assert groups.commit(connection, group, where) == {(topic, 0): UNKNOWN_MEMBER_ID}
    groups.leave(connection, group, (member, None))
    assert groups.commit(connection, group, {(topic, 0): 9}) == {(topic, 0): NONE}
    assert groups.committed(connection, group, topic, [0]) == {0: 9}


def test_static_members(connection, second, group):
    first = groups.join(connection, group, instance="seat")
    assert (first.error, first.generation) == (NONE, 1)
    groups.sync(connection, group, 1, first.member, {first.member: b"mine"}, "seat")
    again = groups.join(second, group, instance="seat")
    assert (again.error, again.generation) == (NONE, 1) and again.member != first.member
    assert groups.sync(second, group, 1, again.member, None, "seat") == (NONE, b"mine")
    assert groups.heartbeat(connection, group, 1, first.member, "seat") == FENCED_INSTANCE_ID
    assert groups.join(connection, group, first.member, instance="seat").error == (
        FENCED_INSTANCE_ID
    )
    assert groups.leave(connection, group, (first.member, "seat")) == [NONE, FENCED_INSTANCE_ID]
    assert groups.leave(connection, group, ("", "seat")) == [NONE, NONE]


def test_describe_list_and_delete(connection, make_topic, topic, group):
    make_topic(topic, 2)
    assert groups.describe(connection, group)["state"] == "Dead"
    metadata = groups.subscription(topic)
    member = stable(connection, group, metadata=metadata).member
    shown = groups.describe(connection, group)
    assert (shown["state"], shown["type"], shown["protocol"]) == ("Stable", "consumer", "range")
    (only,) = shown["members"]
    assert (only["member"], only["client"], only["instance"]) == (member, "wire", None)
    assert (only["metadata"], only["assignment"]) == (metadata, b"mine")
    assert only["host"] == "/127.0.0.1"
    assert groups.list_groups(connection)[group] == "Stable"
    assert group in groups.list_groups(connection, ("stable",))
    assert group not in groups.list_groups(connection, ("Empty",))

    assert groups.commit(connection, group, {(topic, 0): 1}, 1, member) == {(topic, 0): NONE}
    error, parts = groups.delete_offsets(connection, group, topic, [0])
    assert (error, parts) == (NONE, {0: GROUP_SUBSCRIBED_TO_TOPIC})
    assert groups.delete_groups(connection, group) == {group: NON_EMPTY_GROUP}
    groups.leave(connection, group, (member, None))
    assert groups.list_groups(connection)[group] == "Empty"
    assert groups.delete_offsets(connection, group, topic, [0]) == (NONE, {0: NONE})
    assert groups.committed(connection, group, topic, [0]) == {0: -1}
    assert groups.delete_groups(connection, group, f"{group}-x") == {
        group: NONE,
        f"{group}-x": GROUP_ID_NOT_FOUND,
    }
    assert group not in groups.list_groups(connection)
    assert groups.delete_offsets(connection, group, topic, [0])[0] == GROUP_ID_NOT_FOUND


def test_a_deleted_topic_takes_its_offsets(connection, make_topic, topic, group):
    make_topic(topic)
    groups.commit(connection, group, {(topic, 0): 5})
    assert connection.delete_topic(topic) == NONE
    deadline = time.monotonic() + 10
    while groups.fetch_offsets(connection, group, None):
        assert time.monotonic() < deadline
        time.sleep(0.05)


def test_a_silent_member_is_removed(connection, group):
    member = stable(connection, group, session_ms=6000).member
    time.sleep(3)
    assert groups.heartbeat(connection, group, 1, member) == NONE
    time.sleep(4)
    assert groups.heartbeat(connection, group, 1, member) == NONE, "a heartbeat begins it again"
    deadline = time.monotonic() + 20
    while groups.describe(connection, group)["state"] == "Stable":
        assert time.monotonic() < deadline
        time.sleep(0.2)
    assert groups.heartbeat(connection, group, 1, member) == UNKNOWN_MEMBER_ID


@pytest.mark.only("ringfence")
class TestRingfence:
    def test_everything_lasts_across_a_kill(self, own_server, topic, group):
        server = own_server()
        with wire.Connection(server.port) as connection:
            connection.create_topic(topic, 2)
            found = groups.join(connection, group, instance="seat")
            groups.sync(connection, group, found.generation, found.member, {found.member: b"mine"})
            at = found.generation
            assert groups.commit(
                connection, group, {(topic, 0): 11}, at, found.member, "note", "seat"
            ) == {(topic, 0): NONE}
        server.restart_after_kill()
        with wire.Connection(server.port) as connection:
            assert groups.heartbeat(connection, group, at, found.member, "seat") == NONE
            assert groups.sync(connection, group, at, found.member, None, "seat") == (
                NONE,
                b"mine",
            )
            assert groups.fetch_offsets(connection, group, None) == {(topic, 0): (11, "note", 0)}
            assert groups.describe(connection, group)["state"] == "Stable"

    def test_heartbeats_and_equal_commits_append_nothing(self, own_server, topic, group):
        server = own_server(ringfence=("--group-initial-rebalance-delay-ms", "0"))
        with wire.Connection(server.port) as connection:
            connection.create_topic(topic, 1)
            member = stable(connection, group).member
            groups.commit(connection, group, {(topic, 0): 5}, 1, member)
            before = server.metrics()["ringfence_sequencer_rounds_total"]
            for _ in range(200):
                assert groups.heartbeat(connection, group, 1, member) == NONE
                assert groups.commit(connection, group, {(topic, 0): 5}, 1, member) == {
                    (topic, 0): NONE
                }
            assert server.metrics()["ringfence_sequencer_rounds_total"] == before
            assert server.metrics()["ringfence_group_members"] == 1

    def test_sizes_are_bounded(self, connection, group):
        big = b"x" * (1 << 20)
        assert groups.join(connection, group, metadata=big + b"x").error == 10  # MESSAGE_TOO_LARGE
        member = stable(connection, group).member
        assert groups.sync(connection, group, 1, member, {member: big + b"x"})[0] == 10
        assert groups.heartbeat(connection, group, 1, member) == NONE

    def test_a_thousand_members_that_never_sync(self, own_server, group):
        server = own_server(
            ringfence=("--group-initial-rebalance-delay-ms", "0"),
        )
        server.reset_peak()
        before = server.peak_mib()

        def one(at: int) -> int:
            with wire.Connection(server.port, 60) as connection:
                found = groups.enter(
                    connection, group, metadata=b"m" * 2000, session_ms=6000, rebalance_ms=3000
                )
                return found.error

        with concurrent.futures.ThreadPoolExecutor(200) as pool:
            errors = list(pool.map(one, range(1000)))
        assert set(errors) <= {NONE, UNKNOWN_MEMBER_ID, REBALANCE_IN_PROGRESS}
        assert server.peak_mib() - before < 300
        deadline = time.monotonic() + 60
        while server.metrics()["ringfence_group_members"] > 0:
            assert time.monotonic() < deadline, "they are removed when they stay silent"
            time.sleep(0.5)
        with wire.Connection(server.port) as connection:
            assert groups.list_groups(connection)[group] == "Empty"

    def test_a_size_limit(self, own_server, group):
        server = own_server(
            ringfence=("--group-max-size", "1", "--group-initial-rebalance-delay-ms", "0")
        )
        with wire.Connection(server.port) as one, wire.Connection(server.port) as two:
            stable(one, group)
            first = groups.join(two, group)
            assert first.error == 81  # GROUP_MAX_SIZE_REACHED
