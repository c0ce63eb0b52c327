"""A real capture, compared with the declared endpoints and searched for planted markers.

Method: `ringfence dev` on loopback as the platform, stock clients, and a stand-in for the vendor's agent that
sends telemetry to 127.0.0.50 (declared) and, in the bad twins, more. Packets are taken from the loopback interface
by a raw socket and written as pcap here. Each fault is planted alone; its clean twin has none.
"""

import base64
import contextlib
import gzip
import hashlib
import json
import os
import socket
import struct
import threading
import time

import pytest
from confluent_kafka import Consumer, Producer

pytestmark = [
    pytest.mark.only("ringfence"),
    pytest.mark.timeout(240),
    pytest.mark.skipif(os.geteuid() != 0, reason="taking packets needs root"),
]

PLATFORM, TELEMETRY, ELSEWHERE = "127.0.0.1", "127.0.0.50", "127.0.0.60"
KEY = hashlib.sha256(b"the reviewer's own key").hexdigest()
LEDGER = ["--ledger-key", KEY, "--ledger-user", "agent", "--counter-user", "reviewer"]


class Capture:
    """Packets of the loopback interface, each once, between start and stop."""

    def __init__(self, file):
        self.file, self.packets = file, []
        self.socket = socket.socket(socket.AF_PACKET, socket.SOCK_RAW, socket.htons(3))
        self.socket.setsockopt(socket.SOL_SOCKET, 33, 64 << 20)  # SO_RCVBUFFORCE
        self.socket.bind(("lo", 0))
        self.socket.settimeout(0.2)
        self.running = True
        self.thread = threading.Thread(target=self.take)
        self.thread.start()

    def take(self):
        while self.running:
            with contextlib.suppress(TimeoutError):
                data, where = self.socket.recvfrom(1 << 17)
                if where[2] == 4:  # PACKET_OUTGOING: the same packet comes in again
                    self.packets.append((time.time(), data))

    def __enter__(self):
        return self

    def __exit__(self, *_):
        time.sleep(0.5)
        self.running = False
        self.thread.join()
        self.socket.close()
        with open(self.file, "wb") as out:
            out.write(struct.pack("<IHHiIII", 0xA1B2C3D4, 2, 4, 0, 0, 1 << 18, 1))
            for when, data in self.packets:
                out.write(struct.pack("<IIII", int(when), int(when % 1 * 1e6), len(data), len(data)) + data)


class Sink:
    """Takes whatever is sent to an address and answers 200."""

    def __init__(self, address):
        self.listener = socket.create_server((address, 0))
        self.listener.settimeout(0.2)
        self.address, self.port = address, self.listener.getsockname()[1]
        self.running = True
        self.thread = threading.Thread(target=self.serve)
        self.thread.start()

    def serve(self):
        while self.running:
            with contextlib.suppress(TimeoutError):
                peer, _ = self.listener.accept()
                with peer:
                    peer.settimeout(2)
                    with contextlib.suppress(OSError):
                        while peer.recv(65536):
                            pass
                        peer.sendall(b"HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n")

    def close(self):
        self.running = False
        self.thread.join()
        self.listener.close()


def send(sink, *pieces):
    """One connection of the platform's agent."""
    with socket.create_connection((sink.address, sink.port), source_address=(PLATFORM, 0)) as agent:
        agent.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        for piece in pieces:
            agent.sendall(piece)
            time.sleep(0.05)
        agent.shutdown(socket.SHUT_WR)
        agent.recv(1000)


def http(sink, body=b"{}", headers=""):
    return (f"POST /v1 HTTP/1.1\r\nHost: {sink.address}\r\nContent-Length: {len(body)}\r\n{headers}\r\n").encode() + body


@pytest.fixture(scope="module")
def sinks():
    telemetry, elsewhere = Sink(TELEMETRY), Sink(ELSEWHERE)
    yield telemetry, elsewhere
    telemetry.close()
    elsewhere.close()


@pytest.fixture
def endpoints(tmp_path, sinks):
    file = tmp_path / "endpoints.tsv"
    file.write_text("destination\tport\tclass\tparty\towner\tpurpose\n"
                    f"{TELEMETRY}\t{sinks[0].port}\tsteady\tother\tExample Vendor GmbH\ttelemetry\n")
    return file


