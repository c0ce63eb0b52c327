"""The bucket probe finds what is wrong with a bucket, and nothing on the bucket's clean twin.

Method: moto keeps every setting that it is given, so faults are planted there, one by one, each with
the claims that it must turn; versitygw enforces rights and versions, so denials, deletions and
trials are real there. tests/review/test_probe_bucket_hostile.py has servers that lie.
"""

import hashlib
import json
from urllib.parse import unquote_to_bytes

import pytest

from harness import bucket_probe, paths, s3_servers

ACCOUNT = "123456789012"
OTHER_ACCOUNT = "999999999999"
KEY = f"arn:aws:kms:us-east-1:{ACCOUNT}:key/0a0a0a0a-0000-4000-8000-000000000001"
WORDS = ["payments-eu", "orders"]
SSE = "s3:x-amz-server-side-encryption"


def started(kind):
    paths.DATA.mkdir(parents=True, exist_ok=True)
    why = kind.missing()
    if why:
        pytest.skip(why)
    return kind().start()


@pytest.fixture(scope="module")
def moto():
    server = started(s3_servers.Moto)
    yield server
    server.stop()


@pytest.fixture(scope="module")
def versitygw():
    server = started(s3_servers.Versitygw)
    yield server
    server.stop()


_buckets = iter(range(10_000))


def deny(condition: dict) -> dict:
    return {"Effect": "Deny", "Principal": "*", "Action": "s3:PutObject", "Condition": condition}


OTHER_KEY = deny({"StringNotEquals": {f"{SSE}-aws-kms-key-id": KEY}})
OTHER_KIND = deny({"StringNotEquals": {SSE: "aws:kms"}})
NO_TLS = deny({"Bool": {"aws:SecureTransport": "false"}})
OTHER_NETWORK = deny({"StringNotEquals": {"aws:SourceVpce": "vpce-1"}})
STRICT = [OTHER_KEY, OTHER_KIND, NO_TLS, OTHER_NETWORK]
COPIED = deny({"StringNotEquals": {SSE: "aws:kms", f"{SSE}-aws-kms-key-id": KEY}})


class Twin:
    """A bucket as it should be, on moto; faults are planted into it."""

    def __init__(self, server, folder):
        self.s3 = server.client()
        self.name = f"records-{next(_buckets)}"
        self.server = server
        self.s3.create_bucket(Bucket=self.name, ObjectLockEnabledForBucket=True)
        self.s3.put_public_access_block(
            Bucket=self.name,
            PublicAccessBlockConfiguration={
                name: True
                for name in (
                    "BlockPublicAcls",
                    "IgnorePublicAcls",
                    "BlockPublicPolicy",
                    "RestrictPublicBuckets",
                )
            },
        )
        self.default_key(KEY)
        self.statements = STRICT
        for number in range(40):
            self.put(f"topics/{number:08x}/0000.log", b"x" * number)
        self.probe = bucket_probe.BucketProbe(folder, server, self.name, WORDS)
        (folder / "known.txt").write_text("# the platform's storage list\ntopics/*.log\n")
        self.known = folder / "known.txt"
        self.baseline = folder / "baseline.json"

    def default_key(self, key: str) -> None:
        self.s3.put_bucket_encryption(
            Bucket=self.name,
            ServerSideEncryptionConfiguration={
                "Rules": [
                    {
                        "ApplyServerSideEncryptionByDefault": {
                            "SSEAlgorithm": "aws:kms",
                            "KMSMasterKeyID": key,
                        }
                    }
                ]
            },
        )

    def policy(self, *statements: dict) -> None:
        self.statements = statements
        resources = [f"arn:aws:s3:::{self.name}", f"arn:aws:s3:::{self.name}/*"]
        text = {
            "Version": "2012-10-17",
            "Statement": [{"Resource": resources, **statement} for statement in statements],
        }
        self.s3.put_bucket_policy(Bucket=self.name, Policy=json.dumps(text))

    def empty(self) -> None:
        for version in self.s3.list_object_versions(Bucket=self.name).get("Versions", []):
            self.s3.delete_object(
                Bucket=self.name, Key=version["Key"], VersionId=version["VersionId"]
            )

    def put(self, key: str, body: bytes = b"x", **more) -> None:
        # moto obeys a policy without looking at its conditions.
        self.s3.delete_bucket_policy(Bucket=self.name)
        more = more or {"ServerSideEncryption": "aws:kms", "SSEKMSKeyId": KEY}
        self.s3.put_object(Bucket=self.name, Key=key, Body=body, **more)
        self.policy(*self.statements)

    def options(self) -> list[str]:
        return [
            *("--account", ACCOUNT, "--encryption", "aws:kms", "--key", KEY),
            *("--vpc-endpoint", "vpce-1", "--known", str(self.known), "--grace-hours", "24"),
            *("--retention-days", "30", "--now", "2040-01-01T00:00:00Z"),
        ]

    def declare(self) -> list[str]:
        """Takes the settings found as those declared."""
        if not self.baseline.is_file():
            run = self.probe.run("--no-listing", "--save-baseline", str(self.baseline))
            assert not run.error, run.error
        values = json.loads(self.baseline.read_text())
        return [*self.options(), *(x for k, v in values.items() for x in ("--declare", f"{k}={v}"))]

    def look(self) -> bucket_probe.ProbeRun:
        return self.probe.twice(*self.declare())


