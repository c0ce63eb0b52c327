"""Goal: `probe iam` finds every planted fault under its question, and nothing on the clean twin.
Method: one account of a stand-in vendor (iam_world.py); each test changes one thing in a copy and names
the claim that must turn. The other inputs (template, plan) tell the same story in their own form."""

import json
import os
import random
import subprocess
import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent))
import iam_world as w  # noqa: E402

ROOT = Path(__file__).resolve().parents[2]


def tool() -> Path:
    builds = [os.environ.get("RINGFENCE_BUILD"), ROOT / "out/build/test", ROOT / "out/build/release"]
    for build in filter(None, builds):
        for place in ("src/review/probe_iam", "."):
            if (found := Path(build) / place / "iam_probe_tool").is_file():
                return found
    pytest.fail("no iam_probe_tool: build the target iam_probe_tool")


def run(arguments, timeout=120):
    return subprocess.run([tool(), "probe", *map(str, arguments)], capture_output=True, text=True,
                          timeout=timeout)


def findings(arguments, timeout=120):
    done = run(arguments, timeout)
    assert done.returncode == 0, done.stderr
    out = json.loads(done.stdout)
    answered = {claim: one for one in out["findings"] for claim in one["claims"]}
    assert set(answered) == set(out["claims"]), "every claim announced is answered"
    return answered


def probe(tmp_path, change=None, install=None):
    world, declared = w.clean()
    if change is not None:
        change(world, declared)
    return findings(w.write(tmp_path, world, declared, install))


def test_the_clean_twin_shows_nothing(tmp_path):
    answered = probe(tmp_path)
    for claim, one in answered.items():
        assert one["result"] == "holds", (claim, one["summary"], one["body"]["not_decided"])
    assert set(answered) == {"C1.acc.a", "K4.c", "K5.a", "K5.c", "M1.a", "M2.a", "M3.a", "M4.a", "M4.b",
                             "M5.a", "M6.a", "M6.b"}


def test_items_say_what_they_show(tmp_path):
    one = probe(tmp_path)["M1.a"]
    assert one["type"] == "policy-theorem" and one["grade"] == "A"
    assert "no proof over all requests" in one["body"]["method"]
    assert one["body"]["solver"] == "none"
    assert {p["name"] for p in one["body"]["policies"]} == set(one["raw"])
    assert one["examined"] + sum(e["count"] for e in one["excluded"]) == one["population"]


# Each: what is changed, the claim that must fail, words that its summary or failures must hold.

def over_wide_role(world, declared):
    w.statements(world)[0] = w.allow("s3:*")


def agent_reads_every_bucket(world, declared):
    w.statements(world)[0]["Resource"] = "*"


def foreign_trust_without_external_id(world, declared):
    del world["role-vendor-support.json"]["trust"]["Statement"][0]["Condition"]


def undeclared_foreign_trust(world, declared):
    world["role-agent.json"]["trust"]["Statement"].append(
        {"Effect": "Allow", "Principal": {"AWS": "777788889999"}, "Action": "sts:AssumeRole"})


def trust_of_everybody(world, declared):
    world["role-agent.json"]["trust"] = w.trust({"AWS": "*"})


def widely_copied_encryption_deny(world, declared):
    world[f"bucket-{w.BUCKET}.json"]["Statement"][:2] = [
        w.deny("s3:PutObject", f"arn:aws:s3:::{w.BUCKET}/*", Principal="*",
               Condition={"StringNotEquals": {w.ALGORITHM: "aws:kms", w.KEY_ID: w.KEY}})]


def no_denial_without_tls(world, declared):
    del w.bucket_statements(world)[2]


def pass_role_escalation(world, declared):
    w.statements(world).append(w.allow(["iam:PassRole", "lambda:CreateFunction"]))


def not_action_allow(world, declared):
    w.statements(world, "vendor-support").append(
        {"Effect": "Allow", "NotAction": "s3:*", "Resource": "*"})


