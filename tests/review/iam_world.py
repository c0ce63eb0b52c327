"""A small account in the shape that `probe iam --policies` reads: a platform of the stand-in vendor, its
bucket and key. The clean twin; each test plants one fault in a copy."""

import copy
import json

OURS, VENDOR = "111122223333", "444455556666"
BUCKET, PREFIX = "orders-records", "records/"
KEY = f"arn:aws:kms:eu-west-1:{OURS}:key/records"
OBJECTS = f"arn:aws:s3:::{BUCKET}/{PREFIX}*"


def document(*statements):
    return {"Version": "2012-10-17", "Statement": list(statements)}


def allow(action, resource="*", **more):
    return {"Effect": "Allow", "Action": action, "Resource": resource, **more}


def deny(action, resource="*", **more):
    return {"Effect": "Deny", "Action": action, "Resource": resource, **more}


def trust(principal, action="sts:AssumeRole", **more):
    return document({"Effect": "Allow", "Principal": principal, "Action": action, **more})


ROOT = {"AWS": f"arn:aws:iam::{OURS}:root"}
ALGORITHM = "s3:x-amz-server-side-encryption"
KEY_ID = "s3:x-amz-server-side-encryption-aws-kms-key-id"


def encryption_denies():
    """Separate statements, so that each key binds by itself."""
    put, every = "s3:PutObject", f"arn:aws:s3:::{BUCKET}/*"
    return [
        deny(put, every, Principal="*", Condition={"StringNotEquals": {ALGORITHM: "aws:kms"}}),
        deny(put, every, Principal="*", Condition={"StringNotEquals": {KEY_ID: KEY}}),
        deny("s3:*", [f"arn:aws:s3:::{BUCKET}", every], Principal="*",
             Condition={"Bool": {"aws:SecureTransport": "false"}}),
    ]


CLEAN = {
    "role-agent.json": {
        "trust": trust({"Service": "ec2.amazonaws.com"}),
        "inline": {
            "records": document(
                allow(["s3:GetObject", "s3:PutObject", "s3:DeleteObject"], OBJECTS),
                allow("s3:ListBucket", f"arn:aws:s3:::{BUCKET}"),
                allow(["kms:Decrypt", "kms:GenerateDataKey"], KEY),
            )
        },
    },
    "role-vendor-support.json": {
        "trust": trust({"AWS": f"arn:aws:iam::{VENDOR}:root"},
                       Condition={"StringEquals": {"sts:ExternalId": "c0ffee"}}),
        "inline": {"look": document(allow(["ec2:DescribeInstances", "cloudwatch:GetMetricData"]))},
    },
    "role-deploy.json": {
        "trust": trust(
            {"Federated": f"arn:aws:iam::{OURS}:oidc-provider/ci.example"},
            "sts:AssumeRoleWithWebIdentity",
            Condition={"StringEquals": {"ci.example:aud": "sts.amazonaws.com",
                                        "ci.example:sub": "repo:acme/infra:main"}}),
        "inline": {"look": document(allow("s3:GetBucketPolicy", f"arn:aws:s3:::{BUCKET}"))},
    },
    "role-break-glass.json": {
        "trust": trust(ROOT, Condition={"Bool": {"aws:MultiFactorAuthPresent": "true"}}),
        "attached": ["arn:aws:iam::aws:policy/AdministratorAccess"],
    },
    "user-auditor.json": {
        "inline": {"look": document(allow(["iam:Get*", "iam:List*", "s3:GetBucketPolicy"]))},
    },
    f"bucket-{BUCKET}.json": document(*encryption_denies()),
    "key-records.json": {"arn": KEY, "policy": document(allow("kms:*", "*", Principal=ROOT))},
}