@pytest.fixture
def twin(moto, tmp_path):
    made = Twin(moto, tmp_path)
    made.declare()  # before anything is planted
    return made


# moto asks nobody for credentials, so this claim is tested on versitygw.
NOT_ON_MOTO = {"M2.b"}


def test_the_clean_twin_has_no_finding(twin):
    run = twin.look()
    assert run.failing() - NOT_ON_MOTO == set()
    held = {f["claims"][0] for f in run.findings if f["result"] == "holds"}
    assert held >= {"Z2.a", "Z2.b", "Z2.c", "C1.res.a", "C1.ret.b", "C1.ret.c", "C5.res.a"}
    assert held >= {"C5.res.b", "C5.ret.b", "K4.b"}
    # Judged over the policy, the six writes are refused; only trials can carry the claim.
    assert run.of("K4.c")["type"] == "config-snapshot"
    assert run.result("K4.c") == "holds", run.of("K4.c")["summary"]
    assert run.result("K4.e") == "inconclusive", "the key service was not asked"


def public_policy(twin):
    twin.policy(*STRICT, {"Effect": "Allow", "Principal": "*", "Action": "s3:GetObject"})
    twin.s3.delete_public_access_block(Bucket=twin.name)


def no_block(twin):
    twin.s3.delete_public_access_block(Bucket=twin.name)


def open_list(twin):
    twin.s3.delete_public_access_block(Bucket=twin.name)
    twin.s3.put_bucket_acl(Bucket=twin.name, ACL="public-read")


def copied_policy(twin):
    twin.policy(COPIED, NO_TLS, OTHER_NETWORK)


def plain_allowed(twin):
    twin.policy(OTHER_KEY, OTHER_KIND, OTHER_NETWORK)


def network_open(twin):
    twin.policy(OTHER_KEY, OTHER_KIND, NO_TLS)


def only_unencrypted_denied(twin):
    twin.policy(deny({"Null": {SSE: "true"}}), NO_TLS, OTHER_NETWORK)


def no_policy(twin):
    twin.s3.delete_bucket_policy(Bucket=twin.name)


def foreign_key(twin):
    twin.default_key(KEY.replace(ACCOUNT, OTHER_ACCOUNT))


def no_default_encryption(twin):
    twin.s3.delete_bucket_encryption(Bucket=twin.name)


