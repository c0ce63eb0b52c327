"""Servers that lie, stall or send nonsense: the bucket probe ends in bounded time and memory, says
what it met, and calls nothing good that it did not see.

Method: a small HTTP server whose answers a test overrides, one after another.
"""

import http.server
import threading
import time
from urllib.parse import parse_qs, urlparse

import pytest

from harness import bucket_probe

EMPTY = {
    "versioning": b"<VersioningConfiguration><Status>Enabled</Status></VersioningConfiguration>",
    "acl": b"<AccessControlPolicy><Owner><ID>me</ID></Owner></AccessControlPolicy>",
    "logging": b"<BucketLoggingStatus/>",
    "inventory": b"<ListInventoryConfigurationsResult/>",
    "versions": b"<ListVersionsResult><Version><Key>a</Key><VersionId>1</VersionId>"
    b"<IsLatest>true</IsLatest><LastModified>2026-01-01T00:00:00Z</LastModified><ETag>e</ETag>"
    b"<Size>1</Size></Version></ListVersionsResult>",
    "uploads": b"<ListMultipartUploadsResult/>",
}
ABSENT = {
    "policy": "NoSuchBucketPolicy",
    "policyStatus": "NoSuchBucketPolicy",
    "publicAccessBlock": "NoSuchPublicAccessBlockConfiguration",
    "encryption": "ServerSideEncryptionConfigurationNotFoundError",
    "lifecycle": "NoSuchLifecycleConfiguration",
    "object-lock": "ObjectLockConfigurationNotFoundError",
    "replication": "ReplicationConfigurationNotFoundError",
}