def not_principal_allow(world, declared):
    w.bucket_statements(world).append(
        {"Effect": "Allow", "NotPrincipal": {"AWS": f"arn:aws:iam::{w.VENDOR}:root"},
         "Action": "s3:GetObject", "Resource": w.OBJECTS})
    world["key-records.json"]["policy"]["Statement"].append(
        w.allow("kms:Decrypt", Principal={"AWS": "*"}))


def public_bucket(world, declared):
    w.bucket_statements(world).append(w.allow("s3:PutObject", w.OBJECTS, Principal="*"))


def public_by_a_set_operator(world, declared):
    w.bucket_statements(world).append(
        w.allow("s3:DeleteObject", w.OBJECTS, Principal="*",
                Condition={"ForAllValues:StringEquals": {"aws:PrincipalOrgID": "o-ours"}}))


def wildcard_resource(world, declared):
    w.statements(world, "deploy").append(w.allow(["s3:Get*", "kms:Decrypt"]))


def installation_rights_left(world, declared):
    w.statements(world).append(w.allow("ec2:AuthorizeSecurityGroupIngress"))


def key_for_a_foreign_account(world, declared):
    world["key-records.json"]["policy"]["Statement"].append(
        w.allow("kms:*", Principal={"AWS": f"arn:aws:iam::{w.VENDOR}:root"}))


def foreign_account_reads(world, declared):
    w.bucket_statements(world).append(
        w.allow("s3:GetObjectVersion", w.OBJECTS, Principal={"AWS": w.VENDOR}))
    world["key-records.json"]["policy"]["Statement"].append(
        w.allow("kms:Decrypt", Principal={"AWS": w.VENDOR}))


def replication_role(world, declared):
    world["role-replicate.json"] = {
        "trust": w.trust({"Service": "s3.amazonaws.com"}),
        "inline": {"copy": w.document(
            w.allow(["s3:GetObjectVersionForReplication", "s3:GetReplicationConfiguration"],
                    f"arn:aws:s3:::{w.BUCKET}/*"),
            w.allow("kms:Decrypt", w.KEY),
            w.allow("s3:ReplicateObject", "arn:aws:s3:::vendor-copy/*"))}}
    declared["principals"].append({"who": "arn:aws:iam::*:role/replicate", "part": "platform",
                                   "actions": ["s3:Get*", "s3:ReplicateObject", "kms:Decrypt"]})


def platform_sets_bucket_policy(world, declared):
    w.statements(world).append(w.allow("s3:PutBucketPolicy", f"arn:aws:s3:::{w.BUCKET}"))


def platform_sets_lifecycle(world, declared):
    w.statements(world).append(
        w.allow("s3:PutLifecycleConfiguration", f"arn:aws:s3:::{w.BUCKET}"))


def policy_version_trick(world, declared):
    w.statements(world, "vendor-support").append(
        w.allow("iam:CreatePolicyVersion", f"arn:aws:iam::{w.OURS}:policy/*"))


def chain_of_roles(world, declared):
    world["role-step.json"] = {
        "trust": w.trust({"AWS": f"arn:aws:iam::{w.OURS}:role/vendor-support"}),
        "inline": {"x": w.document(w.allow("iam:PutRolePolicy"))}}
    declared["principals"].append({"who": "*role/step", "part": "customer", "may": ["administer"]})


def grant_on_the_key(world, declared):
    w.statements(world).append(w.allow("kms:CreateGrant", w.KEY))


def undeclared_role(world, declared):
    world["role-left-over.json"] = {"trust": w.trust({"Service": "ec2.amazonaws.com"}), "inline": {}}


def declared_role_missing(world, declared):
    del world["user-auditor.json"]


def any_subject(world, declared):
    statement = world["role-deploy.json"]["trust"]["Statement"][0]
    statement["Condition"] = {"StringEquals": {"ci.example:aud": "sts.amazonaws.com"},
                              "StringLike": {"ci.example:sub": "repo:acme/*"}}


def any_audience(world, declared):
    statement = world["role-deploy.json"]["trust"]["Statement"][0]
    del statement["Condition"]["StringEquals"]["ci.example:aud"]


def foreign_listing(world, declared):
    w.bucket_statements(world).append(
        w.allow("s3:ListBucket", f"arn:aws:s3:::{w.BUCKET}", Principal={"AWS": w.VENDOR}))


