"""The fit probe's figures are those of the deployment: pauses, losses and duplicates that were
planted are found, and a run without a fault shows none.

Method: Apache Kafka (one node, and three where leaders must move) and `ringfence dev`, stopped,
killed and robbed of records by the fault command while the load runs. Lower bounds only: how long a
pause is at most is the machine's affair.
"""

import os
import signal

import pytest
from confluent_kafka.admin import AdminClient

from harness import servers

from . import kafka_cluster, probe_tool, secure_kafka

PREFIX = "ringfence-review-fit-"
LOAD = ["--duration", "3", "--warm-up", "1", "--rate", "200"]
QUICK = [*LOAD, "--settle", "2"]
# So wide that only a broken measurement misses them, whatever else the machine does.
WIDE = ["--target-produce-p50-ms", "20000", "--target-end-to-end-p999-ms", "60000"]


def probe(server, *arguments, seconds: float = 200) -> probe_tool.Found:
    return probe_tool.run("probe_fit", "review_fit_probe_tool",
                          ["--bootstrap", server.bootstrap, *arguments], seconds)


def topics(server) -> set[str]:
    return set(AdminClient({"bootstrap.servers": server.bootstrap}).list_topics(timeout=20).topics)


def stop_for(server, seconds: int) -> str:
    return f"kill -STOP {server.pid}; sleep {seconds}; kill -CONT {server.pid}"


@pytest.fixture(scope="module", params=["kafka", "ringfence"])
def server(request):
    one = servers.make_server(request.param, "probe-fit").start()
    yield one
    one.kill()
    one.remove_data()


def test_figures_without_a_fault(server):
    found = probe(server, *QUICK, *WIDE, "--readers", "2")
    assert found.claims == ["F1.a"]
    one = found.of("F1.a")
    assert one["result"] == "holds", one["summary"]
    steady = next(p for p in one["body"]["timeline"] if p["phase"] == "steady")
    # 200 a second for three seconds, and what the wait for the phase's end adds.
    assert 600 <= steady["due"] == steady["acknowledged"] == one["population"]
    assert steady["end_to_end"]["records"] == 2 * steady["due"], "two readers, each record once"
    for what in ("produce", "end_to_end"):
        figures = steady[what]
        in_order = [figures[name] for name in ("p50_us", "p99_us", "p99.9_us", "max_us")]
        assert 0 < in_order[0] and in_order == sorted(in_order)
    # The histogram in the raw file is the one that the figures come from.
    lines = next(f for f in one["raw"] if f["name"] == "produce_latency.tsv")["text"].splitlines()
    assert sum(int(line.split("\t")[2]) for line in lines[1:]) == steady["produce"]["records"]
    assert not [name for name in topics(server) if name.startswith(PREFIX)], "left behind"


def test_the_profile_states_load_and_targets(server, tmp_path):
    profile = tmp_path / "profile.toml"
    profile.write_text('[workload]\nname = "x"\n[targets]\nrecords_per_second = 100\n'
                       "record_bytes = 256\npartitions = 2\nproduce_p99_ms = 60000\n"
                       "recovery_point_s = 0\n")
    body = probe(server, "--duration", "2", "--warm-up", "1", "--profile", profile, "--rate",
                 "50").of("F1.a")["body"]
    scenario = body["scenario"]
    assert (scenario["records_a_second"], scenario["record_bytes"]) == (50, 256)
    assert scenario["partitions"] == 2
    assert body["targets"] == {"produce_p99_us": 60_000_000, "lost_records": 0}


def test_targets_that_cannot_be_met(server):
    one = probe(server, *QUICK, "--target-produce-p50-ms", "0.001").of("F1.a")
    assert one["result"] == "fails" and "produce p50 was" in one["summary"]
    one = probe(server, *QUICK).of("F1.a")
    assert one["result"] == "inconclusive" and "No target" in one["summary"]


def test_a_stopped_node_is_a_pause_without_loss(server):
    found = probe(server, *QUICK, "--fault", f"node={stop_for(server, 3)}", "--fault-window", "4",
                  "--target-recovery-s", "1", "--target-lost-records", "0")
    one = found.of("F2.a")
    assert one["result"] == "fails", one["summary"]
    injection = one["body"]["injections"][0]
    assert injection["effect_seen"] and injection["without_acknowledgement_us"] >= 2_500_000
    records = one["body"]["records"]
    assert records["acknowledged"] == records["due"] == records["read_back"]
    assert (records["acknowledged_and_lost"], records["duplicates"]) == (0, 0)
    assert (one["population"], one["examined"]) == (3, 1)
    # What waited is charged to the time at which it was due, not to when it was sent.
    fault = found.of("F1.a")["body"]["timeline"][2]
    assert fault["phase"] == "fault node" and fault["produce"]["max_us"] >= 2_500_000


def test_without_an_effect_no_recovery_is_reported(server):
    one = probe(server, *QUICK, "--fault", "node=true", "--fault-window", "2",
                "--target-recovery-s", "60", "--target-lost-records", "0").of("F2.a")
    assert one["result"] == "inconclusive"
    assert "No recovery was measured" in one["summary"]
    assert "without_acknowledgement_us" not in one["body"]["injections"][0]


@pytest.fixture
def own(request):
    one = servers.make_server(request.param, f"fit-{request.node.name.split('[')[0]}").start()
    yield one
    one.kill()
    one.remove_data()


@pytest.mark.parametrize(
    "own", [pytest.param("kafka", marks=pytest.mark.long), "ringfence"], indirect=True)