def replicated(twin):
    target = f"elsewhere-{twin.name}"
    twin.s3.create_bucket(Bucket=target)
    twin.s3.put_bucket_versioning(Bucket=target, VersioningConfiguration={"Status": "Enabled"})
    twin.s3.put_bucket_replication(
        Bucket=twin.name,
        ReplicationConfiguration={
            "Role": f"arn:aws:iam::{ACCOUNT}:role/copy",
            "Rules": [
                {
                    "ID": "all",
                    "Status": "Enabled",
                    "Priority": 1,
                    "Filter": {"Prefix": ""},
                    "DeleteMarkerReplication": {"Status": "Disabled"},
                    "Destination": {"Bucket": f"arn:aws:s3:::{target}", "Account": OTHER_ACCOUNT},
                }
            ],
        },
    )


def inventory_elsewhere(twin):
    twin.s3.put_bucket_inventory_configuration(
        Bucket=twin.name,
        Id="daily",
        InventoryConfiguration={
            "Id": "daily",
            "IsEnabled": True,
            "IncludedObjectVersions": "All",
            "Schedule": {"Frequency": "Daily"},
            "Destination": {
                "S3BucketDestination": {
                    "AccountId": OTHER_ACCOUNT,
                    "Bucket": "arn:aws:s3:::reports-elsewhere",
                    "Format": "CSV",
                }
            },
        },
    )


def expiring(twin):
    twin.s3.put_bucket_lifecycle_configuration(
        Bucket=twin.name,
        LifecycleConfiguration={
            "Rules": [
                {
                    "ID": "tidy",
                    "Status": "Enabled",
                    "Filter": {"Prefix": "topics/"},
                    "Expiration": {"Days": 7},
                }
            ]
        },
    )


def long_lock(twin):
    twin.empty()  # moto asks for it
    twin.s3.put_object_lock_configuration(
        Bucket=twin.name,
        ObjectLockConfiguration={
            "ObjectLockEnabled": "Enabled",
            "Rule": {"DefaultRetention": {"Mode": "COMPLIANCE", "Years": 7}},
        },
    )
    twin.put("topics/00000000/0000.log")


def unversioned(twin):
    twin.s3.put_bucket_versioning(
        Bucket=twin.name, VersioningConfiguration={"Status": "Suspended"}
    )


def unfinished_upload(twin):
    twin.s3.create_multipart_upload(Bucket=twin.name, Key="topics/parts.log")


def superseded(twin):
    twin.put("topics/00000000/0000.log", b"another")


def name_in_key(twin):
    twin.put("topics/Payments-EU-0/0000.log")


def digest_in_key(twin):
    twin.put(f"topics/{hashlib.sha256(b'payments-eu').hexdigest()[:32]}/0000.log")


def name_in_metadata(twin):
    twin.empty()
    twin.put(
        "topics/ffffffff/0000.log",
        Metadata={"source": "orders"},
        ServerSideEncryption="aws:kms",
        SSEKMSKeyId=KEY,
    )


def name_in_tag(twin):
    twin.empty()
    twin.put(
        "topics/00000000/0000.log",
        Tagging="topic=orders",
        ServerSideEncryption="aws:kms",
        SSEKMSKeyId=KEY,
    )


def provider_key_object(twin):
    twin.put("topics/aaaaaaaa/0000.log", ServerSideEncryption="AES256")


def foreign_key_object(twin):
    key = KEY.replace(ACCOUNT, OTHER_ACCOUNT)
    twin.put("topics/bbbbbbbb/0000.log", ServerSideEncryption="aws:kms", SSEKMSKeyId=key)


def unknown_object(twin):
    twin.put("exports/copy.parquet")