def undeclared_writer(world, declared):
    w.statements(world, "deploy").append(w.allow("s3:PutObject", f"arn:aws:s3:::{w.BUCKET}/records/x*"))


def undeclared_deleter(world, declared):
    w.statements(world, "vendor-support").append(w.allow("s3:DeleteObjectVersion", w.OBJECTS))


def break_glass_without_second_factor(world, declared):
    del world["role-break-glass.json"]["trust"]["Statement"][0]["Condition"]
    declared["assume"].append({"role": "*role/break-glass", "by": f"arn:aws:iam::{w.OURS}:root"})


def hidden_administrator(world, declared):
    world["role-agent.json"]["attached"] = ["arn:aws:iam::aws:policy/AdministratorAccess"]


def installer_left(world, declared):
    world["role-installer.json"] = w.INSTALL["role-installer.json"]
    declared["principals"].append({"who": "*role/installer", "part": "installer"})


def only_the_address_binds(world, declared):
    w.bucket_statements(world).append(
        w.allow("s3:PutObject", w.OBJECTS, Principal="*",
                Condition={"IpAddress": {"aws:SourceIp": "203.0.113.0/24"}}))


FAULTS = [
    (over_wide_role, "K5.c", "s3:"),
    (over_wide_role, "M4.b", "s3:PutBucketPolicy"),
    (agent_reads_every_bucket, "M5.a", "another bucket"),
    (foreign_trust_without_external_id, "M3.a", "sts:externalid is not asked for"),
    (undeclared_foreign_trust, "M3.a", "777788889999"),
    (undeclared_foreign_trust, "C1.acc.a", "through agent"),
    (trust_of_everybody, "M3.a", "no policy names"),
    (widely_copied_encryption_deny, "K4.c", "key of another account"),
    (no_denial_without_tls, "K4.c", "without TLS"),
    (pass_role_escalation, "M4.b", "iam:PassRole"),
    (not_action_allow, "M4.b", "role vendor-support"),
    (not_action_allow, "K5.c", "not among the declared actions"),
    (not_principal_allow, "C1.acc.a", "unsigned"),
    (public_bucket, "C1.acc.a", "unsigned"),
    (public_bucket, "M1.a", "unsigned"),
    (public_by_a_set_operator, "C1.acc.a", "unsigned"),
    (wildcard_resource, "C1.acc.a", "role deploy may s3:GetObject"),
    (installation_rights_left, "M6.b", "ec2:AuthorizeSecurityGroupIngress"),
    (key_for_a_foreign_account, "M4.b", "any role of account 444455556666 may kms:PutKeyPolicy"),
    (foreign_account_reads, "C1.acc.a", "any role of account 444455556666 may s3:GetObjectVersion"),
    (replication_role, "C1.acc.a", "s3:GetObjectVersionForReplication"),
    (platform_sets_bucket_policy, "M4.b", "role agent may s3:PutBucketPolicy"),
    (platform_sets_lifecycle, "M4.b", "role agent may s3:PutLifecycleConfiguration"),
    (policy_version_trick, "M4.b", "iam:CreatePolicyVersion"),
    (chain_of_roles, "M4.b", "role vendor-support through step may iam:PutRolePolicy"),
    (grant_on_the_key, "M4.b", "kms:CreateGrant"),
    (undeclared_role, "K5.a", "left-over"),
    (declared_role_missing, "K5.a", "user/auditor"),
    (any_subject, "M3.a", "subjects beyond"),
    (any_audience, "M3.a", "any other audience"),
    (foreign_listing, "M2.a", "s3:ListBucket"),
    (undeclared_writer, "M1.a", "role deploy may s3:PutObject"),
    (undeclared_deleter, "C1.acc.a", "s3:DeleteObjectVersion"),
    (break_glass_without_second_factor, "M4.a", "second factor"),
    (hidden_administrator, "M4.a", "role agent"),
    (installer_left, "M6.a", "installer"),
    (only_the_address_binds, "M1.a", "if aws:sourceip is 203.0.113.0"),
]