def test_a_killed_node_that_comes_back(own, tmp_path):
    """kill -9 and a restart by the repair command; nothing acknowledged may be missing."""
    words = " ".join(f"'{word}'" for word in own.command())
    pid_file = tmp_path / "pid"
    again = tmp_path / "again.sh"
    again.write_text(f"#!/bin/sh\n{words} >>{own.log} 2>&1 </dev/null &\necho $! >{pid_file}\n")
    again.chmod(0o755)
    try:
        found = probe(own, *LOAD, "--fault", f"node=kill -9 {own.pid}", "--fault-window", "2",
                      "--repair", f"node={again}", "--settle", "15", "--target-recovery-s", "120",
                      "--target-lost-records", "0")
    finally:
        if pid_file.exists():
            os.kill(int(pid_file.read_text()), signal.SIGKILL)
    one = found.of("F2.a")
    records = one["body"]["records"]
    assert records["read_back_problem"] == ""
    assert records["acknowledged_and_lost"] == 0, one
    assert records["duplicates"] == 0, one
    assert one["body"]["injections"][0]["without_acknowledgement_us"] >= 1_500_000
    assert one["result"] == "inconclusive" and "not every kind" in one["summary"]


ROBBER = """
import sys, time
from confluent_kafka.admin import AdminClient, NewTopic
admin = AdminClient({"bootstrap.servers": sys.argv[1]})
name = sys.argv[2]
for future in admin.delete_topics([name]).values():
    future.result(20)
for _ in range(100):
    try:
        for future in admin.create_topics([NewTopic(name, 3, 1)]).values():
            future.result(20)
        break
    except Exception:
        time.sleep(0.1)
"""


@pytest.mark.parametrize("own", ["kafka"], indirect=True)
def test_records_that_were_acknowledged_and_vanish_are_found(own, tmp_path):
    """The fault command throws the topic away and makes it anew: what stood in it is lost."""
    from confluent_kafka.admin import NewTopic
    admin = AdminClient({"bootstrap.servers": own.bootstrap})
    for future in admin.create_topics([NewTopic("robbed", 3, 1)]).values():
        future.result(20)
    robber = tmp_path / "robber.py"
    robber.write_text(ROBBER)
    python = probe_tool.ROOT / "out/venv/bin/python"
    one = probe(own, *QUICK, "--topic", "robbed", "--fault",
                f"node={python} {robber} {own.bootstrap} robbed", "--fault-window", "12",
                "--target-recovery-s", "60", "--target-lost-records", "0").of("F2.a")
    records = one["body"]["records"]
    assert one["result"] == "fails", one["summary"]
    assert records["acknowledged_and_lost"] >= 600, "the steady load, at least"
    assert records["lost_numbers"][0] == 0
    assert records["acknowledged_and_lost"] < records["acknowledged"]
    assert "given by the command line" in one["body"]["scenario"]["topic"]
    assert "robbed" in topics(own), "a topic that was given is not deleted"


def test_leaders_that_move(tmp_path):
    cluster = kafka_cluster.Cluster("fit").start()
    try:
        victim = cluster.nodes[2]
        found = probe(cluster, *QUICK, "--partitions", "6", "--replication-factor", "3",
                      "--catch-up-reader", "--background", "none of its own in this test",
                      "--fault", f"node=kill -9 {victim.pid}", "--fault-window", "8",
                      "--target-recovery-s", "60", "--target-lost-records", "0", *WIDE)
        one = found.of("F2.a")
        injection = one["body"]["injections"][0]
        assert (injection["brokers_before"], injection["brokers_after"]) == (3, 2)
        assert injection["effect_seen"]
        records = one["body"]["records"]
        assert records["read_back_problem"] == "" and records["acknowledged_and_lost"] == 0, one
        assert records["acknowledged"] == records["due"], "the others took over"
        assert found.result("F1.b") == "holds", found.of("F1.b")["summary"]
    finally:
        cluster.kill()


def test_missing_rights_name_the_operations():
    server = secure_kafka.SecureKafka("fit-rights").start()
    try:
        server.make_users_and_rules()
        found = probe(server, "--tls", "--ca", server.ca, "--sasl", "SCRAM-SHA-256", "--user",
                      "nobody", "--password-file", server.password("nobody"), *QUICK)
        assert "TOPIC_AUTHORIZATION_FAILED" in found.error
        assert "Create, Write, Read, Describe and Delete on resource Topic" in found.error
    finally:
        server.kill()
        server.remove_data()


def test_a_profile_that_cannot_be_used(tmp_path):
    profile = tmp_path / "profile.toml"
    profile.write_text('[targets]\nproduce_p99_ms = "soon"\n')
    done = probe_tool.run("probe_fit", "review_fit_probe_tool",
                          ["--bootstrap", "127.0.0.1:9", "--profile", profile])
    assert "produce_p99_ms must be a number" in done.error


@pytest.mark.parametrize("arguments, why", [
    (["--profile", "/nowhere.toml"], "/nowhere.toml"),
    (["--fault", "volcano=true"], "volcano"),
    (["--fault", "node="], "node="),
    (["--repair", "node=true"], "no --fault"),
    (["--rate", "1000000", "--duration", "86400"], "50,000,000"),
])
def test_options_that_cannot_be_used_are_named(arguments, why):
    done = probe_tool.run("probe_fit", "review_fit_probe_tool",
                          ["--bootstrap", "127.0.0.1:9", *arguments])
    assert why in done.error