DECLARED = {
    "principals": [
        {"who": "arn:aws:iam::*:role/agent", "part": "platform",
         "may": ["read", "write", "delete", "list"]},
        {"who": "arn:aws:iam::*:role/vendor-support", "part": "vendor",
         "actions": ["ec2:Describe*", "cloudwatch:GetMetricData"]},
        {"who": "arn:aws:iam::*:role/deploy", "part": "customer",
         "actions": ["s3:GetBucketPolicy"]},
        {"who": "arn:aws:iam::*:role/break-glass", "part": "break-glass", "holder": "Ann Example",
         "alarm": "page security", "last_test": "2026-01-10"},
        {"who": "arn:aws:iam::*:user/auditor", "part": "customer"},
    ],
    "assume": [
        {"role": "arn:aws:iam::*:role/vendor-support", "by": f"arn:aws:iam::{VENDOR}:root",
         "conditions": ["sts:ExternalId"]},
        {"role": "arn:aws:iam::*:role/deploy", "by": "*oidc-provider/ci.example",
         "conditions": [], "subjects": ["repo:acme/infra:main"]},
    ],
}

INSTALL = {
    "role-installer.json": {
        "trust": trust({"AWS": f"arn:aws:iam::{VENDOR}:root"}),
        "inline": {"install": document(
            allow(["iam:CreateRole", "iam:PutRolePolicy", "iam:PassRole", "s3:CreateBucket",
                   "s3:PutBucketPolicy", "kms:CreateKey", "ec2:RunInstances",
                   "ec2:AuthorizeSecurityGroupIngress"]))},
    },
}


def clean():
    return copy.deepcopy(CLEAN), copy.deepcopy(DECLARED)


def statements(world, role="agent"):
    """The statements of a role's first inline policy, to add to or change."""
    file = world[f"role-{role}.json"]
    return next(iter(file["inline"].values()))["Statement"]


def bucket_statements(world):
    return world[f"bucket-{BUCKET}.json"]["Statement"]


def account_details(world):
    """The same account as `aws iam get-account-authorization-details` shows it."""
    roles, users = [], []
    for name, file in world.items():
        stem = name.removesuffix(".json")
        kind, _, who = stem.partition("-")
        if kind not in ("role", "user"):
            continue
        entry = {
            "Path": file.get("path", "/"),
            "Arn": f"arn:aws:iam::{OURS}:{kind}{file.get('path', '/')}{who}",
            "AttachedManagedPolicies": [
                {"PolicyName": arn.rsplit("/", 1)[1], "PolicyArn": arn}
                for arn in file.get("attached", [])
            ],
        }
        inline = [{"PolicyName": n, "PolicyDocument": p} for n, p in file.get("inline", {}).items()]
        if kind == "role":
            entry |= {"RoleName": who, "AssumeRolePolicyDocument": file["trust"],
                      "RolePolicyList": inline}
            roles.append(entry)
        else:
            entry |= {"UserName": who, "UserPolicyList": inline, "GroupList": []}
            users.append(entry)
    managed = {"PolicyName": "AdministratorAccess", "Arn": "arn:aws:iam::aws:policy/AdministratorAccess",
               "PolicyVersionList": [{"VersionId": "v1", "IsDefaultVersion": True,
                                      "Document": document(allow("*"))}]}
    return {"UserDetailList": users, "GroupDetailList": [], "RoleDetailList": roles,
            "Policies": [managed], "IsTruncated": False}


def write(folder, world, declared, install=None):
    """Writes everything and returns the probe's arguments."""
    policies = folder / "policies"
    policies.mkdir(parents=True)
    details = {}
    for name, file in world.items():
        if name.startswith(("role-", "user-")):
            details[name] = file
        elif name.startswith("bucket-"):
            (folder / "bucket_policy.json").write_text(json.dumps(file))
        else:
            (policies / name).write_text(json.dumps(file))
    (folder / "details.json").write_text(json.dumps(account_details(details)))
    (folder / "declared.json").write_text(json.dumps(declared))
    installing = folder / "install"
    installing.mkdir()
    for name, file in (install or INSTALL).items():
        (installing / name).write_text(json.dumps(file))
    return ["--account-details", folder / "details.json", "--policies", policies,
            "--bucket-policy", folder / "bucket_policy.json", "--ours", OURS, "--bucket", BUCKET,
            "--prefix", PREFIX, "--key", KEY, "--principals", folder / "declared.json",
            "--install-template", installing]
