"""The kafka probe finds what is wrong with an endpoint, under its claim, and nothing on a clean one.

Method: Apache Kafka with TLS, SASL and default deny (secure_kafka.py) is the clean twin; each fault is
planted alone, by an option, a rule or a second server, and the claim that must turn is named. Servers
that lie or fall silent are sockets made here.
"""

import contextlib
import socket
import subprocess
import threading
import time

import pytest
from confluent_kafka import Producer
from confluent_kafka.admin import (
    AclBindingFilter,
    AclOperation,
    AclPermissionType,
    ResourcePatternType,
    ResourceType,
)

from harness import servers

from . import probe_tool, secure_kafka

TOPICS = {"orders-merger-falcon": {"retention.ms": "3600000"},
          "audit": {"retention.ms": "86400000"}}
HOUR_MS = 3_600_000


def probe(*arguments, seconds: float = 120) -> probe_tool.Found:
    return probe_tool.run("probe_kafka", "review_kafka_probe_tool", arguments, seconds)


@pytest.fixture(scope="module")
def clean():
    server = secure_kafka.SecureKafka("clean").start()
    try:
        server.make_users_and_rules()
        server.make_topics(TOPICS)
        producer = Producer({
            "bootstrap.servers": server.bootstrap, "security.protocol": "SASL_SSL",
            "sasl.mechanism": "PLAIN", "sasl.username": "admin",
            "sasl.password": secure_kafka.PASSWORDS["admin"], "ssl.ca.location": server.ca})
        producer.produce("orders-merger-falcon", b"one record")
        assert producer.flush(20) == 0
        yield server
    finally:
        server.kill()
        server.remove_data()


def identity(server, user="review", mechanism="SCRAM-SHA-512", password=None) -> list[str]:
    return ["--sasl", mechanism, "--user", user, "--password-file",
            server.password(password or user)]


def low(server, user="nobody", password=None) -> list[str]:
    return ["--low-sasl", "SCRAM-SHA-256", "--low-user", user, "--low-password-file",
            server.password(password or user)]


def usual(server, *more, who=None, low_right=None) -> list[str]:
    return ["--bootstrap", server.bootstrap, "--tls", "--ca", server.ca,
            *(who or identity(server)), *(low(server) if low_right is None else low_right),
            "--listener", ",".join(server.declared()), *more]


def topic_names(server) -> set[str]:
    return set(server.admin().list_topics(timeout=20).topics)


@contextlib.contextmanager
def rule(server, user: str, operation: AclOperation, topic: str):
    server.allow(user, ResourceType.TOPIC, topic, operation)
    try:
        yield
    finally:
        admin = server.admin()
        filters = [AclBindingFilter(ResourceType.TOPIC, topic, ResourcePatternType.LITERAL,
                                    f"User:{user}", "*", operation, AclPermissionType.ALLOW)]
        for future in admin.delete_acls(filters).values():
            future.result(20)


@pytest.fixture
def table(tmp_path):
    file = tmp_path / "retention.tsv"
    file.write_text("topic\tregion\tretention\norders-*\teu-1\t1h\n*\teu-1\t1d\n")
    return file


@pytest.fixture
def fields(tmp_path):
    file = tmp_path / "fields.tsv"
    file.write_text("field\tform\tdestination\ntopic name\tclear\tcontrol plane\n"
                    "group id\ttoken\tcontrol plane\n")
    words = tmp_path / "words.txt"
    words.write_text("Falcon\nwolf\n")
    return ["--field-list", file, "--words", words]


