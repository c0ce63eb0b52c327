"""One stand-in vendor, whole: Apache Kafka with TLS, SASL and default deny; a bucket behind a gateway; an account's policy texts; and
an agent that phones home over loopback. `StandIn` runs the review of it and says what the verifier makes of a packet.
"""

import functools
import http.client
import http.server
import json
import shutil
import socket
import subprocess
import sys
import threading
import time
from pathlib import Path

from . import secure_kafka
from . import test_probe_bucket as buckets
from . import test_probe_capture as captures
from .conftest import VERIFY, Review

PLATFORM, HOME, ELSEWHERE = "127.0.0.1", "127.0.77.50", "127.0.77.60"
TOPICS = {"orders-merger-falcon": {"retention.ms": "3600000"}, "audit": {"retention.ms": "86400000"}}
REGION = "eu-1"


class Gateway:
    """Before moto, which asks nobody who he is: an unsigned request is refused here, unless `open`."""

    REFUSED = b"<Error><Code>AccessDenied</Code><Message>Access Denied</Message></Error>"

    def __init__(self, behind: int):
        self.open = False
        gateway = self

        class Handler(http.server.BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def forward(self):
                body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
                if not gateway.open and not self.headers.get("Authorization"):
                    return self.answer(403, [("Content-Type", "application/xml")], gateway.REFUSED)
                back = http.client.HTTPConnection("127.0.0.1", behind, timeout=60)
                back.request(self.command, self.path, body, dict(self.headers.items()))
                answer = back.getresponse()
                text = answer.read()
                kept = [(k, v) for k, v in answer.getheaders() if k.lower() not in ("connection", "transfer-encoding")]
                self.answer(answer.status, kept, text)
                back.close()

            def answer(self, status, headers, body):
                self.send_response(status)
                named = {name.lower() for name, _ in headers}
                for name, value in headers:
                    self.send_header(name, value)
                if "content-length" not in named:
                    self.send_header("Content-Length", str(len(body)))
                self.end_headers()
                if self.command != "HEAD":
                    self.wfile.write(body)

            do_GET = do_HEAD = do_PUT = do_POST = do_DELETE = forward

            def log_message(self, *_):
                pass

        self.server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.endpoint = f"http://127.0.0.1:{self.server.server_port}"
        threading.Thread(target=self.server.serve_forever, daemon=True).start()

    def close(self):
        self.server.shutdown()
        self.server.server_close()


class OursOnly(list):
    """The filter of the capture: the vendor's addresses and the cluster's ports; other tests share this loopback."""

    def __init__(self, ports):
        super().__init__()
        self.ports = {port.to_bytes(2, "big") for port in ports}

    def append(self, packet):
        ip = packet[1][14:]
        if ip[:1] < b"\x45" or ip[:1] > b"\x4f":
            return
        transport = ip[(ip[0] & 15) * 4 :]
        ours = {ip[12:15], ip[16:19]} & {b"\x7f\x00\x4d"} or {transport[0:2], transport[2:4]} & self.ports
        if ours:
            super().append(packet)


class Capture(captures.Capture):
    def __init__(self, file, ports):
        super().__init__(file)
        self.packets = OursOnly(ports)


class StandIn:
    """The deployment, started once; each review of it starts from a fresh folder."""

    def __init__(self, folder: Path, moto):
        self.folder, self.moto, self.clusters = folder, moto, {}
        self.gateway = Gateway(moto.port)
        self.home, self.elsewhere = captures.Sink(HOME), captures.Sink(ELSEWHERE)
        self.table = folder / "retention.tsv"
        self.table.write_text(f"topic\tregion\tretention\norders-*\t{REGION}\t1h\n*\t{REGION}\t1d\n")
        self.endpoints = folder / "endpoints.tsv"
        self.endpoints.write_text(
            "destination\tport\tclass\tparty\towner\tpurpose\n"
            f"{HOME}\t{self.home.port}\tsteady\tother\tExample Vendor GmbH\ttelemetry\n"
            f"{HOME}\t53\tsteady\tother\tExample Vendor GmbH\tnames\n"
        )

    @property
    def kafka(self):
        return self.cluster("stand-in")

    @functools.cached_property
    def planted(self) -> Review:
        """The markers are in the clean cluster, and their commitments in this folder's log."""
        review = self.new(self.folder / "planted")
        review.run("probe", "capture", "--step", "commit")
        review.run("probe", "capture", "--step", "plant", *self.as_admin())
        return review

    def cluster(self, name: str, **faults):
        """A cluster with these faults, started when first asked for."""
        if name not in self.clusters:
            # The marked records bear a fixed time of years ago: by CreateTime they would be gone before the agent reads them.
            settings = {"log.retention.ms": "86400000", "log.message.timestamp.type": "LogAppendTime"}
            server = secure_kafka.SecureKafka(name, properties=settings, heap="256m", **faults)
            self.clusters[name] = server.start()
            server.make_users_and_rules()
            server.make_topics(TOPICS)
        return self.clusters[name]

    def close(self):
        for server in self.clusters.values():
            server.kill()
            server.remove_data()
        self.gateway.close()
        self.home.close()
        self.elsewhere.close()

    # --- the review

    def new(self, folder: Path) -> Review:
        review = Review(folder)
        review.new("--region", REGION)
        (folder / "words.txt").write_text("falcon\n" + "".join(word + "\n" for word in buckets.WORDS))
        return review

    def with_markers(self, folder: Path) -> Review:
        """A copy of the folder in which the markers were committed and planted."""
        shutil.copytree(self.planted.folder, folder)
        return Review(folder)

    def verdicts(self, review: Review, *how) -> dict[str, dict[str, str]]:
        """Per question, per claim: what ringfence-verify says about a packet of the review."""
        review.run("packet", "--no-pdf", "--no-zip")
        command = [VERIFY, "--trust", review.subject / "trust.json", "--output", "json", *how, review.newest_packet()]
        done = subprocess.run(list(map(str, command)), capture_output=True, text=True, timeout=120)
        assert done.returncode in (1, 2), done.stderr + done.stdout
        questions = json.loads(done.stdout)["questions"]
        for one in questions:
            worst = "CONTRADICTED" in {claim["verdict"] for claim in one["claims"]}
            assert worst == (one["verdict"] == "CONTRADICTED"), one
        return {one["question"]: {claim["claim"]: claim["verdict"] for claim in one["claims"]} for one in questions}

    # --- the probes

    def as_admin(self) -> list[str]:
        kafka = self.kafka
        return ["--bootstrap", kafka.bootstrap, "--tls", "--ca", kafka.ca, "--sasl", "PLAIN", "--user", "admin", "--password-file",
                kafka.password("admin")]  # fmt: skip

    def probe_kafka(self, review: Review, *more, at=None, declared=None, ca: str = "", table: Path | None = None):
        at = at or self.kafka
        review.run(
            "probe", "kafka", "--bootstrap", at.bootstrap, "--tls", "--ca", ca or at.ca,
            "--sasl", "SCRAM-SHA-512", "--user", "review", "--password-file", at.password("review"),
            "--low-sasl", "SCRAM-SHA-256", "--low-user", "nobody", "--low-password-file", at.password("nobody"),
            "--listener", ",".join(declared or at.declared()), "--allow-writes", "--retention-table", table or self.table, *more,
        )  # fmt: skip

    def probe_bucket(self, review: Review, twin, listing: bool = True):
        """With a listing: logs it, takes the reader's seed, draws the sample."""
        options = [
            *("--bucket", twin.name, "--endpoint", self.gateway.endpoint, "--account", buckets.ACCOUNT, "--encryption", "aws:kms"),
            *("--key", buckets.KEY, "--vpc-endpoint", "vpce-1", "--known", twin.known, "--retention-days", "30"),
            *("--grace-hours", "0", "--baseline", twin.baseline),
        ]
        how = {"env": self.moto.environment()}
        if not listing:
            return review.run("probe", "bucket", "--no-listing", *options, **how)
        review.run("probe", "bucket", *options, **how)
        time.sleep(1.1)  # the seed must be younger than the listing, in whole seconds
        review.run("nonce")
        return review.run("probe", "bucket", *options, **how)

    def bucket(self, folder: Path):
        """A bucket as it should be, its settings taken as the declared ones."""
        folder.mkdir()
        twin = buckets.Twin(self.moto, folder)
        self.new(folder / "baseline").run(
            "probe", "bucket", "--bucket", twin.name, "--endpoint", self.gateway.endpoint, "--no-listing", "--save-baseline",
            twin.baseline, env=self.moto.environment(),
        )  # fmt: skip
        return twin

    def agent(self, file: Path, fault: str = "") -> Path:
        """A capture of the agent at work."""
        orders = {
            "kafka": {
                "bootstrap.servers": self.kafka.bootstrap, "security.protocol": "SASL_SSL", "sasl.mechanism": "PLAIN",
                "sasl.username": "admin", "sasl.password": secure_kafka.PASSWORDS["admin"], "ssl.ca.location": self.kafka.ca,
            },
            "home": [HOME, self.home.port], "second": [ELSEWHERE, self.elsewhere.port], "fault": fault,
        }  # fmt: skip
        program = Path(__file__).with_name("stand_in_agent.py")
        with Capture(file, {self.kafka.port}) as capture:
            subprocess.run([sys.executable, program], input=json.dumps(orders), text=True, check=True, timeout=90)
        assert capture.packets, "nothing was captured"
        return file

    def probe_flows(self, review: Review, capture: Path, listening: str = "", endpoints: Path | None = None, *more):
        listeners = capture.with_suffix(".ss")
        listeners.write_text(listening)
        review.run("probe", "capture", "--capture", capture, "--platform", PLATFORM, "--endpoints", endpoints or self.endpoints,
                   "--listeners", listeners, *captures.LEDGER, *more)  # fmt: skip

    def probe_scan(self, review: Review, capture: Path, *outside: Path):
        places = [word for one in outside for word in ("--outside", one)]
        review.run("probe", "capture", "--step", "scan", "--capture", capture, "--platform", PLATFORM, "--endpoints",
                   self.endpoints, *places)  # fmt: skip


def listens(address: str, port: int) -> socket.socket:
    return socket.create_server((address, port))
