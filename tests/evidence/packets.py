"""Makes evidence packets for the tests of both verifiers, with evidence_packet_tool, and runs both.

A packet is a list of steps (items in log order); a lie is a changed step, signed again with a valid key.
"""
import copy
import hashlib
import importlib.util
import json
import os
import pathlib
import struct
import subprocess
import types

ROOT = pathlib.Path(__file__).resolve().parents[2]
BUILD = pathlib.Path(os.environ.get("RINGFENCE_BUILD", ROOT / "out/build/test"))
TOOL = BUILD / "src/evidence/evidence_packet_tool"
VERIFY = BUILD / "src/verifier/ringfence-verify"
SECOND = ROOT / "tools/verify/ringfence_verify.py"
ORIGIN = "example.org/evidence-log"
NOW = "2026-06-02T00:00:00Z"
T0, T1 = "2026-06-01T00:00:00Z", "2026-06-01T01:00:00Z"
NONCE, NONCE_TIME = "00112233445566778899aabbccddeeff", "2026-06-01T00:30:00Z"
CONFIG, POLICY = hashlib.sha256(b"config").hexdigest(), hashlib.sha256(b"policy").hexdigest()
SYSTEM = {"product": "Example Stream", "entity": "Example Vendor GmbH", "deployment": "orders",
          "account": "111122223333", "cluster": "c-1", "region": "eu-central-1", "bucket": "orders-data"}
STATE = {"system": SYSTEM, "environment": "production", "build": "b1", "config_digest": CONFIG,
         "policy_digest": POLICY}
KEYS = {  # name: role, holder, party, host
    ORIGIN: ("cust-log", "Platform team", "operator", "host-1"),
    "probe": ("probe", "Platform team", "operator", "host-1"),
    "agent": ("agent", "Platform team", "operator", "host-2"),
    "gate": ("gate", "Platform team", "operator", "host-2"),
    "counter": ("counter", "Network team", "operator", "host-3"),
    "build": ("build", "Release team", "operator", "host-4"),
    "reviewer": ("reviewer", "Internal audit", "reviewer", "host-5"),
    "approver": ("cust-approver", "Security officer", "operator", "host-6"),
    "release": ("cust-release", "Data owner", "operator", "host-6"),
    "vendor": ("vendor-staff", "J. Doe, CISO, Example Vendor GmbH", "subject", "host-7"),
    "witness": ("cust-witness", "Internal audit witness", "reviewer", "host-8"),
}
TYPE_NAMES = {
    "E01": "field-inventory", "E02": "egress-frame-ledger", "E03": "egress-reconciliation",
    "E04": "egress-decrypt", "E05": "sealed-name", "E06": "canary-scan", "E07": "config-snapshot",
    "E08": "cloudtrail-chain", "E09": "object-inventory", "E10": "policy-theorem",
    "E11": "revocation-drill", "E12": "key-custody", "E13": "deletion-manifest",
    "E14": "deletion-result", "E15": "crypto-shred", "E16": "access-grant", "E17": "session-record",
    "E18": "support-bundle", "E19": "retention-probe", "E20": "export-manifest", "E21": "rehearsal",
    "E22": "build-provenance", "E23": "runtime-identity", "E24": "attestation"}
PROBED = {"E03", "E04", "E06", "E07", "E09", "E11", "E12", "E14", "E15", "E19", "E20", "E21", "E23"}
SIGNERS = {"E01": "build", "E22": "build", "E02": "gate", "E03": "counter", "E16": "approver",
           "E17": "agent", "E18": "release", "E24": "vendor"}


def seed(name):
    return hashlib.sha256(b"test key " + name.encode()).hexdigest()


def load_second():
    spec = importlib.util.spec_from_file_location("ringfence_verify", SECOND)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


second = load_second()
SET = second.load_question_set("")


def key_facts():
    """name -> (key id, base64 public key), from the tool itself."""
    out = {}
    script = "".join(f"key\t{name}\t{seed(name)}\n" for name in KEYS)
    path = pathlib.Path(os.environ.get("TMPDIR", "/tmp")) / f"rf-keys-{os.getpid()}"
    path.write_text(script)
    lines = subprocess.run([TOOL, path], check=True, capture_output=True, text=True).stdout
    path.unlink()
    for line in lines.splitlines():
        name, key_id, public = line.split("\t")
        out[name] = (key_id, public)
    return out


