"""Goal: templates and plans are read as their own tools mean them, what they leave open is said, and
hostile documents are refused in bounded time and memory.
Method: small documents with one fault each; documents made to hurt, under limits of memory and time."""

import json
import resource
import subprocess
import sys
import time
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent))
import iam_world as w  # noqa: E402
from test_probe_iam import findings, tool  # noqa: E402

TEMPLATE = """
AWSTemplateFormatVersion: "2010-09-09"
Parameters:
  VendorAccount: {Type: String, Default: "444455556666"}
  ExternalId: {Type: String, NoEcho: true, Default: c0ffee}
  WithSupport: {Type: String, Default: "yes"}
Conditions:
  Support: !Equals [!Ref WithSupport, "yes"]
Resources:
  Records:
    Type: AWS::S3::Bucket
  RecordsKey:
    Type: AWS::KMS::Key
    Properties:
      KeyPolicy:
        Version: "2012-10-17"
        Statement:
          - {Effect: Allow, Principal: {AWS: !Sub "arn:${AWS::Partition}:iam::${AWS::AccountId}:root"}, Action: "kms:*", Resource: "*"}
  Agent:
    Type: AWS::IAM::Role
    Properties:
      AssumeRolePolicyDocument:
        Version: "2012-10-17"
        Statement:
          - {Effect: Allow, Principal: {Service: ec2.amazonaws.com}, Action: "sts:AssumeRole"}
      Policies:
        - PolicyName: records
          PolicyDocument:
            Version: "2012-10-17"
            Statement:
              - Effect: Allow
                Action: [s3:GetObject, s3:PutObject, s3:DeleteObject]
                Resource: !Join ["", [!GetAtt Records.Arn, "/*"]]
              - {Effect: Allow, Action: "s3:ListBucket", Resource: !GetAtt Records.Arn}
              - {Effect: Allow, Action: ["kms:Decrypt", "kms:GenerateDataKey"], Resource: !GetAtt RecordsKey.Arn}
  SupportRole:
    Type: AWS::IAM::Role
    Condition: Support
    Properties:
      AssumeRolePolicyDocument:
        Version: "2012-10-17"
        Statement:
          - Effect: Allow
            Principal: {AWS: !Sub "arn:aws:iam::${VendorAccount}:root"}
            Action: sts:AssumeRole
            Condition: {StringEquals: {"sts:ExternalId": !Ref ExternalId}}
  SupportPolicy:
    Type: AWS::IAM::Policy
    Condition: Support
    Properties:
      PolicyName: look
      Roles: [!Ref SupportRole]
      PolicyDocument:
        Version: "2012-10-17"
        Statement: {Effect: Allow, Action: "ec2:DescribeInstances", Resource: "*"}
"""

DECLARED = {
    "principals": [
        {"who": "*role/<Agent>", "part": "platform", "may": ["read", "write", "delete", "list"]},
        {"who": "*role/<SupportRole>", "part": "vendor", "actions": ["ec2:Describe*"]},
    ],
    "assume": [{"role": "*role/<SupportRole>", "by": "444455556666",
                "conditions": ["sts:ExternalId"]}],
}


def template(tmp_path, text, *more, name="template.yaml", declared=None):
    (tmp_path / name).write_text(text)
    (tmp_path / "declared.json").write_text(json.dumps(declared or DECLARED))
    return findings(["--template", tmp_path / name, "--ours", w.OURS, "--principals",
                     tmp_path / "declared.json", *more])


def test_a_clean_template_holds(tmp_path):
    answered = template(tmp_path, TEMPLATE)
    for claim, one in answered.items():
        assert one["result"] == "holds", (claim, one["summary"])


def test_a_template_without_accounts_says_which_stands_for_it(tmp_path):
    (tmp_path / "t.yaml").write_text(TEMPLATE)
    (tmp_path / "declared.json").write_text(json.dumps(DECLARED))
    answered = findings(["--template", tmp_path / "t.yaml", "--principals",
                         tmp_path / "declared.json"])
    assert answered["M1.a"]["body"]["account"] == "000000000000 stands for the account"
    assert answered["M1.a"]["result"] == "holds"