@pytest.mark.parametrize("change,claim,words", FAULTS,
                         ids=[f"{c.__name__}-{claim}" for c, claim, _ in FAULTS])
def test_a_planted_fault_is_found_under_its_question(tmp_path, change, claim, words):
    answered = probe(tmp_path, change)
    one = answered[claim]
    assert one["result"] == "fails", (claim, one["result"], one["summary"], one["body"]["not_decided"])
    assert any(words in line for line in one["body"]["failures"]), one["body"]["failures"]


def test_the_cause_of_the_widely_copied_deny_is_named(tmp_path):
    one = probe(tmp_path, widely_copied_encryption_deny)["K4.c"]
    assert any("one right value switches the denial off" in line for line in one["body"]["not_evaluated"])
    request = one["body"]["requests"][0]
    assert request["decision"] == "allowed"
    assert "999999999999" in request["context"][w.KEY_ID][0]


def test_what_is_not_handed_in_leaves_the_question_open(tmp_path):
    def change(world, declared):
        world["role-agent.json"]["attached"] = [f"arn:aws:iam::{w.OURS}:policy/elsewhere"]

    answered = probe(tmp_path, change)
    for claim in ("C1.acc.a", "M1.a", "M4.b"):
        assert answered[claim]["result"] == "inconclusive", claim
        assert any("policy/elsewhere" in line for line in answered[claim]["body"]["not_decided"])


def test_an_unknown_operator_is_neither_allowed_nor_denied(tmp_path):
    def change(world, declared):
        w.statements(world, "deploy").append(
            w.allow("s3:PutObject", w.OBJECTS, Condition={"StringResembles": {"aws:x": "y"}}))

    one = probe(tmp_path, change)["M1.a"]
    assert one["result"] == "inconclusive" and one["examined"] < one["population"]
    assert any("StringResembles" in line for line in one["body"]["not_evaluated"])


def test_without_a_declared_list_nothing_holds(tmp_path):
    world, declared = w.clean()
    arguments = w.write(tmp_path, world, declared)
    at = arguments.index("--principals")
    answered = findings(arguments[:at] + arguments[at + 2:])
    assert answered["C1.acc.a"]["result"] == "fails"  # the agent reads, and nobody declared it
    assert answered["K5.a"]["result"] in ("fails", "inconclusive")


def solve(one):
    z3 = pytest.importorskip("z3")
    solver = z3.Solver()
    solver.set("timeout", 60_000)
    solver.from_string(one["smt"])
    return str(solver.check())


def test_a_solver_finds_no_request_on_the_clean_twin(tmp_path):
    answered = probe(tmp_path)
    for claim in ("C1.acc.a", "M1.a", "M2.a"):
        assert answered[claim]["smt"].count("(check-sat)") == 1
        assert solve(answered[claim]) == "unsat", claim


SOLVED = [(not_principal_allow, "C1.acc.a"), (public_bucket, "M1.a"), (wildcard_resource, "C1.acc.a"),
          (foreign_account_reads, "C1.acc.a"), (foreign_listing, "M2.a"), (undeclared_writer, "M1.a"),
          (undeclared_deleter, "C1.acc.a"), (only_the_address_binds, "M1.a"),
          (public_by_a_set_operator, "C1.acc.a"), (replication_role, "C1.acc.a")]


@pytest.mark.parametrize("change,claim", SOLVED, ids=[c.__name__ for c, _ in SOLVED])
def test_one_changed_line_turns_the_solver(tmp_path, change, claim):
    """Auditor's test 19: the answer flips to sat, and the search shows the counterexample."""
    one = probe(tmp_path, change)[claim]
    assert solve(one) == "sat"
    assert one["result"] == "fails" and one["body"]["requests"]


def test_the_solver_and_the_search_agree_on_denials(tmp_path):
    """A denial that takes the faulty grant back: unsat, and nothing found."""
    def change(world, declared):
        undeclared_writer(world, declared)
        w.bucket_statements(world).append(
            w.deny("s3:PutObject", f"arn:aws:s3:::{w.BUCKET}/*", Principal="*",
                   Condition={"StringNotLike": {"aws:PrincipalArn": f"arn:aws:iam::{w.OURS}:role/agent"}}))

    one = probe(tmp_path, change)["M1.a"]
    assert one["result"] == "holds" and solve(one) == "unsat"