FACTS = key_facts()


def trust(names=None, **changes):
    keys = []
    for name, (role, holder, party, host) in KEYS.items():
        if names is None or name in names:
            keys.append({"name": name, "public_key": FACTS[name][1], "role": role, "holder": holder,
                         "party": party, "host": host, "confirmed_by": "A. Reader",
                         "how": "fingerprint read over the telephone", "date": "2026-05-20",
                         "valid_from": "2026-01-01T00:00:00Z", "valid_until": "2027-01-01T00:00:00Z"})
    policy = {"type": "ringfence-trust-policy/v1", "question_set": SET.digest,
              "subject": copy.deepcopy(STATE), "log": ORIGIN, "keys": keys,
              "nonces": [{"value": NONCE, "issued": NONCE_TIME}]}
    policy.update(changes)
    return policy


def sample(population, root_leaf=0, count=3):
    indexes = []
    for i in range(count):
        digest = hashlib.sha256(bytes.fromhex(NONCE) + struct.pack(">Q", i)).digest()
        indexes.append(struct.unpack(">Q", digest[:8])[0] % population)
    return {"seed": NONCE, "root_leaf": root_leaf, "indexes": indexes}


def reply(text="No further copy exists."):
    return {"kind": "signed-reply", "entity": SYSTEM["entity"], "signer": "J. Doe, CISO",
            "statement": text, "address": "", "retrieved": "", "page": "", "span": {"from": 0, "to": 0},
            "pages": []}


def item(code, claims, key=None, **changes):
    """One step: an item of a type that honestly answers its claims."""
    if key is None:
        reviewer = any(SET.claims[c].least == "reviewer" for c in claims)
        key = "reviewer" if reviewer else SIGNERS.get(code, "probe")
    limits = sorted({*SET.type_limits.get(code, []), *(x for c in claims for x in SET.claims[c].limits)})
    limits = limits or ["window"]
    body = {}
    if code == "E24":
        body = reply()
    if code == "E03":
        body = {"ledger_key": FACTS["gate"][0], "counter_key": FACTS[key][0], "ledger_user": "gate",
                "counter_user": "meter"}
    if code == "E09" or "sample" in limits:
        body["sample"] = sample(100)
    predicate = {
        "id": "", "claims": list(claims), "zone": "Z1", **copy.deepcopy(STATE),
        "class": "A" if code in ("E24", "start") else "M",
        "producer": {"role": KEYS[key][0], "build_digest": "", "key_id": FACTS[key][0]},
        "probe_seq": 1, "window": {"from": T0, "to": T1}, "valid_until": "2026-12-01T00:00:00Z",
        "method": {"tool": f"tool-{code}-{key}", "version": "1", "args_digest": ""},
        "coverage": {"population": 100, "examined": 100, "unit": "things", "excluded": []},
        "result": "holds", "limits": limits,
        "assumes": sorted({x for c in claims for x in SET.claims[c].assumptions}),
        "customer_duties": [], "counter": [], "raw": [], "body": body}
    step = {"type": TYPE_NAMES.get(code, "probe-start"), "key": key, "predicate": predicate}
    merge(predicate, changes)
    return step


def merge(target, changes):
    for key, value in changes.items():
        if isinstance(value, dict) and isinstance(target.get(key), dict):
            merge(target[key], value)
        else:
            target[key] = value


def start(of, **changes):
    """The announcement of a run whose outcome is step `of`."""
    step = copy.deepcopy(of)
    step["type"] = "probe-start"
    step["predicate"].update({"class": "A", "result": "inconclusive", "body": {},
                              "window": {"from": T0, "to": T0}})
    merge(step["predicate"], changes)
    return step


def run(code, claims, **changes):
    outcome = item(code, claims, **changes)
    return [start(outcome), outcome] if code in PROBED else [outcome]