def test_clean_twin_shows_nothing(clean, table, fields):
    before = topic_names(clean)
    found = probe(*usual(clean, "--allow-writes", "--retention-table", table, "--region", "eu-1",
                         *fields))
    for one in found.findings:
        if one["claims"] != ["C2.res.d"]:
            assert one["result"] == "holds", one["summary"]
    assert set(found.claims) == {"K4.a", "C1.acc.c", "C1.ret.a", "C1.ret.d", "K6.a", "C2.res.d"}
    assert topic_names(clean) == before, "something was left behind"
    # Names: by the list, both topics leave in clear and one holds a word; nothing more is claimed.
    names = found.of("C2.res.d")
    assert names["result"] == "inconclusive"
    assert names["body"]["kinds"]["topic"]["leaving_clear"] == 2
    assert names["body"]["kinds"]["topic"]["clear_and_on_word_list"] == 1
    assert not names["body"]["kinds"]["principal"]["declared"]
    listed = found.raw("C2.res.d", "names_that_leave.tsv")
    assert "orders-merger-falcon\tclear\tcontrol plane\tfalcon" in listed["text"]
    assert "falcon" not in found.shown()
    assert "nobody-word" not in str(found.findings)
    # Chains, versions and mechanisms as they are.
    first = found.of("K4.a", "config-snapshot")["body"]["listeners"][0]
    assert [v["outcome"] for v in first["tls_versions"]] == ["refused", "refused", "accepted",
                                                             "accepted"]
    assert first["chain"][0]["names"] == ["IP:127.0.0.1", "DNS:localhost"]
    assert set(first["sasl_mechanisms"]) == {"SCRAM-SHA-512", "SCRAM-SHA-256", "PLAIN"}
    assert first["addresses"] == [{"address": "127.0.0.1", "range": "loopback"}]
    second = found.of("K4.a", "config-snapshot")["body"]["listeners"][1]
    assert second["asks_for_client_certificate"] and not second["sasl"]


@pytest.mark.parametrize("who", ["PLAIN", "SCRAM-SHA-256", "SCRAM-SHA-512", "certificate"])
def test_every_way_to_say_who_one_is(clean, who):
    if who == "certificate":
        arguments = ["--bootstrap", f"127.0.0.1:{clean.ssl_port}", "--tls", "--ca", clean.ca,
                     "--client-cert", clean.certificates / "client.crt", "--client-key",
                     clean.certificates / "client.key"]
    else:
        arguments = ["--bootstrap", clean.bootstrap, "--tls", "--ca", clean.ca,
                     *identity(clean, "review" if who != "PLAIN" else "admin", who)]
    found = probe(*arguments, "--only", "C1.ret.a")
    assert found.of("C1.ret.a")["result"] == "holds"
    assert found.of("C1.ret.a")["population"] == 2


OPTIONS = {
    "stricter TLS was declared": (["--tls-min", "1.3"], "K4.a", "config-snapshot"),
    "the certificate has another name": (["--tls-no-verify", "--tls-name", "other.example"], "K4.a",
                                         "config-snapshot"),
    "a declared listener is silent": (["--listener", "127.0.0.1:1"], "K6.a", None),
}


@pytest.mark.parametrize("fault", OPTIONS)
def test_faults_against_what_was_declared(clean, fault):
    more, claim, kind = OPTIONS[fault]
    assert probe(*usual(clean, *more)).result(claim, kind) == "fails"


def test_a_listener_that_was_not_declared(clean):
    found = probe("--bootstrap", clean.bootstrap, "--tls", "--ca", clean.ca, *identity(clean),
                  "--listener", clean.bootstrap)
    one = found.of("K6.a")
    assert one["result"] == "fails"
    assert set(one["body"]["not_declared"]) == set(clean.declared()) - {clean.bootstrap}


def test_a_port_that_answers_outside(clean):
    """Only the planted port is judged: what else this machine has open is its own affair."""
    for port in (9644, 7071, 5005, 6066):
        with contextlib.suppress(OSError), socket.create_server(("127.0.0.1", port)):
            planted = f"127.0.0.1:{port}"
            body = probe(*usual(clean, "--outside", "the test's network")).of("K6.b")["body"]
            break
    assert planted in body["open"] and not set(clean.declared()) & set(body["open"])
    assert body["public_addresses"] == []
    assert planted not in probe(*usual(clean, "--outside", "x")).of("K6.b")["body"]["open"]


