"""A stand-in vendor, reviewed whole: nothing speaks against its clean twin, and each planted fault is found under its question.

Method: stand_in.py runs the deployment once. Each fault is planted alone, looked at by the probe that it concerns through
`ringfence-review` in a fresh review folder, and the verdicts are those of `ringfence-verify` on the packet: the claims named in the
table turn CONTRADICTED, and no other.
"""

import contextlib
import gzip
import os
import time
from dataclasses import dataclass

import pytest
from confluent_kafka import Producer
from confluent_kafka.admin import AclOperation
from harness import paths, s3_servers

from . import iam_world, secure_kafka, stand_in
from . import test_probe_bucket as buckets
from . import test_probe_iam as iam
from . import test_probe_kafka as kafkas

pytestmark = [pytest.mark.timeout(240), pytest.mark.skipif(os.geteuid() != 0, reason="taking packets needs root")]


@pytest.fixture(scope="module")
def stand(tmp_path_factory):
    paths.DATA.mkdir(parents=True, exist_ok=True)
    why = s3_servers.Moto.missing()
    if why:
        pytest.skip(why)
    moto = s3_servers.Moto().start()
    vendor = None
    try:
        vendor = stand_in.StandIn(tmp_path_factory.mktemp("stand-in"), moto)
        yield vendor
    finally:
        if vendor:
            vendor.close()
        moto.stop()


def contradicted(verdicts) -> set[str]:
    return {claim for claims in verdicts.values() for claim, verdict in claims.items() if verdict == "CONTRADICTED"}


def settled(verdicts) -> set[str]:
    return {claim for claims in verdicts.values() for claim, verdict in claims.items() if verdict in ("MEASURED", "PROVEN")}


def write_account(folder, change=None):
    world, declared = iam_world.clean()
    if change is not None:
        change(world, declared)
    folder.mkdir()
    return iam_world.write(folder, world, declared)


# What the clean twin must show for its silence to mean anything.
SHOWN = {"C1.acc.c", "C1.res.a", "C1.res.c", "C1.ret.a", "C1.ret.b", "C1.ret.c", "C1.ret.d", "C2.res.c", "C3.res.c", "C5.res.a", "C5.res.b",
         "C5.ret.b", "K4.a", "K4.b", "K5.a", "K6.a", "M4.a", "P2.b", "Z2.a", "Z2.b", "Z2.c"}  # fmt: skip
# Over policy texts: PROVEN needs the verifier to recompute, which it does not for these, so they are somebody's word.
STATED = {"C1.acc.a", "K5.c", "M1.a", "M2.a", "M3.a", "M4.b"}


def test_the_clean_twin_is_not_contradicted(stand, tmp_path):
    review = stand.with_markers(tmp_path / "review")
    stand.probe_kafka(review, "--region", stand_in.REGION)
    stand.probe_bucket(review, stand.bucket(tmp_path / "bucket"))
    review.run("probe", "iam", *write_account(tmp_path / "account"))
    capture = stand.agent(tmp_path / "agent.pcap")
    stand.probe_flows(review, capture)
    exported = tmp_path / "export"
    exported.mkdir()
    (exported / "usage.json").write_text('{"topics":3}')
    stand.probe_scan(review, capture, exported)
    verdicts = stand.verdicts(review)
    assert contradicted(verdicts) == set()
    assert SHOWN <= settled(verdicts), SHOWN - settled(verdicts)
    assert all(verdicts[question].get(claim, "ATTESTED") == "ATTESTED" for question in verdicts for claim in STATED)
    review.verify(review.newest_packet())  # and the second verifier reads the same


# --- the faults: each plants one thing, looks, and leaves the deployment as it was


@dataclass
class Fault:
    name: str
    look: object  # (stand, folder) -> the review
    claims: set


def in_account(change, claims):
    def look(stand, folder):
        review = stand.new(folder / "review")
        review.run("probe", "iam", *write_account(folder / "account", change))
        return review

    return Fault(f"account-{change.__name__}", look, claims)


def in_bucket(plant, claims, listing=False):
    def look(stand, folder):
        review, twin = stand.new(folder / "review"), stand.bucket(folder / "bucket")
        plant(twin)
        if listing:
            time.sleep(1.1)  # beyond a grace of 0 hours
        stand.probe_bucket(review, twin, listing)
        return review

    return Fault(f"bucket-{plant.__name__}", look, claims)


def anybody_lists(stand, folder):
    review, twin = stand.new(folder / "review"), stand.bucket(folder / "bucket")
    stand.gateway.open = True
    try:
        stand.probe_bucket(review, twin, listing=False)
    finally:
        stand.gateway.open = False
    return review


def at_endpoint(name, claims, *more, before=contextlib.nullcontext, **how):
    """More options of the probe; `before` plants in the cluster and takes away again."""

    def look(stand, folder):
        review = stand.new(folder / "review")
        given = {key: value(stand, folder) for key, value in how.items()}
        with before(stand) if before is not contextlib.nullcontext else before():
            stand.probe_kafka(review, *more, **given)
        return review

    return Fault(f"endpoint-{name}", look, claims)