def random_world(seed):
    rng = random.Random(seed)
    keys = ["aws:SourceVpce", "s3:prefix", "aws:PrincipalOrgID", "aws:RequestTag/a"]

    def condition():
        out = {}
        for _ in range(rng.randrange(3)):
            operator = rng.choice(["StringEquals", "StringNotEquals", "StringLike", "StringNotLike",
                                   "StringEqualsIfExists", "Null", "StringNotEqualsIfExists"])
            values = ["true"] if operator == "Null" else rng.sample(["a", "b", "a*", "vpce-1"], 2)
            out.setdefault(operator, {})[rng.choice(keys)] = values
        return {"Condition": out} if out else {}

    def statement(principal=None):
        effect = rng.choice(["Allow", "Allow", "Deny"])
        action = rng.choice([{"Action": rng.choice(["s3:*", "s3:PutObject", "s3:Put*", "s3:GetObject"])},
                             {"NotAction": rng.choice(["s3:Get*", "s3:PutObject"])}])
        resources = [f"arn:aws:s3:::{w.BUCKET}/{p}" for p in ("*", "records/*", "records/a*", "records/a/b", "x*")]
        resource = {rng.choice(["Resource", "Resource", "NotResource"]): rng.sample(resources, rng.randrange(1, 3))}
        return {"Effect": effect, **action, **resource, **condition(),
                **({"Principal": principal} if principal else {})}

    world, declared = w.clean()
    world["role-deploy.json"]["inline"]["look"] = w.document(*[statement() for _ in range(rng.randrange(1, 4))])
    principals = ["*", {"AWS": w.VENDOR}, {"AWS": f"arn:aws:iam::{w.OURS}:role/deploy"}]
    world[f"bucket-{w.BUCKET}.json"] = w.document(
        *[statement(rng.choice(principals)) for _ in range(rng.randrange(1, 4))])
    return world, declared


def test_search_and_solver_agree_on_random_policies(tmp_path):
    """Where the search finds a request the solver must say sat; where the solver says unsat the search
    must find none. What the solver has and the search has not is what representatives miss."""
    missed, found = [], 0
    for seed in range(40):
        world, declared = random_world(seed)
        one = findings(w.write(tmp_path / str(seed), world, declared))["M1.a"]
        answer = solve(one)
        direct = [r for r in one["body"]["requests"] if not r["through"] and r["decision"] == "allowed"]
        assert not (direct and answer == "unsat"), (seed, direct[0])
        found += bool(direct)
        if answer == "sat" and not direct:
            missed.append(seed)
    assert 8 < found < 36, f"{found}: the random policies must say both"
    assert len(missed) <= 1, f"seeds {missed}: the solver finds requests that the search does not"


EVIDENCE = f"arn:aws:s3:::{w.BUCKET}/evidence/*"


@pytest.mark.parametrize("condition,words", [
    ({"Null": {"s3:if-none-match": "false"}}, None),
    (None, "without If-None-Match"),
])
def test_appending_is_told_from_replacing(tmp_path, condition, words):
    world, declared = w.clean()
    w.statements(world).append(
        w.allow("s3:PutObject", EVIDENCE, **({"Condition": condition} if condition else {})))
    one = findings([*w.write(tmp_path, world, declared), "--evidence-prefix", "evidence/"])["M1.c"]
    assert one["result"] == ("fails" if words else "holds"), one["summary"]
    assert not words or any(words in line for line in one["body"]["failures"])


@pytest.mark.parametrize("reader,result", [("agent", "holds"), ("deploy", "fails")])
def test_a_copy_with_more_readers_is_found(tmp_path, reader, result):
    world, declared = w.clean()
    w.statements(world, reader).append(w.allow("s3:GetObject", "arn:aws:s3:::backup/*"))
    one = findings([*w.write(tmp_path, world, declared), "--copies", "backup"])["C5.acc.a"]
    assert one["result"] == result, one["summary"]