class Liar:
    """Answers like an empty, well-behaved bucket, except where `answers` says otherwise: per
    subresource bytes for a 200, a number for that status, or a function of the query.
    """

    secret_key = "liar-secret-1234"

    def __init__(self):
        self.answers: dict = {}
        self.requests = 0
        outer = self

        class Handler(http.server.BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"
            disable_nagle_algorithm = True

            def log_message(self, *_):
                pass

            def send(self, status: int, body: bytes) -> None:
                self.send_response(status)
                self.send_header("Content-Length", str(len(body)))
                self.end_headers()
                if self.command != "HEAD":
                    self.wfile.write(body)

            def do_HEAD(self):
                self.send(200, b"")

            def do_GET(self):
                outer.requests += 1
                query = parse_qs(urlparse(self.path).query, keep_blank_values=True)
                name = next((n for n in (*EMPTY, *ABSENT, "list-type") if n in query), "")
                answer = outer.answers.get(name, EMPTY.get(name))
                if callable(answer):
                    answer = answer(query)
                if isinstance(answer, int):
                    self.send(answer, b"")
                elif answer is not None:
                    self.send(200, answer)
                elif name in ABSENT:
                    self.send(404, f"<Error><Code>{ABSENT[name]}</Code></Error>".encode())
                else:
                    self.send(403, b"<Error><Code>AccessDenied</Code></Error>")

        self.http = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.http.daemon_threads = True
        threading.Thread(target=self.http.serve_forever, args=(0.02,), daemon=True).start()

    @property
    def endpoint(self) -> str:
        return f"http://127.0.0.1:{self.http.server_port}"

    def environment(self) -> dict:
        return {
            "PATH": "/usr/bin:/bin",
            "AWS_ACCESS_KEY_ID": "liar",
            "AWS_SECRET_ACCESS_KEY": self.secret_key,
            "NO_PROXY": "127.0.0.1",
        }


@pytest.fixture
def liar():
    server = Liar()
    yield server
    server.http.shutdown()
    server.http.server_close()


@pytest.fixture
def probe(liar, tmp_path):
    return bucket_probe.BucketProbe(tmp_path, liar, "b", ["orders"])


def test_the_honest_server_is_read_whole(probe):
    run = probe.run("--grace-hours", "1")
    assert not run.error, run.error
    assert run.result("C1.ret.c") == "holds"
    assert run.of("Z2.b")["population"] == 1


GARBAGE = {
    "not-xml": b"\x00\xff\x16\x03 this is no answer",
    "html": b"<html><body>Welcome to the proxy</body></html>",
    "cut-short": b"<LifecycleConfiguration><Rule><ID>a</ID><Status>Ena",
    "entities": b'<!DOCTYPE a [<!ENTITY x "y">]><LifecycleConfiguration>&x;</LifecycleConfiguration>',
    "deep": b"<a>" * 500_000,
    "too-large": b"<a>" + b"x" * (9 << 20) + b"</a>",
    "empty": b"",
}


@pytest.mark.parametrize("kind", GARBAGE)
@pytest.mark.parametrize("name", ["lifecycle", "replication", "versioning", "acl"])
def test_garbage_for_a_setting_is_not_taken_for_an_answer(probe, liar, name, kind):
    liar.answers[name] = GARBAGE[kind]
    run = probe.run("--no-listing")
    assert not run.error, run.error
    settings = {"acl": "owner"}.get(name, name)
    call = next(c for c in run.of("Z2.a")["body"]["calls"] if c["setting"] == settings)
    assert call["state"] == "failed" or kind == "empty"
    if kind != "empty":
        assert run.result("Z2.a") == "inconclusive" and call["error"]
    if name in ("lifecycle", "replication") and kind != "empty":
        assert run.result("C1.ret.c") == "inconclusive"


def test_a_policy_that_cannot_be_read_is_not_judged(probe, liar):
    for text in (b"{", b'{"Statement":[],"Statement":[]}', b"[" * 100_000, b'{"Statement":"x"}'):
        liar.answers["policy"] = text
        run = probe.run("--no-listing", "--encryption", "aws:kms")
        assert run.result("K4.c") == "inconclusive", text[:40]
        assert "could not be judged" in run.of("K4.c")["summary"]


@pytest.mark.parametrize("kind", sorted(set(GARBAGE) - {"empty"}))
def test_garbage_for_a_listing_ends_the_run(probe, liar, kind):
    liar.answers["versions"] = GARBAGE[kind]
    assert "answer" in probe.run().error


def page(keys, next_key="", next_version=""):
    body = "<ListVersionsResult>"
    for key in keys:
        body += f"<Version><Key>{key}</Key><VersionId>1</VersionId></Version>"
    if next_key:
        body += f"<IsTruncated>true</IsTruncated><NextKeyMarker>{next_key}</NextKeyMarker>"
        body += f"<NextVersionIdMarker>{next_version}</NextVersionIdMarker>"
    return (body + "</ListVersionsResult>").encode()


def test_an_endless_listing_is_noticed(probe, liar):
    liar.answers["versions"] = lambda query: page(["k"], "k", "1")
    assert "does not lie after this one" in probe.run().error
    assert liar.requests < 40

    def onward(query):  # ever new keys: only the limit ends it
        at = int(query.get("key-marker", ["0"])[0]) + 1
        return page([f"{at:09}"], f"{at:09}", "1")

    liar.answers["versions"] = onward
    assert "--objects-max" in probe.run("--objects-max", "200").error
    liar.answers["versions"] = page(["b", "c"], "a", "1")
    assert "answer" in probe.run().error or probe.run().of("Z2.b")["population"] < 10


def test_uploads_without_end_leave_their_claim_open(probe, liar):
    liar.answers["uploads"] = (
        b"<ListMultipartUploadsResult><IsTruncated>true</IsTruncated>"
        b"<NextKeyMarker></NextKeyMarker></ListMultipartUploadsResult>"
    )
    run = probe.run("--grace-hours", "1")
    assert run.result("C1.ret.b") == "inconclusive"
    assert "does not lie after this one" in run.of("C1.ret.b")["summary"]


def test_a_server_that_never_answers_ends_at_the_deadline(probe, liar):
    liar.answers["versioning"] = lambda query: time.sleep(20) or b""
    begun = time.monotonic()
    run = probe.run("--no-listing", "--request-timeout", "1", "--run-timeout", "4")
    assert time.monotonic() - begun < 18
    call = next(c for c in run.of("Z2.a")["body"]["calls"] if c["setting"] == "versioning")
    assert call["state"] == "failed" and "timeout" in call["error"]


def test_refusals_of_every_kind_hold_nothing(probe, liar):
    for status in (400, 401, 403, 404, 405, 409, 418, 501):
        for name in (*EMPTY, *ABSENT):
            liar.answers[name] = status
        run = probe.run("--no-listing")
        assert not run.error, run.error
        assert {f["result"] for f in run.findings} <= {"inconclusive"}, status


def test_control_characters_of_a_server_do_not_reach_the_findings(probe, liar):
    liar.answers["acl"] = (
        b"<AccessControlPolicy><Owner><ID>a\x1b[31m\xff\xe2\x80\xae</ID></Owner></AccessControlPolicy>"
    )
    liar.answers["versions"] = page(["%1B[2J" + "\u202e", "\u00e4"])
    run = probe.run()
    assert not run.error, run.error
    for finding in run.findings:
        assert finding["summary"].isprintable()
        for raw in finding["raw"]:
            if raw["name"] == "bucket-listing.tsv":
                assert raw["text"].isascii()