def newest(review, kind):
    out = {}
    for file in sorted((review.subject / "evidence" / "items").glob("*.dsse.json"), key=lambda f: f.stat().st_mtime_ns):
        statement = json.loads(base64.b64decode(json.loads(file.read_text())["payload"]))
        if statement["predicateType"].endswith(f"/{kind}/v1"):
            for claim in statement["predicate"]["claims"]:
                out[claim] = statement["predicate"]
    return out


def traffic(server):
    producer = Producer({"bootstrap.servers": server.bootstrap})
    for i in range(50):
        producer.produce("traffic", b"value %d" % i)
    assert producer.flush(30) == 0
    consumer = Consumer({"bootstrap.servers": server.bootstrap, "group.id": "g"})
    consumer.close()


# --- flows -----------------------------------------------------------------------------------------------------------


def flows(review, capture, endpoints, *more):
    review.run("probe", "capture", "--capture", capture, "--platform", PLATFORM, "--endpoints", endpoints, *LEDGER, *more)
    return newest(review, "egress-reconciliation"), newest(review, "config-snapshot")


def test_declared_flows_only(review, server, sinks, endpoints, tmp_path):
    with Capture(tmp_path / "c.pcap"):
        traffic(server)
        send(sinks[0], http(sinks[0]))
    (tmp_path / "ss").write_text("")
    reconciled, ports = flows(review, tmp_path / "c.pcap", endpoints, "--listeners", tmp_path / "ss")
    assert reconciled["C3.res.c"]["result"] == "holds", reconciled["C3.res.c"]["body"]
    assert reconciled["P2.b"]["result"] == "holds"
    assert reconciled["C1.res.b"]["result"] == "inconclusive", "bytes went to the other side"
    assert ports["K6.a"]["result"] == "holds", ports["K6.a"]["body"]
    assert review.verdict("C3.res.c") == "MEASURED"


def test_a_second_path_is_found(review, server, sinks, endpoints, tmp_path):
    with Capture(tmp_path / "c.pcap"):
        send(sinks[0], http(sinks[0]))
        send(sinks[1], http(sinks[1]))
    reconciled, ports = flows(review, tmp_path / "c.pcap", endpoints)
    for claim in ("C3.res.c", "P2.b", "C1.res.b", "K1.b", "K3.b"):
        assert reconciled[claim]["result"] == "fails", claim
        assert [one["address"] for one in reconciled[claim]["body"]["unexplained"]] == [ELSEWHERE]
    assert ports["K6.a"]["result"] == "fails"


def test_a_listener_that_is_not_declared_is_found(review, sinks, endpoints, tmp_path):
    with Capture(tmp_path / "c.pcap"):
        send(sinks[0], http(sinks[0]))
    (tmp_path / "ss").write_text("tcp LISTEN 0 128 0.0.0.0:2222 0.0.0.0:*\n")
    _, ports = flows(review, tmp_path / "c.pcap", endpoints, "--listeners", tmp_path / "ss")
    assert ports["K6.a"]["result"] == "fails"
    assert "2222" in ports["K6.a"]["body"]["summary"]


def test_a_support_endpoint_counts_in_a_support_case_only(review, sinks, endpoints, tmp_path):
    with open(endpoints, "a") as file:
        file.write(f"{ELSEWHERE}\t{sinks[1].port}\tsupport\tother\tExample Vendor GmbH\tsupport files\n")
    with Capture(tmp_path / "c.pcap"):
        send(sinks[0], http(sinks[0]))
        send(sinks[1], http(sinks[1]))
    assert flows(review, tmp_path / "c.pcap", endpoints)[0]["C3.res.c"]["result"] == "fails"
    in_case = flows(review, tmp_path / "c.pcap", endpoints, "--during", "support")[0]
    assert in_case["K6.e"]["result"] == "holds", in_case["K6.e"]["body"]


# --- markers ---------------------------------------------------------------------------------------------------------


def markers_of(review):
    (file,) = review.subject.glob("work/capture-*/markers.txt")
    return dict(line.split(" ") for line in file.read_text().splitlines()[1:])


@pytest.fixture
def planted(review, server):
    review.run("probe", "capture", "--step", "commit")
    review.run("probe", "capture", "--step", "plant", "--bootstrap", server.bootstrap)
    body = newest(review, "canary-scan")["C1.res.c"]["body"]
    done = {one["surface"] for one in body["markers"]["planted"] if one["done"]}
    assert {"topic", "record-key", "record-value", "header-key", "header-value", "client-id"} <= done, body
    return review, markers_of(review)


