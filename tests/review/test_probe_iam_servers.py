"""Goal: the evaluator decides as servers that enforce policies do.
Method: random policies and requests from a seed go to a real server and to the evaluator; every difference
must be a known deviation of that server, listed here with its reason.
- moto, in this process, with authentication on: identity policies of a user (Action, NotAction, Resource).
  It reads `?` as "optional" and has no conditions and no NotResource there: not asked.
- versitygw, a process of its own: bucket policies (Principal, Action, Resource with `*` and `?`). It refuses
  documents that mix actions of buckets with resources of objects, and has no conditions: not asked."""

import json
import random
import subprocess
import sys
from pathlib import Path

import pytest
from harness.s3_servers import Versitygw

sys.path.insert(0, str(Path(__file__).parent))
import iam_world as w  # noqa: E402
from test_probe_iam import tool  # noqa: E402

ACCOUNT = "123456789012"  # moto's own
SEED = 20261125


class Evaluator:
    """One process that answers a line at a time."""

    def __init__(self):
        self.process = subprocess.Popen([tool(), "decide"], stdin=subprocess.PIPE, stdout=subprocess.PIPE,
                                        text=True, bufsize=1)

    def decide(self, **question):
        question = {"identity": [], "resource": None, "account": ACCOUNT, "context": {}} | question
        self.process.stdin.write(json.dumps(question) + "\n")
        self.process.stdin.flush()
        answer = self.process.stdout.readline().strip()
        assert answer and not answer.startswith("error"), answer
        return answer

    def close(self):
        self.process.stdin.close()
        assert self.process.wait(10) == 0


@pytest.fixture
def evaluator():
    one = Evaluator()
    yield one
    one.close()


BUCKETS = ("alpha", "beta")
KEYS = ("r/1", "r/2", "s/a", "s/b/b")
ACTIONS = ("s3:GetObject", "s3:PutObject", "s3:DeleteObject", "s3:ListBucket")


def random_statement(rng, wildcards=("*",), effects=("Allow", "Allow", "Allow", "Deny")):
    actions = ["s3:*", "*", "s3:Get*", "s3:*Object", "s3:PutObject", "s3:GetObject", "s3:DeleteObject",
               "s3:ListBucket", "s3:L*t"]
    resources = ["*", "arn:aws:s3:::*", "arn:aws:s3:::alpha/*", "arn:aws:s3:::alpha", "arn:aws:s3:::beta*",
                 "arn:aws:s3:::*/r/*", "arn:aws:s3:::alpha/s/*/b", "arn:aws:s3:::beta/r/1", "arn:aws:s3:::a*a/s*"]
    if "?" in wildcards:
        resources += ["arn:aws:s3:::alpha/?/1", "arn:aws:s3:::bet?/*"]
    return {"Effect": rng.choice(effects), rng.choice(["Action", "Action", "Action", "NotAction"]):
            rng.sample(actions, rng.randrange(1, 3)), "Resource": rng.sample(resources, rng.randrange(1, 3))}


def ask(client, action, bucket, key):
    """True when the server let it pass; anything but a refusal of rights counts as passed."""
    from botocore.exceptions import ClientError

    calls = {"s3:GetObject": lambda: client.get_object(Bucket=bucket, Key=key),
             "s3:PutObject": lambda: client.put_object(Bucket=bucket, Key=key, Body=b"x"),
             "s3:DeleteObject": lambda: client.delete_object(Bucket=bucket, Key=key),
             "s3:ListBucket": lambda: client.list_objects_v2(Bucket=bucket)}
    try:
        calls[action]()
    except ClientError as refused:
        if refused.response["Error"]["Code"] in ("AccessDenied", "AccessDeniedException"):
            return False
        if refused.response["Error"]["Code"] not in ("NoSuchKey", "404"):
            raise
    return True


def resource_of(action, bucket, key):
    return f"arn:aws:s3:::{bucket}" if action == "s3:ListBucket" else f"arn:aws:s3:::{bucket}/{key}"