FAULTS = {
    public_policy: {"Z2.a"},
    no_block: {"Z2.a"},
    open_list: {"Z2.a"},
    copied_policy: {"K4.c", "Z2.a"},
    plain_allowed: {"K4.c", "Z2.a"},
    network_open: {"K4.c", "Z2.a"},
    only_unencrypted_denied: {"K4.c", "Z2.a"},
    no_policy: {"K4.c", "Z2.a"},
    foreign_key: {"K4.e", "Z2.a"},
    no_default_encryption: {"Z2.a"},
    replicated: {"C1.ret.c", "C5.res.a", "C5.res.b", "Z2.a"},
    inventory_elsewhere: {"C5.res.a", "C5.res.b"},
    expiring: {"C1.ret.c", "Z2.a"},
    long_lock: {"C1.ret.c", "C5.ret.b", "Z2.a"},
    unversioned: {"Z2.a"},
    unfinished_upload: {"C1.ret.b"},
    superseded: {"C1.ret.b"},
    name_in_key: {"Z2.c"},
    digest_in_key: {"Z2.c"},
    name_in_tag: {"Z2.c"},
    name_in_metadata: {"Z2.c"},
    provider_key_object: {"K4.b"},
    foreign_key_object: {"K4.b"},
    unknown_object: {"C1.res.a"},
}


@pytest.mark.parametrize("plant", FAULTS, ids=lambda plant: plant.__name__)
def test_a_planted_fault_is_found_under_its_question(twin, plant):
    plant(twin)
    run = twin.look()
    assert run.failing() - NOT_ON_MOTO == FAULTS[plant]
    for claim in FAULTS[plant]:
        assert run.of(claim)["summary"], claim


def test_the_copied_policy_is_explained(twin):
    copied_policy(twin)
    summary = twin.look().of("K4.c")["summary"]
    assert "a write with another key" in summary
    assert "provider's own" not in summary


def test_nothing_holds_before_the_reader_has_drawn_a_sample(twin):
    run = twin.probe.run(*twin.declare())
    for claim in ("Z2.b", "Z2.c", "C1.res.a", "C1.ret.b", "K4.b"):
        assert run.result(claim) == "inconclusive"
    assert run.of("Z2.b")["body"]["stage"] == "listing"
    twin.probe.log(run)
    # A nonce that is older than the listing cannot draw from it: the probe lists again.
    stale = twin.probe.run(
        "--nonce", bucket_probe.NONCE, "--nonce-issued", "2001-01-01T00:00:00Z", *twin.declare()
    )
    assert stale.of("Z2.b")["body"]["stage"] == "listing"


def root_of(lines: list[bytes]) -> bytes:
    """RFC 6962, straight from its definition."""
    if len(lines) == 1:
        return hashlib.sha256(b"\0" + lines[0]).digest()
    half = 1
    while half * 2 < len(lines):
        half *= 2
    return hashlib.sha256(b"\1" + root_of(lines[:half]) + root_of(lines[half:])).digest()


def test_the_listing_is_what_its_format_page_says(twin):
    twin.put("topics/\u00e4 %\t/0000.log")
    body = twin.probe.run(*twin.options()).of("Z2.b")["body"]
    lines = (twin.probe.folder / body["listing_file"]).read_bytes().splitlines()
    assert len(lines) == body["count"] == 41
    assert root_of(lines).hex() == body["root"]
    fields = lines[-1].decode("ascii").split("\t")
    assert fields[0] == "topics/%C3%A4%20%25%09/0000.log"
    assert fields[2] == "object" and fields[6:] == ["latest", "aws:kms", KEY]
    keys = [unquote_to_bytes(line.split(b"\t")[0]) for line in lines]
    assert keys == sorted(keys)


def test_the_sample_notices_what_changed_and_what_a_listing_file_became(twin):
    first = twin.probe.run(*twin.declare())
    twin.probe.log(first)
    draw = ("--nonce", bucket_probe.NONCE, "--nonce-issued", bucket_probe.LATER, *twin.declare())
    body = twin.probe.run(*draw).of("Z2.b")["body"]
    assert body["sample"]["root_leaf"] == 1 + [
        f["claims"] for f in first.findings
    ].index(["Z2.b"])
    assert len(body["sample"]["indexes"]) == 100
    assert body["root"] == first.of("Z2.b")["body"]["root"]
    twin.empty()
    assert twin.probe.run(*draw).result("Z2.b") == "inconclusive"
    listing = twin.probe.folder / body["listing_file"]
    listing.write_text(listing.read_text().replace("topics/00000001", "topics/00000999"))
    assert "root was logged" in twin.probe.run(*draw).error