TEMPLATE_FAULTS = [
    ('Resource: !Join ["", [!GetAtt Records.Arn, "/*"]]', 'Resource: "arn:aws:s3:::*"', "M5.a"),
    ('            Condition: {StringEquals: {"sts:ExternalId": !Ref ExternalId}}\n', "", "M3.a"),
    ('Action: "ec2:DescribeInstances"', 'Action: ["ec2:DescribeInstances", "iam:PutRolePolicy"]', "M4.b"),
    ('Action: "ec2:DescribeInstances"', 'NotAction: "iam:*"', "K5.c"),
    ('Action: "ec2:DescribeInstances"', 'Action: ["s3:PutObject"]', "M1.a"),
]


@pytest.mark.parametrize("old,new,claim", TEMPLATE_FAULTS)
def test_a_fault_in_a_template_is_found(tmp_path, old, new, claim):
    assert old in TEMPLATE
    assert template(tmp_path, TEMPLATE.replace(old, new))[claim]["result"] == "fails"


def test_a_resource_whose_condition_is_false_is_not_there(tmp_path):
    faulty = TEMPLATE.replace('Action: "ec2:DescribeInstances"', 'Action: "s3:*"')
    assert template(tmp_path, faulty)["M1.a"]["result"] == "fails"
    answered = findings(["--template", tmp_path / "template.yaml", "--parameter", "WithSupport=no",
                         "--principals", tmp_path / "declared.json"])
    assert answered["M1.a"]["result"] == "holds"


def test_a_parameter_without_a_value_leaves_the_question_open(tmp_path):
    open_text = TEMPLATE.replace(
        'Resource: !Join ["", [!GetAtt Records.Arn, "/*"]]',
        'Resource: !Sub "arn:aws:s3:::${BucketName}/*"').replace(
        "Parameters:\n", "Parameters:\n  BucketName: {Type: String}\n")
    declared = {"principals": [], "assume": DECLARED["assume"]}
    one = template(tmp_path, open_text, declared=declared)["M1.a"]
    assert one["result"] == "inconclusive"
    assert any("BucketName has no default" in line for line in one["body"]["not_evaluated"])
    given = template(tmp_path, open_text, "--parameter", "BucketName=<Records>",
                     declared=declared)["M1.a"]
    assert given["result"] == "fails"


def test_nested_stacks_and_macros_are_named_as_not_read(tmp_path):
    more = TEMPLATE + "  Nested:\n    Type: AWS::CloudFormation::Stack\n    Properties: {TemplateURL: x}\n"
    one = template(tmp_path, more)["M1.a"]
    assert one["result"] == "inconclusive"
    assert any("Nested" in line for line in one["body"]["not_decided"])


def test_the_same_template_as_json_answers_alike(tmp_path):
    body = {
        "Resources": {
            "Records": {"Type": "AWS::S3::Bucket", "Properties": {"BucketName": "r"}},
            "Agent": {"Type": "AWS::IAM::Role", "Properties": {
                "AssumeRolePolicyDocument": w.trust({"Service": "ec2.amazonaws.com"}),
                "Policies": [{"PolicyName": "p", "PolicyDocument": w.document(
                    w.allow("s3:PutObject", {"Fn::Sub": "arn:aws:s3:::${Records}/*"}))}]}}}}
    answered = template(tmp_path, json.dumps(body), name="template.json",
                        declared={"principals": [], "assume": []})
    assert answered["M1.a"]["result"] == "fails"
    assert any("s3:PutObject (create or replace an object) on arn:aws:s3:::r/" in f
               for f in answered["M1.a"]["body"]["failures"])