def scan(review, capture, endpoints, *more):
    review.run("probe", "capture", "--step", "scan", "--capture", capture, "--platform", PLATFORM, "--endpoints",
               endpoints, *more)
    return newest(review, "canary-scan")


def leaks(sink, markers):
    """Name, the claim that it breaks, the marker, and what the agent sends."""
    topic, value, key, header = (markers[s].encode() for s in ("topic", "record-value", "record-key", "header-value"))
    split = http(sink, b"{\"t\":\"" + topic + b"\"}")
    cut = split.index(topic) + 11
    return [
        ("a clear name in an HTTP header", "C2.res.c", [http(sink, headers=f"User-Agent: agent/{markers['topic']}\r\n")]),
        ("a gzipped name in a body", "C2.res.c", [http(sink, gzip.compress(b"{\"t\":\"" + topic + b"\"}"))]),
        ("a name split over two packets", "C2.res.c", [split[:cut], split[cut:]]),
        ("a hashed name", "C2.res.c", [http(sink, hashlib.sha256(topic).hexdigest()[:16].encode())]),
        ("a record's value in base64", "C1.res.c", [http(sink, base64.b64encode(b"v:" + value))]),
        ("a record's key in gzip in base64", "C1.res.c", [http(sink, base64.b64encode(gzip.compress(b"k" * 40 + key)))]),
        ("a header in UTF-16", "C1.res.c", [http(sink, header.decode().encode("utf-16-le"))]),
    ]


def test_each_leak_turns_its_claim_and_the_clean_twin_none(planted, server, sinks, endpoints, tmp_path):
    review, markers = planted
    exported = tmp_path / "vendor-export"
    exported.mkdir()
    (exported / "usage.json").write_text("{\"topics\":3}")
    with Capture(tmp_path / "clean.pcap"):
        traffic(server)
        send(sinks[0], http(sinks[0], b"{\"topics\":3}"))
    clean = scan(review, tmp_path / "clean.pcap", endpoints, "--outside", exported)
    for claim in ("C1.res.c", "C2.res.c"):
        assert clean[claim]["result"] == "holds", clean[claim]["body"]["summary"]
    assert clean["I3.a"]["result"] == "inconclusive"
    body = clean["C1.res.c"]["body"]
    assert body["empty_cells"] == [] and body["negative_control_hits"] == 0
    for number, (name, claim, pieces) in enumerate(leaks(sinks[0], markers)):
        with Capture(tmp_path / f"{number}.pcap"):
            send(sinks[0], *pieces)
        found = scan(review, tmp_path / f"{number}.pcap", endpoints)
        assert found[claim]["result"] == "fails", name
        assert TELEMETRY in found[claim]["body"]["summary"], name
        other = {"C1.res.c": "C2.res.c", "C2.res.c": "C1.res.c"}[claim]
        assert found[other]["result"] != "fails", name


def test_a_marker_in_a_support_file_is_found(planted, sinks, endpoints, tmp_path):
    review, markers = planted
    (tmp_path / "bundle").mkdir()
    (tmp_path / "bundle" / "agent.log.gz").write_bytes(gzip.compress(f"no topic {markers['topic']}".encode()))
    review.run("probe", "capture", "--step", "scan", "--outside", tmp_path / "bundle")
    found = newest(review, "canary-scan")["C2.res.c"]
    assert found["result"] == "fails" and "agent.log.gz" in found["body"]["summary"]


def test_the_platform_may_hold_what_its_clients_sent(planted, server, sinks, endpoints, tmp_path):
    review, markers = planted
    with Capture(tmp_path / "c.pcap"):
        producer = Producer({"bootstrap.servers": server.bootstrap, "client.id": markers["client-id"]})
        producer.produce("traffic", markers["record-value"].encode())
        assert producer.flush(30) == 0
        send(sinks[0], http(sinks[0]))
    found = scan(review, tmp_path / "c.pcap", endpoints)
    assert found["C1.res.c"]["result"] == "holds", found["C1.res.c"]["body"]["summary"]
    assert any(not one["outside"] for one in found["C1.res.c"]["body"]["hits"]), "the capture did see the record"
