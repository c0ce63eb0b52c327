#!/usr/bin/env python3
"""The second verifier of evidence packets: same rules, lines and exit codes as ringfence-verify.

Usage: python -I ringfence_verify.py --trust FILE [--previous DIR] [--counter DIR] [--questions DIR]
                                     [--now TIME] [--claims] [--output text|json] PACKET
One file, standard library only, no network, no other program, nothing written. It was written from
docs/formats, apart from the C++ verifier, so that a mistake in one shows as a difference.
"""
import base64
import binascii
import calendar
import hashlib
import json
import os
import re
import stat
import struct
import sys
import time
import zlib
from collections import namedtuple

VERDICTS = ("CONTRADICTED", "UNKNOWN", "STALE", "ATTESTED", "MEASURED", "PROVEN")
CONTRADICTED, UNKNOWN, STALE, ATTESTED, MEASURED, PROVEN = range(6)
PARTIES = ("subject", "operator", "reviewer", "third party")
SYSTEM = ("product", "entity", "deployment", "account", "cluster", "region", "bucket")
ROLES = {"cust-approver", "cust-release", "cust-log", "cust-witness", "vendor-log", "vendor-witness",
         "vendor-staff", "agent", "gate", "counter", "probe", "reviewer", "audit-witness", "build"}
COUNT_MAX = 2 ** 53 - 1
JSON_BYTES_MAX, JSON_DEPTH_MAX, JSON_VALUES_MAX = 16 << 20, 32, 500_000
ITEM_BYTES_MAX, ITEMS_BYTES_MAX, RAW_BYTES_MAX = 256 << 10, 64 << 20, 32 << 20


class Refused(Exception):
    """A packet that must not be believed: the file that is wrong, and what is wrong."""

    def __init__(self, file, what):
        super().__init__(f"{file}: {what}")
        self.file, self.what = file, what


# --- text forms -------------------------------------------------------------------------------

def sha256(data):
    return hashlib.sha256(data).digest()


def from_hex(text):
    if not re.fullmatch(r"(?:[0-9a-f]{2})*", text):
        return None
    return bytes.fromhex(text)


def from_base64(text):
    if not re.fullmatch(r"[A-Za-z0-9+/]*={0,2}", text):
        return None
    try:
        data = base64.b64decode(text, validate=True)
    except (binascii.Error, ValueError):
        return None
    return data if base64.b64encode(data).decode() == text else None


def to_base64(data):
    return base64.b64encode(data).decode()


def is_digest(text):
    return re.fullmatch(r"[0-9a-f]{64}", text) is not None


def parse_time(text):
    found = re.fullmatch(r"([0-9]{4})-([0-9]{2})-([0-9]{2})T([0-9]{2}):([0-9]{2}):([0-9]{2})Z", text)
    if not found:
        return None
    year, month, day, hour, minute, second = (int(part) for part in found.groups())
    if year < 1970 or not 1 <= month <= 12 or not 1 <= day <= calendar.monthrange(year, month)[1]:
        return None
    if hour > 23 or minute > 59 or second > 59:
        return None
    return calendar.timegm((year, month, day, hour, minute, second))


def format_time(seconds):
    days, rest = divmod(seconds, 86400)
    year = 1970 + days // 366
    while calendar.timegm((year + 1, 1, 1, 0, 0, 0)) // 86400 <= days:
        year += 1
    month = 12
    while calendar.timegm((year, month, 1, 0, 0, 0)) // 86400 > days:
        month -= 1
    day = days - calendar.timegm((year, month, 1, 0, 0, 0)) // 86400 + 1
    return f"{year:04}-{month:02}-{day:02}T{rest // 3600:02}:{rest // 60 % 60:02}:{rest % 60:02}Z"


def parse_count(text):
    if not re.fullmatch(r"0|[1-9][0-9]{0,15}", text) or int(text) > COUNT_MAX:
        return None
    return int(text)


def lines_of(data):
    if not data:
        return []
    end = b"\n" if isinstance(data, bytes) else "\n"
    return data[:-1].split(end) if data.endswith(end) else None


# --- Ed25519 (RFC 8032), verification only ----------------------------------------------------