def rule(user, operation, topic):
    return lambda stand: kafkas.rule(stand.kafka, user, operation, topic)


@contextlib.contextmanager
def old_record(stand):
    """Three hours old, where one hour is the limit."""
    producer = Producer({
        "bootstrap.servers": stand.kafka.bootstrap, "security.protocol": "SASL_SSL", "sasl.mechanism": "PLAIN",
        "sasl.username": "admin", "sasl.password": secure_kafka.PASSWORDS["admin"], "ssl.ca.location": stand.kafka.ca,
    })  # fmt: skip
    stand.kafka.make_topics({"orders-old": {"retention.ms": "3600000", "message.timestamp.type": "CreateTime"}})
    try:
        producer.produce("orders-old", b"old", timestamp=int((time.time() - 3 * 3600) * 1000))
        assert producer.flush(20) == 0
        yield
    finally:
        admin = stand.kafka.admin()
        for future in admin.delete_topics(["orders-old"]).values():
            future.result(20)


def other_authority(stand, folder):
    secure_kafka.make_certificates(folder / "other")
    return str(folder / "other/ca.pem")


def other_retention(stand, folder):
    review = stand.new(folder / "review")
    table = folder / "table.tsv"
    table.write_text(f"audit\t{stand_in.REGION}\t2d\norders-*\t{stand_in.REGION}\t1h\n*\t{stand_in.REGION}\t1d\n")
    stand.probe_kafka(review, table=table)
    return review


def from_outside(stand, folder):
    """A debugging port answers; which of this machine's other ports do is its own affair."""
    review = stand.new(folder / "review")
    for port in (9644, 7071, 5005, 6066):
        with contextlib.suppress(OSError), stand_in.listens("127.0.0.1", port):
            stand.probe_kafka(review, "--outside", "the test's network", "--only", "K6.b")
            break
    return review


def agent_leaks(fault, claims):
    def look(stand, folder):
        review = stand.with_markers(folder / "review")
        stand.probe_scan(review, stand.agent(folder / "agent.pcap", fault))
        return review

    return Fault(f"agent-{fault}", look, claims)


def support_bundle(stand, folder):
    review = stand.with_markers(folder / "review")
    (folder / "bundle").mkdir()
    topics = "\n".join(stand.kafka.admin().list_topics(timeout=20).topics)
    (folder / "bundle/agent.log.gz").write_bytes(gzip.compress(topics.encode()))
    stand.probe_scan(review, stand.agent(folder / "agent.pcap"), folder / "bundle")
    return review


def second_path(stand, folder):
    review = stand.new(folder / "review")
    stand.probe_flows(review, stand.agent(folder / "agent.pcap", "second_path"))
    return review


def support_endpoint_at_work(stand, folder):
    """Declared for support cases, used without one."""
    review = stand.new(folder / "review")
    endpoints = folder / "endpoints.tsv"
    endpoints.write_text(stand.endpoints.read_text() +
                         f"{stand_in.ELSEWHERE}\t{stand.elsewhere.port}\tsupport\tother\tExample Vendor GmbH\tsupport\n")  # fmt: skip
    stand.probe_flows(review, stand.agent(folder / "agent.pcap", "second_path"), endpoints=endpoints)
    return review


def backdoor_port(stand, folder):
    review = stand.new(folder / "review")
    stand.probe_flows(review, stand.agent(folder / "agent.pcap"), "tcp LISTEN 0 128 0.0.0.0:2222 0.0.0.0:*\n")
    return review