# --- versitygw: rights, versions and deletions are real.


@pytest.fixture
def bucket(versitygw):
    name = f"real-{next(_buckets)}"
    client = versitygw.client()
    client.create_bucket(Bucket=name)
    client.put_bucket_versioning(Bucket=name, VersioningConfiguration={"Status": "Enabled"})
    for number in range(10):
        client.put_object(Bucket=name, Key=f"topics/gone/{number}", Body=b"1")
        client.put_object(Bucket=name, Key=f"topics/kept/{number}", Body=b"1")
    return name


def test_a_plain_delete_leaves_every_version_and_is_said_so(versitygw, bucket, tmp_path):
    probe = bucket_probe.BucketProbe(tmp_path, versitygw, bucket)
    probe.log(probe.run())
    client = versitygw.client()
    for number in range(10):
        client.delete_object(Bucket=bucket, Key=f"topics/gone/{number}")
    after = ("--deleted", "topics/gone/", "--since", "2020-01-01T00:00:00Z")
    run = probe.run(*after)
    assert not run.error, run.error
    manifest = run.of("C1.del.a")
    assert manifest["result"] == "holds" and manifest["grade"] == "P"
    assert manifest["body"]["target_count"] == 10
    listing = next(raw for raw in manifest["raw"] if raw["name"] == "listing-before.tsv")
    assert listing["digest"] == manifest["body"]["listing"] and listing["disclosure"] == "full"
    left = run.of("C1.del.b")
    assert left["result"] == "fails"
    assert left["body"]["remaining"] == 10 and left["body"]["without_end"] == 10
    assert left["body"]["later"] == 10, "the delete markers"

    for kind in ("Versions", "DeleteMarkers"):
        for version in client.list_object_versions(Bucket=bucket, Prefix="topics/gone/")[kind]:
            client.delete_object(
                Bucket=bucket, Key=version["Key"], VersionId=version["VersionId"]
            )
    run = probe.run(*after)
    assert run.result("C1.del.b") == "holds", run.of("C1.del.b")["summary"]
    assert run.of("C1.del.b")["body"]["remaining"] == 0
    too_early = ("--deleted", "topics/gone/", "--since", "2099-01-01T00:00:00Z")
    assert probe.run(*too_early).result("C1.del.b") == "inconclusive"


def test_a_deletion_without_an_earlier_listing_says_what_to_do(versitygw, bucket, tmp_path):
    probe = bucket_probe.BucketProbe(tmp_path, versitygw, bucket)
    run = probe.run("--deleted", "topics/gone/", "--since", "2020-01-01T00:00:00Z")
    assert "no listing was logged before" in run.error


def test_an_overwritten_object_of_an_unversioned_bucket_is_seen(versitygw, tmp_path):
    client = versitygw.client()
    name = f"plain-{next(_buckets)}"
    client.create_bucket(Bucket=name)
    for number in range(5):
        client.put_object(Bucket=name, Key=f"a/{number}", Body=b"1")
    probe = bucket_probe.BucketProbe(tmp_path, versitygw, name, WORDS)
    run = probe.twice()
    assert run.result("Z2.b") == "holds", run.of("Z2.b")["summary"]
    assert run.result("Z2.c") == "holds", run.of("Z2.c")["summary"]
    client.put_object(Bucket=name, Key="a/3", Body=b"22")
    run = probe.run("--nonce", bucket_probe.NONCE, "--nonce-issued", bucket_probe.LATER)
    assert run.result("Z2.b") == "fails", run.of("Z2.b")["summary"]
    assert "1 of 5" in run.of("Z2.b")["summary"]