P = 2 ** 255 - 19
L = 2 ** 252 + 27742317777372353535851937790883648493
D = -121665 * pow(121666, P - 2, P) % P
ROOT = pow(2, (P - 1) // 4, P)


def point_add(a, b):
    x1, y1, z1, t1 = a
    x2, y2, z2, t2 = b
    e, f = (y1 - x1) * (y2 - x2) % P, (y1 + x1) * (y2 + x2) % P
    g, h = 2 * t1 * t2 * D % P, 2 * z1 * z2 % P
    u, v, w, q = f - e, h - g, h + g, f + e
    return u * v % P, w * q % P, v * w % P, u * q % P


def point_times(scalar, point):
    result = (0, 1, 1, 0)
    while scalar:
        if scalar & 1:
            result = point_add(result, point)
        point = point_add(point, point)
        scalar >>= 1
    return result


def point_read(data):
    y = int.from_bytes(data, "little")
    sign, y = y >> 255, y & (2 ** 255 - 1)
    if y >= P:
        return None
    square = (y * y - 1) * pow(D * y * y + 1, P - 2, P) % P
    x = pow(square, (P + 3) // 8, P)
    if (x * x - square) % P:
        x = x * ROOT % P
    if (x * x - square) % P or (x == 0 and sign):
        return None
    if x & 1 != sign:
        x = P - x
    return x, y, 1, x * y % P


BASE = point_read((4 * pow(5, P - 2, P) % P).to_bytes(32, "little"))


def ed25519_verify(key, message, signature):
    if len(key) != 32 or len(signature) != 64:
        return False
    a, s = point_read(key), int.from_bytes(signature[32:], "little")
    if a is None or s >= L:
        return False
    k = int.from_bytes(hashlib.sha512(signature[:32] + key + message).digest(), "little") % L
    # s*B - k*A must be R, byte for byte.
    x, y, z, _ = point_add(point_times(s, BASE), point_times(k, (P - a[0], a[1], 1, P - a[3])))
    z = pow(z, P - 2, P)
    x, y = x * z % P, y * z % P
    return (y | (x & 1) << 255).to_bytes(32, "little") == signature[:32]


# --- strict JSON ------------------------------------------------------------------------------

def unique(pairs):
    out = dict(pairs)
    if len(out) != len(pairs):
        raise ValueError("duplicate key")
    return out


def whole(text):
    if parse_count(text.removeprefix("-")) is None:
        raise ValueError("a number out of range or with a leading zero")
    return int(text)


def no_fraction(_text):
    raise ValueError("a number with a fraction or exponent")


def parse_json(data, file):
    if len(data) > JSON_BYTES_MAX:
        raise Refused(file, "JSON larger than 16 MiB")
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError:
        raise Refused(file, "JSON that is not UTF-8") from None
    depth = values = 0
    for mark in re.findall(r'"(?:[^"\\]|\\.)*"|[\[\]{},]', text):
        if mark in ("[", "{"):
            depth += 1
        elif mark in ("]", "}"):
            depth -= 1
        values += mark in ("[", "{", ",")
        if depth > JSON_DEPTH_MAX or values > JSON_VALUES_MAX:
            raise Refused(file, "JSON nested too deep or with too many values")
    try:
        value = json.loads(text, object_pairs_hook=unique, parse_int=whole, parse_float=no_fraction,
                           parse_constant=no_fraction)
        json.dumps(value, ensure_ascii=False).encode("utf-8")  # half a surrogate pair
    except (ValueError, RecursionError) as error:
        raise Refused(file, f"JSON: {error}") from None
    return value


def quote_json(text):
    text = text.replace("\\", "\\\\").replace('"', '\\"')
    return '"' + re.sub(r"[\x00-\x1f]", lambda m: f"\\u{ord(m.group()):04x}", text) + '"'


class Check:
    """Reads members; each named must be there, and no other."""

    def __init__(self, file):
        self.file = file

    def fail(self, what):
        raise Refused(self.file, what)

    def only(self, value, keys):
        if not isinstance(value, dict):
            self.fail("an object is missing")
        for key in value:
            if key not in keys:
                self.fail(f"unknown field {quote_json(key)}")
        for key in keys:
            if key not in value:
                self.fail(f"missing field {quote_json(key)}")

    def at(self, value, key, kind):
        child = value.get(key) if isinstance(value, dict) else None
        if type(child) is not kind:  # a bool is no number
            self.fail(f"field {quote_json(key)} is missing or of another kind")
        return child

    def text(self, value, key):
        text = self.at(value, key, str)
        if re.search(r"[\x00-\x1f\x7f]", text):
            self.fail(f"field {quote_json(key)} holds a control character")
        return text

    def digest(self, value, key, empty=False):
        text = self.text(value, key)
        if not is_digest(text) and not (empty and not text):
            self.fail(f"field {quote_json(key)} is no SHA-256 digest")
        return text

    def count(self, value, key):
        number = self.at(value, key, int)
        if number < 0:
            self.fail(f"field {quote_json(key)} is negative")
        return number

    def time(self, value, key):
        seconds = parse_time(self.text(value, key))
        if seconds is None:
            self.fail(f"field {quote_json(key)} is no time like 2026-01-31T23:59:59Z")
        return seconds

    def texts(self, value, key):
        out = self.at(value, key, list)
        if not all(isinstance(text, str) for text in out):
            self.fail(f"field {quote_json(key)} holds more than texts")
        return out


# --- question set -----------------------------------------------------------------------------

Claim = namedtuple("Claim", "id question types highest least max_age limits assumptions")
QuestionSet = namedtuple("QuestionSet", "digest questions claims type_limits limits")
HEADERS = {
    "assumptions": "id\ttext",
    "claims": "claim_id\tquestion_id\tclaim\tevidence_types\thighest_verdict\twhy_not_higher\t"
              "by_whom_least\tmax_age\tmandatory_limits\tassumptions\tcapability_since\thow_any_vendor",
    "limits": "code\tkind\tmandatory_for\ttext",
    "questions": "id\tgroup\tquestion\tseed_ref\trequired_claims",
}


def listed(text):
    return [] if text in ("", "-") else text.split(";")


def read_question_set(files):
    sums, rows = "", {}
    for name, header in HEADERS.items():
        sums += f"{sha256(files[name]).hex()}  {name}.tsv\n"
        lines = lines_of(files[name].decode("utf-8", "replace"))
        if not lines or lines[0] != header:
            raise Refused(f"{name}.tsv", "no question set file of this version")
        rows[name] = [line.split("\t") for line in lines[1:]]
        if any(len(row) != len(header.split("\t")) for row in rows[name]):
            raise Refused(f"{name}.tsv", "a line has another number of columns")
    claims, type_limits = {}, {}
    for row in rows["claims"]:
        age = 0 if row[7] == "until-change" else int(row[7].removesuffix("d")) * 86400
        claims[row[0]] = Claim(row[0], row[1], listed(row[3]), VERDICTS.index(row[4]), row[6], age,
                               listed(row[8]), listed(row[9]))
    for row in rows["limits"]:
        for code in listed(row[2]):
            type_limits.setdefault(code, []).append(row[0])
    questions = [(row[0], listed(row[4])) for row in rows["questions"]]
    return QuestionSet(sha256(sums.encode()).hex(), questions, dict(sorted(claims.items())),
                       type_limits, {row[0] for row in rows["limits"]})


def load_question_set(folder):
    if folder:
        files = {n: read_file(os.path.join(folder, n + ".tsv"), n + ".tsv", 8 << 20) for n in HEADERS}
    else:
        texts = zlib.decompress(base64.b85decode(QUESTION_DATA)).split(b"\0")
        files = dict(zip(sorted(HEADERS), texts))
    try:
        return read_question_set(files)
    except (ValueError, IndexError):
        raise Refused("claims.tsv", "a bad cap, age, type or party") from None


# --- trust policy and scope -------------------------------------------------------------------

Scope = namedtuple("Scope", "system environment build config_digest policy_digest")
Key = namedtuple("Key", "id name key role holder party host confirmed_by how date since until")
Trust = namedtuple("Trust", "question_set subject log keys nonces")


def read_scope(check, value):
    system = check.at(value, "system", dict)
    check.only(system, SYSTEM)
    scope = Scope(tuple(check.text(system, part) for part in SYSTEM), check.text(value, "environment"),
                  check.text(value, "build"), check.digest(value, "config_digest", True),
                  check.digest(value, "policy_digest", True))
    if scope.environment not in ("production", "test", "emulator"):
        check.fail("environment is none of production, test, emulator")
    return scope


def scope_digest(scope):
    text = "".join(f"{name}={value}\n" for name, value in zip(SYSTEM, scope.system))
    text += (f"environment={scope.environment}\nbuild={scope.build}\n"
             f"config_digest={scope.config_digest}\npolicy_digest={scope.policy_digest}\n")
    return sha256(text.encode()).hex()


def read_key(check, value):
    check.only(value, ("name", "public_key", "role", "holder", "party", "host", "confirmed_by", "how",
                       "date", "valid_from", "valid_until"))
    raw = from_base64(check.text(value, "public_key")) or b""
    key = Key(sha256(raw).hex(), check.text(value, "name"), raw, check.text(value, "role"),
              check.text(value, "holder"), check.text(value, "party"), check.text(value, "host"),
              check.text(value, "confirmed_by"), check.text(value, "how"), check.text(value, "date"),
              check.time(value, "valid_from"), check.time(value, "valid_until"))
    if len(raw) != 32:
        check.fail(f"key {key.name} is no Ed25519 public key")
    if key.role not in ROLES:
        check.fail(f"key {key.name} has an unknown role")
    if key.party not in PARTIES:
        check.fail(f"key {key.name} has an unknown party")
    return key


def read_trust(data, file):
    document, check = parse_json(data, file), Check(file)
    check.only(document, ("type", "question_set", "subject", "log", "keys", "nonces"))
    if check.text(document, "type") != "ringfence-trust-policy/v1":
        check.fail("no trust policy of version 1")
    subject = check.at(document, "subject", dict)
    check.only(subject, ("system", "environment", "build", "config_digest", "policy_digest"))
    keys, log = {}, check.text(document, "log")
    for value in check.at(document, "keys", list):
        key = read_key(check, value)
        if key.id in keys:
            check.fail(f"R5 measurer_is_named: key {key.name} stands twice, a key has one role")
        keys[key.id] = key
    nonces = []
    for value in check.at(document, "nonces", list):
        check.only(value, ("value", "issued"))
        nonces.append((check.text(value, "value"), check.time(value, "issued")))
        if from_hex(nonces[-1][0]) is None:
            check.fail("a nonce that is not hex")
    logs = [key for key in keys.values() if key.role == "cust-log" and key.name == log]
    if not logs:
        check.fail("no key of role cust-log with the name of the log")
    return Trust(check.digest(document, "question_set"), read_scope(check, subject), logs[0], keys, nonces)


# --- log: RFC 6962 hashes, tiles, signed notes ------------------------------------------------

def leaf_hash(entry):
    return sha256(b"\0" + entry)


def node_hash(left, right):
    return sha256(b"\1" + left + right)


def tree_root(leaves):
    """Combines complete subtrees as leaves arrive, so that a million leaves need no recursion."""
    stack = []
    for index, leaf in enumerate(leaves):
        node = leaf
        while index & 1:
            node = node_hash(stack.pop(), node)
            index >>= 1
        stack.append(node)
    if not stack:
        return sha256(b"")
    root = stack.pop()
    while stack:
        root = node_hash(stack.pop(), root)
    return root


def inclusion_root(index, size, leaf, path):
    """The root that a path leads to, or None when its length does not fit."""
    if index >= size:
        return None
    node, last, result = index, size - 1, leaf
    for sibling in path:
        if last == 0:
            return None
        if node & 1 or node == last:
            result = node_hash(sibling, result)
            while not node & 1 and node:
                node, last = node >> 1, last >> 1
        else:
            result = node_hash(result, sibling)
        node, last = node >> 1, last >> 1
    return result if last == 0 else None


def tile_path(index, width):
    path = f"{index % 1000:03}"
    index //= 1000
    while index:
        path = f"x{index % 1000:03}/{path}"
        index //= 1000
    return path if width == 256 else f"{path}.p/{width}"


Checkpoint = namedtuple("Checkpoint", "origin size root witnessed")


def note_key_id(name, kind, key):
    return sha256(name.encode() + b"\n" + bytes([kind]) + key)[:4]


def read_checkpoint(note, trust, file):
    try:
        text = note.decode("utf-8")
    except UnicodeDecodeError:
        raise Refused(file, "no signed note") from None
    body, gap, tail = text.partition("\n\n")
    if not gap:
        raise Refused(file, "no signed note")
    body += "\n"
    fields, lines = lines_of(body), lines_of(tail)
    if len(fields) != 3 or not lines:
        raise Refused(file, "no checkpoint of three lines with signatures")
    size, root = parse_count(fields[1]), from_base64(fields[2])
    if size is None or root is None or len(root) != 32:
        raise Refused(file, "bad size or root in the checkpoint")
    witnesses = [key for key in trust.keys.values() if key.role.endswith("-witness")]
    signed, times = False, []
    for line in lines:
        parts = line.split(" ")
        blob = from_base64(parts[2]) if len(parts) == 3 else None
        if not line.startswith("\u2014 ") or blob is None or len(blob) < 5:
            raise Refused(file, "a bad signature line")
        log = trust.log
        if parts[1] == log.name and blob[:4] == note_key_id(log.name, 1, log.key):
            if signed:
                raise Refused(file, "two signatures of the log")
            if not ed25519_verify(log.key, body.encode(), blob[4:]):
                raise Refused(file, "the log's signature does not verify")
            signed = True
        for key in witnesses:
            if parts[1] != key.name or blob[:4] != note_key_id(key.name, 4, key.key):
                continue
            if len(blob) != 76:
                raise Refused(file, "a witness signature of another length")
            at = struct.unpack(">Q", blob[4:12])[0]
            message = f"cosignature/v1\ntime {at}\n{body}".encode()
            if at > 253402300799 or not ed25519_verify(key.key, message, blob[12:]):
                raise Refused(file, f"the signature of witness {key.name} does not verify")
            times.append(at)
    if not signed:
        raise Refused(file, "no signature of the log named in the trust policy")
    if fields[0] != trust.log.name:
        raise Refused(file, "a checkpoint of another log")
    return Checkpoint(fields[0], size, root, min((at for at in times if at), default=0))


def read_proof(data, file):
    head, gap, note = data.partition(b"\n\n")
    lines = head.split(b"\n")
    if not gap or len(lines) < 2 or len(lines) > 66 or lines[0] != b"c2sp.org/tlog-proof@v1" \
            or not lines[1].startswith(b"index "):
        raise Refused(file, "no tlog-proof")
    index = parse_count(lines[1][6:].decode("latin-1"))
    if index is None:
        raise Refused(file, "a bad index")
    path = [from_base64(line.decode("latin-1")) for line in lines[2:]]
    if any(node is None or len(node) != 32 for node in path):
        raise Refused(file, "a bad hash")
    return index, path, note


# --- items ------------------------------------------------------------------------------------

TYPES = {
    "field-inventory": "E01", "egress-frame-ledger": "E02", "egress-reconciliation": "E03",
    "egress-decrypt": "E04", "sealed-name": "E05", "canary-scan": "E06", "config-snapshot": "E07",
    "cloudtrail-chain": "E08", "object-inventory": "E09", "policy-theorem": "E10",
    "revocation-drill": "E11", "key-custody": "E12", "deletion-manifest": "E13",
    "deletion-result": "E14", "crypto-shred": "E15", "access-request": "E16", "access-grant": "E16",
    "access-deny": "E16", "access-revoke": "E16", "access-expire": "E16", "access-review": "E16",
    "session-record": "E17", "support-bundle": "E18", "retention-probe": "E19",
    "export-manifest": "E20", "import-report": "E20", "rehearsal": "E21", "build-provenance": "E22",
    "runtime-identity": "E23", "attestation": "E24", "probe-start": "start", "tombstone": "tombstone"}
NAMESPACE = bytes.fromhex("9c1f5e0a52644d8b8f0e7b612d90aa37")
PREDICATE = re.compile(r"https://ringfence\.example/evidence/([a-z-]+)/v1")


class Item:
    """Plain fields; what an item says of its own grade is kept only to refuse it."""
    counter, leaf, recomputed, wrong = False, -1, "", ""


def read_envelope(data, file):
    document, check = parse_json(data, file), Check(file)
    check.only(document, ("payload", "payloadType", "signatures"))
    payload, kind = from_base64(check.text(document, "payload")), check.text(document, "payloadType")
    if payload is None:
        check.fail("a payload that is not base64")
    signatures = []
    for value in check.at(document, "signatures", list):
        check.only(value, ("keyid", "sig"))
        signature = from_base64(check.text(value, "sig"))
        if signature is None or len(signature) != 64:
            check.fail("a signature that is not 64 bytes")
        signatures.append((check.digest(value, "keyid"), signature))
    listed_signatures = ",".join(f'{{"keyid":"{k}","sig":"{to_base64(s)}"}}' for k, s in signatures)
    text = (f'{{"payload":"{to_base64(payload)}","payloadType":{quote_json(kind)},'
            f'"signatures":[{listed_signatures}]}}\n')
    if text.encode() != data:
        raise Refused(file, "an envelope in another spelling")
    return kind, payload, signatures


def dsse_encoding(kind, payload):
    kind = kind.encode()
    return b"DSSEv1 %d %s %d %s" % (len(kind), kind, len(payload), payload)


def id_of(payload, identity):
    field = f'"id":"{identity}"'.encode()
    if payload.count(field) != 1:
        return ""
    name = sha256(payload.replace(field, b'"id":""'))
    digest = bytearray(hashlib.sha1(NAMESPACE + name).digest()[:16])
    digest[6], digest[8] = digest[6] & 15 | 0x50, digest[8] & 0x3f | 0x80
    text = digest.hex()
    return f"{text[:8]}-{text[8:12]}-{text[12:16]}-{text[16:20]}-{text[20:]}"


def read_facts(check, body, item):
    item.sample, item.kind, item.entity = None, "", ""
    if "sample" in body:
        sample = body["sample"]
        check.only(sample, ("seed", "root_leaf", "indexes"))
        indexes = check.at(sample, "indexes", list)
        if not all(type(index) is int for index in indexes):
            check.fail("an index that is no number")
        item.sample = (check.text(sample, "seed"), check.count(sample, "root_leaf"), indexes)
    if item.type == "E24":
        check.only(body, ("kind", "entity", "signer", "statement", "address", "retrieved", "page",
                          "span", "pages"))
        item.kind, item.entity = check.text(body, "kind"), check.text(body, "entity")
        check.text(body, "signer")
        item.quote, item.address = check.at(body, "statement", str), check.text(body, "address")
        item.page = check.digest(body, "page", True)
        item.pages = len(check.texts(body, "pages"))
        retrieved = check.text(body, "retrieved")
        item.retrieved = parse_time(retrieved) or 0
        if retrieved and not item.retrieved:
            check.fail("a bad retrieval time")
        span = check.at(body, "span", dict)
        check.only(span, ("from", "to"))
        item.span = (check.count(span, "from"), check.count(span, "to"))
    if item.type == "E03":
        item.keys = (check.digest(body, "ledger_key"), check.digest(body, "counter_key"))
        item.users = (check.text(body, "ledger_user"), check.text(body, "counter_user"))
    if item.type == "tombstone":
        check.only(body, ("leaf", "erased_type", "time", "basis"))
        item.erased, item.basis = check.count(body, "leaf"), check.text(body, "basis")
        check.text(body, "erased_type")
        check.time(body, "time")


def read_predicate(check, value, item):
    check.only(value, ("id", "claims", "zone", "system", "environment", "build", "config_digest",
                       "policy_digest", "class", "producer", "probe_seq", "window", "valid_until",
                       "method", "coverage", "result", "limits", "assumes", "customer_duties",
                       "counter", "raw", "body"))
    item.id, item.claims = check.text(value, "id"), check.texts(value, "claims")
    check.text(value, "zone")
    item.scope, item.grade = read_scope(check, value), check.text(value, "class")
    producer = check.at(value, "producer", dict)
    check.only(producer, ("role", "build_digest", "key_id"))
    item.role, item.key_id = check.text(producer, "role"), check.digest(producer, "key_id")
    check.digest(producer, "build_digest", True)
    item.run = check.count(value, "probe_seq")
    window = check.at(value, "window", dict)
    check.only(window, ("from", "to"))
    item.to, item.valid_until = check.time(window, "to"), check.time(value, "valid_until")
    if check.time(window, "from") > item.to:
        check.fail("a window that ends before it begins")
    method = check.at(value, "method", dict)
    check.only(method, ("tool", "version", "args_digest"))
    item.tool = check.text(method, "tool")
    check.text(method, "version")
    check.digest(method, "args_digest", True)
    coverage = check.at(value, "coverage", dict)
    check.only(coverage, ("population", "examined", "unit", "excluded"))
    item.population, item.examined = check.count(coverage, "population"), check.count(coverage, "examined")
    item.unit, item.excluded = check.text(coverage, "unit"), 0
    for part in check.at(coverage, "excluded", list):
        check.only(part, ("what", "why", "count"))
        check.text(part, "what")
        check.text(part, "why")
        item.excluded = min(item.excluded + check.count(part, "count"), 1 << 60)
    item.result = check.text(value, "result")
    item.limits, item.assumes = check.texts(value, "limits"), check.texts(value, "assumes")
    check.texts(value, "customer_duties")
    check.texts(value, "counter")
    item.raw = []
    for part in check.at(value, "raw", list):
        check.only(part, ("digest", "media_type", "disclosure"))
        check.text(part, "media_type")
        item.raw.append((check.digest(part, "digest"), check.text(part, "disclosure")))
        if item.raw[-1][1] not in ("full", "salted", "withheld"):
            check.fail("unknown disclosure")
    check.at(value, "body", dict)


def read_item(data, file, trust):
    kind, payload, signatures = read_envelope(data, file)
    if kind != "application/vnd.in-toto+json":
        raise Refused(file, "no in-toto statement")
    statement, check, item = parse_json(payload, file), Check(file), Item()
    check.only(statement, ("_type", "subject", "predicateType", "predicate"))
    item.file = file
    predicate = check.at(statement, "predicate", dict)
    read_predicate(check, predicate, item)
    digests = []
    for value in check.at(statement, "subject", list):
        check.only(value, ("name", "digest"))
        check.text(value, "name")
        digest = check.at(value, "digest", dict)
        check.only(digest, ("sha256",))
        digests.append(check.digest(digest, "sha256"))
    if check.text(statement, "_type") != "https://in-toto.io/Statement/v1":
        check.fail("no Statement of version 1")
    found = PREDICATE.fullmatch(check.at(statement, "predicateType", str))
    if not found or found.group(1) not in TYPES:
        check.fail("unknown type of item")
    item.type = TYPES[found.group(1)]
    read_facts(check, predicate["body"], item)
    if digests != [scope_digest(item.scope)]:
        raise Refused(file, "the subject is not the digest of the scope")
    if id_of(payload, item.id) != item.id:
        raise Refused(file, "another id than computed")
    item.key = None
    for key_id, signature in signatures:
        key = trust.keys.get(key_id)
        if key is None:
            continue
        if not ed25519_verify(key.key, dsse_encoding(kind, payload), signature):
            raise Refused(file, f"the signature of key {key.name} does not verify")
        if key_id == item.key_id:
            item.key = key
    if item.key is None:
        raise Refused(file, "not signed by a key of the trust policy")
    return item, predicate["body"]


# --- what this run recomputes -----------------------------------------------------------------

def load_raw(value, key, raw):
    digest = value.get(key) if isinstance(value, dict) else None
    if not isinstance(digest, str) or digest not in raw:
        return None
    return read_file(raw[digest], digest, RAW_BYTES_MAX)


def lines_root(lines):
    return tree_root([leaf_hash(line) for line in lines]).hex()


def recompute_deletion_manifest(body, raw):
    listing, holds, prefix = load_raw(body, "listing", raw), body.get("holds"), body.get("prefix")
    if listing is None or holds is None or prefix is None:
        return None
    lines, held = lines_of(listing), {hold.encode() for hold in holds}
    target = [line for line in lines or [] if line.startswith(prefix.encode()) and line not in held]
    return lines is not None and lines_root(target) == body.get("target_root") \
        and body.get("target_count") == len(target)


def recompute_session(body, raw):
    records = load_raw(body, "records", raw)
    if records is None:
        return None
    lines, previous = lines_of(records), b"0" * 64
    good = lines is not None
    for number, line in enumerate(lines or [], 1):
        parts = line.split(b"\t")
        good = good and len(parts) >= 3 and parts[0] == b"%d" % number and parts[1] == previous
        previous = sha256(line).hex().encode()
    return good and previous.decode() == body.get("head") and body.get("count") == len(lines)


def recompute_export(body, raw):
    partitions, good = body.get("partitions"), True
    if not isinstance(partitions, list) or not partitions:
        return None
    for partition in partitions:
        sides = [load_raw(partition, side, raw) for side in ("source", "target")]
        if None in sides:
            return None
        for side in sides:
            lines = lines_of(side)
            good = good and lines is not None and lines_root(lines) == partition.get("root") \
                and partition.get("count") == len(lines)
    return good


RECOMPUTE = {
    "E13": (recompute_deletion_manifest, "the target set from the listing shown"),
    "E17": (recompute_session, "the chain of the session records shown"),
    "E20": (recompute_export, "the roots over the records of source and target")}


def recompute(item, body, raw):
    if item.type in RECOMPUTE:
        function, what = RECOMPUTE[item.type]
        result = function(body, raw)
        item.recomputed = what if result else ""
        item.wrong = what if result is False else ""
    if item.type == "E24" and item.page:
        page, (begin, end) = load_raw(body, "page", raw), item.span
        if page is not None and begin < end <= len(page) and page[begin:end] == item.quote.encode():
            item.recomputed = "the quote"


# --- packet -----------------------------------------------------------------------------------

class Packet:
    """Manifest, log and items of one folder; gaps are what is missing, notices what to know."""

    def __init__(self, folder):
        self.folder, self.items, self.gaps, self.notices = folder, [], [], []
        self.leaves, self.notes, self.roots = [], {}, {}

    def read(self, name, limit):
        return read_file(os.path.join(self.folder, *name.split("/")), name, limit)


def read_file(path, name, limit):
    try:
        with open(path, "rb") as file:
            data = file.read(limit + 1)
    except OSError:
        raise Refused(name, "cannot be read") from None
    if len(data) > limit:
        raise Refused(name, f"larger than {limit} bytes")
    return data


def hash_file(path, name):
    digest = hashlib.sha256()
    try:
        with open(path, "rb") as file:
            while block := file.read(1 << 20):
                digest.update(block)
    except OSError:
        raise Refused(name, "cannot be read") from None
    return digest.hexdigest()


def list_files(folder):
    files, pending = {}, [("", folder)]
    try:
        if not stat.S_ISDIR(os.lstat(folder).st_mode):
            raise Refused(os.path.basename(folder), "no folder")
        while pending:
            prefix, path = pending.pop()
            for name in os.listdir(path):
                full, relative = os.path.join(path, name), prefix + name
                mode = os.lstat(full).st_mode
                if stat.S_ISDIR(mode):
                    pending.append((relative + "/", full))
                elif stat.S_ISREG(mode):
                    files[relative] = full
                else:
                    raise Refused(relative, "neither file nor folder")
                if len(files) > 150_000:
                    raise Refused(relative, "more than 150,000 files")
    except OSError:
        raise Refused(os.path.basename(folder), "cannot be listed") from None
    return dict(sorted(files.items(), key=lambda pair: os.fsencode(pair[0])))


def safe_path(path):
    parts = path.split("/")
    return len(path.encode()) <= 200 and len(parts) <= 8 and all(
        re.fullmatch(r"[A-Za-z0-9._-]+", part) and part.strip(".") for part in parts)


def read_manifest(packet, trust):
    name = "manifest.dsse.json"
    data = packet.read(name, 24 << 20)
    kind, payload, signatures = read_envelope(data, name)
    if kind != "application/vnd.ringfence.packet.v1+json" or len(signatures) != 1:
        raise Refused(name, "no packet manifest with one signature")
    key = trust.keys.get(signatures[0][0])
    if key is None:
        raise Refused(name, "not signed by a key of the trust policy")
    if not ed25519_verify(key.key, dsse_encoding(kind, payload), signatures[0][1]):
        raise Refused(name, f"the signature of key {key.name} does not verify")
    if key.role not in ("cust-release", "reviewer", "vendor-staff"):
        raise Refused(name, f"signed in role {key.role}")
    document, check = parse_json(payload, name), Check(name)
    check.only(document, ("type", "created", "audience", "question_set", "checkpoint_size", "previous",
                          "subject", "open", "files"))
    if check.text(document, "type") != "ringfence-packet/v1":
        check.fail("no packet of version 1")
    packet.digest, packet.created = sha256(data).hex(), check.time(document, "created")
    check.text(document, "audience")
    packet.question_set = check.digest(document, "question_set")
    packet.size = check.count(document, "checkpoint_size")
    packet.previous = check.digest(document, "previous", True)
    subject = check.at(document, "subject", dict)
    check.only(subject, ("system", "environment", "build", "config_digest", "policy_digest"))
    packet.subject, packet.open, packet.files = read_scope(check, subject), {}, {}
    for value in check.at(document, "open", list):
        check.only(value, ("claim", "why", "since"))
        why, since = check.text(value, "why"), check.text(value, "since")
        if why not in ("not-built", "not-measured", "not-asked", "unanswered"):
            check.fail("unknown reason of an open claim")
        if since and parse_time(since) is None:
            check.fail("a bad time of an open claim")
        packet.open[check.text(value, "claim")] = (why, since)
    for value in check.at(document, "files", list):
        check.only(value, ("path", "size", "sha256"))
        path = check.text(value, "path")
        if not safe_path(path):
            check.fail(f"a path that climbs out or is odd: {quote_json(path)}")
        if path in packet.files:
            check.fail(f"a path stands twice: {path}")
        packet.files[path] = (check.count(value, "size"), check.digest(value, "sha256"))
    packet.files = dict(sorted(packet.files.items()))
    if packet.size > 1_000_000:
        check.fail("a log of more than 1,000,000 leaves")


def check_files(packet, present):
    for name in present:
        if name != "manifest.dsse.json" and name not in packet.files:
            raise Refused(name, "a file that the manifest does not list")
    for name, (size, digest) in packet.files.items():
        if name not in present:
            raise Refused(name, "listed in the manifest and missing")
        if hash_file(present[name], name) != digest:
            raise Refused(name, "another SHA-256 than the manifest says")
        if os.path.getsize(present[name]) != size:
            raise Refused(name, "another size than the manifest says")


def checkpoint(packet, trust, note, name):
    if note in packet.notes:
        return packet.notes[note]
    point = read_checkpoint(note, trust, name)
    fresh = point.size not in packet.roots
    if packet.roots.setdefault(point.size, point.root) != point.root:
        raise Refused(name, f"a fork: two signed roots of size {point.size}")
    if fresh and point.size <= len(packet.leaves) and tree_root(packet.leaves[:point.size]) != point.root:
        raise Refused(name, "the entries in tiles/ have another root")
    if point.size > packet.size:
        packet.gaps.append(f"the log had {point.size} leaves, shown are {packet.size}")
    packet.notes[note] = point
    return point


def read_log(packet, trust):
    for tile in range((packet.size + 255) // 256):
        width = min(256, packet.size - tile * 256)
        name = "tiles/entries/" + tile_path(tile, width)
        while width > 0 and name not in packet.files:
            width -= 1
            name = "tiles/entries/" + tile_path(tile, width)
        if width > 0:
            bundle = packet.read(name, 34 * 256)
            if len(bundle) != 34 * width:
                raise Refused(name, "no entries of 32 bytes each")
            for at in range(0, len(bundle), 34):
                if bundle[at:at + 2] != b"\0\x20":
                    raise Refused(name, "an entry that is not a 32-byte commitment")
                packet.leaves.append(leaf_hash(bundle[at + 2:at + 34]))
        if len(packet.leaves) < min(packet.size, (tile + 1) * 256):
            break
    if len(packet.leaves) < packet.size:
        packet.gaps.append(f"leaves {len(packet.leaves)} to {packet.size - 1} are missing from tiles/entries")
    packet.checkpoint, newest = Checkpoint(trust.log.name, 0, bytes(32), 0), False
    for name in packet.files:
        if name.startswith("checkpoints/"):
            point = checkpoint(packet, trust, packet.read(name, 1 << 16), name)
            if point.size >= packet.checkpoint.size:
                packet.checkpoint = point
            newest = newest or point.size == packet.size
    if not newest:
        packet.gaps.append(f"no checkpoint of size {packet.size}")
    hashes, level = packet.leaves if len(packet.leaves) == packet.size else [], 0
    while hashes:
        for tile in range((len(hashes) + 255) // 256):
            part = hashes[tile * 256:tile * 256 + 256]
            name = f"tiles/{level}/" + tile_path(tile, len(part))
            if name not in packet.files:
                raise Refused(name, "a hash tile is missing")
            if packet.read(name, 32 * 256) != b"".join(part):
                raise Refused(name, "other hashes than the entries have")
        hashes = [tree_root(hashes[i:i + 256]) for i in range(0, len(hashes) - 255, 256)]
        level += 1


def check_inclusion(packet, trust, item, envelope):
    salt_name, proof_name = f"items/{item.id}.salt", f"proofs/{item.id}.tlog-proof"
    for name in (salt_name, proof_name):
        if name not in packet.files:
            raise Refused(name, "missing")
    salt = packet.read(salt_name, 65)
    if not re.fullmatch(rb"[0-9a-f]{64}\n", salt):
        raise Refused(salt_name, "no salt")
    index, path, note = read_proof(packet.read(proof_name, 1 << 16), proof_name)
    point = checkpoint(packet, trust, note, proof_name)
    leaf = leaf_hash(sha256(bytes.fromhex(salt[:64].decode()) + envelope))
    if inclusion_root(index, point.size, leaf, path) != point.root:
        raise Refused(proof_name, "does not prove that the item is in the log")
    if index < len(packet.leaves) and packet.leaves[index] != leaf:
        raise Refused(proof_name, "the entry in tiles/ is another one")
    return index


def check_leaves(packet):
    packet.items.sort(key=lambda item: item.leaf)
    held, erased = set(), {}
    for item in packet.items:
        if item.leaf in held:
            raise Refused(item.file, "two items of one leaf")
        held.add(item.leaf)
        if item.type == "tombstone" and item.erased < item.leaf and \
                item.key.role in ("cust-log", "cust-approver", "reviewer"):
            erased.setdefault(item.erased, item)
    for leaf in range(packet.size):
        if leaf in held:
            continue
        if leaf in erased:
            packet.notices.append(f"leaf {leaf}: erased, basis: {erased[leaf].basis}")
        else:
            packet.gaps.append(f"leaf {leaf}: its item is not in the packet")


def read_packet(folder, trust, questions):
    packet = Packet(folder)
    present = list_files(folder)
    read_manifest(packet, trust)
    if packet.question_set != questions.digest:
        raise Refused("manifest.dsse.json",
                      "R3 question_set_is_the_readers: made for another question set")
    check_files(packet, present)
    raw, total = {}, 0
    for name, (_, digest) in packet.files.items():
        if name.startswith("raw/"):
            if name != f"raw/{digest}":
                raise Refused(name, "named after another digest")
            raw[digest] = present[name]
    read_log(packet, trust)
    for name in packet.files:
        if not name.startswith("items/") or name.endswith(".salt"):
            continue
        envelope = packet.read(name, ITEM_BYTES_MAX)
        total += len(envelope)
        if total > ITEMS_BYTES_MAX:
            raise Refused(name, "items of more than 64 MiB together")
        item, body = read_item(envelope, name, trust)
        if name != f"items/{item.id}.dsse.json":
            raise Refused(name, "named after another id")
        item.leaf = check_inclusion(packet, trust, item, envelope)
        for digest, how in item.raw:
            if how == "full" and digest not in raw:
                packet.gaps.append(f"{name}: raw file {digest} is not in the packet")
        recompute(item, body, raw)
        packet.items.append(item)
    check_leaves(packet)
    return packet


def read_counter(folder, trust):
    files = list_files(folder)
    raw = {name[4:]: path for name, path in files.items() if name.startswith("raw/")}
    items = []
    for name, path in files.items():
        if name.startswith("raw/"):
            if name != "raw/" + hash_file(path, name):
                raise Refused(name, "named after another digest")
            continue
        if not name.endswith(".dsse.json"):
            raise Refused(name, "no item")
        item, body = read_item(read_file(path, name, ITEM_BYTES_MAX), name, trust)
        item.counter = True
        if item.key.role != "reviewer":
            raise Refused(name, "not by a reviewer's key")
        recompute(item, body, raw)
        items.append(item)
    return items


# --- rules: each returns the reason why an item does not count, or "" ---------------------------

Rule = namedtuple("Rule", "most otherwise roles")


def type_rules():
    pa, m, = (PROVEN, ATTESTED), (MEASURED, MEASURED)
    probe, agent = ("probe", "reviewer"), ("probe", "agent", "reviewer")
    rules = {"E01": (*pa, ("build", "agent", "reviewer", "vendor-staff")),
             "E02": (*pa, ("gate", "probe", "reviewer")), "E03": (*m, ("counter", "probe", "reviewer")),
             "E05": (*pa, agent), "E08": (*pa, agent), "E10": (*pa, probe), "E13": (*pa, agent),
             "E16": (*pa, ("cust-approver", "vendor-staff", "vendor-log", "reviewer")),
             "E17": (PROVEN, MEASURED, ("agent", "vendor-log", "probe", "reviewer")),
             "E18": (PROVEN, MEASURED, ("cust-release", "reviewer")), "E20": (PROVEN, MEASURED, agent),
             "E22": (*pa, ("build", "reviewer")),
             "E24": (ATTESTED, ATTESTED, ("vendor-staff", "reviewer", "cust-approver", "cust-release"))}
    rules.update({code: (*m, probe) for code in ("E04", "E06", "E21", "E23")})
    rules.update({code: (*m, agent) for code in ("E07", "E09", "E11", "E12", "E14", "E15", "E19")})
    return {code: Rule(*rule) for code, rule in rules.items()}


TYPE_RULES = type_rules()
PROBE_TYPES = {"E03", "E04", "E06", "E07", "E09", "E11", "E12", "E14", "E15", "E19", "E20", "E21", "E23"}
R1, R2, R3 = "R1 grades_are_computed", "R2 proven_speaks_of_this_run", "R3 question_set_is_the_readers"
R4, R5, R6 = "R4 scope_binds", "R5 measurer_is_named", "R6 no_choosing_of_runs"
R7, R8 = "R7 counter_evidence_is_found", "R8 expiry_is_capped_by_reader"
R9, R10 = "R9 limits_have_a_floor", "R10 reader_draws_the_sample"
R11, R12 = "R11 absence_is_a_claim", "R12 public_words_are_retrieved"


class Context:
    def __init__(self, questions, trust, packet, now):
        self.questions, self.trust, self.now = questions, trust, now
        self.witnessed, self.witnessed_size = packet.checkpoint.witnessed, packet.checkpoint.size
        self.starts, self.outcomes = {}, {}
        self.by_leaf = {item.leaf: item for item in packet.items}
        current = trust.subject
        for item in packet.items:
            probe = (item.key.id, item.tool)
            if item.type == "start":
                self.starts.setdefault(probe, {}).setdefault(item.run, item)
            elif item.type != "tombstone":
                self.outcomes.setdefault(probe, {}).setdefault(item.run, []).append(item)
            if item.scope[:2] == trust.subject[:2]:
                for field in ("build", "config_digest", "policy_digest"):
                    if not getattr(trust.subject, field):
                        current = current._replace(**{field: getattr(item.scope, field)})
        self.current = current


def grades_are_computed(item, claim):
    rule = TYPE_RULES[item.type]
    if item.type not in claim.types:
        return f"an item of type {item.type} does not answer this claim"
    if item.role != item.key.role:
        return f"the item says role {item.role}, the key has role {item.key.role}"
    if item.role not in rule.roles:
        return f"role {item.role} cannot sign type {item.type}"
    said = {"P": PROVEN, "M": MEASURED, "A": ATTESTED}.get(item.grade)
    if said is None:
        return "a class that is none of P, M, A"
    if said > rule.most or (item.type == claim.types[0] and said > claim.highest):
        return "it claims more than its type or the claim can have"
    return ""


def proven_speaks_of_this_run(item, claim):
    """(reason, grade)"""
    rule = TYPE_RULES[item.type]
    if item.wrong:
        return f"recomputed and found different: {item.wrong}", UNKNOWN
    if rule.most == PROVEN and item.recomputed:
        return "", min(PROVEN, claim.highest)
    if claim.highest == PROVEN and item.type != "E20":
        return "", ATTESTED
    return "", min(rule.otherwise, claim.highest)


def question_set_is_the_readers(questions, trust):
    if trust.question_set == questions.digest:
        return ""
    return f"the trust policy names another question set: {trust.question_set}"


def scope_binds(item, context):
    """(reason, whether it is another state of the same system)"""
    scope, current = item.scope, context.current
    if scope.environment != current.environment:
        return f"made in environment {scope.environment}", False
    if scope.system != current.system:
        return "about another system", False
    for field, word in (("build", "build"), ("config_digest", "configuration"), ("policy_digest", "policy")):
        if getattr(scope, field) != getattr(current, field):
            return f"about another {word}", True
    return "", False


def measurer_is_named(item):
    if not item.key.since <= item.to <= item.key.until:
        return "the key was not valid at the time of the item"
    if item.type == "E03":
        if item.keys[1] != item.key.id:
            return "not signed by the counter's key"
        if item.keys[0] == item.keys[1]:
            return "ledger and counter have one key"
        if item.users[0] == item.users[1]:
            return "ledger and counter run as one user"
    return ""


def no_choosing_of_runs(item, claim, context):
    if item.counter:
        return ""
    starts = context.starts.get((item.key.id, item.tool), {})
    outcomes = context.outcomes[(item.key.id, item.tool)]
    runs = sorted(set(starts) | set(outcomes))
    for expected, run in enumerate(runs, 1):
        if run != expected:
            return f"run {min(run, expected)} of {item.tool} is missing"
    for run in sorted(starts):
        if claim.id in starts[run].claims and \
                not any(claim.id in outcome.claims for outcome in outcomes.get(run, [])):
            return f"run {run} of {item.tool} began and did not report this claim"
    if item.type not in PROBE_TYPES:
        return ""
    start = starts.get(item.run)
    if start is None or start.leaf > item.leaf:
        return f"run {item.run} was not announced before it ran"
    if item.population < start.population:
        return "the run covers less than was announced"
    return ""


def counter_evidence_is_found(items):
    replied = any(item.kind == "signed-reply" for item in items)
    contrary = []
    for item in items:
        if item.result != "fails" or (replied and item.kind in ("public-page", "secondary")):
            continue
        if not any(later.result == "holds" and later.key == item.key and later.tool == item.tool
                   and later.type == item.type and later.run > item.run
                   and later.counter == item.counter and later.population >= item.population
                   for later in items):
            contrary.append(item)
    return contrary


def expiry_of(item, claim):
    return min(item.to + claim.max_age if claim.max_age else item.valid_until, item.valid_until)


def expiry_is_capped_by_reader(item, claim, context):
    if item.to > context.now:
        return "its window ends after this run"
    if not item.counter and context.witnessed and item.leaf < context.witnessed_size \
            and item.to > context.witnessed:
        return "its time is after the witnessed time of the log"
    if expiry_of(item, claim) < context.now:
        return f"expired {format_time(expiry_of(item, claim))}"
    return ""


def limits_have_a_floor(item, claim, questions):
    if not item.limits:
        return "an item without limits"
    for code in questions.type_limits.get(item.type, []):
        if code not in item.limits:
            return f"limit {code} of its type is missing"
    for code in claim.limits:
        if code not in item.limits:
            return f"limit {code} of the claim is missing"
    for code in claim.assumptions:
        if code not in item.assumes:
            return f"assumption {code} is not cited"
    return "" if set(item.limits) <= questions.limits else "an unknown limit"


def reader_draws_the_sample(item, claim, context):
    if "sample" not in claim.limits and item.type != "E09":
        return ""
    if item.sample is None:
        return "the sample is not stated"
    seed, root_leaf, indexes = item.sample
    root = context.by_leaf.get(root_leaf)
    if root is None or (not item.counter and root_leaf >= item.leaf):
        return "the root sampled from was not logged before"
    issued = [when for value, when in context.trust.nonces if value == seed]
    if not issued:
        return "the seed is not the reader's"
    if issued[0] < root.to:
        return "the seed existed before the root was logged"
    if not indexes or item.population < 1:
        return "an empty sample"
    for number, index in enumerate(indexes):
        digest = sha256(bytes.fromhex(seed) + struct.pack(">Q", number))
        if index != struct.unpack(">Q", digest[:8])[0] % item.population:
            return "the sample is not the one that the seed draws"
    return ""


def absence_is_a_claim(item):
    if item.result not in ("holds", "fails", "inconclusive"):
        return "a result that is none of holds, fails, inconclusive"
    if item.type == "E24" or item.result != "holds":
        return ""
    if item.examined == 0:
        return "nothing was examined"
    if item.examined > item.population or item.population - item.examined != item.excluded:
        return "what was left out is not accounted for"
    return ""


def public_words_are_retrieved(item):
    if item.type != "E24":
        return ""
    if not item.entity:
        return "the entity that speaks is not named"
    if item.kind == "signed-reply":
        return "" if item.quote else "an empty reply"
    if item.kind == "not-found":
        if item.pages == 0:
            return "not found, and no page was searched"
        return f"not found in the {item.pages} pages listed"
    if item.kind not in ("public-page", "secondary"):
        return "a word of unknown kind"
    if not item.address or not item.retrieved or not item.page:
        return "a quote without address, date or digest of its page"
    return "" if item.recomputed else "the quote does not stand in the page at its span"


# --- verdicts ---------------------------------------------------------------------------------

FIELDS = ("by", "at", "until", "covers", "rule", "reason", "gap")


class ClaimVerdict:
    def __init__(self, claim):
        self.claim, self.verdict, self.limits, self.items = claim, UNKNOWN, [], []
        self.by = self.at = self.until = self.covers = self.rule = self.reason = self.gap = ""

    def describe(self, item, claim, gap=False):
        self.by = item.key.holder
        if item.kind in ("public-page", "secondary"):
            self.by = f"{item.entity}, page read by {item.key.holder}"
        if item.kind == "secondary":
            self.by += ", secondary source"
        self.at, self.until = format_time(item.to), format_time(expiry_of(item, claim))
        self.covers = f"{item.examined}/{item.population} {item.unit}"
        self.limits = item.limits
        self.items.append(item.id)
        if gap and PARTIES.index(item.key.party) < PARTIES.index(claim.least):
            self.gap = f"by {item.key.party}, the question asks for {claim.least}"


class Judgement:
    def __init__(self):
        self.carrying, self.telling, self.open = [], [], []
        self.stale, self.refused = None, None


def judge(item, claim, context, out):
    for rule, reason in ((R1, grades_are_computed(item, claim)), (R11, absence_is_a_claim(item)),
                         (R9, limits_have_a_floor(item, claim, context.questions)),
                         (R5, measurer_is_named(item))):
        if reason:
            out.refused = (rule, reason)
            return
    reason, stale = scope_binds(item, context)
    if reason and stale:
        out.stale = (R4, reason, item)
    elif reason:
        out.refused = (R4, reason)
    if reason:
        return
    reason = public_words_are_retrieved(item)
    if reason:
        out.refused = (R12, reason)
        return
    reason, grade = proven_speaks_of_this_run(item, claim)
    if reason:
        out.refused = (R2, reason)
        return
    reason = expiry_is_capped_by_reader(item, claim, context)
    if reason:
        out.stale = (R8, reason, item)
    elif item.result == "inconclusive":
        out.open.append(item)
    elif item.result == "fails":
        out.telling.append(item)
    else:
        reason = no_choosing_of_runs(item, claim, context)
        if reason:
            out.refused = (R6, reason)
            return
        out.telling.append(item)
        if item.type == claim.types[0]:
            if grade == MEASURED and reader_draws_the_sample(item, claim, context):
                grade = ATTESTED
            out.carrying.append((item, grade))


def hold(out, judged, claim, context):
    item, grade = max(judged.carrying, key=lambda pair: pair[1])
    for newer in judged.open:
        if newer.key == item.key and newer.tool == item.tool and newer.type == item.type \
                and newer.run > item.run:
            out.rule, out.reason = R6, f"run {newer.run} of {newer.tool} was inconclusive"
            return
    out.verdict = grade
    out.describe(item, claim, gap=True)
    sample = reader_draws_the_sample(item, claim, context)
    if grade == PROVEN:
        out.reason = f"recomputed in this run: {item.recomputed}"
    elif grade == ATTESTED and sample:
        out.rule, out.reason = R10, sample
    elif grade == ATTESTED and claim.highest == PROVEN:
        out.rule, out.reason = R2, "not recomputed"


def grade_claim(claim, context, packet, counter):
    out, judged = ClaimVerdict(claim.id), Judgement()
    for item in packet.items + counter:
        if item.type not in ("start", "tombstone") and claim.id in item.claims:
            judge(item, claim, context, judged)
    contrary = counter_evidence_is_found(judged.telling)
    if contrary:
        out.verdict, out.rule = CONTRADICTED, R7
        out.describe(contrary[-1], claim)
        out.reason = f"fails in {contrary[-1].id}"
        for item, _ in judged.carrying:
            out.reason += f", holds in {item.id}"
            out.items.append(item.id)
    elif judged.carrying:
        hold(out, judged, claim, context)
    elif judged.stale:
        out.verdict, (out.rule, out.reason, item) = STALE, judged.stale
        out.describe(item, claim)
    elif judged.refused:
        out.rule, out.reason = judged.refused
    elif judged.open:
        out.rule, out.reason = R6, "inconclusive"
    elif judged.telling:
        out.rule, out.reason = R1, f"no item of type {claim.types[0]}, which carries this claim"
    else:
        why, since = packet.open.get(
            claim.id, ("not-asked" if claim.highest == ATTESTED else "not-measured", ""))
        out.rule = R11
        out.reason = f"asked and unanswered since {since}" if why == "unanswered" else why.replace("-", " ")
    return out


class Report:
    def __init__(self, questions, trust, packet, counter, now):
        context = Context(questions, trust, packet, now)
        self.claims = {i: grade_claim(c, context, packet, counter) for i, c in questions.claims.items()}
        self.gaps, self.notices, self.changes = packet.gaps, packet.notices, []
        if len({item.key.host for item in packet.items}) == 1:
            self.notices.append("demonstration: all keys that signed are on one host")
        if not packet.checkpoint.witnessed:
            self.notices.append("no witness signed the log: times are its own, only order is checked")
        if packet.subject[:2] != trust.subject[:2]:
            self.notices.append("the packet is about another system than the trust policy")

    def exit_code(self):
        verdicts = [claim.verdict for claim in self.claims.values()]
        if CONTRADICTED in verdicts:
            return 1
        short = self.gaps or UNKNOWN in verdicts or STALE in verdicts
        return 2 if short or any(claim.gap for claim in self.claims.values()) else 0

    def compare(self, questions, trust, packet, previous):
        then, name = previous.checkpoint, f"checkpoints/{packet.checkpoint.size}"
        if packet.checkpoint.size < then.size:
            raise Refused(name, f"rolled back: the last packet had {then.size} leaves")
        if len(packet.leaves) < then.size:
            self.gaps.append("the log of now does not show the leaves of the last packet")
        elif tree_root(packet.leaves[:then.size]) != then.root:
            raise Refused(name, "a fork: the log of now does not contain the log of the last packet")
        if packet.previous != previous.digest:
            self.notices.append("the packet does not name the last packet as the one before it")
        context = Context(questions, trust, previous, previous.created)
        for claim in questions.claims.values():
            was, now = grade_claim(claim, context, previous, []).verdict, self.claims[claim.id].verdict
            if was == now:
                continue
            word = ("new" if was == UNKNOWN else "gone" if now == UNKNOWN else
                    "expired" if now == STALE else "better" if now > was else "worse")
            self.changes.append(f"{word} {claim.id}: {VERDICTS[was]} to {VERDICTS[now]}")
        if previous.subject.system != packet.subject.system:
            self.changes.append("changed: the system or its legal entity")
        if previous.subject.build != packet.subject.build:
            self.changes.append(f"changed: build {previous.subject.build} to {packet.subject.build}")


# --- printing ---------------------------------------------------------------------------------

def counts_of(report, claims):
    counts = [0] * len(VERDICTS)
    for claim in claims:
        counts[report.claims[claim].verdict] += 1
    return counts


def headline(counts):
    return ", ".join(f"{name} {count}" for name, count in zip(VERDICTS, counts) if count)


def weakest(counts):
    return next((i for i, count in enumerate(counts) if count), UNKNOWN)


def claim_line(claim):
    text = f"  {claim.claim}: {VERDICTS[claim.verdict]}"
    if claim.by:
        text += f" by {claim.by} at {claim.at} until {claim.until}, {claim.covers}"
    text += f" [{claim.rule}]" if claim.rule else ""
    text += f" {claim.reason}" if claim.reason else ""
    text += f"; gap: {claim.gap}" if claim.gap else ""
    return text + (f"; limits: {' '.join(claim.limits)}" if claim.limits else "") + "\n"


def print_text(report, questions, trust, packet, options):
    text = (f"question set {questions.digest}\nnow {format_time(options.now)}\n"
            f"log {packet.checkpoint.origin} size {packet.checkpoint.size} "
            f"root {to_base64(packet.checkpoint.root)}\n")
    for key in trust.keys.values():
        text += (f"key {key.name}: {key.role}, held by {key.holder} ({key.party}), confirmed by "
                 f"{key.confirmed_by} on {key.date}: {key.how}\n")
    text += "".join(f"notice: {notice}\n" for notice in report.notices)
    text += "".join(f"missing: {gap}\n" for gap in report.gaps)
    text += "".join(f"since the last packet: {change}\n" for change in report.changes)
    totals = [0] * len(VERDICTS)
    for question, claims in questions.questions:
        counts = counts_of(report, claims)
        totals[weakest(counts)] += 1
        gaps = sum(bool(report.claims[claim].gap) for claim in claims)
        text += f"{question}: {headline(counts)}"
        text += f"; less independent than asked {gaps}\n" if gaps else "\n"
        if options.claims:
            text += "".join(claim_line(report.claims[claim]) for claim in claims)
    return text + f"{len(questions.questions)} questions: {headline(totals)}\nexit {report.exit_code()}\n"


def print_json(report, questions, packet, options):
    point, listing = packet.checkpoint, []
    for question, claims in questions.questions:
        counts = counts_of(report, claims)
        graded = [report.claims[claim] for claim in claims]
        listing.append({
            "question": question, "verdict": VERDICTS[weakest(counts)], "counts": headline(counts),
            "claims": [{"claim": c.claim, "verdict": VERDICTS[c.verdict],
                        **{field: getattr(c, field) for field in FIELDS},
                        "limits": c.limits, "items": c.items} for c in graded]})
    return dump({"exit": report.exit_code(), "question_set": questions.digest,
                 "now": format_time(options.now),
                 "log": {"origin": point.origin, "size": point.size, "root": to_base64(point.root)},
                 "notices": report.notices, "missing": report.gaps, "changes": report.changes,
                 "questions": listing}) + "\n"


def dump(value):
    if isinstance(value, dict):
        return "{" + ",".join(f"{quote_json(k)}:{dump(v)}" for k, v in value.items()) + "}"
    if isinstance(value, list):
        return "[" + ",".join(map(dump, value)) + "]"
    return quote_json(value) if isinstance(value, str) else str(value)


class Options:
    trust = packet = previous = counter = questions = ""
    claims, output, now = False, "text", 0


def verify(options):
    """(exit code, text)"""
    try:
        questions = load_question_set(options.questions)
        trust = read_trust(read_file(options.trust, "trust policy", 1 << 20), "trust policy")
        reason = question_set_is_the_readers(questions, trust)
        if reason:
            raise Refused("trust policy", f"{R3}: {reason}")
        packet = read_packet(options.packet, trust, questions)
        for item in packet.items:
            if not set(item.claims) <= set(questions.claims):
                raise Refused(item.file, f"{R3}: unknown claim")
        counter = read_counter(options.counter, trust) if options.counter else []
        report = Report(questions, trust, packet, counter, options.now)
        if options.previous:
            try:
                previous = read_packet(options.previous, trust, questions)
            except Refused as error:
                raise Refused(f"previous: {error.file}", error.what) from None
            report.compare(questions, trust, packet, previous)
    except Refused as error:
        if options.output == "json":
            return 3, dump({"exit": 3, "file": error.file, "refused": error.what}) + "\n"
        return 3, f"refused: {error.file}: {error.what}\nexit 3\n"
    if options.output == "json":
        return report.exit_code(), print_json(report, questions, packet, options)
    return report.exit_code(), print_text(report, questions, trust, packet, options)


def usage_error(what):
    sys.stderr.write(f"ringfence_verify.py: {what}\n{__doc__}")
    return 3


def main(arguments):
    options, arguments = Options(), list(arguments)
    options.now = int(time.time())
    while arguments:
        flag = arguments.pop(0)
        if flag == "--help":
            sys.stdout.write(__doc__)
            return 0
        if flag == "--claims":
            options.claims = True
        elif not flag.startswith("--"):
            if options.packet:
                return usage_error("one packet at a time")
            options.packet = flag
        elif not arguments:
            return usage_error(f"{flag} needs a value or is unknown")
        else:
            value = arguments.pop(0)
            if flag in ("--trust", "--previous", "--counter", "--questions"):
                setattr(options, flag[2:], value)
            elif flag == "--output" and value in ("text", "json"):
                options.output = value
            elif flag == "--now" and parse_time(value) is not None:
                options.now = parse_time(value)
            else:
                return usage_error(f"cannot use {flag} {value}")
    if not options.trust or not options.packet:
        return usage_error("--trust and a packet")
    code, text = verify(options)
    sys.stdout.buffer.write(text.encode("utf-8"))
    sys.stdout.flush()
    return code


# question data, begin (generated)
QUESTION_DATA = (
    'c-rlKTXWk;lJ34jzk+Y=j({B2)wcNHknQdrhuhOWmUcSAFC8EON*Iv<2LP?s#QgY^Uta10fVx?|bN0kOj7KezKvh;&-t)^cPrBldZs&9_Iln9>^JTrsC+nvER^~<XLpv#}u4oq7yl5v`)m|6Pq-!?a<zlm3-b}Jtz3C?Nx>}SMn<neZx=JVY?C-_AYtzY9af2`AlVyF;KHoXrPky_si*NLZ%dDL=b=^(sYSPhLFYC5zC#xcBH%*aG%9egp6>UdfI!HbiO;s%EEgLLFo;c6e9etFZQmpHyn_ORJ-DI7$ZIRP=4wHBFYF#diCY{VS<uadib-k2tuCw`7c0u2)7yN4ZdtS>U=r?6EY3ofhFD7kvgJmBvVQAUqqNKGy!&C6hwqAb28?G;lrl6e^lP0Tv#NzSS^=7s#+e_LF{bkC(YKn|#I+<S<^DFF<ww#w2vdv?DiF|^nPRB66!lRn<;u3#<nf#Q^FF{hKPC;v)-N=iwro&INdYn#6q^OtW{AN;RtAY*!E2d9Z^{mcsCdINX=!viRjoI>|Zp!X*1(GlGlgZg%PIvc@j?>9sKApZxCqL!;M@M_F>4$gk&rZ|H7yNVj)7kESzWYQEdCd=5)j1uI5>#Kk%&LnG5qgprb7CbTzS2cmi%5>8E$W7UO+3`n(ur>-8#%<i7mi)p@}i;#OxiB%id9i{paK0~*)0p4?WA27*_C@1|K$dc5T3@yz&N_V?z(1<oY2Rw%Z~W0rR5O^RK$?koXA*T6!gIcPuNdBWz7|RJEcEYatm_ej3q6UIFgP5-<lPZiw&Nmr&70t<7PbNfY;I9w6uKU-3s67ish2_MD(C<FPeHq>&eS1Yi>XRIW*A7Evv?wu1k9Kte9u?8EmK|=J=2KGAmcVmwECJS_Cd3e&$~$1&B@S{=K_d7j1G$>_i{=ov50Z^Deo*y!oA;|2zM_NoF^{UtiX%-<P!ZE?H%N{7xrG|6k=<S2s7mFUu8iZ9?~Kvs&XtZ9+FOo0Ur<`0s5=FG?=!>)*5LhF($Sb+hws?>XJm=UE~@@M><7pJ)L$Dk+3_aY(q%bD}~!S(XJv57CF%XPH4L%r<muI-<**B|%D`y`UAyrEZEv`Nxz#PIs;=s|%1OBl^;7S}b$2D61T#^zX!_b+=}{%sOJ9m8bYsRbM|(etPkG`qPV-$)}%A&;IMnPwx}|24X?J^K@nLpWS6sZ!Rt)9uLK5Qm=~!R7_sxNn2&>_OkA#ZMIr3i>YmLx1H0+lGD8@U3j8-w!6-{%j6e&rS4z&FWMUM@Zh!ebtN)yN?f`k5mES$wX_IaOl*XIAtz;&CXuISHjB^fuSC2}M-rbFuvpgD?!qhW=(V(hxm>4t)-+{d2THf1qyM0riZ3uDPw?22Nx_W3kAqSO&N~MySE^GsRq+SCr>qKl7Pj=yqN(Mg(7}>$hESB{sU+}k!mVQ-!<EZ!mUWinbPwos_vwFo;R*B2QQZbgcTKiflyk6`DxpbR&=T76p9RZ>4wt<mE{G1fShwY}uBOB#yH~8krfrdt#M=E<7T42xO<V7#*Tk6hb#l5tJw2G79!^h>=<KH?op~oD4U(Th91>WNSI}NXXX<a#WmiRIieOHHzh2Sel&2e7YPl-tSY~tt&{QpbHM<}xMhE``WNE&xiB*}FLP&6j<Aiz42`Uo7S|krToJm0>FD{ukaUV(g<JWY9l>uN2q?2#ia-$;jl2x6Y<AM*3E}Ur6O~)sO6*_L9C(c1^$b{-<GKcU~{v#=i3nl`S-Uj8e%DM&uLD<WdvxJtoCN|?2;{1>4><`1UrxR*O&+_4j!osWQ9(PQU)}Qdf3%bYh>Q+y2aF69s={Wc3C(;5Yjg!w!oo{H(D^N0bVlNaTAG5_(=1yj6D+^CrFS>F=%36(1d9!AlXh8;$&>E%<E7IV$(|w{3`OBUUE<0`E1~iVYaPbGIV8@^uO%KA~HX`l*VRCwY{?pkxk#&DAf7_);l29PBu@FuUj*s#r{L6H)!A=q;*$YpuGpG1r3W%1?*t#L}3U`y<tBa8Br6TS~'
    'oX{61X0efxL3f#?Kb_JBMi6b8)QKo3`hi4O@~hEF?HCxxEuVdn<F1p8BQ;m9v*kFWwtPJ+)(a$?mXH=KT$cr{L~Ub|XSu#csVf?c&LR1UHvaj`uYddLuSr+0Cl?Lf6K^NUaxO~RrrXx7=2u-UZz8cIAK0aJPWg*dRj9i#$fvNx`KJVe=yd`+beCR466_}VvXNugcVtzzylG()54BG^c~_A1f^?poeL7cT`Nv5evmt$$4i*|jSrvcM1wo(SMWw1FoYX8hsdGmTT}aNt1boWm;vd8oBX*_V%s~xjN6?1IhN$h1R0Y|E&6T@wq&ctHW+1v6E5KT~hKPd5$2B7}MP4fW0f`dW3XxyL3<1#$qhVEpna526e?Dpl#7BUqxO0YvWz#Vr+o(O@{U0+2#PbNOhnSR(;`4~&+r$%8BN0R24#kO^3o~5omCFCOeIO$RwJex=#QQM%&6c9eOD+kFDiP`JyeVh+Pm$(yE6O=3<&p`$zZV;5^!sedrzWNv|I~rW2Ev;jyQWi{8tIwd`y#IoVzQrg@W*7&x=~Z4xDYeCFyy{u>q(a9Bt+ZPZxixYWD)7{UH0c3F&vfifXb(Vh~aNC=kOO>bC^wz%;*gjI7)vH|FE8QSQ%v1oHSlzB8C|St5p-2NhAj7ByX~7XGn+_YP5Ylq;2KC*rTXevyQNHa#;(bYM-P(7agfH`AY6K#2aombI=Qylk^@r6y8u5Eu_vGy}WXS*6llz76C~~o6$O3TKGU!(W%r>!5N8!H8DX=0(Z@Bdqa;~ccz<%D(!MZj?wO_SdnKGtF-7ZkI-dPc)ANZo{Og7kD8k9%#Z58KXsLSsNze3tu0|W+o6}@^ejc);2yFzBeRXHqD|Y=U1VfkO-**pU^<c!*^*`c4Ki<Xk*%ShUdLQvJ}leB8M_w+1RdVQeh3+%Z6xc|TI%1s<G|%%Ip;(haWOnX@azH#Rxeb`w^Ht7>irp|fU>#yN$JoNVxl415(;WZ>RC)`;vo|G^spj_B_IkthigLOi<APLEi=uAo>gh&M^^9*Zig--6{cNnmR*U+&1AENFY+Udi6v?E-iZ)1lGeJ-T7ZMP_xewEQ2hys_7soQd7zMSye-*GdruX_VL10uXAs1jcgHaw9LKU;6!ROBajZ#T{?4ybaq?<NJyOqe(Y-1i&5~75`l=uoO+LD+L3$HHKGMQh#uoG>>fJ4Rm-I!sR2{EmWv+LhkR36}!p+bH!1>-nWk<6-rkR8o^}oDP1Y@Z{bWwyz@sACpJl~`$h><w|5;xH7Q4PW@vzeHnB`YOthN%_v=Hn=49<s7vK(2FMZ~Ro%VWO&uFeD=Cr9?paOSWQ*p7uzWMh<e|Xm#0aDa=SWU&Jtr0MPYkBcT0;l@{G~w$8JP4wN1k&=nLUV)Y~xUyKbLRVVoDF2l2iK=}sc5IYgZ@4_pvMT<oTal#>AQY#SI2e-Hs_6}b2luwXD{170z-I+g`*U<C$<SsmmDc+i#zVhnr)ICpP0xHjxE@tAp%WftbN8d|Gc5>`RwmN~G_Y9LAx2o_EP8VI_W67|`$&Z}~^V|{`#9qR{pc)8vYE$n#laye)s$}<9)<YHq9jfetuOp~ez-py0f$)b@2_e1;B=oEWr6jzm%StV1!^%?KiJ0iYuBP_lmgzq#Q-ULTFTQ6+CO-HYmu4zU_PTMUA)Wh+@>K4w23|5peJ8%L6?azi=&XL@K#$`Jq9~m(ly+0!u-y+!?j(FD+<3kf*Ow(nL9)&Q=`&W4Bt=rSg*MeSo8n^idzaJQ#03$lb%Dc{v;vHD`p&w@CG1hQ-lf|+3eHYFiAb9UDKfH8XlMCU4NREh64~IJiPaW=%$J)yJY0n7mb-Jh;ul3idqTho!X`N7C`N*KqFA$f(2-gFUZ`lNO}`?84zYHU6690RbKvNCX2tJq>zuF)cZT(oga56Z`;*M$TUSjuxadVzU|M&z#XZD;Qxmj{)DUE0KZ5B}Tp2XF1YISv$f8GGlfCbA`+~?T0<P?#xS;DVMK45}ZD?ttVsuYTUs$ZXyBkkZ5>rd{'
    '*HVf7kkeImUJ@4aSK+|xtkbZb>P;hb5fS=4%ALs}i@^#0z9vN{qL$o<GSid_NT_zIDUG2U!(WK~7x|SsF61%p3KgO?{Lq^J;<IwJ7^H?8@UUiPH4x{*a2yz=E$&-ZXn&9uS~R4z<e)X48^+7LvqHY*DhvE<`Vf*fl?1RY_AAkBi7<P~T~@Ruq_kvt^vG6{kt^~7H_f_622L!6RMk$K223k~2{{@VI-En`Sn_r~%li_AQ^l5!Q>V$c9Kg8`+`<%SMW~gWG;dqP`Gg$P_#PSgGM6!c)d8POQW}$Ibew<Oh_8Et`0<a<{y}C@k7*Vk(|K<*EZaCy0<L58L&+>x>_pS*;=8Ykf=`S7RFI-UBxK?PSNcWfseDp2P2E_YCW_M!6EWm8uds-`T&O!nLWEX)S578Qz`PvKyBPT_3L!FYG?xN`NO0Z0EP=?n%h)pCw~R_i(!Vk_El+_|Ika?2EL3mSsdI7Z*s3<0gX^-TW<D)cR3dF!z*7e&*$GHe)9#E}`csXIdR<*3kyL}8$WVn@nWAKYPS2BQQpLAi?^^*GB%#F7+>GR5EYouI1eq3IX&au}t6_TO9bMVZWmlM%trAmRP$sB^vRod+<yc%oMUy1_6}^5i!|J6MVfmN{YkYQ;BnBPoB;Tyop%qV73-RFv=R|{~r%0<(!ZhKrtw2Kwb#9k1{F0u0If(6bd}J4a2U3@8KB%<uY=7Ebg?S=8J98YZ)^n%UI>&n2AUT1(PNl*HfA_Majnj%kyJ9F;cnhfR039I?F1!O8SQh$X$<g{(r))9UA*<62p)WSq?P;kKy*OYCr5<N;NW_RRBTq};d|L)9!;g8<qqOK!N90E&wCIoQrRmPA-1f@k)HK$<MLeBL%AYsJV#|wD9>X}OnbhK!<M0|UAjDK*4^~BodEFd3_1QJ@wIRg{_5Q=edhDlbIgnp~ln)R`uhevaDDZ@S5kv%x#^Vfp9!g{ERt!STLwH7JQw@J6-A{+Wan>FyJJQYq(&`lll~6&{lwA>Dc7E-3D`#qPXSzj`zt^+Kyml8n@F1-6r5ApHDv_w?yaP8NX+{QMqt<bA!)8jWrU{=m=MtlM6+(HP>Ib?y--;kA2HxUSPAod;y}S0s>AYSpH!Yj}v3UZSAt7tfPpmKyhy|?tXP(`Vibk;A$D4GULRa3RyX&qd1wqlq^Z0yl5S6zUMJ%;pGM2R&9NN%^4Co58N6S+9LD$UOq7KW>%2>e7N4E&x*|MIs7W8o*GZ*V&RVByKw|IPka2DN`M3g1%l-KhOxKlU8QUKOoaS~g5vQ3VcGn3Qjwcx@n2~?6K$-d>C965hoI5M<bErT@huQ+g5E|<8@Yh=_*@>=oRR<d(W{6iGR%CsZfc~x|5pG#quh>U@ifGRauI}Q8fh^%)-92Zf8KrPzc_A*-+Q!^KO20|nwTAVlUMby63tHgCNA}n0}fae=$A~?GU9}*TrSq$7n$*?+F7XhvRDy5i1Dco3om#CAmb2%$+YOUdra2;KftvRXiy2eT>y2xV*s)y*N>A=rpOUm8j3*u4L@|`((LCUH}OG{h_xtpTmn8iZmgrkMzmYx+Ay?|(M3W01pB#G;5uD(?_BC?=3<HfnF@6TH$nh7y_{htljGB!Q|r8;_~wvO1vm5k`N9i3(|old)<hW6P#F)*1rYBP>++&wSFG0KM7{uJ+6HXS55_ImY>_t4Qot=KLiVukk4Xbj)z_l4X*_V(0NRylDp;qsM5f7>(l=^fqXG2PydS%8C!hVX@)635T0TAnR;Z5YOUWIfYk?v^SLG45E<=Nt7mH1n|E4|=;mD(A9Tk7Z-qNR5`F>m(dPTMy+kp5djls<drRVBc+o9yBrjvY(fHq{DXy9}S&97w!(-Kj+(Rcj<14VeebMAt3#GM|8v-C3R+rM7|W9s^+wF)E@DVP2FW}YSI#^OVx>ybI%cw)WizYYXy?KoP$_{)gaptTwZ>LS=xb($t4wK7wb_UZI1HtF9+deRO1xtOxx~S+ZXTT^xZG*wnSXOupH?3ISEJS`3Q?=-nL$E'
    '8WIdF<;+=Jt-Bj>QN-|O6T9O(WMwZ}1EJR{C?Meo|CDLBzxUuszo+5eD<o+~!}kNHd*9;C5pB<lW`&AppQ=%RI%~yf=HwFdFIm!2fEsKe`inPe+Z49Cag@y?%Ko*UEH({aY^(K@&K07sQc}x32M+j?2}E~`+IvgJzyk)~!@xSQX!5}z6yr=`vYRyoEhSIlGL)^vBI)%oX811q+pndG9A#hNgV_>AT#_1sS<=v@=ME>%f47Ck^c%!AkxhdEEF8$@ht`^JcO*<Y-5w+sm-p2cm)Fd5S)S{_;wVza0!bT?m?A`Gp^TNY`A~7VB&jBLq@InDS_~0Ky%n)790ph71vbl?w!rB=W9usA?xm6$pxUfv9A&rqI;o_?hd2xj`A8R!O*{!r`Z#CSNuX2h_lSy5MfTXk*m4N$Qv?JIiRTGF8aD>HAQD+2I6}{3LZ3U$d{O&`im{%FmdP{KMi(gq(@ZA{tTd>;f1k#O2S(6iPwUPo`V>~f{OXpC2m@>2fTf8#n2t($Or=lC`4ZC7Q15!vUK+t%yANIan~`V>{d#_7d57bE2hex*2$=kj`T}%~$=PP6>Qyg+-C-?wQ;SCaIBL=;i5+E%9{+HV%2{`;G9dcM1z%s@v}7wUeeOUjWmpCe1wMCV#FAcq)fe%RaKaj)#%@g`F68072@Px>3<8@@u>Xmn&Hp!}n4>{UF5B@Z%L$FvQE(PekQ+(Sf;5O)`tOIK%VG50cjrYhI~R!JUcP^C^bz~JN4!zviz-Sq!00ITOFc(%4|mnrP2@98RT;^ZYqIuIyKTT^GmYY?0qk3tELCTsSt#lZ&7czgY3tg<rjG3u?zD|{G4Yaw_uzYoKrKz6-B!+iU}43Bp!V9VOgSXDi<_CY3f7v!?Lxsc64xp&vgJvz^>tChh?8J<vud^Nx@;!b#7^$Qu~E)no<^auVQs^iNFjT^Zwv|7YJ2CMsf_K+?z}s|B{3IT2pL7|x?Z9?9d1OxMk11Xot0c51#XuRCE_ByvhttWC#;1$K62)xL854--R%jZU(Va+O5jm8(M@O@VybNnVcidxu{tu&Vlv(u|MHUR;gPWaX;H2Ni*kk3`J7#F+2ATGmoO|dOK@e&n+|eH%eIJd3L-_`rzL8i;R17p6`5!&&I)3Iy*o&sZSr0A4&(b3{^8DxMFc{pe?i1`OVlnG;|x7c-nxdo4uW`qhQYaq!IvIp8W-52(Ab;hIu%r3c4OsgJ|yT(1J;99I_l#?WYBdQZ;9^INM)y~fid=SWJLTW;v^S42rBQLWe_ruRoTWhn0?}O8d(TKE|%atu-H~W<9AZCNc$K&E|5`z1W(N*a)jOzWYa<tQj*M;B{<)omVaoj|6yR}o<%LNK~>B^CzC5QRRj<2qbkGGzh755a)e+Lyv#MD!|Smgc+G7cXpPwZV_hz7n~}!x`*w_*&y{Z)Ielvno@Z?_)iPhw(A8X=EsbqR<Vbw1Lv#5L2QL4N-WbMGeA7T+4mJhwB#Qh*NThi&&0Mz{G-Z29`Zzd+A`GElO+$xJ>YkWWq^uBKQn-z;Zp+Z}LI)oHmQ1W#m`bYMpy5<K`OFsR#G1BKj-(1vAwajy_TmUSj|uvLjVM6OsNGS_8+54zz4Qv_(hDeabOe3ha9Tsd6bL$8%Qe5`&LRzZl0*89{+rg5OSD;Rh|Grv+SWy~RYhn}fA3X4WN?39_;u(Dn~fS)--;{Tqxq-o3gJ-YGwD2(rgI<=ahOXh*N2TnC{uS%GM6(RTC^Y}{CUakK%z@QN1}UCab8hfYHWyno~W=+JuGc#LJ0=0`W9a~5PpV_FyAg8r;#7MU6tBRwxuuy_`6od&y?qVs~dgjn@sIiI@)se0B_MZ_mICL(G%X-iRF1Dj8ZlV>i{EO%8VodF2*wpZ*gcWYJ)y3_%T+%{pvA3&g(mRcVCV1(NER9xmhFApfTlOZ>mB?6!LChF~mJ-BpFyxF3al5QZMSixis#fx!R7(zk-@t&x(Fd=dH*ZTu4GXKbQ?~&*`58AJuc$;-IpPD%XB!dp^)z>Hqt<LcI3r'
    '=n~YY7NbOOT4!oG=-E?dE4TVct`Cx<L{7?UltxRhm~+)I5bX+!e(%+z-5dDLp?@<SRRF(Of`1{&B-HjwQ&|9Eq?%^BrOlC37I1zXk!CTG&U&|c7|vqbT@{gXje6`FO5tGde}_@;ZFX*t^N1|b7I>#>$RBzmQ=%(DdyKUzkRjl@Wi8ean&4)6AKY$v-=lp>8)(Lk*)@on4=s$V=j}~x&!TRdvuK-r^#WgwdkNfOape#TpTZ(8j4~lMb}FW?NQ{}(r<V6T$;iA3HOw6n;B(IozbhrD(f}psVOs9UZ1baD2zpMcX47hBTP`(cASF;6MOe8%?<D9{3tM5kjMmw?Wcn@yA;&{pdx!S=T469-Qvf2Wmz$OIBeEI9Nl;B>CX>|_P2~(M_!Hufr4T0?!qLtViyA+m^EId%RG<eYb1$%G@w`#Eu&{+#sl^e3fL^I5Od6($?ZNkJEj}`L;AjLdNKQl|#H08)N<NcVAYuFH#_D@h#pUK~hpF+7Z!&dz9??o#wti%WdvEI&;8dED81yYT+#n`t^Z`{T1CR2%6YH|yvyq&NRtiYhh`fKi)<_OnEyklq03$iOCNp<3xZTpU>CB#*_?;ZP<(~|E1WvgX`DhI9=yMO}NE$a3Kj>SwS$4h#kr#!EUkA*C3R&HpdI{??pzSQ6?K#J6z6Gd0`n1-?HkpE1V~9o$r$@W&_rLr4+z)qXHNYFXOIT=9<tX$##2k|%VJMXV9_UskncQ$;yQ@bN3$Uu2up)Nvp$-MxJCR2kCa}L)WsO}EwlPo!S4EIZ)`?<3J&o0XPq~AH>v!45QaRF@Vl=}~A}Zm9xs*ODuV8|5uhiWFjT(nxZ->(I<lvPN%WOwxI8}sQueP0bb*8F7^D)-e{m>Y^W3N~YM`k~VWc<aWfcPdEj)1li4%o=uv<OM@$Gj+d^^-v%Erh7U{6Y#CpBFgPr_p2rsxSlwF*Fd9*Z0%bYIz^s6R#o$HPGOzH_=quss+cll~`)IRPRS!oGcx}AxuX?=~<_({b3iteT@5i04DhQyU_M`w0&i?ecx;6RwN-rV}&j37hKF0V-omiu_N^?BDI%xQirHS^mt4WJjSfy^W?fkOU`soaHJC#mkE!k%}UbrwZ&A9zDxW~g9^r5N)^A1mK#bXEa<2)x-2SB79fJI=8NFyHIL|}nTODHR8|W-#HTfq@?i;Lkaq~<eCF32n_qJrn1NqJ1Es$3m-C<sk~$3A4(flUgIhLgF=GzLaf_%L*27{8UZ$0Ey?9V=A#xAnEQ6&NEVn=wY{&SIBmFTV5xI<dvr<jP2134~3v>GULuz$bJ>XK^lXlIx%B5p-FhcVF25};C$bk+HLnB;D#y+!X7gt>v7G^L!VZ|9k!)TY<$W$(=`S@zkvDeE*QrXg!rkL(}rIp!-M+5M*triI$B~2|wx9u{D_qn^wE~W?%jMye>AnB4dS_0XxJWP6wqd{u?YXZ$uUe+NlZFBP_S(dqL1Q;*i_FZ)BPcgyy%+y~vc4bEL6bm}Gqy81Ajl}e0s}}@5;pi2u5;7kPhM!_*o(jaF#F)oQy|ODb($l$H4b8!T__77iUn&nF8n>Omt+kE1#p_GX{4uJKVCx!&r~r}*Plg=_8d7B#&K9CJcO;wzB$U#3Ts=|O_*yCm|Ecs|kW?ueWR2!*5*mmp(wdHc$&nhpE9gp8;7yCmr&0crE^XNv?2#);8YSr+Dke^|8Er=#_K?gha?Wwz#rmL6f>8|k09%Y&q<s`x)HM^2^H|w(Dm&6LXj<!aQCz90=}eNF1^Hf5r3zC+P6|B$#c*YvJFSe1rGN@ZFRM*$sZ53A67NQ^A_nxIK5gaKINOHhUQEybEE&qND;4*x*J&VNG-3t$xWDJ;$WdU5I3mtsBAyRp)|y?4%xY%t##E;RGI)ySt0~ugIs8rReh?NB+rN(reQY-K@ff_AM118`qiU00JBnc*Y0iu*P=dabH0aS%14Qu&t-NwZyOG%`Y7-yDm`7$8-=o1Nx`5-ACIidQ>-`5brpUFs&geL&7B=qh&qWaA-a3NM'
    'B7$of9Z%}8Hnciubz5lVKEqIO1#<v6w_-kapK)Eh<%)kqz()#H*=D*08_&J{?(Xet(g3@2@h>8?>3zl_GNp#D#^8}`MTJ{q(9Or?@sep3ezOjOJ|Nz)nbOB$dyj}J3r>2ljG!_@AnhL8-xHA{x_cw(Bca8E`h6U8YGQro;~rhhk9!&`0Shm9V$03C;AjaORj&J=+u!KeCjZ3mpP|?v&K$~tcpgo5anX>BfaX+fYJdTa^f~@Gbpl@zq$))|N?D<_F7-`HhkT$`A~aIM`uznzgC2`50|stKjDlV?LU~7ah;Zq;GpgLY?3O7$1I5o3DU!h&vm18N?1H)6ZNrnCCeJ)0**GYnQW_%4r7q}~`VMbv?bcEksT^fr!Akk8K}b4*#AZDa`v@GcF6kKal0=QG6=M7)P1;DMOK+Bp;a?ek1VnUzZ{iIlJJpx>?3|ghauK8<)GRkTE<<?7AOYK=s2(smWMC+{Gk>d4d}it>sG`<QiTj;FwiR^cBA=l*$E9I}BRcvyj{Y>fW)U=m^v^InG-k0V!dKLV<z`z*UQWdp_Td}=dLU{u3g5j#WIl{9jzpK-v?%!;imSxXu_p$J`~U+Y^kW@FlybYeObUNCQIp7*OEN&(RFTx8s}lkm5vg*POA=L60+I99wrnkOD52zR6NBWmlV^}STJR>JcO6NPtr5k`mOpCAg9QHtTF2~l^4_Wl0e|ns_f*la96|acZlrc$LVJDCZ)*2b0y<nWRtg;o(7|+%%37$aa>Zdg6s>bVC9`VKaBq-w++KG}#e$YUMrNPR(&=^R^?UDo#@}>^+a_5Rl+rAG;~avLJ0JI<c=lNg`s{KD=+%Qwz9=eCx)0`y1@LsaRC`fxTHl`namsz<O5GrQ!I_ppY^lt-Uy@`vn)7omUgIEAiupRr?s5=yveJy8OmGGW7dk8La5=GBE}U}R^-vKNhHQU-#AuT8xJ5YYt|>5IPs^=k<NmHj)`NU954xhD)q>L#xX0Q}=Myj9LF7;U<cVIkz~56d6iH1O0Huv-Q}#W;DIX+Xr1P!h(jkem8)6g#ObTd#N4rXcN^|KM5h{x##b=ADLm7i6z?<iMuri=P^tjYS*7P#w45%Y|OK7E0oqnoX<%VVi_xHXRcRT7&+aD;Kzs2AQ^yBI04+^KO7}ucN)E3<oJe^Lneh#+NRt?(EK>K%fRTWx{9KlGE&kj|s5m6g$XkEhM%K2c3??2(Q{DCb4=7OoF(OeACD)}0B>an_ic$2JZAl2i^t=gKk&f*^X8BK*TTcdKC*UnU&gNlr$SGHHJ@O%*OixAs+#O32#J3l`R43?Ld+w!!9>-w^eVD{Jy<S5p)qC{`g1S3_n{HxgU56YVUW>jm(3u%4TtU!a89Pa;k2%&Ho=4UM*>*nFj9n)fXBRf<)LovR|=f9j;M%3&MV*N756)7v^$9Tpa12h|Yb<B-?vEv9F<H25X*i%urxOlv%?&=C0?MLqAdH!M#H|QXnH)3R%_IR|)qsqC=pi*6QpQt(W)YOPTjJ@vlt94NHCTt-jyvt#wLdts0(&udZZ9{ED9datT<BAKOpz-HV&xrE4x?7uocT4t`h&2bXP8DWQ3y*KYeLMXmK8%R6AhoDed!|w@b+6e)U4i(zB*#Een`p&$XjSV9fAqtQz`&OG2vc<4v#|(t#I}!%XhwD3z3P<l9@cX$+iuH0gkZ7I>?KK{j9kqU(>e#O&w3MyxP&+C3R2p;sfTW$rWi~?ZiNeWQfplj@eq{R`w?~Ge;5pVzex#zeLCo6e>$2?y5~Tq+ea})Bbd0mA{;zrAPgrVioESu-2fgOz(qoXp-e>G0@QUr1q1wRWs6l*a!|v&LsFrUN&*9wpLM4I?1m=3gos6d!QhZ2k0A|R{C(H85J$N{(I=?b5Y_@Qdqri#N~({=jm|V%i%D+Vm2Fy``z=*5Ow9$$1s9ao!O)gYN)>+73e)D~KBsyoQmwnSN)osd^yA+d!V>0u&^a6h;#(gLgJnENr#-#vLWD@WhM{i=VN=(ur=>ovIIX45ZkD7M(I2AW'
    '*wdc_cn#`F9Nb}+_lsc_YKc4oPKyrs``C38#n@FsoM1G9IuZPi9uzb-EDHdSwHwJSX%~dfkWfH%=4S>~!NFYMV9xbO@=^vwOA8|Whs&(VuURZ;s!agZxGY56f{{sM?P^z|DZM#k?)THNGKXmM@8BuqWmb*YYAGryF^n(J<+PV0*gZ$dmzp~btTZw8U6^4hZ;+lV$?U^{yO3!ZBg9QD{>bKCKNG}(l!uj1-B~sL@~-mWh(uiX@3UU67IUkD9vQCOLt$$CcuOYe3<TvMks>Fwnn^sddMV=m8d@M7r;;;IZHS43ffI}*U$|0sk1B>7P1Po2TH`$})Q=@(Bq<iSm0d7*<S6*l(h&<XGBxI)#_e^*y})EP=w#<^Y6q+VM?!LJmokEAi03FhkN@sLtM@K99-o!U<jX<6)7VuGSX3R$z=38h2|x>-KP9Easvf8A4%Mtv`-4q;y?SE7xcTW;&<^m|e&2#KIO&g}*YR>Nye9A`1CSPE(@6;L>Wolv)dIWDPl^3_43TxrHyPfE3T(;L%-C_rZ<j!Np(How(g-B|3O1d~YOK-Y;0Zyryf+rO**r{wS2yd0_*se2ecv^q%)h*K#<xbSk0FeXlb`#xydN8Gw)`+_zYOTxUV}0=gj9>F<`&2piAE6z;+nd!sEqa=ZFsqTLTgMP|4`cv$IN6I&aJ!6**b<mIu0t$M2Hkio|I9QS`zF~SwNgNh|=q4RHjM}i*070q1X(9l(SY_CK`pD#NOwoy3G!H9V9!9RIW~J7;t)DR5!b`o87!vpm)Jn3yIvRo#4(3fXj0f#~VmYpd1AHHOT0>DkEnUa4k#5aN2b>L|bUhKO(994R(B7EafeDNqgI<>3mgo?UwEwai_j3?im^LeRJ~VX#Fb&S_gpX0kE^ub?W;U+}$%#HJ*!O5*Hxxhsp(|)E6L2(GOcD10ieLC|{|xHY@6&S1NM1SPGbF7`GhsNcK~Wqwo^6pO+BGFZ)=WCF&(T0Ozu;p}(&C1(Y`5zFsa1j6HxaQIJN?Pb|XRhS&?P;kH#B$Iy?r>G<nf9&$U}W(@QAP8TNuD8DvSz!|bG4*Ie65M%H^QPMN*FF0p9%|NG53IYj#ibU1?QZf$<ncKWpY+%V~NT^+3TfrT-(gZ0;Bng*q6boR%9{vTn=uXt^4@AxF$-&-$wEt?0Sii`66>`lEQj@HGkQ(0b92;g~3x0HSIT#?!)$!^kQr*D_yaqUARaYgg8^rQ^e2^%O%jZUmZQlw^rAzd9!F9Lfd<n_<^3G{_N`w`o+~Zm;>Gm&E3DyGyWwyESwXi>iC7fZzWjrhNxRH4SRv6C8>rD(ofqzyid$>(-Z6p!z#)=F{3uve^L=MdOnh2!J&c|1f9<P$m&>JZN%d<ADOSH{N3RUw7!$Mb9)|r-y7)pN@4P=cqh2`SzgnzuZO1T~D@o&BQ)gV0NY&ouX4v{{+4aR;pQ)>oliL7nuK|#%(2wSc!)Wj*~chU1oowQs9l^{sf@$db}Us6(8$9YmWd5&#pDfvj<n0rNClQDnfVjVNjZ5P2-9di5BDqb=zrOp%MzrDUj()7OP3CV+mRA>zh{KhCfYw9Z=qN8<nysUB+%_=0i&Oz66W#=H9&}P?8sAN2JopCieZ!9yqjUDktIfJUc7HG^NQD!&M>{{9gecOo&dFKxS5M3_o7U0bBwEC?Gnto_+h0g62QGZu{*ZF}%{uQlnanSv9Rj<oiNqIF?j~IaM#DZ92pn;OPQqo}(Hzc%*+wbqJ7`BmfpMZ}!X;9Pqd|@TL!YPFHGE&9$T^R{yByFq4`b?|oR8Vv>yxv5lt_tL}83f^0`r}ZgC<zsnToNLbEc{(pW)=_<7>BqB*E}o$Y(JJez2Bgir<n~y%Y6+&{yO;;&|n;cy<m(NSNU>f5QSPM$N+XIFDfrCa6d`oUe<Yla>90>){+JYzESBx+ZW`In?)W9@~GF<T^}dE`*<iOyxoF&wUw_Sv0tkZ6nq<l!Vrq*IH1BM&k70onV7{==UHCZ1ZKIGg1dsMBHt1C`W8!X*!z4O'
    '7lD07O?*(3T*WPZ*4!+*oFpsHH3AY`z2th`7hJIW!Y6)wQBxS>LrlyEyi8p41Y0KnwOuSY=<r(zWyPPDLZRv8g3eBg6f+wvDznl+pcnToWOBpVxh$V6$fpt;m?03x5dVDXw4!L+glAgKuDrgT4!jJmk$xwQbn+st?rPoa1F}I4(j3Qr3Dj6A3zKr$7J^)B3AwgNJ|@X#Igwd>B4M9md?<3&+<d>4CVAy`hWE#PV70a@KvMfgRX>ZBvp#>Ynh<gHaJmPIkh$a0^gXq{M7L@qvJdEoT)1WbO3XPE^EWqP&FifTo=G0#%}WSUl5=b`Nt$}J@g<$~vv7zbYlM<iXOw}n-jTZPp2GVHS`W84LZkg|qx%S4p|r=r3}uBcT$Yghq}e{8!vDiwa;kHnHA!wD?>^w+hbOi^XA%b1L>MBlje_rTna9sUy*{Th`65-CTW&?jnwju~=@YT~<L*u33yuN>JH>=bvKnNO(pjrbHj%e&7-%wTRZD(Yhsf`Bs})(JvR!O(Ll=>R@(0wievn#Ltp=Mzd@_p^6?q!0;d$QPAATxczkj&`KYp`LIfXU8!wnrPXZn-kb+;EPf+^6eXJv^7J0@MSjMg_SQT%}N&<_V*a$3P|Z&353%=@#NOO9n|o+{-wiByHM743=@!)ZJ%V2X>OSgQ+sae8;_inTfjJSNUiAgr<|FKdHSEP#5fEh~S{q~=2xNa~I3`XqBLv<A`&qZ~c%nA0pDROG=AC?lma(t2T}@lf?_#XL3~Rin07#kvz478jxIWRM?7!!x6;UysxGMxVncoCUIN5Xcu^4Z~XN%nzIIe*4zv*t$3c(zh-A1O~3J4C4yS2QN)X;M<|xxT8|>e{a^DF1y&QiXh4^(ZjfG<1xsc;fT(0w)iZ|HYVW3uL4$a)ZjKfPl`5f3}(vYo-!If?YLsGVkNysqsC06!%boFB#ghHyDL@Pa-9r~*ZooNS9Gr&ZnRpP;dIldK+m-~v0kh62p2dcV#1*NNQM|FBss5d>cDdiTsRnx?n{x0ekg(cU`3nJjDr4{l~`uULm9^?1SPK&v}hMl_u|`_v}I#mqezOMz)(hee;Qi9qvG*MM6T!2A*Z7_{>o}Z9Ms8tI3kNhu^_p8$vaA_85>Jas^_c?#I>{wbMx@jMs|}?1crj~lyC177UKFINxmO~QKFvTVT=dki>vyp+hz)G?+$*@2)h6^g0%Y5w_IbZ?bL_d*dCOA2~I3Cb!VXN`3M0@SIWc;7E~{VaS5Biy?9WM>q+l{64T>Hq3tXjGV-7<*q|K!UGVrIoUuK$@_gqjtmCiN|4R3x;`?0kfaFVU1ef%ZZCFfSbL-4G9jW0J`2eaMaD&ePOIK5j?C(K`OkFV>4}V0ZRK1~hN%TKsPd`ekxj8gJ;e)$>UV434p`ON)WIk1b8O?3SPm_=sH=D}ZMoS)I5P2<p_=<+suhP&O(uM)l+>qt4Rm+l4Oq&NbKFvzDu<-x4H$EjjB9L>yZ)L3{>+GXlSbReh8@kv*?3MUP2>~+z_YtGDzM{F4$naT?y$B<yzQixYW<lMHwrp@H;<A7sL87ymyDH&+^U@=#`nFj4@erdR`u1zc7aZ#VTUeBBoHO9&(;Hni%vbbp5;gux{u1A&(#^S8E`3S1i^#H?^u73c<76n0W=c3Lz5%*WO5)E6eZ~IL(&V^CKD=~~%+3wH%wKiF5IO7}r=d%}URn&jSu+poAPkA+X+KVvaZ8MSgop&c@#}u_Yh1N$1wR~w4(mjHlR_FH(k{zIF~6Ck^L5E!eIcYT+XvAgaW1jdX%k$)Z?oFyUeLA1^vXwb*vnpMHwN5`V#&8u4iRByAPi%kNO6oefizqRn?#D^ICkh}E^KdA2{7{R-L(=vG;WHvRsg@-*v@thEw*k0sL&N^gupFP9?g57GgHXEWgtM8sXeaLaP9pzY<tveW=F*^WTE)9>mhVB9_?|tRvhVo5Q7<O+6C)N?Jonavb9C)cg}@tI``oW!Cb@Mb36B5;ibTMOU6&~&&aoOy3r|k?)sAWenrG&p;cYE'
    'N--|F+>$!gq7q1U1XrUHOnG`NBcc+_Fe<utTMZ_sjA=96q$Zcih3MG|(4nwIhoVmhmwVE?t25KSGZD45T6B<d`ifZ1S9AI3xLTHaHVKj*%%#e~yq^HEl0@cQ#JOcQ%I@~ATQrr1^@79xr@cQxw*Rd^^H+*2I8=?!y{Y@jnR=ym;HJ9ER?0CD7yOFQ36YGm!Pj+^`4vtc*wAsIE)=FqU<>_bXl}59K3S(76B%e-xtwLBT3OI+%aFUf*k9V#(t-OYz<tKMpM!7X0XclZkmn3)yY5PTe?@GDXv=v5o{(gyQ9<UH^Woef*l5F_?@ne^j_X!BQHrNPIu43bdIA1(I{d(U0~-O!!UL9(7C`z$(X(1c3;Bu|%U5abjhf@xjrT>w9&{1!9ts4vsz@04wcd&9(3b_1y7J+2Ss1Mr5sj~hQd$(2AF%j`S|15;Nd0_RM?{|qtY$7yawA&Xsg1qy<p-LWhy}xw55aMGK%=r^SY#AH(QT<oV1ms+u=8kustE>S2%r8FE#C!@`)b0GOi-`xuKNw~GlsqOkjuRV3Mmj*<HdxcxKhCoE3_F8JLDgj5_3@Erxj}b%o*SjP&d9EOlRjd4xY_bI%PMHZDk*x<)G`HmTB>hMqzx;5i>a7(`Lb|a*2VF7&e+pmnUEXV1pqq_xH_eZ8NQ!X0t{e5T>*Ul-8D<W7%@rG4-)AF4g4#R~Wx)3X=aEupm{e2_{J2+$M+WM8RIDPdn{kn}Rz0#K#nJdSmY+_ZJ46tm<3<BYct}NLu==uw*IAAaM|-Gnv*i(3;0#G-4oeLSxMVzLaC^b(3)vTEfk3Fssmw@RAsFcEdXaeTxO##}ceJ$?-_LSV%NFime|=K9h&CM=fv?VU!)W)gs6q7n^yDNihd0TxML3Pq6zIk{2gYjTjixu7V^E+`{0@A&IZd9K-L%Q`>hy`TLm4CWv6kr=o-<w?#}rvDF6H=e5J-)BaE1RgPWt04yZ%B{54`G=g6a?}{r{nNb-@s%+g{`vnQD`g+%mRrXl_(&XF}-jKHNf{z!(Lc~`|p0GeCSz*ONf8WrB6~xQN7H(loFI=H$!%|DlrM?&)%vV;M0A+=v;}GONcqt`0Yr45CHqQ|~IN$gDAeDbEbuZEEP1Q(ig_fXPH#I=GN(WKD&Sc<K3%JGly3icC%mUP4+XbzDv~*mtxTQ!uY#5)qiUfo}&}+eYGuJ;@w=odOpCqFCwdP~}TW#31JS+-gLeD^Gl0jm-xW186Aws5;e{6~k&my*B_LA}c_#pH|yjlyYCcmSq<W?l*E$t*6;}L}EbHo`!_IZdn5uE2I5hlKR;|YWb;s@vZ|0_%$E==IvpGzgidw~zs_PccQpNhQpp7gzdEy(YsAK&m1*0dwAm@gs)#7oyLjW$Hd6IY%^++rm)3<=HEoh&0#2Qv|xMya2ztzf>=<`3`+Hn%jC$#p4eCs@+1r`f+(zBolMg64LFgrd6fOf7>?HBj6`ha7414h<$XM#N+Y%mhBU8BXpCm%weso6xD~b7>?*U@k<IKzU^AZW|_SWQ@aJR2~dK%}x5=9S9C!V(IgS@eCLTz*0OOk|HWcIv&Z98huIFNXh0FIgXIQ`N88P9+)0M@~04aap&U`h&@CK&JX@q>^)rUA!>1cXh9EFnyH_{A!WHz5(rE<&NC<izK=X)Y$~~Q4U*F;9Faxac-&l4*agHSwrn_9sA90nF?&7yU18%0Sy*%YsLx=ecyn9!U!XE!Xi03ZNnoPJ<*D%q&#*)B`|A<5m0FJ{f6fsYIS;XTMBa2-*&2XtL*f-7?iuH{Iq6*5_}FLh^pT*I^hfRM3_F3hOm(0W;SpJP-1eBR!;0V032?rPS4J5%5w_O7Mqx0~<{;XGWt)a?q`5_gE&RVD*MJ~)e)zv~?ZI;G6GBv<_U^!f8RAf|dDaN*%e*PLkfz~uGKQc#1h*A@$PkCxA_D(YKw$KC85n{Fm;>OGPl!8xvbrFJGsQ<F>Kyb5XF@a|l`|R!Lr5G#dWeo{bIu==cX)l*?fZ?h9dQ)ejl3BYzDUi+'
    'Cj^*2X(*;=oq{2_5sur5?YJe4v&qAeBdq8=d4zW?l`hVKIHId3f!dCM3`5lIm>k?7DJ$hLIB6k;)8unG@sre))pg36U{7y{bpM1P%%}YaUo??Ypz5-W&=gy_aH1N@W>7!S{{M5u5LO}5-RFw=A%%kR7SYj@(MUK3Qw7xLKj*G-slx-W8r<zq2cB(s233zrw~hoJ8Y+B6TW)mAoJ%<l@WMurGG!Qv3(PnqW=k;^f;ip(41_PHWi<JB8|c?3IL~wrr=XkQ1B5n;A3R{xm^`CR7L9eFblHU)5+<(ak7HxNo(8gY9JDE-$7#fceN0wk2uBH)bxehMOoa!)pOI<W$5-|EaZ+;glo)5*i)(a!%=ww$32hHf-X|-zpOJ9A+Pzp}!h+0y3t{yX_EXDMwYy`<Zkgi&`UdTD<pEPcWvBRpIVapP`~;PncOjs@3of{uiDyMDA>M_9w)g}ei%4?k404e#@g#B?+lrpglB+~90nK0w!-3v5SWxiK{wK^M*IN_RsR^(EcYBoI$Q7gal3PdT-!VG;C%9ci$Ny@JKDa(E$LJ*r0M2wCwQJ@B3Z(=tfeyHL{QWnlSDNOqK5n~2TgDkVAQ0L%Iy64r2WryrLc*dPKY`t9hFNvZbrwM_y(-#5oJQ;<F&9SW|8G}D_trnQ=P{cH%@-hC<*T218x8j8Ag{+2%99&120_Jmvw3u89(aM*EXV<}p*c2m&c-SVk-7Dx<R<S`ty~mN5i|C0mN03*)mo-JD{Z8yUK)Ombypa$@yn4Y@_5WR)Ro6uAm>~~vYc10f_cj8y3*36G1y|-H-Ire9cz#Zq#;G9&?Fpv;a_N#*;3+xYKn-Z$A{{MTUr`Limg`CM*XCg#Q4O}dzci40pH(}7AWYic`ymTozXQs!vhtQ=ya!|p&zoGZkvplbNWVNc$sD(BudK7AtA*pt>61I1wur>`-q139;%`51L)#Cj;|S{1|{XaCXp-8cg_&dITPQ!S1(sqGBQI;auuhEJFcaEj{BUiFG~`+u5O&$725z@(998OxRg)B)13-Zp3ZZTi8D`JiyPNX4vTUDhvvpCX+fv7amg<3LXBqX%|JbEx7@%v!&737UA7}0lPhA)07{rD(24JR*2=rU#FOedVbg3@e+#iMcmNusOGPUCer0zbE2*YK)EkvjLXwmL0u^e@W&MIOTG~E>6lYw(&|?<M=?M-O-H@q-M<hNRFb9Jna4!=4MT=N7poWL0aDLUlfh#1KE%10{<?tG`o0#{57&pSqwt6Pa42021H1u6!a1?KBbDVn|({K}lTv>s9bI~siBfAoK*Y&MaQbXhJ`*|ib^S0r+o%T`MQ0~}+b2Bv`*m`FORh%6pzg-T7no5{hrcrS_XHPOozq>X3Oxb=#x`wEdV`vB4v)V3?3hm39&I>q@tXLib#mFPn{)~ozArzzT*R?Tu7)ELKg5cC))*k5M3~`3D12?2cnhKP14;MlLLo@&Z70!C`q|zwv=8Az^BX8C|*bde;xnjX3+eL&p@Gtt33a<LuVe&p}FK2b8o%TJh<7#N$P%!mcQ)s3UhJE-A_uC?drlV!FA^Hhn1jZy*zy6bqYBVfeX3fwp$o;Nml(=Fu*mP)JmVB*jv}FLhXqj{~kWN^PVH3IGS*w@t$7O$>GMip*R#~;XBGzwi#x)z(+}=l>!TUTrf;uycM1}yljv?AO$=qVOIJpx)N1Lez!@&$yyYeqFohegAQniXjpR$m-%mn_zqSR85X(#k2N~yD;<e9ByS#i*YV0Y5C%{g9Bat2BY&xi(dDAN3NMJr<PES)A~<1wXw8O)`zug=IS(i^IlK_?Uth~?AqEf%`Y>-iIqOFc@d?O$rr1DsNZ7cm@<=R0p<Z@)E*u^^_o;Pxd|pxUINpy5RX=emd?U#rb(hRDEToCUehMXROcj6gFfs3Ja`I;zN?IP&&QQqADbtZC|Nu2?A>OR|Y=%%I)#%YQRwtXSmbDwO*@ql1Y(1F?TIfGA}}7S_nq<94TNY0(Fy-MT&rMqduw=)&lQR8jOMjOru|o0;u{'
    'YG`2`A0hCVrm)**R-WF`C**M8A;D37oht#DYI9KS7j(3cjO4aNSmeYY7$;VVrP~^+Q7;k+1~$GfIWmmm2#;KmZ+H@0){UZ_au-e9U3%AyNR}6a`Ii1&5*#6E30Dqx%{outqDA1X_`dGa1O*r_E^7CCY{dchZm+?R#rN%Id*u(V&se(09k#V^;HJgG*Lu5;fdfT^8!aNk0-q~&($PuEd1&rkjzN2*-P6egRB0}|yBfXpbq{IuN=63~ob_A-ZRQczK`Xi-*&&KV#(DfqM1J1Fw|X1Ymos8BBOT=e+w4fA_j?PzzOSqxs^|z|!y&=a9#yK;-z+F;iws7*4@@*e2CnO+GOQoem)VAR^K)$8#&*N?%(+X|0ixhVbs=gJ7VTp@xrc_;kcIDoGE8fRqxbe;pz>k{7M+(FGIy^FS&dD2a#c}EnM=#?Vz6iRa;BpN%DGI=z12dvCv!hQQ|UI0$pgeE&|?OAoH`1uv(`)+{uWn_N&G~hmWdMhV{TypH|&Y)T#g^aq_*%ecKxLg@Lj<T*43fYhe0IrJ1~Ub!pVAj2oW{V{#*<x<;^zRTf)4uYmL@Fol$|Nqg`&5+<sK&Fdw8D-=zx}3uEB}^CnWuDv(khuZ=f7!=``s=tl|{=AI$@b|A5<GS8RF*Y<cr<qxi~^iZ`rq}ZiABEVKnU+nMQJAE-SfN{VDUnEQ6CdC+fRhWO0Y)r@dpJV@0OUbvCTP`s$k;_gOqDCR9Fzk3_XksX5;<1UrUq%NfZWTv1kkfV87TN>+eCIPP@Xus{vvrmlo}_}Ma_Oe8?Z|CFxds`mPgv}iROFq&3{2SETgv#DHoH+=@7wGfcwqdSY1ZztJR7ld`hD{*kH^juW6;jYBQtOxMUNFANXB_6yTEG4_Gj2WL*O(QSyi^0>|m+wA!Mb_TA`zLUZA-oTry>?`hsbTQP1&+X+3Smjt%gV2A|nhs_?oG=WgRT#*x`1|7%sush}sRb(qbs<UdBr-iahItv*Y4m!C8~Q=ByiXvsw_sg0Dg^4?5pGc=yTt$3TJDWv}Leupm&<hQWE=s0v20S1rqz}HezLdvSVuNn3wiZ`-80ysH~K=V<=(VSU94#tJ+EK+|)!j+kWUJEFt1FfQTs$3{YJA<hdDn--CTgTC@YmHgO!rkVlF?#MU6w=tFP#eh?P_N&zh&!vp=6VaU!tH=dB+v61Cd}u9ARf}J0KO(uddadj5L{Qn5etefydcaOAqsp4SA@f8xW(3`;dlcxY~Wl6U&-7^J#C$catRA8TWX!?k_Ur@_g}Vh;?FUS2g{1EZ3T{DWQ>u_L1>F@Z4F_rAsk=S6Y{^RNgRwX3&%~sMAXQbb!`+FXa5<-$>&3EG~sIEs`#U@x~8VJ+BBX*5oDyUrH)Y{4qXRY8W_Bcr@>gIMf)TY|6HZ4c!VN{T_8->&HI^QKc_0V6^qO!m1$}kP-NG>bwf*jPb@kK&d1Y{P!ShGvnDLlBs2;z1G(v%=F&g#Ryn{u*zSqzLdqgd65w*WUIq_-#%78TCp5G@MoNsyNsQMPOV9o?$OCdF+?AL4Bq}zHk^3_YfS+mEa>G$#iB2ULbqv#OgP6*HLfYF94DIwFdxV5%YQ;o@(wf-Yq^0h5^)9O0*GDhtZ?9j=ReAmT`Rj>gmVGrB;;bknl`0rEFG!gc94>8(${Br+nHs>|SV3<$-K>C|zu;>Z(vVv>qm5OT!h;!%p&E3oYd1X<RGopU=N@<zg#Z#E>rF3D!55GcyPLHG(W|(WnghtvR%(4N+I#XHyY4&b{kx_;o|fCiY8Qq)k}(hqdzye&{28{w&-+@Rvjo@@2QXy8*w{ZUP|vo$)kQ27L7weqi^jN7oKAcRK+Bz+@ifQ=chQE?R~T`{_7%*UwH?aFwnDNn#b!(~ZvW*TYKY~L?l}h_>wFxX1aJpeMWI7QJt=ft{f);YX3K92pVTskhtC2n9kCADGDst!#TQ+>^cPEHjkaF-%6D$8r0v2~_*q8}$VAW{W~7L_$ulk&L7`?)@d^Q=y`QPp+F1Xm?|(<ZB8jpe'
    'Eo&=T6h&|pUP45VxhNX#9wZ6Ez{HTtOv?0UlWqsW?1^y&v5cdEp;C`Xs}xyfSCX*D^IM~yKn~SceE!5*YiG7dK}k525F&?<V1^?&4I7A<8t_cH)FzjyPZc^73~rTEqpShju1Ao315Z)2Z?K7_^h0z2!=)Sg`O6_1Ga1$#Ta+ohodZ4R?8Uf^J2u2BqL^WwNAs!#svTxJBOhrPLz<KL?Vt_Jpr18dVWL8MCh3}$EoMjwe9;wK`IXkB4>?G1+v$RiMJYyj=?-yqAJmnA1RwZo;{!c8n8Kqg`<XFpMTjs15q^@OdDW3-lPD&7fuGGcgMt+9b(QMP)QTz<LY0vbth0Ne-D{!_ew4}6-U16RpyDtuxetuB<gh^)p||lC;YVbQ#-y6{()w=dK|8Q(1^yY4o}VSs6JqU&v5oK+>iRTTUo6*ys$0jB&h;K*3T_bd?I8;C@21=GK<~`J6a#PAmJ<c_x#XS$dl?&p|G{+?m}-|G5C^K={7(BwP_(ua#hgIiwi5^Cr@bTY-2H3KAyBSl6Sp<v(AQ$qFoie-CV746NA*Rbh*$X7U8#n0@$NReCZmxg0mde*FAcDbzR773HP#Kmq*El&=R4w4#!voydDE7Fh|@;Ig@Asf-U-ztuMEOrPk*6Z#;L;#zcw0LQj->B!#ha-m09nt?*piUTI$%*$Es-2{EcuTcbF@MoW$#hUhQgEZdmUS5VK)=31m#}XTb2c4fS59o;v?!jqI*vz*cf|)zP*6K^G}tAnq(JvwFVc>Tu#co{v<p-3Fx@ZVuV!B|;Gnp<kZea&R@$pYhgTqD;kxm1<$7cy$7U7*3Tukr1p*oNPI)bFGp0sNQDsOy=~-m6g#)BiUWHOSm766b9y$Jl|nctamyu4w845@K={yR!S0p!-nvym=!oG!^H+%JE>U8J3-{WcQsrV-!N%q+$KquU7n>U1C~_O7{jVNrfZ-2Gm-bh(Unq-=R4sLh?v-~lFvLbgiBUnxAIO_q{C3@kpWvhyKu1HD6Z}>lt`@Mw$EGFmo--_GLLY>@{S0%c)yZ=FEmUoakMlJOs4AM%WEa*K~i8DX6~61E_&=_usrwqPT*?Cdp<^j%4OjKE|c3PQkCJ8blO|jYD-&?6Q?^P5<T9Ur7tlTB*PFRo_0SgF0*fCy=elBLa~U5E5vbSJ|o?#aYn=+js=Mc))y(rzp&TIp2YbJ(Bga#HZ})srcP4E@0DxIZ1a34h(ZM~+ou;COf@-0|9b^=l;l^}JXKnn3)fB=YU&do0z#psyTrAeo6Xp*=c*?C482{z&x1F=#xaQ5Emt~I^cKdKpUQROSag$J`?Ds>J1a7H8p=3{P$W1p;nhWH!T`MBYi%wD82Y%gYFKcu0UgnTBjSD>wKnT%-$Miuj|JHvsbE3JLPRz~^v~MR4@ud$hpjTQc>WN8UMW}Prj|;F@}P{;YQro(wG)JjBgSE+q@i%SLUAOzlE_bMuR^R3_KMvdos|Hid5J4=Eya9vc2<xRz3OvA%6ncf`J68c0SVO#xKx+R$bBbdJHiR#G2P-^Snjv5X>%|$E-?^irx*EluiOpDX~L(H0y|l$7C~m615)JeRRvthb{o>J8)uGuyyOmuyk=MW4bug5?{_7F5;s$G-x^>Y&~h516hY@@dAK3D(LpRD^*ryCrgB&~HY$9^DTBJo+yZvVSejiA^>#3$D!8A|cY;}^;dWo>Xh!~nAX@5FES)?WM3ViWTb*e3d?y&L!`)jV)%FjPPlXjit_pEZrLY&G7au>7fw~=6lFkLT23{=3qRC!z6Ik@I^vEx&*)!{#6|7j-pd;3(Xp*JGwqPvk;DD&%RUf+dVk#Dx<xR}GU)GyEYJT2kLr5t=JlrT~<APaXEi3j;sSbFHkUNYYQ8-X~7lj(!JlLpUu$1RJHnYdbE3;d^_*u2vCju!b_;smg#}DH5i%}{KT8<V{MJCum2zAfIRJpAaZ0f6aoZSmxAwV3H0e;1XqMHK+6RHu2?*N*_zyGu05=c*qiY3mIEMf0H3$wlH#3}_-OY5i3=le0d'
    '=cyZojSCj`06U_-B7v$?E~HeVD=r%KA4YopGc_lw$an}4l9tP<MzeO8WGF2y5~RJ#ESE{=FyJ7Hq9l~a&2fH7Tpp%DM(L5n2#yN@{?EPZq~@}o16wu{l_h&nruU&kJDbCxJxb2`SK{mOyco94wBf?xu&Pr<jvDmzx-B+&UEQqe4JT_edUBJYI%=10HA!#(f_<q;NmT{$LnKe$WvIQE(T6aDNj>}i15tD$PsDR{&)iKu_5kB-?m;HAT{xY~eE@PCFa%td#$spcp}{5LI+6qeguxfz$-~fI!!-a~1`CTpm$}w`?z)6ooWWwxuCp6F*$=MM=O4xX<HDU0#MX@G6=S{JL+R=@Oc}5Xp$|G>B)eY~XUf9U^D8Wd+di1U<InL3cKR?G)+dtRM*3M2j!!&(PHPVe##OjSxuOHB=5x^O0Zw-?=0YQci27umVAYXRm&q7~z5(RsH|-L`l}mXkd~%5-vs>mqLwaFZsPkOa{ub}j_3b1~sCAJ$L8M$C`9&F}VjIR;FZ2oLZ}4{{AOddTxh{zBTlqDMZ&RCUBg5NRE=m1ZvXrsT5O|5DtrjS7KR_vf(fs+;d|7{<GVP0NWw>F7X%^>Md3k)LpYQxfnI}B_D6xkpWE1AUH^m~cQvBbE)5}%6^KS1sGXx*7Wg$@wC(T<fQ(&3GAO)f>9md#doJ#CKz)3M$M5{7|OFOx9b|LZbMusq2=4H^;^oEQHX)jTf`gZcKiNaPjK{XxX!}%Nf8@r|&BO$ulq-C)t6WQbQY^p!Z?1#Dikb@4It9L~BjVa*qTheffhgw`MpO#j4is~`zBvqTlqi2Owa+P%+t2c6C6kF>}ViVJ>*cS8yF={K}Z-Y^2tThtZi|iLa%<PA`{gB%ag)o4I=KbFP!gVJ=Fs>cBAz@2|SD@8d42LOX2qagOAW4b^QbbUAo3$LG4WH837KeW-u3l)haAj3?qlbTK>*30FT?zeO-oD$e$pj(g<R_}ip?7xZogI2-hu+DdTZSq;_M!?9+`Pug4BrzxC`W2hs*4&Y%0EIVw<=A68Eku%Q&dz_j=w{UXAqH-Et|gWkOKs{x_XnyPGq<EVP-$f?T6fcpd;TOyYs^CGT7OrfS>8qY*$j?j0Kf?I%X{#?OTFwGEo}Ao|-Jb`r?LTZ*pUKFa^(K3ykP7U@o?s(zplzP10N9zuZ$to@UQVWX~YbzR7@nlL7KWZa*-AhQgrk-E{AUz{?eDitR#MnL|MmX{XIng`ab0iyYa~$gNLgRk8)W*86s?_w8Em+qK@m^;)x$u5XhB<MuZ1(A_EJ`g3F0$g=%FV?pH=bZ-5-oIz)2(AgQ#mBez#ZeoT28?>%wjrcD9z}J%5?gty5<py54#fT~56VOcoRu;=qV0-!E47T6~<(hg^o5p`Bk;TeB^s?>SWs@IBv>a@|V;G81&bhnu!f;R|h}48|0;I@<?ZYa_P~=L8Em!@|tpy|}-z4X5@PdxM5n&=BKmUCFdaB<|WXagpfnAXUyCMg6MGowW9E@HOgGcBFOK_zfQ5r7a&Uah(A#atzwKt~e#rQ`|Le?dl&`WY)mqdQhv)O((IQ(I+PId9^n#Xprn8OGfZ7=1r@mgD%+@4SfPcA@_t+s4}UQaeRo!1>#CiM%E<LT^pIy)Y|JqIJV=P!!8H9QIjwj(FPSVeAndY{_^T`du)a@)zcOXQTN<Q?z>^LOe#oydx1Gkk@1-W`rzn0N4*$k<*M!Bbl98<+lisp}V{OLmH!<d<GXl2lD=dnmZyN^A(yRc~Bvti2E0z$@FRhgh@iqmNEx-Pp;Y-I_zYHHT(g9&WuX+$<HpF4)re3V(~01I{LqSI9D$?}ebZb9wyU0WWWRyV>DPM^(OT6C>Y5YC+y?B<W-=+Zi-og*;@G>mIcl`i#9utBuS`O}BGwA`6x+D1RPp7w86F#yNLMoll<m*XRUdaIWD(q*^A1LB{N4B3nJbEWZ`<c|@*%i~)#3bu1d-P4bo>;%f1t0$EUJu;X9>inP^sI!=|ptYrhTS#1Bvm|A|AgARRO#*MMY'
    'Dl>?zZY~q=S?w9gDJj%g-INz3WR`bt;{v~`{G@Cyew2V>BI}W*s=${Y=5l1Wxi&>>J*ev&PE85h@!fKv7C9(xl%^|EtQq(sD5rYZR?e7JGDm7ZG!}LEYlJbHl?@FbjUz|V*->=DiNnkEo_%a@y@-ol*rDEpJF~NyHEu>tp?x9P?A@EV_k~Jit+IMGmE;FHo#XKf<%P5?Niz!aTm_Tid@+JPB*jyIO^~vHkB~uf{`5x~i;DMmJ}vaT6ImaYE<en$;t?_4a_o_-3arpEs6`Sk!{b3~ywJG?+lJk$b{^S*{KbqOU5l(r)~S;J_%4@TN=gwv^mT=-_@yH!)k*i^Md_Jtd=r9pXqnvrDLq)VBw&kh;s@YrbO;xk+)FX5kB!rhjnj{}c?A-*Y{zWMg|wKJ-9U#})V{=wwyGFeD);2N2&s_Ctw2^I>r-AnR$l(Nmv90dK~dES{;^EwTi~Zfyjum3t-91QKY%od{1ajICSg9dRLBWCi!#Ms0tND65p1-}<l`PKnf{sKpE>@?@lP=p4cm_me`nNWJ0JH4JJd1jE;QgKu8Z$)Ap)LIx$G{}Nrd>DdaO?~0Jz7$Wc)<K<a4YS5B+8Ng_wz6<d7Qux9S|>0G&ymoqXK);ecUWAP5J1JP7vwF0)SI3ytshpfqB8+x8~QWT>pIe95K2Z;~(aWPL2Qq#{*?B_0z1D`OT9e<S&LfRjGJNgv>($+X`2co?0V`hcz;ptjz*#(86)ZHB2m(AjWggq679ofpk#QfkQFi;4v*6!~vGBvZO)E_QWdu?^!^O^)F5vE)Qj)}iZ&0`d=&TAL>Mc!-T2Vxx!H=pk78kXV}jS>T_GosUNYepPT2gF%<VkCZ#fxU{eF^HWpLc%}~m*$rr;l1nC6H5;D75-siY!|5k%(KSiT!`zx5&l-T5Bp;8knImlG2%91OIK{}4DaI*G0ggWfLiH3l!&5-5?tDBR>@DmeRTL%-+wgyE+mD<#z(ys%&rW&-Cu)7<j*&U__$K+Qv{dkBg9k)BFDcOE<1sdPj13-RgU2|nW8ABkgMDad#JiOjwIxdGAjWRC3|D1~q^N8bybZRU6&4ghxY6Za7mGK^uQMD_MzW^tSZ3&VcC-BN<YHExJ=8zrU!w7}MregY6uriUr>Y5)k1w&+m)Pn{Z1trNnfS2E&c|2LzH2G{vJe|GIeE=jEp;#vxaD+jR<S2rgu|b8L}~2TvWXy<4qs8LL(1zpzos5j^6?c`{t7F9g_Xa;A-$q21%R<B5TJHGz7CfC_Qs*8W|eoaD{va;0=C+Q{jfmb_1c_!9D8Jinhri0^JyLuclh`k+kEZg<1TjRLJ{8QGh3CmzV{;7J1i;5Y59-<tM3!e4SUm-yY6IS8gsCP%-hS6YW<BW2F}x4fgX=$Cb>tplb9=@z_)B!a&pi;aMUoQMYHCA!K(iS^!u^7NIg?#zVl%(ajlmAE=Kscx9j5Z??`PQbJ&Ny`>ES0^zzP!{lR)v<4RYEvy@B>xRaP))^+O^6n`m-&nF-DMPCL=bLYcB@ZM7%63tf5Aj_eNkxQ<>@d*#M{kiZ>!mBnQ%1f#@{;~EDB+EBgyS&AID=+%+zD+)0ksq+g576u%pxHkh1}lxiIwR4;NG`KrMYQLQvj}v8`Yplx4~J3Uz8`~}4ud`)j-n$Bin&Rm!|=W()JRef;;fZ&u{X)xQF*h2-8ZvuB;L3%;{!z4hojLr{nxz&O@eN0gjJepV$aH*k%rRFY!3KvO<d~IG~#V*2-SXRkfucDdGG1TS6qg#Fv`EeD5rmDDf_*p0D~Q_nObBg-Xa6@Un+EECpM+v$Lc)TvU9eYYu(~gZ#h9Q-|_|*UKe5c759Vwnc<%~{>kxAvGesnR~iZeSsoM2y?)N^W(F@4`#+MaBVV-kbmY_lH-U4aRS(~g;KH{hUvVYA;!1qQmH3J)@%2#Fbrv`jPD_&-oSD*+Nftz$AfwL{7p26b46?QsT6D{>TjWZMCF3nJ_bYD6SD0(`&wS^6FL4+J$=ilY{khBP#7lVYSTOY8t5%31'
    'emLU4<!ZB(5tFmv`^h;N=o}1m4hF*H_?`3p@NLopWmMZ0VQqF|khf-3u?5!@i3|y@q0RJWn~)^kn<TT|s-70G2Pc@sKE;%9{4>Wtw6KF<VIM!81pyPQvOTfvdA(*5SmL}4kW9lF$ZXWD%VmcpjXyHM9Oo%U0^^@K{-LED21_{)#D^ktp7?;P=IT9Ju7k(}y;c*CgGVG7q&mgqPW&^+Kl#ol(y!SH)?O;pQ<qvQvVF2(R3Oqig=Ry(xLVXcOujI?3}6V1uG{&vzvX>J1x>?XUBR3+cj6{NkZ~ToGMp<$Z`>CrWw!I_fL~^=aU9gz(1llDA{@w-YLN&egNt_Pl&v@XD6?j^Jb)H(AP&+D|In5Xc@-a2VDpXf<Bf3T<!(unzmK#O(g9I2#wf9PJ>zVTOT9}~&hTjoW+|y}hRgoxh~E!YEKsDHej9Q6WM+47ri+>?hE(+?VK11&lMF**pT~dLcMO3*BLLzf9*MU|D>_yt0C`D#Wajm%58s~~p%f`Bo8lso@?C$$9295xhy>0lJk;6FnZqqh!gLyadR=hWqoC%Raq%YE_Ll^+9;O&suyeLQ`b+_-hrW7~_@5KN{7(UCzjJml`aRXoQDo>1T2wDCxRxvo7%4hY0{HhS;LCT;4o4pf{pEqH13_w8N728^TK<y>u)e22t=>618htW(p;D&m*vX+U_7!VcEt*U!P&clR&;@R?2q*eYV*k~DaKersK#_Oe?j;TZk=Yv|q&^C;d8%)c!JkV1*94v<+{qdKnd6^)=k5MIo-fm#h;|M*QGSyeIsrW!XAY=M{4?KqdvK4(+Ly(kyvAX?F<gM$N1#w20Zhm#fDm`y9^UWC^_2@5X@G3Yvk}{`J2Qgeo%e%Z34jWx0Pe#-^PSIo2?DR?8!dyrJF8uf<2~M@Q412K<#R?x1m80%M(~V(O+LK+<S@b%$7lYJO{u|pAks~N%eM1*KUzr)LdO0u{_Kjm7ChV_BT6izUcu;l3E<79zyjO(e4vka5eEgbVr6M4PHe?7f7^v2Lo`KAEpiieo{{}#e-TaKpwRTKoQ&Yc#D5tYS`^_49Vls|0KnE1AXPh`4<izcKb9DGc@q?~X#m4YWJNyArM1qZ8j<TW{<KEungAne3Sgz3pZAhQshPki(g!4xK5P(dN-(Qp0!e!dI|0NDg+M1Mc#eI`zLNlqXbS9{ouBvpE43Zsn*!n*Dw}_$LkM!fk+RRarCs)4lDf=e0{EIK5LtG9KH%3$zFF>xn_a-Hjdp4YoQVbL&{=xDVHzpIZIqWpw+;orI+wm(ld>xk0HjO-(XsRMp<6-}b;yg3@iMJeM3IyPt6CrD(C>H&tcaocdM_iBZdqQ4Taf_zVhZR7{4?MAzne#P$p'
)
# question data, end

if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