def test_a_chain_of_an_unknown_authority(clean, tmp_path):
    secure_kafka.make_certificates(tmp_path / "other")
    arguments = usual(clean, "--tls-no-verify")
    arguments[arguments.index("--ca") + 1] = str(tmp_path / "other/ca.pem")
    one = probe(*arguments).of("K4.a", "config-snapshot")
    assert one["result"] == "fails"
    assert "self-signed certificate in certificate chain" in one["summary"]


def test_retention_that_differs_from_the_table(clean, tmp_path):
    table = tmp_path / "table.tsv"
    table.write_text("audit\teu-1\t2d\n*\teu-1\t1h\n")
    one = probe(*usual(clean, "--retention-table", table, "--region", "eu-1")).of("C1.ret.d")
    assert (one["result"], one["body"]["different"]) == ("fails", 1)
    # No row for the region: nothing can be said.
    found = probe(*usual(clean, "--retention-table", table, "--subject-region", "us-9"))
    assert found.result("C1.ret.d") == "inconclusive"


def test_a_record_older_than_its_limit(clean):
    clean.make_topics({"stale": {"retention.ms": str(HOUR_MS)}})
    producer = Producer({
        "bootstrap.servers": clean.bootstrap, "security.protocol": "SASL_SSL",
        "sasl.mechanism": "PLAIN", "sasl.username": "admin",
        "sasl.password": secure_kafka.PASSWORDS["admin"], "ssl.ca.location": clean.ca})
    producer.produce("stale", b"old", timestamp=int(time.time() * 1000) - 3 * HOUR_MS)
    assert producer.flush(20) == 0
    try:
        found = probe(*usual(clean, "--slack", "3600"))
        one = found.of("C1.ret.a")
        assert (one["result"], one["body"]["late"]) == ("fails", 1), one
        assert "stale" not in found.shown()
        assert "stale\t0\t" in found.raw("C1.ret.a", "oldest_records.tsv")["text"]
        assert probe(*usual(clean, "--slack", "86400")).result("C1.ret.a") == "holds"
    finally:
        admin = clean.admin()
        for future in admin.delete_topics(["stale"]).values():
            future.result(20)


def test_an_identity_without_rule_that_may_read(clean):
    with rule(clean, "nobody", AclOperation.READ, "orders-merger-falcon"):
        found = probe(*usual(clean, "--allow-writes"))
    one = found.of("C1.acc.c")
    assert one["result"] == "fails"
    allowed = {(one["operation"], one["on"]) for who in one["body"]["identities"]
               for one in who["attempts"] if one["outcome"] == "allowed"}
    # Whoever may read may describe.
    assert allowed == {("read", "existing topics"), ("describe", "existing topics")}
    assert found.raw("C1.acc.c", "topics_allowed.tsv")["text"].count("falcon") == 2
    assert "falcon" not in found.shown()
    assert found.result("C1.acc.c", "config-snapshot") == "holds"


def test_a_rule_for_anybody(clean):
    with rule(clean, "*", AclOperation.WRITE, "audit"):
        found = probe(*usual(clean, "--allow-writes", "--trial-topic", "audit"))
    assert found.result("C1.acc.c") == "fails"
    assert found.result("C1.acc.c", "config-snapshot") == "fails"
    assert "1 trial records" in found.of("C1.acc.c")["body"]["left_behind"]


def test_refusals_that_say_nothing_about_rights(clean):
    wrong = probe(*usual(clean, "--allow-writes", low_right=low(clean, password="wrong")))
    assert wrong.result("C1.acc.c") == "inconclusive"
    assert "could not log in" in wrong.of("C1.acc.c")["summary"]
    for arguments, why in ((usual(clean), "--allow-writes"),
                           (usual(clean, "--allow-writes", low_right=[]), "--low-user")):
        one = probe(*arguments).of("C1.acc.c")
        assert one["result"] == "inconclusive" and why in one["summary"]