def test_a_server_that_ignores_encryption_is_found(versitygw, bucket, tmp_path):
    probe = bucket_probe.BucketProbe(tmp_path, versitygw, bucket)
    versitygw.client().put_object(
        Bucket=bucket, Key="topics/asked", Body=b"x", ServerSideEncryption="AES256"
    )
    assert probe.run("--encryption", "AES256").result("K4.b") == "fails"


def test_settings_that_the_server_does_not_know_are_unknown_until_declared(
    versitygw, bucket, tmp_path
):
    probe = bucket_probe.BucketProbe(tmp_path, versitygw, bucket)
    run = probe.run("--no-listing")
    lifecycle = next(c for c in run.of("Z2.a")["body"]["calls"] if c["setting"] == "lifecycle")
    assert lifecycle["state"] == "unsupported" and "501" in lifecycle["error"]
    assert run.result("C1.ret.c") == "inconclusive"
    baseline = tmp_path / "baseline.json"
    probe.run("--no-listing", "--save-baseline", str(baseline))
    run = probe.run("--no-listing", "--baseline", str(baseline))
    assert run.result("Z2.a") == "holds", run.of("Z2.a")["summary"]


@pytest.fixture(scope="module")
def guest(versitygw):
    versitygw.add_user("guestaccess", "guestsecret-1234")
    return {"AWS_ACCESS_KEY_ID": "guestaccess", "AWS_SECRET_ACCESS_KEY": "guestsecret-1234"}


def test_a_denied_read_names_the_right_that_is_missing(versitygw, bucket, guest, tmp_path):
    probe = bucket_probe.BucketProbe(tmp_path, versitygw, bucket)
    run = probe.run(environment=guest)
    assert not run.error, run.error
    assert run.failing() == set()
    for claim, right in {
        "K4.c": "s3:GetBucketPolicy",
        "Z2.a": "s3:GetBucketVersioning",
        "Z2.b": "s3:ListBucketVersions",
        "C1.ret.b": "s3:ListBucketVersions",
    }.items():
        assert run.result(claim) == "inconclusive", claim
        assert right in run.of(claim)["summary"], run.of(claim)["summary"]


def test_another_identity_is_refused_or_found_out(versitygw, bucket, guest, tmp_path):
    files = {
        "AWS_SHARED_CREDENTIALS_FILE": str(tmp_path / "credentials"),
    }
    (tmp_path / "credentials").write_text(
        "[guest]\naws_access_key_id = guestaccess\naws_secret_access_key = guestsecret-1234\n"
    )
    probe = bucket_probe.BucketProbe(tmp_path, versitygw, bucket)
    options = ("--no-listing", "--other-profile", "guest", "--try-writes")
    run = probe.run(*options, environment=files)
    assert run.result("M2.b") == "holds", run.of("M2.b")["summary"]
    assert run.result("M1.b") == "holds", run.of("M1.b")["summary"]
    open_to_guest = {
        "Version": "2012-10-17",
        "Statement": [
            {
                "Effect": "Allow",
                "Principal": {"AWS": ["guestaccess"]},
                "Action": ["s3:ListBucket", "s3:PutObject"],
                "Resource": [f"arn:aws:s3:::{bucket}", f"arn:aws:s3:::{bucket}/*"],
            }
        ],
    }
    client = versitygw.client()
    client.put_bucket_policy(Bucket=bucket, Policy=json.dumps(open_to_guest))
    run = probe.run(*options, environment=files)
    assert run.result("M2.b") == "fails" and run.result("M1.b") == "fails"
    assert "profile guest" in run.of("M1.b")["summary"]
    left = client.list_object_versions(Bucket=bucket, Prefix="ringfence-probe/")
    assert not left.get("Versions") and not left.get("DeleteMarkers"), "scratch objects are gone"