def plan(resources, configuration=()):
    return {"format_version": "1.2",
            "planned_values": {"root_module": {"resources": [
                {"address": f"{kind}.{name}", "mode": "managed", "type": kind, "name": name,
                 "values": values} for kind, name, values in resources]}},
            "configuration": {"root_module": {"resources": [
                {"address": address, "expressions": {k: {"references": v} for k, v in arguments.items()}}
                for address, arguments in configuration]}}}


def agent_plan(policy):
    return plan(
        [("aws_s3_bucket", "records", {"bucket": "r"}),
         ("aws_iam_role", "agent", {"name": "agent", "path": "/",
                                    "assume_role_policy": json.dumps(w.trust({"Service": "ec2.amazonaws.com"}))}),
         ("aws_iam_policy", "records", {"name": "records", "policy": json.dumps(policy)}),
         ("aws_iam_role_policy_attachment", "records", {"role": "agent"})],
        [("aws_iam_role_policy_attachment.records",
          {"policy_arn": ["aws_iam_policy.records.arn", "aws_iam_policy.records"]})])


def run_plan(tmp_path, document):
    (tmp_path / "plan.json").write_text(json.dumps(document))
    (tmp_path / "declared.json").write_text(json.dumps(
        {"principals": [{"who": "*role/agent", "part": "platform", "may": ["read", "list"]}]}))
    return findings(["--plan", tmp_path / "plan.json", "--ours", w.OURS, "--principals",
                     tmp_path / "declared.json"])


def test_a_plan_is_joined_by_its_references(tmp_path):
    clean = run_plan(tmp_path, agent_plan(w.document(w.allow("s3:GetObject", "arn:aws:s3:::r/*"))))
    assert {claim: one["result"] for claim, one in clean.items()} == dict.fromkeys(clean, "holds")
    faulty = run_plan(tmp_path, agent_plan(w.document(w.allow("s3:*", "arn:aws:s3:::r/*"))))
    assert faulty["M1.a"]["result"] == "fails" and faulty["K5.c"]["result"] == "fails"


def test_what_a_plan_knows_only_later_is_said(tmp_path):
    document = agent_plan(w.document(w.allow("s3:GetObject", "arn:aws:s3:::r/*")))
    for one in document["planned_values"]["root_module"]["resources"]:
        if one["type"] == "aws_iam_policy":
            del one["values"]["policy"]
    answered = run_plan(tmp_path, document)
    assert answered["M1.a"]["result"] == "inconclusive"
    assert any("only known after it is applied" in line for line in answered["M1.a"]["body"]["not_decided"])


def hostile(arguments, seconds=30):
    """Exit code and message, under 1 GiB of memory."""
    def limit():
        resource.setrlimit(resource.RLIMIT_AS, (1 << 30, 1 << 30))

    start = time.monotonic()
    done = subprocess.run([tool(), "probe", *map(str, arguments)], capture_output=True, text=True,
                          timeout=seconds, preexec_fn=limit)
    return done.returncode, done.stderr, time.monotonic() - start


def policy_with(text):
    return '{"trust": {"Statement": []}, "inline": {"p": ' + text + "}}"


HOSTILE = {
    "a million statements": policy_with('{"Statement": [' + ",".join(["{}"] * 1_000_000) + "]}"),
    "deep nesting": policy_with("[" * 200_000),
    "a text of ten megabytes": policy_with('"' + "a" * (10 << 20) + '"'),
    "twice the same key": policy_with('{"Statement": [], "Statement": []}'),
    "unknown element": policy_with('{"Statement": [{"Effect": "Allow", "Acton": "*", "Resource": "*"}]}'),
    "a control character": policy_with('{"Statement": [{"Sid": "\\u0001"}]}'),
    "no UTF-8": policy_with('{"Sid": "\udcff"}'),
    "a number beyond all": policy_with("1e999999"),
    "cut off": policy_with("{")[:-5],
    "empty": "",
}


