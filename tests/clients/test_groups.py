"""Goal: consumer groups work with unmodified clients: partitions are shared out, a killed member's
work is taken over, nothing is missed, and commits last across restarts of members and of the server.

Method: members as processes of their own (members/), so that one can be killed. At-least-once is
what is asserted: every record is read, some perhaps twice, and what was committed is not read again.
"""

import uuid

import pytest

from clients.group_member import COOPERATIVE, Member, wait_until
from harness import batch, groups, servers, wire

PARTITIONS = 6


@pytest.fixture
def group():
    return f"group-{uuid.uuid4().hex[:10]}"


@pytest.fixture
def members():
    """Starts members that are gone when the test is over."""
    running = []

    def start(*arguments, **more):
        running.append(Member(*arguments, **more))
        return running[-1]

    yield start
    for member in running:
        if member.process.poll() is None:
            member.kill()


def produce(connection, topic, values):
    for at, value in enumerate(values):
        sent = batch.build([batch.Record(value=value.encode())])
        assert connection.produce(topic, at % PARTITIONS, sent).error == 0


def covered(group_members) -> bool:
    """Every partition has exactly one owner, and every member has its share."""
    held = [partition for member in group_members for partition in member.held]
    share = PARTITIONS // len(group_members)
    fair = all(len(member.held) == share for member in group_members)
    return fair and sorted(held) == list(range(PARTITIONS))


def values_of(group_members) -> list[str]:
    return [value for member in group_members for _, _, value in member.read]


def test_three_members_share_and_one_is_killed(
    client, server, make_topic, topic, group, members, connection
):
    make_topic(topic, PARTITIONS)
    first = [f"a{at}" for at in range(120)]
    produce(connection, topic, first)
    three = [members(client.name, server.bootstrap, group, topic) for _ in range(3)]
    wait_until(lambda: covered(three), 40, "three members share six partitions")
    wait_until(lambda: set(values_of(three)) >= set(first), 30, "all is read")
    three[1].kill()
    second = [f"b{at}" for at in range(120)]
    produce(connection, topic, second)
    left = [three[0], three[2]]
    wait_until(lambda: covered(left), 40, "the killed member's partitions are taken over")
    wait_until(lambda: set(values_of(left)) >= set(second), 30, "what came after is read")
    for member in left:
        member.stop()


def test_commits_last(client, server, make_topic, topic, group, members, connection):
    make_topic(topic, PARTITIONS)
    first = [f"a{at}" for at in range(60)]
    produce(connection, topic, first)
    one = members(client.name, server.bootstrap, group, topic)
    wait_until(lambda: set(values_of([one])) >= set(first), 40, "all is read")
    one.stop()
    second = [f"b{at}" for at in range(60)]
    produce(connection, topic, second)
    other = members(client.name, server.bootstrap, group, topic)
    wait_until(lambda: set(values_of([other])) >= set(second), 40, "what is new is read")
    other.stop()
    assert set(values_of([other])) == set(second), "what was committed is not read again"
    offsets = groups.committed(connection, group, topic, range(PARTITIONS))
    assert offsets == {partition: 20 for partition in range(PARTITIONS)}


def test_a_static_member_comes_back_without_a_rebalance(
    client, server, make_topic, topic, group, members, connection
):
    if not client.static_members:
        pytest.skip("the library has no static members")
    make_topic(topic, PARTITIONS)
    two = [
        members(client.name, server.bootstrap, group, topic, instance=f"seat-{at}")
        for at in range(2)
    ]
    wait_until(lambda: covered(two), 40, "two members share")
    held, rebalances = two[1].held, len(two[0].assignments)
    two[1].kill()
    again = members(client.name, server.bootstrap, group, topic, instance="seat-1")
    wait_until(lambda: again.held == held, 30, "the same partitions at the same seat")
    values = [f"a{at}" for at in range(60)]
    produce(connection, topic, values)
    both = [two[0], again]
    wait_until(lambda: set(values_of(both)) >= set(values), 30, "all is read")
    assert len(two[0].assignments) == rebalances, "the other one has not noticed"
    for member in both:
        member.stop()


def test_cooperative_sticky(client, server, make_topic, topic, group, members, connection):
    if client.name not in COOPERATIVE:
        pytest.skip("the library has no cooperative assignor")
    make_topic(topic, PARTITIONS)

    def start():
        return members(client.name, server.bootstrap, group, topic, strategy="cooperative-sticky")

    two = [start(), start()]
    wait_until(lambda: covered(two), 40, "two members share")
    held, before = [member.held for member in two], [len(member.assignments) for member in two]
    three = [*two, start()]
    wait_until(lambda: covered(three), 40, "the third gets its part")
    for member, had, seen in zip(two, held, before):
        kept = had & member.held
        assert len(kept) == 2
        for during in member.assignments[seen:]:
            assert kept <= during, "what stays with a member is never taken from it"
    values = [f"a{at}" for at in range(60)]
    produce(connection, topic, values)
    wait_until(lambda: set(values_of(three)) >= set(values), 30, "all is read")
    for member in three:
        member.stop()


@pytest.mark.only("ringfence")
def test_survives_a_restart_of_the_server(client, members, group, topic):
    own = servers.make_server("ringfence", f"groups-{client.name}")
    own.start()
    try:
        with wire.Connection(own.port) as connection:
            connection.create_topic(topic, PARTITIONS)
            first = [f"a{at}" for at in range(60)]
            produce(connection, topic, first)
        two = [members(client.name, own.bootstrap, group, topic) for _ in range(2)]
        wait_until(lambda: covered(two), 40, "two members share")
        wait_until(lambda: set(values_of(two)) >= set(first), 30, "all is read")
        own.kill()
        if client.name == "kcat":  # it ends when its only broker is gone; its user starts it again
            for member in two:
                member.process.wait(30)
        own.start()
        if client.name == "kcat":
            two = [members(client.name, own.bootstrap, group, topic) for _ in range(2)]
        second = [f"b{at}" for at in range(60)]
        with wire.Connection(own.port) as connection:
            produce(connection, topic, second)
        wait_until(lambda: set(values_of(two)) >= set(second), 60, "what came after is read")
        wait_until(lambda: covered(two), 40, "as before, or settled by a rebalance")
        for member in two:
            member.stop()
    finally:
        own.stop()