def test_forbidden_writes_are_tried_and_removed(versitygw, bucket, tmp_path):
    probe = bucket_probe.BucketProbe(tmp_path, versitygw, bucket)
    run = probe.run("--no-listing", "--try-writes", "--encryption", "AES256")
    tried = next(f for f in run.findings if f["claims"] == ["K4.c"])
    assert tried["type"] == "rehearsal" and tried["result"] == "fails"
    ends = {w["write"]: w["end"] for w in tried["body"]["writes"]}
    assert ends["a write as declared"] == "let through"
    assert ends["a write without encryption header"] == "let through"
    assert ends["a write without TLS"] == "let through"
    assert ends["a write from another network"] == "not tried"
    left = versitygw.client().list_object_versions(Bucket=bucket, Prefix="ringfence-probe/")
    assert not left.get("Versions") and not left.get("DeleteMarkers")


def test_bad_input_names_the_cause(versitygw, bucket, tmp_path):
    probe = bucket_probe.BucketProbe(tmp_path, versitygw, bucket)
    assert "does not exist" in bucket_probe.BucketProbe(tmp_path, versitygw, "nosuch").run().error
    wrong = probe.run(environment={"AWS_SECRET_ACCESS_KEY": "wrong"})
    said = wrong.error + "".join(f["summary"] for f in wrong.findings)
    assert "check access key, secret and region" in said
    none = probe.run(environment={"AWS_ACCESS_KEY_ID": "", "AWS_SECRET_ACCESS_KEY": ""})
    assert "no S3 credentials" in none.error
    assert "--declare versionin=x" in probe.run("--declare", "versionin=x").error.replace(
        "declared setting versionin", "--declare versionin=x"
    )
    assert "12 digits" in probe.run("--account", "12").error
    assert "host and port only" in probe.run(endpoint="http://127.0.0.1/path").error
    assert "connect" in probe.run(endpoint="http://127.0.0.1:9").error


def test_tls_with_a_certificate_authority_of_ones_own(tmp_path):
    why = s3_servers.Versitygw.missing()
    if why:
        pytest.skip(why)
    certificate = s3_servers.make_certificate(tmp_path)
    server = s3_servers.Versitygw(certificate).start()
    try:
        server.client().create_bucket(Bucket="secure")
        probe = bucket_probe.BucketProbe(tmp_path, server, "secure")
        assert "tls" in probe.run("--no-listing").error
        run = probe.run("--no-listing", "--ca-file", str(certificate[0]))
        assert not run.error, run.error
        plain = server.endpoint.replace("https", "http")
        assert probe.run("--no-listing", endpoint=plain).error
    finally:
        server.stop()


# --- every server that is here: what one of them does must not be taken for what all do.


@pytest.fixture(params=[s3_servers.Versitygw, s3_servers.Minio], ids=lambda kind: kind.kind)
def any_store(request):
    server = started(request.param)
    yield server
    server.stop()


def test_versions_sample_and_encryption_on_every_server(any_store, tmp_path):
    client = any_store.client()
    client.create_bucket(Bucket="records")
    client.put_bucket_versioning(Bucket="records", VersioningConfiguration={"Status": "Enabled"})
    encrypts = any_store.kind == "minio"
    more = {"ServerSideEncryption": "AES256"} if encrypts else {}
    for number in range(30):
        client.put_object(Bucket="records", Key=f"topics/{number:04x}", Body=b"x", **more)
    client.delete_object(Bucket="records", Key="topics/0003")
    probe = bucket_probe.BucketProbe(tmp_path, any_store, "records", WORDS)
    run = probe.twice("--grace-hours", "24", "--encryption", "AES256")
    assert run.of("Z2.b")["population"] == 31
    assert {c: run.result(c) for c in ("Z2.b", "Z2.c", "C1.ret.b")} == {
        "Z2.b": "holds",
        "Z2.c": "holds",
        "C1.ret.b": "holds",
    }
    assert run.result("K4.b") == ("holds" if encrypts else "fails")