@pytest.mark.parametrize("what", HOSTILE)
def test_hostile_policies_are_refused_with_a_reason(tmp_path, what):
    folder = tmp_path / "p"
    folder.mkdir()
    (folder / "role-x.json").write_text(HOSTILE[what], errors="surrogateescape")
    code, message, _ = hostile(["--policies", folder, "--bucket", "b"])
    assert code == 1 and "role-x.json" in message, message
    assert len(message) < 1000


HOSTILE_TEMPLATES = {
    "alias bomb": "a: &a [x,x,x,x,x,x,x,x,x,x]\n" + "".join(
        f"{chr(98 + i)}: &{chr(98 + i)} [{','.join(['*' + chr(97 + i)] * 10)}]\n" for i in range(9)),
    "long alias": "a: &a " + "x" * 900_000 + "\nb: [" + ",".join(["*a"] * 5000) + "]\n",
    "recursive alias": "a: &a [*a]\n",
    "deep": "[" * 900 + "]" * 900,
    "many documents": "a: 1\n---\nb: 2\n",
    "twice the same key": "Resources: {}\nResources: {}\n",
    "tag": "Resources: !!python/object:os.system {}\n",
    "functions that grow": json.dumps({
        "Parameters": {"P": {"Type": "String", "Default": "x" * 100_000}},
        "Resources": {"B": {"Type": "AWS::S3::Bucket", "Properties": {
            "BucketName": {"Fn::Join": ["", [{"Ref": "P"}] * 100_000]}}}}}),
}


@pytest.mark.parametrize("what", HOSTILE_TEMPLATES)
def test_hostile_templates_are_refused_with_a_reason(tmp_path, what):
    (tmp_path / "t.yaml").write_text(HOSTILE_TEMPLATES[what])
    code, message, _ = hostile(["--template", tmp_path / "t.yaml", "--bucket", "b"])
    assert code == 1 and message.strip(), what
    assert len(message) < 1000


def test_wildcard_bombs_end(tmp_path):
    folder = tmp_path / "p"
    folder.mkdir()
    bomb = "*?a" * 1300
    many = [w.allow("s3:" + bomb, "arn:aws:s3:::b/" + bomb,
                    Condition={"StringLike": {f"aws:k{i}": bomb for i in range(20)}})
            for _ in range(10)]
    (folder / "role-x.json").write_text(
        json.dumps({"trust": w.trust({"Service": "ec2.amazonaws.com"}), "inline": {"p": w.document(*many)}}))
    code, message, seconds = hostile(["--policies", folder, "--bucket", "b"], seconds=120)
    assert code == 0, message


def test_more_conditions_than_can_be_tried_are_said(tmp_path):
    world, declared = w.clean()
    # Twenty keys with three classes each: more contexts than the limit, and none that passes.
    keys = {f"aws:RequestTag/k{i}": ["a", "b"] for i in range(20)}
    w.statements(world, "deploy").append(
        w.allow("s3:PutObject", w.OBJECTS,
                Condition={"StringEquals": {**keys, "aws:RequestTag/z": "1"},
                           "StringNotEquals": {"aws:RequestTag/z": "1"}}))
    one = findings(w.write(tmp_path, world, declared))["M1.a"]
    assert one["result"] == "inconclusive"
    assert any("cut short" in line for line in one["body"]["not_decided"])


def test_a_thousand_statements_are_answered(tmp_path):
    world, declared = w.clean()
    for i in range(100):
        name = f"service-{i}"
        world[f"role-{name}.json"] = {
            "trust": w.trust({"Service": "ec2.amazonaws.com"}),
            "inline": {"p": w.document(*[
                w.allow(["sqs:SendMessage", "s3:GetObject"],
                        [f"arn:aws:sqs:eu-west-1:{w.OURS}:q{i}-{j}", f"arn:aws:s3:::other-{i}/{j}/*"],
                        Condition={"StringEquals": {"aws:RequestedRegion": "eu-west-1"}})
                for j in range(10)])}}
        declared["principals"].append({"who": f"*role/{name}", "part": "customer"})
    answered = findings(w.write(tmp_path, world, declared))
    assert {one["result"] for one in answered.values()} == {"holds"}