def payload(step):
    predicate = step["predicate"]
    state = "".join(f"{k}={predicate['system'][k]}\n" for k in SYSTEM)
    state += "".join(f"{k}={predicate[k]}\n" for k in ("environment", "build", "config_digest", "policy_digest"))
    return json.dumps({
        "_type": "https://in-toto.io/Statement/v1",
        "subject": [{"name": "orders", "digest": {"sha256": hashlib.sha256(state.encode()).hexdigest()}}],
        "predicateType": f"https://ringfence.example/evidence/{step['type']}/v1",
        "predicate": predicate}, separators=(",", ":"), ensure_ascii=False)


class Maker:
    """Writes one packet below `folder`; `lines` are extra script lines before the packet."""

    def __init__(self, folder):
        self.folder = pathlib.Path(folder)
        self.folder.mkdir(parents=True, exist_ok=True)
        self.lines = [f"key\t{name}\t{seed(name)}" for name in KEYS]
        self.lines += [f"origin\t{ORIGIN}", f"log\t{ORIGIN}", f"store\t{self.folder / 'store'}"]
        self.count = 0

    def file(self, data):
        self.count += 1
        path = self.folder / f"input-{self.count}"
        path.write_bytes(data if isinstance(data, bytes) else data.encode())
        return path

    def add(self, steps, publish=True):
        for step in steps:
            for raw in step.get("raw_files", []):
                self.lines.append(f"raw\t{self.file(raw)}")
            key = step.get("sign", step["key"])
            self.lines.append(f"item\t{key}\t{self.file(step.get('payload') or payload(step))}")
        if publish:
            self.lines.append("publish")
        return self

    def line(self, *fields):
        self.lines.append("\t".join(str(field) for field in fields))
        return self

    def packet(self, name="packet", key="release", **manifest):
        fields = {**SYSTEM, "build": "b1", "config_digest": CONFIG, "policy_digest": POLICY,
                  "created": NOW, "question_set": SET.digest, **manifest}
        for field, value in fields.items():
            self.line("manifest", field, value)
        self.line("packet", key, self.folder / name)
        script = self.file("\n".join(self.lines) + "\n")
        done = subprocess.run([TOOL, script], capture_output=True, text=True)
        assert done.returncode == 0, done.stderr
        self.output = done.stdout
        return self.folder / name


class Verdict:
    def __init__(self, code, text):
        self.code, self.text = code, text
        self.claims = {}
        for line in text.splitlines():
            if line.startswith("  "):
                name, rest = line.strip().split(": ", 1)
                self.claims[name] = rest

    def word(self, claim):
        return self.claims[claim].split(" ")[0]


def write_trust(folder, policy=None):
    path = pathlib.Path(folder) / "trust.json"
    path.write_text(json.dumps(trust() if policy is None else policy))
    return path


def run_first(arguments):
    done = subprocess.run([VERIFY, *map(str, arguments)], capture_output=True)
    return Verdict(done.returncode, done.stdout.decode() + done.stderr.decode())


def run_second(arguments):
    """In this process, as main() would: starting Python for each packet takes longer than reading it."""
    options = types.SimpleNamespace(trust="", packet="", previous="", counter="", questions="", claims=False,
                                    output="text", now=0)
    arguments = [str(a) for a in arguments]
    while arguments:
        flag = arguments.pop(0)
        if flag == "--claims":
            options.claims = True
        elif flag.startswith("--"):
            value = arguments.pop(0)
            setattr(options, flag[2:], second.parse_time(value) if flag == "--now" else value)
        else:
            options.packet = flag
    return Verdict(*second.verify(options))


def verify(packet, policy_file, *more, now=NOW):
    """Both verifiers on one packet; they must say the same, byte for byte. Of what is refused before
    any verdict (exit 3) the file must be the same; how JSON is wrong may be said in other words."""
    arguments = ["--trust", policy_file, "--now", now, "--claims", *more, packet]
    first, other = run_first(arguments), run_second(arguments)
    assert first.code == other.code, f"{first.code} {first.text[:400]}\n{other.code} {other.text[:400]}"
    if first.code == 3:
        assert first.text.split(": ")[1] == other.text.split(": ")[1], first.text + other.text
        if "JSON" not in first.text:
            assert first.text == other.text, first.text + other.text
    else:
        assert first.text == other.text
    return first