SECOND_PATH = {"C1.res.b", "C3.res.c", "K1.b", "K3.b", "K6.a", "P2.b"}
ACCOUNT_FAULTS = {
    iam.over_wide_role: {"K5.c", "M4.b", "M5.a", "M6.b"},
    iam.agent_reads_every_bucket: {"M5.a"},
    iam.foreign_trust_without_external_id: {"M3.a"},
    iam.undeclared_foreign_trust: {"C1.acc.a", "M1.a", "M2.a", "M3.a"},
    iam.trust_of_everybody: {"C1.acc.a", "M1.a", "M2.a", "M3.a"},
    iam.widely_copied_encryption_deny: {"K4.c"},
    iam.no_denial_without_tls: {"K4.c"},
    iam.pass_role_escalation: {"K5.c", "M4.b", "M6.b"},
    iam.not_action_allow: {"K5.c", "M4.a", "M4.b", "M6.b"},
    iam.not_principal_allow: {"C1.acc.a", "K5.c"},
    iam.public_bucket: {"C1.acc.a", "K5.c", "M1.a"},
    iam.public_by_a_set_operator: {"C1.acc.a", "K5.c"},
    iam.wildcard_resource: {"C1.acc.a", "M2.a"},
    iam.installation_rights_left: {"K5.c", "M6.b"},
    iam.key_for_a_foreign_account: {"M4.b"},
    iam.foreign_account_reads: {"C1.acc.a"},
    iam.replication_role: {"C1.acc.a"},
    iam.platform_sets_bucket_policy: {"K5.c", "M4.b", "M6.b"},
    iam.platform_sets_lifecycle: {"K5.c", "M4.b"},
    iam.policy_version_trick: {"K5.c", "M4.b"},
    iam.chain_of_roles: {"M4.b"},
    iam.grant_on_the_key: {"K5.c", "M4.b"},
    iam.undeclared_role: {"K5.a"},
    iam.declared_role_missing: {"K5.a"},
    iam.any_subject: {"M3.a"},
    iam.any_audience: {"M3.a"},
    iam.foreign_listing: {"M2.a"},
    iam.undeclared_writer: {"C1.acc.a", "M1.a"},
    iam.undeclared_deleter: {"C1.acc.a", "K5.c"},
    iam.break_glass_without_second_factor: {"M4.a"},
    iam.hidden_administrator: {"K5.c", "M4.a", "M4.b", "M5.a", "M6.b"},
    iam.installer_left: {"M3.a", "M4.b", "M6.a"},
    iam.only_the_address_binds: {"C1.acc.a", "K5.c", "M1.a"},
}
# I3.a asks where each kind of name is found; the probe holds any marker that left against it, a record's key or value too.
NAME_LEFT, RECORD_LEFT = {"C2.res.c", "I3.a"}, {"C1.res.c", "I3.a"}
FAULTS = [
    *[in_account(change, claims) for change, claims in ACCOUNT_FAULTS.items()],
    *[in_bucket(plant, claims, bool(claims & {"Z2.c", "K4.b", "C1.res.a", "C1.ret.b"})) for plant, claims in buckets.FAULTS.items()],
    Fault("bucket-anybody_lists", anybody_lists, {"M2.b"}),
    at_endpoint("older_tls_than_declared", {"K4.a"}, "--tls-min", "1.3"),
    at_endpoint("certificate_of_another_name", {"K4.a"}, "--tls-no-verify", "--tls-name", "other.example"),
    at_endpoint("chain_of_unknown_authority", {"K4.a"}, "--tls-no-verify", ca=other_authority),
    at_endpoint("declared_listener_is_silent", {"K6.a"}, "--listener", "127.0.0.1:1"),
    at_endpoint("listener_not_declared", {"K6.a"}, declared=lambda stand, _: [stand.kafka.bootstrap]),
    Fault("endpoint-retention_differs", other_retention, {"C1.ret.d"}),
    at_endpoint("record_beyond_its_limit", {"C1.ret.a"}, "--slack", "3600", before=old_record),
    at_endpoint("reader_without_rule", {"C1.acc.c"}, before=rule("nobody", AclOperation.READ, "audit")),
    at_endpoint("rule_for_anybody", {"C1.acc.c"}, "--trial-topic", "audit", before=rule("*", AclOperation.WRITE, "audit")),
    Fault("endpoint-debugging_port", from_outside, {"K6.b"}),
    at_endpoint("plaintext_listener", {"K4.a"}, at=lambda stand, _: stand.cluster("plain", plaintext=True)),
    at_endpoint("no_authorizer", {"C1.acc.c"}, at=lambda stand, _: stand.cluster("no-authorizer", authorizer=False)),
    Fault("agent-second_path", second_path, SECOND_PATH),
    Fault("agent-support_endpoint_at_work", support_endpoint_at_work, SECOND_PATH),
    Fault("agent-backdoor_port", backdoor_port, {"K6.a"}),
    Fault("agent-support_bundle", support_bundle, NAME_LEFT),
    agent_leaks("name_in_header", NAME_LEFT),
    agent_leaks("name_in_clear", NAME_LEFT),
    agent_leaks("name_gzipped", NAME_LEFT),
    agent_leaks("name_split_over_packets", NAME_LEFT),
    agent_leaks("name_as_plain_digest", NAME_LEFT),
    agent_leaks("name_looked_up", NAME_LEFT),
    agent_leaks("value_in_base64", RECORD_LEFT),
    agent_leaks("key_in_gzip_in_base64", RECORD_LEFT),
    agent_leaks("record_header_in_utf16", RECORD_LEFT),
]


def in_its_tier(fault):
    """The policy texts' faults are found one by one in test_probe_iam too: their way through a packet is a long test."""
    marks = [pytest.mark.long] if fault.name.startswith("account") else []
    return pytest.param(fault, id=fault.name, marks=marks)


@pytest.mark.parametrize("fault", [in_its_tier(fault) for fault in FAULTS])
def test_a_planted_fault_is_found_under_its_question(stand, tmp_path, fault):
    found = contradicted(stand.verdicts(fault.look(stand, tmp_path)))
    assert found == fault.claims, f"missed {sorted(fault.claims - found)}, beyond {sorted(found - fault.claims)}"


def test_there_are_faults_enough():
    assert len({fault.name for fault in FAULTS}) == len(FAULTS) >= 30
    assert all(fault.claims for fault in FAULTS)
    assert all(claim in ACCOUNT_FAULTS[change] for change, claim, _ in iam.FAULTS)