def test_a_missing_right_is_named(clean):
    found = probe(*usual(clean, who=identity(clean, "nobody")))
    assert found.result("C1.acc.c", "config-snapshot") == "inconclusive"
    assert "Describe on resource Cluster" in found.of("C1.acc.c", "config-snapshot")["summary"]
    assert found.result("C1.ret.a") == "inconclusive"
    assert found.result("K4.a", "config-snapshot") == "holds", "listeners need no right"


def test_an_identity_that_is_not_known(clean):
    found = probe(*usual(clean, who=identity(clean, password="wrong")))
    one = found.of("C1.ret.a")
    assert one["result"] == "inconclusive" and "SASL_AUTHENTICATION_FAILED" in one["summary"]
    assert found.result("K4.a", "config-snapshot") == "holds"


def test_an_open_cluster():
    server = secure_kafka.SecureKafka("open", authorizer=False, plaintext=True, sasl_plaintext=True,
                                      client_auth="none").start()
    try:
        server.make_users_and_rules()
        server.make_topics(TOPICS)
        found = probe("--bootstrap", server.bootstrap, "--tls", "--ca", server.ca,
                      *identity(server), *low(server), "--listener",
                      f"{server.bootstrap},127.0.0.1:{server.ssl_port}", "--allow-writes")
        for claim, kind in (("K4.a", "config-snapshot"), ("K4.a", "rehearsal"),
                            ("C1.acc.c", "rehearsal"), ("C1.acc.c", "config-snapshot"),
                            ("K6.a", None)):
            assert found.result(claim, kind) == "fails", (claim, kind)
        answered = [one["listener"] for one in found.of("K4.a", "rehearsal")["body"]["attempts"]
                    if one["without_tls"] == "answered"]
        assert set(answered) == {f"127.0.0.1:{server.plain_port}",
                                 f"127.0.0.1:{server.sasl_plain_port}"}
        doors = {one["who"]: one["at_the_door"]
                 for one in found.of("C1.acc.c")["body"]["identities"]}
        assert doors[f"without identity at 127.0.0.1:{server.ssl_port}"] == "allowed"
        assert doors[f"without identity at {server.bootstrap}"] == "refused"
        assert doors[f"without identity at 127.0.0.1:{server.sasl_plain_port}"] == "refused"
        assert topic_names(server) == set(TOPICS), "something was left behind"
    finally:
        server.kill()
        server.remove_data()