def test_identity_policies_as_moto_decides(evaluator, monkeypatch):
    moto = pytest.importorskip("moto")
    boto3 = pytest.importorskip("boto3")
    from moto.core import set_initial_no_auth_action_count

    rng, wrong, passed, total = random.Random(SEED), [], 0, 0
    with moto.mock_aws():
        root = {"aws_access_key_id": "root", "aws_secret_access_key": "root", "region_name": "us-east-1"}
        s3, iam = boto3.client("s3", **root), boto3.client("iam", **root)
        for bucket in BUCKETS:
            s3.create_bucket(Bucket=bucket)
        iam.create_user(UserName="ann")
        keys = iam.create_access_key(UserName="ann")["AccessKey"]
        client = boto3.client("s3", aws_access_key_id=keys["AccessKeyId"],
                              aws_secret_access_key=keys["SecretAccessKey"], region_name="us-east-1")
        for _ in range(150):
            policy = w.document(*[random_statement(rng) for _ in range(rng.randrange(1, 4))])
            iam.put_user_policy(UserName="ann", PolicyName="p", PolicyDocument=json.dumps(policy))
            questions = [(rng.choice(ACTIONS), rng.choice(BUCKETS), rng.choice(KEYS)) for _ in range(4)]
            for action, bucket, key in questions:
                total += 1

                @set_initial_no_auth_action_count(0)
                def theirs():
                    return ask(client, action, bucket, key)

                there = theirs()
                ours = evaluator.decide(identity=[policy], who=f"arn:aws:iam::{ACCOUNT}:user/ann",
                                        action=action, resource_arn=resource_of(action, bucket, key))
                passed += there
                if there != (ours == "allowed"):
                    wrong.append((json.dumps(policy), action, bucket, key, there, ours))
    assert not wrong, wrong[:3]
    assert 100 < passed < total - 100, f"{passed} of {total}: both answers must occur"


@pytest.fixture
def gateway():
    if reason := Versitygw.missing():
        pytest.skip(reason)
    server = Versitygw().start()
    yield server
    server.stop()


def random_bucket_statement(rng):
    bucket = "arn:aws:s3:::alpha"
    if rng.randrange(4) == 0:
        actions, resources = ["s3:ListBucket", "s3:List*"], [bucket, "arn:aws:s3:::alph?"]
    else:
        actions = ["s3:GetObject", "s3:Get*", "s3:PutObject", "s3:*Object", "s3:DeleteObject"]
        resources = [f"{bucket}/{key}" for key in ("*", "r/*", "?/1", "s/a", "s/*/b", "r/?", "*a*")]
    principal = rng.choice(["*", {"AWS": "*"}, {"AWS": ["ann"]}, {"AWS": ["bob"]}, {"AWS": ["ann", "bob"]}])
    return {"Effect": rng.choice(["Allow", "Allow", "Allow", "Deny"]), "Principal": principal,
            "Action": rng.sample(actions, rng.randrange(1, 3)),
            "Resource": rng.sample(resources, rng.randrange(1, 3))}


def with_arns(policy):
    """The gateway names accounts by their access key."""
    out = json.loads(json.dumps(policy))
    for statement in out["Statement"]:
        named = statement["Principal"]
        if isinstance(named, dict) and isinstance(named["AWS"], list):
            named["AWS"] = [f"arn:aws:iam::{ACCOUNT}:user/{name}" for name in named["AWS"]]
    return out


def test_bucket_policies_as_versitygw_decides(evaluator, gateway):
    from botocore.exceptions import ClientError

    rng, wrong, passed, total, refused = random.Random(SEED + 1), [], 0, 0, 0
    root = gateway.client()
    root.create_bucket(Bucket="alpha")
    clients = {}
    for name in ("ann", "bob"):
        gateway.add_user(name, "secret-" + name)
        clients[name] = gateway.client(access_key=name, secret_key="secret-" + name)
    for _ in range(150):
        policy = w.document(*[random_bucket_statement(rng) for _ in range(rng.randrange(1, 4))])
        try:
            root.put_bucket_policy(Bucket="alpha", Policy=json.dumps(policy))
        except ClientError:
            refused += 1
            continue
        for _ in range(4):
            name, action, key = rng.choice(("ann", "bob")), rng.choice(ACTIONS), rng.choice(KEYS)
            there = ask(clients[name], action, "alpha", key)
            ours = evaluator.decide(resource=with_arns(policy), who=f"arn:aws:iam::{ACCOUNT}:user/{name}",
                                    action=action, resource_arn=resource_of(action, "alpha", key))
            total += 1
            passed += there
            if there != (ours == "allowed"):
                wrong.append((json.dumps(policy), name, action, key, there, ours))
    assert not wrong, (len(wrong), wrong[:3])
    assert refused < 75 and 60 < passed < total - 60, f"{passed} of {total}, {refused} policies refused"