def test_old_tls_is_found_where_it_is_accepted(tmp_path):
    secure_kafka.make_certificates(tmp_path)
    port = servers.free_port()
    old = subprocess.Popen(
        ["openssl", "s_server", "-accept", str(port), "-cert", str(tmp_path / "server.crt"), "-key",
         str(tmp_path / "server.key"), "-cipher", "ALL:@SECLEVEL=0", "-tls1_1", "-quiet"],
        stdin=subprocess.PIPE, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        wait_for(port)
        found = probe("--bootstrap", f"127.0.0.1:{port}", "--tls", "--ca", tmp_path / "ca.pem",
                      "--timeout", "5", "--only", "K4.a")
        one = found.of("K4.a", "config-snapshot")
        assert one["result"] == "fails" and "accepts TLS 1.1" in one["summary"]
        versions = {v["version"]: v["outcome"] for v in one["body"]["listeners"][0]["tls_versions"]}
        assert versions == {"TLS 1.0": "refused", "TLS 1.1": "accepted", "TLS 1.2": "refused",
                            "TLS 1.3": "refused"}
    finally:
        old.kill()
        old.wait()


def wait_for(port: int) -> None:
    for _ in range(200):
        with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", port), 1):
            return
        time.sleep(0.05)
    raise AssertionError(f"nothing listens on {port}")


@contextlib.contextmanager
def liar(answer: bytes):
    """A server that answers every connection with the same bytes, or with silence."""
    listener = socket.create_server(("127.0.0.1", 0))
    open_sockets = []

    def serve():
        while True:
            try:
                one, _ = listener.accept()
            except OSError:
                return
            open_sockets.append(one)
            with contextlib.suppress(OSError):
                if answer:
                    one.sendall(answer)

    threading.Thread(target=serve, daemon=True).start()
    try:
        yield f"127.0.0.1:{listener.getsockname()[1]}"
    finally:
        listener.close()
        for one in open_sockets:
            one.close()


LIES = {
    "silence": b"",
    "zeroes": b"\x00" * 64,
    "ones": b"\xff" * 64,
    "a huge length": b"\x7f\xff\xff\xff" + b"x" * 99,
    "another protocol": b"HTTP/1.1 200 OK\r\n\r\nhello",
    "half a TLS record": b"\x16\x03\x03\x40\x00" + b"z" * 99,
    "a short answer": b"\x00\x00\x00\x06\x00\x00\x00\x01\x00\x00",
}


@pytest.mark.parametrize("answer", LIES.values(), ids=LIES.keys())
def test_servers_that_lie_or_fall_silent(answer):
    with liar(answer) as address:
        found = probe("--bootstrap", address, "--timeout", "1")
    assert found.error or found.result("K4.a", "config-snapshot") in ("fails", "inconclusive")
    assert found.error or found.result("C1.acc.c") in ("inconclusive", "fails")


def test_nobody_there():
    found = probe("--bootstrap", f"127.0.0.1:{servers.free_port()}", "--timeout", "1")
    assert "nothing answers" in found.error


@pytest.mark.parametrize("arguments, why", [
    (["--retention-table", "/nowhere.tsv"], "--retention-table"),
    (["--listener", "no-port"], "no-port"),
    (["--sasl", "PLAIN", "--user", "a"], "password"),
    (["--sasl", "PLAIN", "--user", "a", "--password-env", "NOT_SET_HERE"], "NOT_SET_HERE"),
    (["--tls", "--ca", "/nowhere.pem"], "/nowhere.pem"),
    (["--client-cert", "/nowhere.pem"], "--tls"),
    (["--trial-topic", "x"], "--allow-writes"),
    (["--only", "K9.a"], "K9.a"),
])
def test_options_that_cannot_be_used_are_named(arguments, why):
    found = probe("--bootstrap", "127.0.0.1:9", *arguments)
    assert why in found.error


@pytest.fixture(scope="module")
def ringfence_server():
    server = servers.RingfenceServer("probe-kafka").start()
    yield server
    server.stop()
    server.remove_data()


def test_ringfence_in_development_is_as_open_as_it_says(ringfence_server):
    found = probe("--bootstrap", ringfence_server.bootstrap, "--listener",
                  ringfence_server.bootstrap)
    assert found.result("K4.a", "config-snapshot") == "fails"
    assert found.result("C1.acc.c") == "fails"
    assert found.result("K6.a") == "holds"
    assert found.of("C1.acc.c")["body"]["left_behind"] == "nothing"


@pytest.mark.long
def test_ten_thousand_topics(ringfence_server):
    from confluent_kafka.admin import AdminClient, NewTopic
    admin = AdminClient({"bootstrap.servers": ringfence_server.bootstrap})
    for start in range(0, 10_000, 500):
        wanted = [NewTopic(f"many-{n}", 1, 1) for n in range(start, start + 500)]
        for future in admin.create_topics(wanted).values():
            future.result(120)
    found = probe("--bootstrap", ringfence_server.bootstrap, seconds=300)
    assert found.of("C1.ret.a")["population"] >= 10_000
    attempts = found.of("C1.acc.c")["body"]["identities"][0]["attempts"]
    assert max(one["topics_allowed"] for one in attempts) >= 10_000
