#!/usr/bin/env python3
"""The second verifier of evidence packets: same rules, lines and exit codes as ringfence-verify.
Usage: python -I ringfence_verify.py --trust FILE [--previous DIR] [--counter DIR] [--questions DIR]
                                     [--now TIME] [--claims] [--output text|json] PACKET
One file, standard library only, no network, no other program, nothing written. It was written from docs/formats,
apart from the C++ verifier, so that a mistake in one shows as a difference.
"""
import argparse, base64, datetime, hashlib, json, os, re, stat, struct, sys, time, zlib
from collections import namedtuple
from types import SimpleNamespace
VERDICTS = ("CONTRADICTED", "UNKNOWN", "STALE", "ATTESTED", "MEASURED", "PROVEN")
CONTRADICTED, UNKNOWN, STALE, ATTESTED, MEASURED, PROVEN = range(6)
PARTIES = ("subject", "operator", "reviewer", "third party")
SYSTEM = ("product", "entity", "deployment", "account", "cluster", "region", "bucket")
ROLES = set("cust-approver cust-release cust-log cust-witness vendor-log vendor-witness vendor-staff agent gate "
            "counter probe reviewer audit-witness build".split())
JSON_BYTES_MAX, JSON_DEPTH_MAX, JSON_VALUES_MAX, ITEM_BYTES_MAX = 16 << 20, 32, 300_000, 256 << 10
ITEMS_BYTES_MAX, RAW_BYTES_MAX = 64 << 20, 32 << 20
EPOCH = datetime.datetime(1970, 1, 1)
MANIFEST, MANIFEST_TYPE = "manifest.dsse.json", "application/vnd.ringfence.packet.v1+json"

class Refused(Exception):  # a packet that must not be believed: the file that is wrong, and what is wrong
    def __init__(self, file, what):
        super().__init__(f"{file}: {what}")
        self.file, self.what = file, what
def need(good, file, what):
    if not good: raise Refused(file, what)
def first(*pairs):  # the reason of the first pair whose condition holds, or ""
    return next((reason for bad, reason in pairs if bad), "")

# --- text forms: one value has one spelling ------------------------------------------------------------------
def sha256(data): return hashlib.sha256(data).digest()
def from_hex(text): return bytes.fromhex(text) if re.fullmatch(r"(?:[0-9a-f]{2})*", text) else None
def to_base64(data): return base64.b64encode(data).decode()
def from_base64(text):
    data = base64.b64decode(text) if re.fullmatch(r"[A-Za-z0-9+/]*={0,2}", text) and len(text) % 4 == 0 else b""
    return data if to_base64(data) == text else None
def parse_time(text):
    if not re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}Z", text): return None
    try: seconds = (datetime.datetime.strptime(text, "%Y-%m-%dT%H:%M:%SZ") - EPOCH) // datetime.timedelta(seconds=1)
    except ValueError: return None
    return seconds if seconds >= 0 and text == format_time(seconds) else None
def format_time(seconds): return (EPOCH + datetime.timedelta(seconds=seconds)).isoformat() + "Z"
def parse_count(text):
    return int(text) if re.fullmatch(r"0|[1-9][0-9]{0,15}", text) and int(text) < 2 ** 53 else None
def lines_of(data):
    end = b"\n" if isinstance(data, bytes) else "\n"
    return [] if not data else data[:-1].split(end) if data.endswith(end) else None

# --- Ed25519 (RFC 8032), verification only -------------------------------------------------------------------
P, L = 2 ** 255 - 19, 2 ** 252 + 27742317777372353535851937790883648493
D, ROOT = -121665 * pow(121666, P - 2, P) % P, pow(2, (P - 1) // 4, P)
def point_add(a, b):
    e, f = (a[1] - a[0]) * (b[1] - b[0]) % P, (a[1] + a[0]) * (b[1] + b[0]) % P
    g, h = 2 * a[3] * b[3] * D % P, 2 * a[2] * b[2] % P
    u, v, w, q = f - e, h - g, h + g, f + e
    return u * v % P, w * q % P, v * w % P, u * q % P
def point_double(p):
    a, b = p[0] * p[0] % P, p[1] * p[1] % P
    e, f, g, h = a + b - (p[0] + p[1]) ** 2, 2 * p[2] * p[2] + a - b, a - b, a + b
    return e * f % P, g * h % P, f * g % P, e * h % P
def two_products(s, a, k, b):  # s*a + k*b in one pass over the bits
    picks, result = (None, a, b, point_add(a, b)), (0, 1, 1, 0)
    for bit in range(255, -1, -1):
        result, pick = point_double(result), picks[(s >> bit & 1) | (k >> bit & 1) << 1]
        result = point_add(result, pick) if pick else result
    return result
def point_read(data):
    y = int.from_bytes(data, "little")
    sign, y = y >> 255, y & (2 ** 255 - 1)
    square = (y * y - 1) * pow(D * y * y + 1, P - 2, P) % P
    x = pow(square, (P + 3) // 8, P)
    if (x * x - square) % P: x = x * ROOT % P
    if y >= P or (x * x - square) % P or (x == 0 and sign): return None
    x = P - x if x & 1 != sign else x
    return x, y, 1, x * y % P
BASE = point_read((4 * pow(5, P - 2, P) % P).to_bytes(32, "little"))
def ed25519_verify(key, message, signature):
    if len(key) != 32 or len(signature) != 64: return False
    a, s = point_read(key), int.from_bytes(signature[32:], "little")
    if a is None or s >= L: return False
    k = int.from_bytes(hashlib.sha512(signature[:32] + key + message).digest(), "little") % L
    # s*B - k*A must be R, byte for byte.
    x, y, z, _ = two_products(s, BASE, k, (P - a[0], a[1], 1, P - a[3]))
    z = pow(z, P - 2, P)
    return (y * z % P | (x * z % P & 1) << 255).to_bytes(32, "little") == signature[:32]

# --- strict JSON, and documents of a given shape -------------------------------------------------------------
def good_json(good, value, what):
    if not good: raise ValueError(what)
    return value
def unique(pairs): return good_json(len(dict(pairs)) == len(pairs), dict(pairs), "duplicate key")
def whole(text): return int(good_json(parse_count(text.removeprefix("-")) is not None, text, "a number out of range"))
def no_fraction(text): good_json(False, text, "a number with a fraction or exponent")
def parse_json(data, file):
    need(len(data) <= JSON_BYTES_MAX, file, "JSON larger than 16 MiB")
    try:
        text, depth, values = data.decode("utf-8"), 0, 0
        for mark in re.finditer(r'"(?:[^"\\]|\\.)*"|[\[\]{},]', text):
            mark = mark.group()
            depth += (mark in ("[", "{")) - (mark in ("]", "}"))
            values += mark in ("[", "{", ",")
            need(depth <= JSON_DEPTH_MAX, file, "JSON nested too deep")
            need(values <= JSON_VALUES_MAX, file, "JSON with too many values")
        value = json.loads(text, object_pairs_hook=unique, parse_int=whole, parse_float=no_fraction, parse_constant=no_fraction)
        json.dumps(value, ensure_ascii=False).encode("utf-8")  # fails on half a surrogate pair
    except (ValueError, RecursionError) as error: raise Refused(file, f"JSON: {error}") from None
    return value
def quote_json(text):
    text = text.replace("\\", "\\\\").replace('"', '\\"')
    return '"' + re.sub(r"[\x00-\x1f]", lambda m: f"\\u{ord(m.group()):04x}", text) + '"'
# Kinds of a member: text (no control characters), free text, digest, digest or empty, count, number, time, any
# object; a dict is an object with exactly these members; a list of one kind is a list of it.
def read(value, shape, file, name="document"):
    if isinstance(shape, dict):
        need(isinstance(value, dict), file, "an object is missing")
        for key in value: need(key in shape, file, f"unknown field {quote_json(key)}")
        for key in shape: need(key in value, file, f"missing field {quote_json(key)}")
        return SimpleNamespace(**{key.strip("_"): read(value[key], kind, file, key) for key, kind in shape.items()})
    field = f"field {quote_json(name)}"
    kind = {"count": int, "number": int, "object": dict}.get(shape, str) if isinstance(shape, str) else list
    need(type(value) is kind, file, f"{field} is missing or of another kind")  # a bool is no number
    if isinstance(shape, list): return [read(part, shape[0], file, name) for part in value]
    if kind is str and shape != "free": need(not re.search(r"[\x00-\x1f\x7f]", value), file, f"{field} holds a control character")
    if shape in ("digest", "digest?"):
        need(re.fullmatch(r"[0-9a-f]{64}", value) or (shape == "digest?" and not value), file, f"{field} is no SHA-256 digest")
    if shape == "time":
        need(parse_time(value) is not None, file, f"{field} is no time like 2026-01-31T23:59:59Z")
        return parse_time(value)
    need(shape != "count" or value >= 0, file, f"{field} is negative")
    return value
def texts(names): return dict.fromkeys(names.split(), "text")
SCOPE = {"system": dict.fromkeys(SYSTEM, "text"), **texts("environment build"), "config_digest": "digest?",
         "policy_digest": "digest?"}
TRUST = {"type": "text", "question_set": "digest", "subject": SCOPE, "log": "text",
         "keys": [{**texts("name public_key role holder party host confirmed_by how date"),
                   "valid_from": "time", "valid_until": "time"}], "nonces": [{"value": "text", "issued": "time"}]}
PACKET = {"type": "text", "created": "time", "audience": "text", "question_set": "digest",
          "checkpoint_size": "count", "previous": "digest?", "subject": SCOPE, "open": [texts("claim why since")],
          "files": [{"path": "text", "size": "count", "sha256": "digest"}]}
ENVELOPE = {"payload": "text", "payloadType": "text", "signatures": [{"keyid": "digest", "sig": "text"}]}
PREDICATE = {"id": "text", "claims": ["free"], "zone": "text", **SCOPE, "class": "text",
    "producer": {"role": "text", "build_digest": "digest?", "key_id": "digest"}, "probe_seq": "count",
    "window": {"from": "time", "to": "time"}, "valid_until": "time",
    "method": {"tool": "text", "version": "text", "args_digest": "digest?"},
    "coverage": {"population": "count", "examined": "count", "unit": "text",
                 "excluded": [{"what": "text", "why": "text", "count": "count"}]},
    "result": "text", "limits": ["free"], "assumes": ["free"], "customer_duties": ["free"], "counter": ["free"],
    "raw": [{"digest": "digest", "media_type": "text", "disclosure": "text"}], "body": "object"}
STATEMENT = {"_type": "text", "subject": [{"name": "text", "digest": {"sha256": "digest"}}],
             "predicateType": "free", "predicate": PREDICATE}
SAMPLE = {"seed": "text", "root_leaf": "count", "indexes": ["number"]}
BODIES = {  # types whose bodies the rules read
    "E24": {**texts("kind entity signer address retrieved"), "statement": "free", "page": "digest?",
            "span": {"from": "count", "to": "count"}, "pages": ["free"]},
    "tombstone": {"leaf": "count", "erased_type": "text", "time": "time", "basis": "text"}}
METER = {"ledger_key": "digest", "counter_key": "digest", "ledger_user": "text", "counter_user": "text"}

# --- question set --------------------------------------------------------------------------------------------
Claim = namedtuple("Claim", "id question types highest least max_age limits assumptions")
QuestionSet = namedtuple("QuestionSet", "digest questions claims type_limits limits")
HEADERS = {"assumptions": "id\ttext",
    "claims": "claim_id\tquestion_id\tclaim\tevidence_types\thighest_verdict\twhy_not_higher\tby_whom_least\t"
              "max_age\tmandatory_limits\tassumptions\tcapability_since\thow_any_vendor",
    "limits": "code\tkind\tmandatory_for\ttext", "questions": "id\tgroup\tquestion\tseed_ref\trequired_claims"}
def listed(text): return [] if text in ("", "-") else text.split(";")
def read_question_set(files):
    sums, rows = "", {}
    for name, header in HEADERS.items():
        sums += f"{sha256(files[name]).hex()}  {name}.tsv\n"
        lines = lines_of(files[name].decode("utf-8", "replace"))
        need(lines and lines[0] == header, f"{name}.tsv", "no question set file of this version")
        rows[name] = [line.split("\t") for line in lines[1:]]
        need(all(len(row) == len(header.split("\t")) for row in rows[name]), f"{name}.tsv", "another number of columns")
    claims, type_limits = {}, {}
    for row in rows["claims"]:
        age = 0 if row[7] == "until-change" else int(row[7].removesuffix("d")) * 86400
        claims[row[0]] = Claim(row[0], row[1], listed(row[3]), VERDICTS.index(row[4]), row[6], age, listed(row[8]), listed(row[9]))
    for row in rows["limits"]:
        for code in listed(row[2]): type_limits.setdefault(code, []).append(row[0])
    return QuestionSet(sha256(sums.encode()).hex(), [(row[0], listed(row[4])) for row in rows["questions"]],
                       dict(sorted(claims.items())), type_limits, {row[0] for row in rows["limits"]})
def load_question_set(folder):
    files = dict(zip(HEADERS, zlib.decompress(base64.b85decode(QUESTION_DATA)).split(b"\0")))
    if folder: files = {n: read_file(place_of(os.path.join(folder, n + ".tsv"), n + ".tsv"), n + ".tsv", 8 << 20) for n in HEADERS}
    try: return read_question_set(files)
    except (ValueError, IndexError): raise Refused("claims.tsv", "a bad cap, age, type or party") from None

# --- trust policy and scope ----------------------------------------------------------------------------------
Scope = namedtuple("Scope", "system environment build config_digest policy_digest")
def scope_of(value, file):
    need(value.environment in ("production", "test", "emulator"), file, "environment is none of production, test, emulator")
    return Scope(tuple(getattr(value.system, part) for part in SYSTEM), *(getattr(value, f) for f in Scope._fields[1:]))
def scope_digest(scope):
    pairs = list(zip(SYSTEM, scope.system)) + list(zip(Scope._fields[1:], scope[1:]))
    return sha256("".join(f"{name}={value}\n" for name, value in pairs).encode()).hex()
def read_trust(data, file):
    trust = read(parse_json(data, file), TRUST, file)
    need(trust.type == "ringfence-trust-policy/v1", file, "no trust policy of version 1")
    trust.subject, keys = scope_of(trust.subject, file), {}
    for key in trust.keys:
        key.key = from_base64(key.public_key) or b""
        key.id = sha256(key.key).hex()
        need(len(key.key) == 32, file, f"key {key.name} is no Ed25519 public key")
        need(key.role in ROLES, file, f"key {key.name} has an unknown role")
        need(key.party in PARTIES, file, f"key {key.name} has an unknown party")
    for nonce in trust.nonces: need(from_hex(nonce.value) is not None, file, "a nonce that is not hex")
    for key in trust.keys:
        need(key.id not in keys, file, f"{R5}: key {key.name} stands twice, a key has one role")
        keys[key.id] = key
    logs = [key for key in keys.values() if key.role == "cust-log" and key.name == trust.log]
    need(logs, file, "no key of role cust-log with the name of the log")
    trust.keys, trust.log = keys, logs[0]
    return trust

# --- log: RFC 6962 hashes, tiles, signed notes ---------------------------------------------------------------
def leaf_hash(entry): return sha256(b"\0" + entry)
def node_hash(left, right): return sha256(b"\1" + left + right)
def tree_root(leaves):  # combines complete subtrees as leaves arrive, so that a million leaves need no recursion
    stack = []
    for index, node in enumerate(leaves):
        while index & 1: node, index = node_hash(stack.pop(), node), index >> 1
        stack.append(node)
    root = stack.pop() if stack else sha256(b"")
    while stack: root = node_hash(stack.pop(), root)
    return root
def inclusion_root(index, size, leaf, path):  # the root that a path leads to, or None when its length does not fit
    node, last, result = index, size - 1, leaf
    for sibling in path:
        if last == 0: return None
        if node & 1 or node == last:
            result = node_hash(sibling, result)
            while not node & 1 and node: node, last = node >> 1, last >> 1
        else: result = node_hash(result, sibling)
        node, last = node >> 1, last >> 1
    return result if last == 0 and index < size else None
def tile_path(index, width):
    path = f"{index % 1000:03}"
    while index := index // 1000: path = f"x{index % 1000:03}/{path}"
    return path if width == 256 else f"{path}.p/{width}"
Checkpoint = namedtuple("Checkpoint", "origin size root witnessed")
def note_key_id(key, kind): return sha256(key.name.encode() + b"\n" + bytes([kind]) + key.key)[:4]
def read_checkpoint(note, trust, file):
    body, gap, tail = note.decode("utf-8", "replace").partition("\n\n")
    need(gap and "\ufffd" not in body + tail, file, "no signed note")
    fields, lines, log, times, signed = body.split("\n"), lines_of(tail), trust.log, [], False
    body = (body + "\n").encode()
    need(len(fields) == 3 and lines, file, "no checkpoint of three lines with signatures")
    size, root = parse_count(fields[1]), from_base64(fields[2])
    need(size is not None and root is not None and len(root) == 32, file, "bad size or root in the checkpoint")
    for line in lines:
        parts = line.split(" ")
        blob = from_base64(parts[2]) if len(parts) == 3 else None
        need(line.startswith("\u2014 ") and blob is not None and len(blob) >= 5, file, "a bad signature line")
        if parts[1] == log.name and blob[:4] == note_key_id(log, 1):
            need(not signed, file, "two signatures of the log")
            need(ed25519_verify(log.key, body, blob[4:]), file, "the log's signature does not verify")
            signed = True
        for key in trust.keys.values():
            if not key.role.endswith("-witness") or parts[1] != key.name or blob[:4] != note_key_id(key, 4): continue
            need(len(blob) == 76, file, "a witness signature of another length")
            times.append(struct.unpack(">Q", blob[4:12])[0])
            message = b"cosignature/v1\ntime %d\n" % times[-1] + body
            need(times[-1] <= 253402300799 and ed25519_verify(key.key, message, blob[12:]), file,
                 f"the signature of witness {key.name} does not verify")
    need(signed, file, "no signature of the log named in the trust policy")
    need(fields[0] == log.name, file, "a checkpoint of another log")
    return Checkpoint(fields[0], size, root, min(filter(None, times), default=0))
def read_proof(data, file):
    head, gap, note = data.partition(b"\n\n")
    lines = head.decode("latin-1").split("\n")
    need(gap and 2 <= len(lines) <= 66 and lines[0] == "c2sp.org/tlog-proof@v1" and lines[1].startswith("index "),
         file, "no tlog-proof")
    index, path = parse_count(lines[1][6:]), [from_base64(line) for line in lines[2:]]
    need(index is not None, file, "a bad index")
    need(all(node is not None and len(node) == 32 for node in path), file, "a bad hash")
    return index, path, note

# --- items ---------------------------------------------------------------------------------------------------
TYPES = dict(pair.split("=") for pair in (
    "field-inventory=E01 egress-frame-ledger=E02 egress-reconciliation=E03 egress-decrypt=E04 sealed-name=E05 "
    "canary-scan=E06 config-snapshot=E07 cloudtrail-chain=E08 object-inventory=E09 policy-theorem=E10 "
    "revocation-drill=E11 key-custody=E12 deletion-manifest=E13 deletion-result=E14 crypto-shred=E15 "
    "access-request=E16 access-grant=E16 access-deny=E16 access-revoke=E16 access-expire=E16 access-review=E16 "
    "session-record=E17 support-bundle=E18 retention-probe=E19 export-manifest=E20 import-report=E20 "
    "rehearsal=E21 build-provenance=E22 runtime-identity=E23 attestation=E24 probe-start=start  tombstone=tombstone").split())
NAMESPACE = bytes.fromhex("9c1f5e0a52644d8b8f0e7b612d90aa37")
PREDICATE_TYPE = re.compile(r"https://ringfence\.example/evidence/([a-z-]+)/v1")
def read_envelope(data, file):
    envelope = read(parse_json(data, file), ENVELOPE, file)
    payload = from_base64(envelope.payload)
    need(payload is not None, file, "a payload that is not base64")
    signatures = [(part.keyid, from_base64(part.sig)) for part in envelope.signatures]
    need(all(sig is not None and len(sig) == 64 for _, sig in signatures), file, "a signature that is not 64 bytes")
    parts = ",".join(f'{{"keyid":"{key}","sig":"{to_base64(sig)}"}}' for key, sig in signatures)
    text = (f'{{"payload":"{envelope.payload}","payloadType":{quote_json(envelope.payloadType)},"signatures":[{parts}]}}\n')
    need(text.encode() == data, file, "an envelope in another spelling")
    return envelope.payloadType, payload, signatures
def dsse_encoding(kind, payload): return b"DSSEv1 %d %s %d %s" % (len(kind.encode()), kind.encode(), len(payload), payload)
def check_signature(key, kind, payload, signature, file):
    need(ed25519_verify(key.key, dsse_encoding(kind, payload), signature), file, f"the signature of key {key.name} does not verify")
def id_of(payload, identity):  # uUIDv5 over the payload with an empty id: the same payload always gets the same id
    field = f'"id":"{identity}"'.encode()
    if payload.count(field) != 1: return ""
    digest = bytearray(hashlib.sha1(NAMESPACE + sha256(payload.replace(field, b'"id":""'))).digest()[:16])
    digest[6], digest[8] = digest[6] & 15 | 0x50, digest[8] & 0x3f | 0x80
    return re.sub(r"(.{8})(.{4})(.{4})(.{4})(.{12})", r"\1-\2-\3-\4-\5", digest.hex())
def read_facts(item, body, file):
    item.facts, item.sample = SimpleNamespace(kind=""), None
    if "sample" in body: item.sample = read(body["sample"], SAMPLE, file)
    if item.type in BODIES:
        item.facts = read(body, BODIES[item.type], file)
        item.facts.kind = getattr(item.facts, "kind", "")
    if item.type == "E24": need(not item.facts.retrieved or parse_time(item.facts.retrieved), file, "a bad retrieval time")
    if item.type == "E03":
        item.facts = read({key: body.get(key) for key in METER}, METER, file)
        item.facts.kind = ""
def read_item(data, file, trust):
    kind, payload, signatures = read_envelope(data, file)
    need(kind == "application/vnd.in-toto+json", file, "no in-toto statement")
    statement = read(parse_json(payload, file), STATEMENT, file)
    item = statement.predicate
    need(all(raw.disclosure in ("full", "salted", "withheld") for raw in item.raw), file, "unknown disclosure")
    need(item.window.__dict__["from"] <= item.window.to, file, "a window that ends before it begins")
    item.file, item.counter, item.leaf, item.recomputed, item.wrong = file, False, -1, "", ""
    item.scope, item.run, item.tool, item.to = scope_of(item, file), item.probe_seq, item.method.tool, item.window.to
    item.population, item.examined = item.coverage.population, item.coverage.examined
    item.excluded = min(sum(part.count for part in item.coverage.excluded), 1 << 60)
    need(statement.type == "https://in-toto.io/Statement/v1", file, "no Statement of version 1")
    found = PREDICATE_TYPE.fullmatch(statement.predicateType)
    need(found and found.group(1) in TYPES, file, "unknown type of item")
    item.type = TYPES[found.group(1)]
    read_facts(item, item.body, file)
    need([part.digest.sha256 for part in statement.subject] == [scope_digest(item.scope)], file,
         "the subject is not the digest of the scope")
    need(id_of(payload, item.id) == item.id, file, "another id than computed")
    item.key, key_id = None, item.producer.key_id
    for signer, signature in signatures:
        if signer in trust.keys:
            check_signature(trust.keys[signer], kind, payload, signature, file)
            item.key = trust.keys[signer] if signer == key_id else item.key
    need(item.key is not None, file, "not signed by a key of the trust policy")
    return item

# --- what this run recomputes: None = nothing, else whether it came out the same -----------------------------
def load_raw(value, key, raw):
    digest = value.get(key) if isinstance(value, dict) else None
    known = isinstance(digest, str) and digest in raw
    return read_file(raw[digest], digest, RAW_BYTES_MAX) if known else None
def lines_root(lines): return tree_root([leaf_hash(line) for line in lines]).hex()
def same_lines(lines, body, root, count):
    return lines is not None and lines_root(lines) == body.get(root) and body.get(count) == len(lines)
def recompute_deletion_manifest(body, raw):
    listing, holds, prefix = load_raw(body, "listing", raw), body.get("holds"), body.get("prefix")
    if listing is None or holds is None or prefix is None: return None
    lines, held = lines_of(listing), {hold.encode() for hold in holds}
    target = [line for line in lines or [] if line.startswith(prefix.encode()) and line not in held]
    return lines is not None and same_lines(target, body, "target_root", "target_count")
def recompute_session(body, raw):
    records = load_raw(body, "records", raw)
    if records is None: return None
    lines, previous, good = lines_of(records), b"0" * 64, True
    for number, line in enumerate(lines or [], 1):
        parts = line.split(b"\t")
        good = good and len(parts) >= 3 and parts[0] == b"%d" % number and parts[1] == previous
        previous = sha256(line).hex().encode()
    return good and lines is not None and previous.decode() == body.get("head") and body.get("count") == len(lines)
def recompute_export(body, raw):
    partitions, good = body.get("partitions"), True
    for partition in partitions if isinstance(partitions, list) else []:
        sides = [load_raw(partition, side, raw) for side in ("source", "target")]
        if None in sides: return None
        good = good and all(same_lines(lines_of(side), partition, "root", "count") for side in sides)
    return good if partitions else None
RECOMPUTE = {"E13": (recompute_deletion_manifest, "the target set from the listing shown"),
             "E17": (recompute_session, "the chain of the session records shown"),
             "E20": (recompute_export, "the roots over the records of source and target")}
def recompute(item, raw):
    if item.type in RECOMPUTE:
        function, what = RECOMPUTE[item.type]
        result = function(item.body, raw)
        item.recomputed, item.wrong = what if result else "", what if result is False else ""
    if item.type == "E24" and item.facts.page:
        page, span = load_raw(item.body, "page", raw), item.facts.span.__dict__
        if page is not None and span["from"] < span["to"] <= len(page) and \
                page[span["from"]:span["to"]] == item.facts.statement.encode():
            item.recomputed = "the quote"

# --- packet: every byte matches; what is absent is a gap -----------------------------------------------------
Place = namedtuple("Place", "path size offset")  # one file's bytes: alone, or stored inside a zip
def place_of(path, name):
    try: return Place(path, os.path.getsize(path), 0)
    except OSError: raise Refused(name, "cannot be read") from None
def blocks(place, name):
    try:
        with open(place.path, "rb") as file:
            file.seek(place.offset)
            for at in range(0, place.size, 1 << 20): yield file.read(min(place.size - at, 1 << 20))
    except OSError: raise Refused(name, "cannot be read") from None
def read_file(place, name, limit):
    need(place.size <= limit, name, f"larger than {limit} bytes")
    return b"".join(blocks(place, name))
def hash_file(place, name):
    digest = hashlib.sha256()
    for block in blocks(place, name): digest.update(block)
    return digest.hexdigest()
def list_zip(path, zip_name):  # stored members only, no comment, no zip64: nothing in it can become larger than it is
    def little(data, at, count): return int.from_bytes(data[at:at + count], "little")
    whole, files, following = place_of(path, zip_name), {}, 0
    need(whole.size >= 22, zip_name, "neither folder nor zip")
    end = read_file(Place(path, 22, whole.size - 22), zip_name, 22)
    listed = Place(path, little(end, 12, 4), little(end, 16, 4))
    need(end[:4] == b"PK\5\6" and listed.offset + listed.size == whole.size - 22, zip_name,
         "neither folder nor zip, or a zip with a comment, of parts or above 4 GiB")
    rest = read_file(listed, zip_name, 32 << 20)
    while rest:
        need(len(rest) >= 46 and rest[:4] == b"PK\1\2", zip_name, "a broken directory")
        length, size = little(rest, 28, 2), little(rest, 24, 4)
        name = re.sub(rb"[^ -~]", b"?", rest[46:46 + length]).decode()
        need(safe_path(name), zip_name, f"an odd path: {quote_json(name)}")
        need(not little(rest, 8, 2) & ~0x800 and not little(rest, 10, 2) and little(rest, 20, 4) == size, name, "compressed or encrypted")
        head = read_file(Place(path, 30 + length, following), name, 1 << 17)
        need(little(rest, 42, 4) == following and head[:4] == b"PK\3\4" and head[30:] == name.encode() and
             head[6:28] == rest[8:30], name, "another header than the directory of the zip has")
        place = Place(path, size, following + 30 + length + little(head, 28, 2))
        following = place.offset + size
        need(following <= listed.offset, name, "reaches into the directory of the zip")
        need(files.setdefault(name, place) is place, name, "stands twice in the zip")
        rest = rest[46 + length + little(rest, 30, 2) + little(rest, 32, 2):]
    need(following == listed.offset, zip_name, "bytes that belong to no member")
    return files
def list_files(folder):
    files, top = {}, os.path.basename(folder)
    try:
        kind = os.lstat(folder).st_mode
        if stat.S_ISREG(kind): return dict(sorted(list_zip(folder, top).items()))
        need(stat.S_ISDIR(kind), top, "no folder")
        for base, folders, names in os.walk(folder):
            for name in folders + names:
                full = os.path.join(base, name)
                relative, mode = os.path.relpath(full, folder).replace(os.sep, "/"), os.lstat(full).st_mode
                need(stat.S_ISREG(mode) or stat.S_ISDIR(mode), relative, "neither file nor folder")
                if stat.S_ISREG(mode): files[relative] = place_of(full, relative)
                need(len(files) <= 150_000, relative, "more than 150,000 files")
    except OSError: raise Refused(top, "cannot be listed") from None
    return dict(sorted(files.items(), key=lambda pair: os.fsencode(pair[0])))
def safe_path(path):
    parts = path.split("/")
    return len(path.encode()) <= 200 and len(parts) <= 8 and all(
        re.fullmatch(r"[A-Za-z0-9._-]+", part) and part.strip(".") for part in parts)
class Packet:
    """One folder read whole: manifest, log, items by leaf; gaps are what is missing, notices what to know."""
    def __init__(self, folder, trust, questions):
        self.trust, self.items, self.gaps, self.notices = trust, [], [], []
        self.leaves, self.notes, self.roots, self.absent_run = [], {}, {}, ""
        self.present = present = list_files(folder)
        self.read_manifest()
        need(self.manifest.question_set == questions.digest, MANIFEST, f"{R3}: made for another question set")
        self.check_files(present)
        raw = {digest: present[name] for name, (_, digest) in self.files.items() if name.startswith("raw/")}
        self.read_log()
        self.read_items(raw)
        self.check_leaves()
    def read(self, name, limit): return read_file(self.present.get(name) or need(False, name, "cannot be read"), name, limit)
    def read_manifest(self):
        data = self.read(MANIFEST, 24 << 20)
        kind, payload, signatures = read_envelope(data, MANIFEST)
        need(kind == MANIFEST_TYPE and len(signatures) == 1, MANIFEST, "no packet manifest with one signature")
        key = self.trust.keys.get(signatures[0][0])
        need(key is not None, MANIFEST, "not signed by a key of the trust policy")
        check_signature(key, kind, payload, signatures[0][1], MANIFEST)
        need(key.role in ("cust-release", "reviewer", "vendor-staff"), MANIFEST, f"signed in role {key.role}")
        self.manifest = manifest = read(parse_json(payload, MANIFEST), PACKET, MANIFEST)
        need(manifest.type == "ringfence-packet/v1", MANIFEST, "no packet of version 1")
        self.digest, self.size, self.files = sha256(data).hex(), manifest.checkpoint_size, {}
        self.subject, self.open = scope_of(manifest.subject, MANIFEST), {}
        for part in manifest.open:
            need(part.why in ("not-built", "not-measured", "not-asked", "unanswered"), MANIFEST, "unknown reason of an open claim")
            need(not part.since or parse_time(part.since) is not None, MANIFEST, "a bad time of an open claim")
            self.open[part.claim] = (part.why, part.since)
        for part in manifest.files:
            need(safe_path(part.path), MANIFEST, f"a path that climbs out or is odd: {quote_json(part.path)}")
            need(part.path not in self.files, MANIFEST, f"a path stands twice: {part.path}")
            self.files[part.path] = (part.size, part.sha256)
        self.files = dict(sorted(self.files.items()))
        need(self.size <= 1_000_000, MANIFEST, "a log of more than 1,000,000 leaves")
    def check_files(self, present):
        for name in present: need(name == MANIFEST or name in self.files, name, "a file that the manifest does not list")
        for name, (size, digest) in self.files.items():
            need(name in present, name, "listed in the manifest and missing")
            need(hash_file(present[name], name) == digest, name, "another SHA-256 than the manifest says")
            need(present[name].size == size, name, "another size than the manifest says")
            need(not name.startswith("raw/") or name == f"raw/{digest}", name, "named after another digest")
    def read_log(self):
        self.read_entries()
        self.checkpoint, newest = Checkpoint(self.trust.log.name, 0, bytes(32), 0), False
        for name in self.files:
            if name.startswith("checkpoints/"):
                point = self.check_point(self.read(name, 1 << 16), name)
                self.checkpoint = point if point.size >= self.checkpoint.size else self.checkpoint
                newest = newest or point.size == self.size
        if not newest: self.gaps.append(f"no checkpoint of size {self.size}")
        hashes, level = self.leaves if len(self.leaves) == self.size else [], 0
        while hashes:  # hash tiles are redundant here, but who reads them alone must read the same log
            for begin in range(0, len(hashes), 256):
                part = hashes[begin:begin + 256]
                name = f"tiles/{level}/" + tile_path(begin // 256, len(part))
                need(name in self.files, name, "a hash tile is missing")
                need(self.read(name, 32 * 256) == b"".join(part), name, "other hashes than the entries have")
            hashes, level = [tree_root(hashes[i:i + 256]) for i in range(0, len(hashes) - 255, 256)], level + 1
    def read_entries(self):
        """The bundle of the last tile may be shorter than the checkpoint says: then leaves are missing."""
        for tile in range((self.size + 255) // 256):
            widths = range(min(256, self.size - tile * 256), 0, -1)
            names = ("tiles/entries/" + tile_path(tile, width) for width in widths)
            name = next((name for name in names if name in self.files), None)
            bundle = self.read(name, 34 * 256) if name else b""
            width = int(name.rsplit("/", 1)[1]) if name and ".p/" in name else 256
            need(not name or len(bundle) == 34 * width, name, "no entries of 32 bytes each")
            for at in range(0, len(bundle), 34):
                need(bundle[at:at + 2] == b"\0\x20", name, "an entry that is not a 32-byte commitment")
                self.leaves.append(leaf_hash(bundle[at + 2:at + 34]))
            if len(self.leaves) < min(self.size, (tile + 1) * 256): break
        if len(self.leaves) < self.size:
            self.gaps.append(f"leaves {len(self.leaves)} to {self.size - 1} are missing from tiles/entries")
    def check_point(self, note, name):  # one signed checkpoint, in its own file or inside a proof
        if note in self.notes: return self.notes[note]
        point = read_checkpoint(note, self.trust, name)
        fresh = point.size not in self.roots
        need(self.roots.setdefault(point.size, point.root) == point.root, name, f"a fork: two signed roots of size {point.size}")
        need(not fresh or point.size > len(self.leaves) or tree_root(self.leaves[:point.size]) == point.root, name,
             "the entries in tiles/ have another root")
        if point.size > self.size: self.gaps.append(f"the log had {point.size} leaves, shown are {self.size}")
        self.notes[note] = point
        return point
    def check_inclusion(self, item, envelope):
        salt_name, proof_name = f"items/{item.id}.salt", f"proofs/{item.id}.tlog-proof"
        for name in (salt_name, proof_name): need(name in self.files, name, "missing")
        salt = self.read(salt_name, 65)
        need(re.fullmatch(rb"[0-9a-f]{64}\n", salt), salt_name, "no salt")
        index, path, note = read_proof(self.read(proof_name, 1 << 16), proof_name)
        point = self.check_point(note, proof_name)
        leaf = leaf_hash(sha256(bytes.fromhex(salt[:64].decode()) + envelope))
        need(inclusion_root(index, point.size, leaf, path) == point.root, proof_name, "does not prove that the item is in the log")
        need(index >= len(self.leaves) or self.leaves[index] == leaf, proof_name, "the entry in tiles/ is another one")
        return index
    def read_items(self, raw):
        total = 0
        for name in self.files:
            if not name.startswith("items/") or name.endswith(".salt"): continue
            envelope = self.read(name, ITEM_BYTES_MAX)
            total += len(envelope)
            need(total <= ITEMS_BYTES_MAX, name, "items of more than 64 MiB together")
            item = read_item(envelope, name, self.trust)
            need(name == f"items/{item.id}.dsse.json", name, "named after another id")
            item.leaf = self.check_inclusion(item, envelope)
            self.gaps += [f"{name}: raw file {part.digest} is not in the packet" for part in item.raw
                          if part.disclosure == "full" and part.digest not in raw]
            recompute(item, raw)
            item.body = None
            self.items.append(item)
    def check_leaves(self):
        self.items.sort(key=lambda item: item.leaf)
        held, erased = set(), {}
        for item in self.items:
            need(item.leaf not in held, item.file, "two items of one leaf")
            held.add(item.leaf)
            if item.type == "tombstone" and item.facts.leaf < item.leaf and \
                    item.key.role in ("cust-log", "cust-approver", "reviewer"):
                erased.setdefault(item.facts.leaf, item)
        for leaf in sorted(set(range(self.size)) - held):
            stone = erased[leaf].facts if leaf in erased else None
            what = f"erased, basis: {stone.basis}" if stone else "its item is not in the packet"
            (self.notices if stone else self.gaps).append(f"leaf {leaf}: {what}")
            if not stone or TYPES.get(stone.erased_type) in PROBE_TYPES | {"start"}:
                self.absent_run = self.absent_run or f"leaf {leaf} is not in the packet and may be a run"
def read_counter(folder, trust):
    files, items = list_files(folder), []
    raw = {name[4:]: path for name, path in files.items() if name.startswith("raw/")}
    for digest, path in raw.items(): need(digest == hash_file(path, f"raw/{digest}"), f"raw/{digest}", "named after another digest")
    for name, path in files.items():
        if name.startswith("raw/"): continue
        need(name.endswith(".dsse.json"), name, "no item")
        item = read_item(read_file(path, name, ITEM_BYTES_MAX), name, trust)
        need(item.key.role == "reviewer", name, "not by a reviewer's key")
        item.counter = True
        recompute(item, raw)
        items.append(item)
    return items

# --- rules: each returns the reason why an item does not count, or "" ----------------------------------------
R1, R2, R3, R4, R5, R6, R7, R8, R9, R10, R11, R12 = (f"R{number} {name}" for number, name in enumerate((
    "grades_are_computed proven_speaks_of_this_run question_set_is_the_readers scope_binds measurer_is_named "
    "no_choosing_of_runs counter_evidence_is_found expiry_is_capped_by_reader limits_have_a_floor "
    "reader_draws_the_sample absence_is_a_claim public_words_are_retrieved").split(), 1))
Rule = namedtuple("Rule", "most otherwise roles")
TYPE_RULES = {code: Rule(most, otherwise, roles.split()) for codes, most, otherwise, roles in (
    ("E01", PROVEN, ATTESTED, "build agent reviewer vendor-staff"), ("E02", PROVEN, ATTESTED, "gate probe reviewer"),
    ("E03", MEASURED, MEASURED, "counter probe reviewer"), ("E04 E06 E21 E23", MEASURED, MEASURED, "probe reviewer"),
    ("E05 E08 E13", PROVEN, ATTESTED, "probe agent reviewer"), ("E10", PROVEN, ATTESTED, "probe reviewer"),
    ("E07 E09 E11 E12 E14 E15 E19", MEASURED, MEASURED, "probe agent reviewer"),
    ("E16", PROVEN, ATTESTED, "cust-approver vendor-staff vendor-log reviewer"),
    ("E17", PROVEN, MEASURED, "agent vendor-log probe reviewer"), ("E18", PROVEN, MEASURED, "cust-release reviewer"),
    ("E20", PROVEN, MEASURED, "probe agent reviewer"), ("E22", PROVEN, ATTESTED, "build reviewer"),
    ("E24", ATTESTED, ATTESTED, "vendor-staff reviewer cust-approver cust-release")) for code in codes.split()}
PROBE_TYPES = set("E03 E04 E06 E07 E09 E11 E12 E14 E15 E19 E20 E21 E23".split())
class Context:
    def __init__(self, questions, trust, packet, now):
        self.questions, self.trust, self.now, self.absent_run = questions, trust, now, packet.absent_run
        self.witnessed, self.witnessed_size = packet.checkpoint.witnessed, packet.checkpoint.size
        self.by_leaf, current, self.starts, self.outcomes = {i.leaf: i for i in packet.items}, trust.subject, {}, {}
        for item in packet.items:
            probe = (item.key.id, item.tool)
            if item.type == "start": self.starts.setdefault(probe, {}).setdefault(item.run, item)
            elif item.type != "tombstone": self.outcomes.setdefault(probe, {}).setdefault(item.run, []).append(item)
            if item.scope[:2] == trust.subject[:2]:  # what the policy leaves open, the newest item says
                current = current._replace(**{field: getattr(item.scope, field) for field in Scope._fields[2:]
                                              if not getattr(trust.subject, field)})
        self.current = current
def grades_are_computed(item, claim):
    rule, role = TYPE_RULES[item.type], item.producer.role
    said = {"P": PROVEN, "M": MEASURED, "A": ATTESTED}.get(getattr(item, "class"))
    return first((item.type not in claim.types, f"an item of type {item.type} does not answer this claim"),
                 (role != item.key.role, f"the item says role {role}, the key has role {item.key.role}"),
                 (role not in rule.roles, f"role {role} cannot sign type {item.type}"),
                 (said is None, "a class that is none of P, M, A"),
                 ((said or 0) > rule.most or (item.type == claim.types[0] and (said or 0) > claim.highest),
                  "it claims more than its type or the claim can have"))
def proven_speaks_of_this_run(item, claim):  # (reason, grade)
    rule = TYPE_RULES[item.type]
    if item.wrong: return f"recomputed and found different: {item.wrong}", UNKNOWN
    if rule.most == PROVEN and item.recomputed: return "", claim.highest
    return "", ATTESTED if claim.highest == PROVEN and item.type != "E20" else min(rule.otherwise, claim.highest)
def question_set_is_the_readers(questions, trust):
    return first((trust.question_set != questions.digest, f"the trust policy names another question set: {trust.question_set}"))
def scope_binds(item, context):  # (reason, whether it is another state of the same system)
    scope, current = item.scope, context.current
    foreign = first((scope.environment != current.environment, f"made in environment {scope.environment}"),
                    (scope.system != current.system, "about another system"))
    return foreign or first((scope.build != current.build, "about another build"),
                            (scope.config_digest != current.config_digest, "about another configuration"),
                            (scope.policy_digest != current.policy_digest, "about another policy")), not foreign
def measurer_is_named(item):
    facts = item.facts
    valid = item.key.valid_from <= item.to <= item.key.valid_until
    if not valid or item.type != "E03": return first((not valid, "the key was not valid at the time of the item"))
    return first((facts.counter_key != item.key.id, "not signed by the counter's key"),
                 (facts.ledger_key == facts.counter_key, "ledger and counter have one key"),
                 (facts.ledger_user == facts.counter_user, "ledger and counter run as one user"))
def no_choosing_of_runs(item, claim, context):
    if item.counter: return ""
    starts, outcomes = (part.get((item.key.id, item.tool), {}) for part in (context.starts, context.outcomes))
    for expected, run in enumerate(sorted(set(starts) | set(outcomes)), 1):
        if run != expected: return f"run {min(run, expected)} of {item.tool} is missing"
    for run in sorted(starts):
        told = any(claim.id in outcome.claims for outcome in outcomes.get(run, []))
        if claim.id in starts[run].claims and not told: return f"run {run} of {item.tool} began and did not report this claim"
    if item.type not in PROBE_TYPES or context.absent_run: return context.absent_run if item.type in PROBE_TYPES else ""
    start = starts.get(item.run)
    if start is None or start.leaf > item.leaf: return f"run {item.run} was not announced before it ran"
    return first((item.population < start.population, "the run covers less than was announced"))
def counter_evidence_is_found(items):
    """A later run of the same probe over at least the same population replaces a failure; nothing else does."""
    replied, contrary = any(item.facts.kind == "signed-reply" for item in items), []
    for item in items:
        if item.result != "fails" or (replied and item.facts.kind in ("public-page", "secondary")): continue
        if not any(later.result == "holds" and later.run > item.run and later.population >= item.population
                   and all(getattr(later, f) == getattr(item, f) for f in ("key", "tool", "type", "counter")) for later in items):
            contrary.append(item)
    return contrary
def expiry_of(item, claim): return min(item.to + claim.max_age if claim.max_age else item.valid_until, item.valid_until)
def expiry_is_capped_by_reader(item, claim, context):
    early = not item.counter and context.witnessed and item.leaf < context.witnessed_size
    expiry = expiry_of(item, claim)
    return first((item.to > context.now, "its window ends after this run"),
                 (early and item.to > context.witnessed, "its time is after the witnessed time of the log"),
                 (expiry < context.now, f"expired {format_time(max(expiry, 0))}"))
def limits_have_a_floor(item, claim, questions):
    return first((not item.limits, "an item without limits"), *((code not in item.limits, f"limit {code} of its type is missing")
                   for code in questions.type_limits.get(item.type, [])),
                 *((code not in item.limits, f"limit {code} of the claim is missing") for code in claim.limits),
                 *((code not in item.assumes, f"assumption {code} is not cited") for code in claim.assumptions),
                 (not set(item.limits) <= questions.limits, "an unknown limit"))
def reader_draws_the_sample(item, claim, context):
    if "sample" not in claim.limits and item.type != "E09": return ""
    if item.sample is None: return "the sample is not stated"
    sample, root = item.sample, context.by_leaf.get(item.sample.root_leaf)
    if root is None or (not item.counter and sample.root_leaf >= item.leaf): return "the root sampled from was not logged before"
    issued = [nonce.issued for nonce in context.trust.nonces if nonce.value == sample.seed]
    reason = first((not issued, "the seed is not the reader's"),
                   (issued and issued[0] < root.to, "the seed existed before the root was logged"),
                   (not sample.indexes or item.population < 1, "an empty sample"))
    drawn = [] if reason else [int.from_bytes(sha256(bytes.fromhex(sample.seed) + struct.pack(">Q", i))[:8], "big")
                               % item.population for i in range(len(sample.indexes))]
    return reason or first((drawn != sample.indexes, "the sample is not the one that the seed draws"))
def absence_is_a_claim(item):
    if item.result not in ("holds", "fails", "inconclusive"): return "a result that is none of holds, fails, inconclusive"
    if item.type == "E24" or item.result != "holds": return ""
    rest = item.population - item.examined
    return first((item.examined == 0, "nothing was examined"),
                 (rest < 0 or rest != item.excluded, "what was left out is not accounted for"))
def public_words_are_retrieved(item):
    if item.type != "E24": return ""
    facts, pages = item.facts, len(item.facts.pages)
    if not facts.entity or facts.kind == "signed-reply":
        return first((not facts.entity, "the entity that speaks is not named"), (not facts.statement, "an empty reply"))
    return first((facts.kind == "not-found" and not pages, "not found, and no page was searched"),
                 (facts.kind == "not-found", f"not found in the {pages} pages listed"),
                 (facts.kind not in ("public-page", "secondary"), "a word of unknown kind"),
                 (not facts.address or not facts.retrieved or not facts.page,
                  "a quote without address, date or digest of its page"),
                 (not item.recomputed, "the quote does not stand in the page at its span"))

# --- verdicts ------------------------------------------------------------------------------------------------
FIELDS = ("by", "at", "until", "covers", "rule", "reason", "gap")
class ClaimVerdict:
    def __init__(self, claim):
        self.claim, self.verdict, self.limits, self.items = claim, UNKNOWN, [], []
        self.by = self.at = self.until = self.covers = self.rule = self.reason = self.gap = ""
    def describe(self, item, claim, gap=False):
        word = item.facts.kind in ("public-page", "secondary")
        self.by = f"{item.facts.entity}, page read by {item.key.holder}" if word else item.key.holder
        self.by += ", secondary source" if item.facts.kind == "secondary" else ""
        self.at, self.until = format_time(item.to), format_time(expiry_of(item, claim))
        self.covers = f"{item.examined}/{item.population} {item.coverage.unit}"
        self.limits = item.limits
        self.items.append(item.id)
        if gap and PARTIES.index(item.key.party) < PARTIES.index(claim.least):
            self.gap = f"by {item.key.party}, the question asks for {claim.least}"
def judge(item, claim, context, out):  # files one item under what may be done with it for one claim
    for rule, reason in ((R1, grades_are_computed(item, claim)), (R11, absence_is_a_claim(item)),
                         (R9, limits_have_a_floor(item, claim, context.questions)), (R5, measurer_is_named(item))):
        if reason: return setattr(out, "refused", (rule, reason))
    reason, stale = scope_binds(item, context)
    word, (wrong, grade) = public_words_are_retrieved(item), proven_speaks_of_this_run(item, claim)
    age = expiry_is_capped_by_reader(item, claim, context)
    if reason and not stale: out.refused = (R4, reason)
    elif reason: out.stale = (R4, reason, item)
    elif word or wrong: out.refused = (R12, word) if word else (R2, wrong)
    elif age: out.stale = (R8, age, item)
    elif item.result != "holds": (out.telling if item.result == "fails" else out.open).append(item)
    elif runs := no_choosing_of_runs(item, claim, context): out.refused = (R6, runs)
    else:
        out.telling.append(item)
        if item.type == claim.types[0]:
            drawn = grade != MEASURED or not reader_draws_the_sample(item, claim, context)
            out.carrying.append((item, grade if drawn else ATTESTED))
def hold(out, judged, claim, context):
    item = opened = None
    for held, its in judged.carrying:
        series = held.key, held.tool, held.type
        if newer := [o for o in judged.open if (o.key, o.tool, o.type) == series and o.run > held.run]: opened = newer[0]
        elif item is None or its >= grade: item, grade = held, its
    if item is None:
        out.rule, out.reason = R6, f"run {opened.run} of {opened.tool} was inconclusive"
        return
    out.verdict = grade
    out.describe(item, claim, gap=True)
    sample = reader_draws_the_sample(item, claim, context)
    if grade == PROVEN: out.reason = f"recomputed in this run: {item.recomputed}"
    elif grade == ATTESTED and sample: out.rule, out.reason = R10, sample
    elif grade == ATTESTED and claim.highest == PROVEN: out.rule, out.reason = R2, "not recomputed"
def grade_claim(claim, context, packet, counter):
    out = ClaimVerdict(claim.id)
    judged = SimpleNamespace(carrying=[], telling=[], open=[], stale=None, refused=None)
    for item in packet.items + counter:
        if item.type not in ("start", "tombstone") and claim.id in item.claims: judge(item, claim, context, judged)
    if contrary := counter_evidence_is_found(judged.telling):
        out.verdict, out.rule = CONTRADICTED, R7
        out.describe(contrary[-1], claim)
        held = [item.id for item, _ in judged.carrying]
        out.reason = ", holds in ".join([f"fails in {contrary[-1].id}", *held])
        out.items += held
    elif judged.carrying: hold(out, judged, claim, context)
    elif judged.stale:
        out.verdict, (out.rule, out.reason, item) = STALE, judged.stale
        out.describe(item, claim)
    else:
        why, since = packet.open.get(claim.id, ("not-asked" if claim.highest == ATTESTED else "not-measured", ""))
        why = f"asked and unanswered since {since}" if why == "unanswered" else why.replace("-", " ")
        out.rule, out.reason = judged.refused or first((judged.open, (R6, "inconclusive")),
            (judged.telling, (R1, f"no item of type {claim.types[0]}, which carries this claim")), (True, (R11, why)))
    return out
class Report:
    def __init__(self, questions, trust, packet, counter, now):
        context = Context(questions, trust, packet, now)
        self.claims = {i: grade_claim(c, context, packet, counter) for i, c in questions.claims.items()}
        self.gaps, self.notices, self.changes = packet.gaps, packet.notices, []
        self.notices += [text for shown, text in (
            (len({item.key.host for item in packet.items}) == 1, "demonstration: all keys that signed are on one host"),
            (not packet.checkpoint.witnessed, "no witness signed the log: times are its own, only order is checked"),
            (packet.subject[:2] != trust.subject[:2], "the packet is about another system than the trust policy")) if shown]
    def exit_code(self):
        verdicts = {claim.verdict for claim in self.claims.values()}
        short = self.gaps or verdicts & {UNKNOWN, STALE} or any(claim.gap for claim in self.claims.values())
        return 1 if CONTRADICTED in verdicts else 2 if short else 0
    def compare(self, questions, trust, packet, previous):
        then, name = previous.checkpoint, f"checkpoints/{packet.checkpoint.size}"
        need(packet.checkpoint.size >= then.size, name, f"rolled back: the last packet had {then.size} leaves")
        if len(packet.leaves) < then.size: self.gaps.append("the log of now does not show the leaves of the last packet")
        else:
            need(tree_root(packet.leaves[:then.size]) == then.root, name,
                 "a fork: the log of now does not contain the log of the last packet")
        if packet.manifest.previous != previous.digest:
            self.notices.append("the packet does not name the last packet as the one before it")
        context = Context(questions, trust, previous, previous.manifest.created)
        for claim in questions.claims.values():
            was, now = grade_claim(claim, context, previous, []).verdict, self.claims[claim.id].verdict
            word = first((was == UNKNOWN, "new"), (now == UNKNOWN, "gone"), (now == STALE, "expired"),
                         (now > was, "better"), (True, "worse"))
            if was != now: self.changes.append(f"{word} {claim.id}: {VERDICTS[was]} to {VERDICTS[now]}")
        old, new = previous.subject, packet.subject
        self.changes += ["changed: the system or its legal entity"] if old.system != new.system else []
        self.changes += [f"changed: build {old.build} to {new.build}"] if old.build != new.build else []

# --- printing ------------------------------------------------------------------------------------------------
def counts_of(report, claims):
    verdicts = [report.claims[claim].verdict for claim in claims]
    return [verdicts.count(verdict) for verdict in range(len(VERDICTS))]
def headline(counts):
    """"UNKNOWN 2, MEASURED 1": weakest first, so the first word is the verdict of the question."""
    return ", ".join(f"{name} {count}" for name, count in zip(VERDICTS, counts) if count)
def claim_line(claim):
    parts = ((claim.by, f" by {claim.by} at {claim.at} until {claim.until}, {claim.covers}"),
             (claim.rule, f" [{claim.rule}]"), (claim.reason, f" {claim.reason}"), (claim.gap, f"; gap: {claim.gap}"),
             (claim.limits, f"; limits: {' '.join(claim.limits)}"))
    return f"  {claim.claim}: {VERDICTS[claim.verdict]}" + "".join(text for shown, text in parts if shown)
def print_text(report, questions, trust, packet, options):
    point, totals = packet.checkpoint, [0] * len(VERDICTS)
    lines = [f"question set {questions.digest}", f"now {format_time(options.now)}",
             f"log {point.origin} size {point.size} root {to_base64(point.root)}"]
    lines += [f"key {key.name}: {key.role}, held by {key.holder} ({key.party}), confirmed by {key.confirmed_by} on "
              f"{key.date}: {key.how}" for key in trust.keys.values()]
    lines += [f"notice: {notice}" for notice in report.notices] + [f"missing: {gap}" for gap in report.gaps]
    lines += [f"since the last packet: {change}" for change in report.changes]
    for question, claims in questions.questions:
        counts = counts_of(report, claims)
        totals[next(i for i, count in enumerate(counts) if count)] += 1
        gaps = sum(bool(report.claims[claim].gap) for claim in claims)
        lines.append(f"{question}: {headline(counts)}" + (f"; less independent than asked {gaps}" if gaps else ""))
        lines += [claim_line(report.claims[claim]) for claim in claims if options.claims]
    lines += [f"{len(questions.questions)} questions: {headline(totals)}", f"exit {report.exit_code()}"]
    return "\n".join(lines) + "\n"
def print_json(report, questions, _trust, packet, options):
    point, listing = packet.checkpoint, []
    for question, claims in questions.questions:
        counts, graded = headline(counts_of(report, claims)), [report.claims[claim] for claim in claims]
        listing.append({"question": question, "verdict": counts.split(" ")[0], "counts": counts,
                        "claims": [{"claim": c.claim, "verdict": VERDICTS[c.verdict],
                                    **{field: getattr(c, field) for field in FIELDS},
                                    "limits": c.limits, "items": c.items} for c in graded]})
    return dump({"exit": report.exit_code(), "question_set": questions.digest, "now": format_time(options.now),
                 "log": {"origin": point.origin, "size": point.size, "root": to_base64(point.root)},
                 "notices": report.notices, "missing": report.gaps, "changes": report.changes, "questions": listing}) + "\n"
def dump(value):
    if isinstance(value, dict): return "{" + ",".join(f"{quote_json(k)}:{dump(v)}" for k, v in value.items()) + "}"
    if isinstance(value, list): return "[" + ",".join(map(dump, value)) + "]"
    return quote_json(value) if isinstance(value, str) else str(value)
# --- the run -------------------------------------------------------------------------------------------------
def run(options):
    questions = load_question_set(options.questions)
    trust = read_trust(read_file(place_of(options.trust, "trust policy"), "trust policy", 1 << 20), "trust policy")
    reason = question_set_is_the_readers(questions, trust)
    need(not reason, "trust policy", f"{R3}: {reason}")
    packet = Packet(options.packet, trust, questions)
    for item in packet.items: need(set(item.claims) <= set(questions.claims), item.file, f"{R3}: unknown claim")
    counter = read_counter(options.counter, trust) if options.counter else []
    report = Report(questions, trust, packet, counter, options.now)
    if options.previous:
        try: previous = Packet(options.previous, trust, questions)
        except Refused as error: raise Refused(f"previous: {error.file}", error.what) from None
        report.compare(questions, trust, packet, previous)
    printed = print_json if options.output == "json" else print_text
    return report.exit_code(), printed(report, questions, trust, packet, options)
def verify(options):  # (exit code, text)
    try: return run(options)
    except Refused as error:
        refusal = dump({"exit": 3, "file": error.file, "refused": error.what}) + "\n"
        return 3, refusal if options.output == "json" else f"refused: {error.file}: {error.what}\nexit 3\n"
def main(arguments):
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter, allow_abbrev=False)
    parser.error = lambda what: (sys.stderr.write(f"ringfence_verify.py: {what}\n"), sys.exit(3))
    parser.add_argument("packet")
    parser.add_argument("--trust", required=True, help="the reader's policy: never take it from the packet")
    for flag, what in (("--previous", "the last packet"), ("--counter", "the reader's own signed findings"),
                       ("--questions", "another question set than the one compiled in")):
        parser.add_argument(flag, default="", help=what)
    parser.add_argument("--now", type=lambda text: parse_time(text) if parse_time(text) is not None else int("no time"),
                        default=int(time.time()))
    parser.add_argument("--claims", action="store_true", help="a line for each claim too")
    parser.add_argument("--output", choices=("text", "json"), default="text")
    code, text = verify(parser.parse_args(arguments))
    sys.stdout.buffer.write(text.encode("utf-8"))
    return code
# question data, begin (generated)
QUESTION_DATA = (
    'c-rlKTXWk;lJ34jzk+Y=j({B2)wcNHknQdrhuhOWmUcSAFC8EON*Iv<2LP?s#QgY^Uta10fVx?|bN0kOj7KezKvh;&-t)^cPrBldZs&9_Iln9>^JTrsC+nvER^~<XLpv#}u4oq7yl5v`)m|6Pq-!?a<zlm3-b}Jtz3C?Nx>}SMn<neZx=JVY?C-_AYtzY9af2`AlVyF;KHoXrPky_si*NLZ%dDL=b=^(sYSPhLFYC5zC#xcBH%*aG%9egp6>UdfI!HbiO;s%EEgLLFo;c6e9etFZQmpHyn_ORJ-DI7$ZIRP=4wHBFYF#diCY{VS<uadib-k2tuCw`7c0u2)7yN4ZdtS>U=r?6EY3ofhFD7kvgJmBvVQAUqqNKGy!&C6hwqAb28?G;lrl6e^lP0Tv#NzSS^=7s#+e_LF{bkC(YKn|#I+<S<^DFF<ww#w2vdv?DiF|^nPRB66!lRn<;u3#<nf#Q^FF{hKPC;v)-N=iwro&INdYn#6q^OtW{AN;RtAY*!E2d9Z^{mcsCdINX=!viRjoI>|Zp!X*1(GlGlgZg%PIvc@j?>9sKApZxCqL!;M@M_F>4$gk&rZ|H7yNVj)7kESzWYQEdCd=5)j1uI5>#Kk%&LnG5qgprb7CbTzS2cmi%5>8E$W7UO+3`n(ur>-8#%<i7mi)p@}i;#OxiB%id9i{paK0~*)0p4?WA27*_C@1|K$dc5T3@yz&N_V?z(1<oY2Rw%Z~W0rR5O^RK$?koXA*T6!gIcPuNdBWz7|RJEcEYatm_ej3q6UIFgP5-<lPZiw&Nmr&70t<7PbNfY;I9w6uKU-3s67ish2_MD(C<FPeHq>&eS1Yi>XRIW*A7Evv?wu1k9Kte9u?8EmK|=J=2KGAmcVmwECJS_Cd3e&$~$1&B@S{=K_d7j1G$>_i{=ov50Z^Deo*y!oA;|2zM_NoF^{UtiX%-<P!ZE?H%N{7xrG|6k=<S2s7mFUu8iZ9?~Kvs&XtZ9+FOo0Ur<`0s5=FG?=!>)*5LhF($Sb+hws?>XJm=UE~@@M><7pJ)L$Dk+3_aY(q%bD}~!S(XJv57CF%XPH4L%r<muI-<**B|%D`y`UAyrEZEv`Nxz#PIs;=s|%1OBl^;7S}b$2D61T#^zX!_b+=}{%sOJ9m8bYsRbM|(etPkG`qPV-$)}%A&;IMnPwx}|24X?J^K@nLpWS6sZ!Rt)9uLK5Qm=~!R7_sxNn2&>_OkA#ZMIr3i>YmLx1H0+lGD8@U3j8-w!6-{%j6e&rS4z&FWMUM@Zh!ebtN)yN?f`k5mES$wX_IaOl*XIAtz;&CXuISHjB^fuSC2}M-rbFuvpgD?!qhW=(V(hxm>4t)-+{d2THf1qyM0riZ3uDPw?22Nx_W3kAqSO&N~MySE^GsRq+SCr>qKl7Pj=yqN(Mg(7}>$hESB{sU+}k!mVQ-!<EZ!mUWinbPwos_vwFo;R*B2QQZbgcTKiflyk6`DxpbR&=T76p9RZ>4wt<mE{G1fShwY}uBOB#yH~8krfrdt#M=E<7T42xO<V7#*Tk6hb#l5tJw2G79!^h>=<KH?op~oD4U(Th91>WNSI}NXXX<a#WmiRIieOHHzh2Sel&2e7YPl-tSY~tt&{QpbHM<}xMhE``WNE&xiB*}FLP&6j<Aiz42`Uo7S|krToJm0>FD{ukaUV(g<JWY9l>uN2q?2#ia-$;jl2x6Y<AM*3E}Ur6O~)sO6*_L9C(c1^$b{-<GKcU~{v#=i3nl`S-Uj8e%DM&uLD<WdvxJtoCN|?2;{1>4><`1UrxR*O&+_4j!osWQ9(PQU)}Qdf3%bYh>Q+y2aF69s={Wc3C(;5Yjg!w!oo{H(D^N0bVlNaTAG5_(=1yj6D+^CrFS>F=%36(1d9!AlXh8;$&>E%<E7IV$(|w{3`OBUUE<0`E1~iVYaPbGIV8@^uO%KA~HX`l*VRCwY{?pkxk#&DAf7_);l29PBu@FuUj*s#r{L6H)!A=q;*$YpuGpG1r3W%1?*t#L}3U`y<tBa8Br6TS~oX{61X0efxL3f#?Kb_JBMi6b8)QKo3`hi4O@~hEF?HCxxEuVdn<F1p8BQ;m9v*kFWwtPJ+)(a$?mXH=KT$cr{L~Ub|XSu#csVf?c&LR1UHvaj`uYddLuSr+0Cl?Lf6K^NUaxO~RrrXx7=2u-UZz8cIAK0aJPWg*dRj9i#$fvNx`KJVe=yd`+beCR466_}VvXNugcVtzzylG()54BG^c~_A1f^?poeL7cT`Nv5evmt$$4i*|jSrvcM1wo(SMWw1FoYX8hsdGmTT}aNt1boWm;vd8oBX*_V%s~xjN6?1IhN$h1R0Y|E&6T@wq&ctHW+1v6E5KT~hKPd5$2B7}MP4fW0f`dW3XxyL3<1#$qhVEpna526e?Dpl#7BUqxO0YvWz#Vr+o(O@{U0+2#PbNOhnSR(;`4~&+r$%8BN0R24#kO^3o~5omCFCOeIO$RwJex=#QQM%&6c9eOD+kFDiP`JyeVh+Pm$(yE6O=3<&p`$zZV;5^!sedrzWNv|I~rW2Ev;jyQWi{8tIwd`y#IoVzQrg@W*7&x=~Z4xDYeCFyy{u>q(a9Bt+ZPZxixYWD)7{UH0c3F&vfifXb(Vh~aNC=kOO>bC^wz%;*gjI7)vH|FE8QSQ%v1oHSlzB8C|St5p-2NhAj7ByX~7XGn+_YP5Ylq;2KC*rTXevyQNHa#;(bYM-P(7agfH`AY6K#2aombI=Qylk^@r6y8u5Eu_vGy}WXS*6llz76C~~o6$O3TKGU!(W%r>!5N8!H8DX=0(Z@Bdqa;~ccz<%D(!MZj?wO_SdnKGtF-7ZkI-dPc)ANZo{Og7kD8k9%#Z58KXsLSsNze3tu0|W+o6}@^ejc);2yFzBeRXHqD|Y=U1VfkO-**pU^<c!*^*`c4Ki<Xk*%ShUdLQvJ}leB8M_w+1RdVQeh3+%Z6xc|TI%1s<G|%%Ip;(haWOnX@azH#Rxeb`w^Ht7>irp|fU>#yN$JoNVxl415(;WZ>RC)`;vo|G^spj_B_IkthigLOi<APLEi=uAo>gh&M^^9*Zig--6{cNnmR*U+&1AENFY+Udi6v?E-iZ)1lGeJ-T7ZMP_xewEQ2hys_7soQd7zMSye-*GdruX_VL10uXAs1jcgHaw9LKU;6!ROBajZ#T{?4ybaq?<NJyOqe(Y-1i&5~75`l=uoO+LD+L3$HHKGMQh#uoG>>fJ4Rm-I!sR2{EmWv+LhkR36}!p+bH!1>-nWk<6-rkR8o^}oDP1Y@Z{bWwyz@sACpJl~`$h><w|5;xH7Q4PW@vzeHnB`YOthN%_v=Hn=49<s7vK(2FMZ~Ro%VWO&uFeD=Cr9?paOSWQ*p7uzWMh<e|Xm#0aDa=SWU&Jtr0MPYkBcT0;l@{G~w$8JP4wN1k&=nLUV)Y~xUyKbLRVVoDF2l2iK=}sc5IYgZ@4_pvMT<oTal#>AQY#SI2e-Hs_6}b2luwXD{170z-I+g`*U<C$<SsmmDc+i#zVhnr)ICpP0xHjxE@tAp%WftbN8d|Gc5>`RwmN~G_Y9LAx2o_EP8VI_W67|`$&Z}~^V|{`#9qR{pc)8vYE$n#laye)s$}<9)<YHq9jfetuOp~ez-py0f$)b@2_e1;B=oEWr6jzm%StV1!^%?KiJ0iYuBP_lmgzq#Q-ULTFTQ6+CO-HYmu4zU_PTMUA)Wh+@>K4w23|5peJ8%L6?azi=&XL@K#$`Jq9~m(ly+0!u-y+!?j(FD+<3kf*Ow(nL9)&Q=`&W4Bt=rSg*MeSo8n^idzaJQ#03$lb%Dc{v;vHD`p&w@CG1hQ-lf|+3eHYFiAb9UDKfH8XlMCU4NREh64~IJiPaW=%$J)yJY0n7mb-Jh;ul3idqTho!X`N7C`N*KqFA$f(2-gFUZ`lNO}`?84zYHU6690RbKvNCX2tJq>zuF)cZT(oga56Z`;*M$TUSjuxadVzU|M&z#XZD;Qxmj{)DUE0KZ5B}Tp2XF1YISv$f8GGlfCbA`+~?T0<P?#xS;DVMK45}ZD?ttVsuYTUs$ZXyBkkZ5>rd{*HVf7kkeImUJ@4aSK+|xtkbZb>P;hb5fS=4%ALs}i@^#0z9vN{qL$o<GSid_NT_zIDUG2U!(WK~7x|SsF61%p3KgO?{Lq^J;<IwJ7^H?8@UUiPH4x{*a2yz=E$&-ZXn&9uS~R4z<e)X48^+7LvqHY*DhvE<`Vf*fl?1RY_AAkBi7<P~T~@Ruq_kvt^vG6{kt^~7H_f_622L!6RMk$K223k~2{{@VI-En`Sn_r~%li_AQ^l5!Q>V$c9Kg8`+`<%SMW~gWG;dqP`Gg$P_#PSgGM6!c)d8POQW}$Ibew<Oh_8Et`0<a<{y}C@k7*Vk(|K<*EZaCy0<L58L&+>x>_pS*;=8Ykf=`S7RFI-UBxK?PSNcWfseDp2P2E_YCW_M!6EWm8uds-`T&O!nLWEX)S578Qz`PvKyBPT_3L!FYG?xN`NO0Z0EP=?n%h)pCw~R_i(!Vk_El+_|Ika?2EL3mSsdI7Z*s3<0gX^-TW<D)cR3dF!z*7e&*$GHe)9#E}`csXIdR<*3kyL}8$WVn@nWAKYPS2BQQpLAi?^^*GB%#F7+>GR5EYouI1eq3IX&au}t6_TO9bMVZWmlM%trAmRP$sB^vRod+<yc%oMUy1_6}^5i!|J6MVfmN{YkYQ;BnBPoB;Tyop%qV73-RFv=R|{~r%0<(!ZhKrtw2Kwb#9k1{F0u0If(6bd}J4a2U3@8KB%<uY=7Ebg?S=8J98YZ)^n%UI>&n2AUT1(PNl*HfA_Majnj%kyJ9F;cnhfR039I?F1!O8SQh$X$<g{(r))9UA*<62p)WSq?P;kKy*OYCr5<N;NW_RRBTq};d|L)9!;g8<qqOK!N90E&wCIoQrRmPA-1f@k)HK$<MLeBL%AYsJV#|wD9>X}OnbhK!<M0|UAjDK*4^~BodEFd3_1QJ@wIRg{_5Q=edhDlbIgnp~ln)R`uhevaDDZ@S5kv%x#^Vfp9!g{ERt!STLwH7JQw@J6-A{+Wan>FyJJQYq(&`lll~6&{lwA>Dc7E-3D`#qPXSzj`zt^+Kyml8n@F1-6r5ApHDv_w?yaP8NX+{QMqt<bA!)8jWrU{=m=MtlM6+(HP>Ib?y--;kA2HxUSPAod;y}S0s>AYSpH!Yj}v3UZSAt7tfPpmKyhy|?tXP(`Vibk;A$D4GULRa3RyX&qd1wqlq^Z0yl5S6zUMJ%;pGM2R&9NN%^4Co58N6S+9LD$UOq7KW>%2>e7N4E&x*|MIs7W8o*GZ*V&RVByKw|IPka2DN`M3g1%l-KhOxKlU8QUKOoaS~g5vQ3VcGn3Qjwcx@n2~?6K$-d>C965hoI5M<bErT@huQ+g5E|<8@Yh=_*@>=oRR<d(W{6iGR%CsZfc~x|5pG#quh>U@ifGRauI}Q8fh^%)-92Zf8KrPzc_A*-+Q!^KO20|nwTAVlUMby63tHgCNA}n0}fae=$A~?GU9}*TrSq$7n$*?+F7XhvRDy5i1Dco3om#CAmb2%$+YOUdra2;KftvRXiy2eT>y2xV*s)y*N>A=rpOUm8j3*u4L@|`((LCUH}OG{h_xtpTmn8iZmgrkMzmYx+Ay?|(M3W01pB#G;5uD(?_BC?=3<HfnF@6TH$nh7y_{htljGB!Q|r8;_~wvO1vm5k`N9i3(|old)<hW6P#F)*1rYBP>++&wSFG0KM7{uJ+6HXS55_ImY>_t4Qot=KLiVukk4Xbj)z_l4X*_V(0NRylDp;qsM5f7>(l=^fqXG2PydS%8C!hVX@)635T0TAnR;Z5YOUWIfYk?v^SLG45E<=Nt7mH1n|E4|=;mD(A9Tk7Z-qNR5`F>m(dPTMy+kp5djls<drRVBc+o9yBrjvY(fHq{DXy9}S&97w!(-Kj+(Rcj<14VeebMAt3#GM|8v-C3R+rM7|W9s^+wF)E@DVP2FW}YSI#^OVx>ybI%cw)WizYYXy?KoP$_{)gaptTwZ>LS=xb($t4wK7wb_UZI1HtF9+deRO1xtOxx~S+ZXTT^xZG*wnSXOupH?3ISEJS`3Q?=-nL$E8WIdF<;+=Jt-Bj>QN-|O6T9O(WMwZ}1EJR{C?Meo|CDLBzxUuszo+5eD<o+~!}kNHd*9;C5pB<lW`&AppQ=%RI%~yf=HwFdFIm!2fEsKe`inPe+Z49Cag@y?%Ko*UEH({aY^(K@&K07sQc}x32M+j?2}E~`+IvgJzyk)~!@xSQX!5}z6yr=`vYRyoEhSIlGL)^vBI)%oX811q+pndG9A#hNgV_>AT#_1sS<=v@=ME>%f47Ck^c%!AkxhdEEF8$@ht`^JcO*<Y-5w+sm-p2cm)Fd5S)S{_;wVza0!bT?m?A`Gp^TNY`A~7VB&jBLq@InDS_~0Ky%n)790ph71vbl?w!rB=W9usA?xm6$pxUfv9A&rqI;o_?hd2xj`A8R!O*{!r`Z#CSNuX2h_lSy5MfTXk*m4N$Qv?JIiRTGF8aD>HAQD+2I6}{3LZ3U$d{O&`im{%FmdP{KMi(gq(@ZA{tTd>;f1k#O2S(6iPwUPo`V>~f{OXpC2m@>2fTf8#n2t($Or=lC`4ZC7Q15!vUK+t%yANIan~`V>{d#_7d57bE2hex*2$=kj`T}%~$=PP6>Qyg+-C-?wQ;SCaIBL=;i5+E%9{+HV%2{`;G9dcM1z%s@v}7wUeeOUjWmpCe1wMCV#FAcq)fe%RaKaj)#%@g`F68072@Px>3<8@@u>Xmn&Hp!}n4>{UF5B@Z%L$FvQE(PekQ+(Sf;5O)`tOIK%VG50cjrYhI~R!JUcP^C^bz~JN4!zviz-Sq!00ITOFc(%4|mnrP2@98RT;^ZYqIuIyKTT^GmYY?0qk3tELCTsSt#lZ&7czgY3tg<rjG3u?zD|{G4Yaw_uzYoKrKz6-B!+iU}43Bp!V9VOgSXDi<_CY3f7v!?Lxsc64xp&vgJvz^>tChh?8J<vud^Nx@;!b#7^$Qu~E)no<^auVQs^iNFjT^Zwv|7YJ2CMsf_K+?z}s|B{3IT2pL7|x?Z9?9d1OxMk11Xot0c51#XuRCE_ByvhttWC#;1$K62)xL854--R%jZU(Va+O5jm8(M@O@VybNnVcidxu{tu&Vlv(u|MHUR;gPWaX;H2Ni*kk3`J7#F+2ATGmoO|dOK@e&n+|eH%eIJd3L-_`rzL8i;R17p6`5!&&I)3Iy*o&sZSr0A4&(b3{^8DxMFc{pe?i1`OVlnG;|x7c-nxdo4uW`qhQYaq!IvIp8W-52(Ab;hIu%r3c4OsgJ|yT(1J;99I_l#?WYBdQZ;9^INM)y~fid=SWJLTW;v^S42rBQLWe_ruRoTWhn0?}O8d(TKE|%atu-H~W<9AZCNc$K&E|5`z1W(N*a)jOzWYa<tQj*M;B{<)omVaoj|6yR}o<%LNK~>B^CzC5QRRj<2qbkGGzh755a)e+Lyv#MD!|Smgc+G7cXpPwZV_hz7n~}!x`*w_*&y{Z)Ielvno@Z?_)iPhw(A8X=EsbqR<Vbw1Lv#5L2QL4N-WbMGeA7T+4mJhwB#Qh*NThi&&0Mz{G-Z29`Zzd+A`GElO+$xJ>YkWWq^uBKQn-z;Zp+Z}LI)oHmQ1W#m`bYMpy5<K`OFsR#G1BKj-(1vAwajy_TmUSj|uvLjVM6OsNGS_8+54zz4Qv_(hDeabOe3ha9Tsd6bL$8%Qe5`&LRzZl0*89{+rg5OSD;Rh|Grv+SWy~RYhn}fA3X4WN?39_;u(Dn~fS)--;{Tqxq-o3gJ-YGwD2(rgI<=ahOXh*N2TnC{uS%GM6(RTC^Y}{CUakK%z@QN1}UCab8hfYHWyno~W=+JuGc#LJ0=0`W9a~5PpV_FyAg8r;#7MU6tBRwxuuy_`6od&y?qVs~dgjn@sIiI@)se0B_MZ_mICL(G%X-iRF1Dj8ZlV>i{EO%8VodF2*wpZ*gcWYJ)y3_%T+%{pvA3&g(mRcVCV1(NER9xmhFApfTlOZ>mB?6!LChF~mJ-BpFyxF3al5QZMSixis#fx!R7(zk-@t&x(Fd=dH*ZTu4GXKbQ?~&*`58AJuc$;-IpPD%XB!dp^)z>Hqt<LcI3r=n~YY7NbOOT4!oG=-E?dE4TVct`Cx<L{7?UltxRhm~+)I5bX+!e(%+z-5dDLp?@<SRRF(Of`1{&B-HjwQ&|9Eq?%^BrOlC37I1zXk!CTG&U&|c7|vqbT@{gXje6`FO5tGde}_@;ZFX*t^N1|b7I>#>$RBzmQ=%(DdyKUzkRjl@Wi8ean&4)6AKY$v-=lp>8)(Lk*)@on4=s$V=j}~x&!TRdvuK-r^#WgwdkNfOape#TpTZ(8j4~lMb}FW?NQ{}(r<V6T$;iA3HOw6n;B(IozbhrD(f}psVOs9UZ1baD2zpMcX47hBTP`(cASF;6MOe8%?<D9{3tM5kjMmw?Wcn@yA;&{pdx!S=T469-Qvf2Wmz$OIBeEI9Nl;B>CX>|_P2~(M_!Hufr4T0?!qLtViyA+m^EId%RG<eYb1$%G@w`#Eu&{+#sl^e3fL^I5Od6($?ZNkJEj}`L;AjLdNKQl|#H08)N<NcVAYuFH#_D@h#pUK~hpF+7Z!&dz9??o#wti%WdvEI&;8dED81yYT+#n`t^Z`{T1CR2%6YH|yvyq&NRtiYhh`fKi)<_OnEyklq03$iOCNp<3xZTpU>CB#*_?;ZP<(~|E1WvgX`DhI9=yMO}NE$a3Kj>SwS$4h#kr#!EUkA*C3R&HpdI{??pzSQ6?K#J6z6Gd0`n1-?HkpE1V~9o$r$@W&_rLr4+z)qXHNYFXOIT=9<tX$##2k|%VJMXV9_UskncQ$;yQ@bN3$Uu2up)Nvp$-MxJCR2kCa}L)WsO}EwlPo!S4EIZ)`?<3J&o0XPq~AH>v!45QaRF@Vl=}~A}Zm9xs*ODuV8|5uhiWFjT(nxZ->(I<lvPN%WOwxI8}sQueP0bb*8F7^D)-e{m>Y^W3N~YM`k~VWc<aWfcPdEj)1li4%o=uv<OM@$Gj+d^^-v%Erh7U{6Y#CpBFgPr_p2rsxSlwF*Fd9*Z0%bYIz^s6R#o$HPGOzH_=quss+cll~`)IRPRS!oGcx}AxuX?=~<_({b3iteT@5i04DhQyU_M`w0&i?ecx;6RwN-rV}&j37hKF0V-omiu_N^?BDI%xQirHS^mt4WJjSfy^W?fkOU`soaHJC#mkE!k%}UbrwZ&A9zDxW~g9^r5N)^A1mK#bXEa<2)x-2SB79fJI=8NFyHIL|}nTODHR8|W-#HTfq@?i;Lkaq~<eCF32n_qJrn1NqJ1Es$3m-C<sk~$3A4(flUgIhLgF=GzLaf_%L*27{8UZ$0Ey?9V=A#xAnEQ6&NEVn=wY{&SIBmFTV5xI<dvr<jP2134~3v>GULuz$bJ>XK^lXlIx%B5p-FhcVF25};C$bk+HLnB;D#y+!X7gt>v7G^L!VZ|9k!)TY<$W$(=`S@zkvDeE*QrXg!rkL(}rIp!-M+5M*triI$B~2|wx9u{D_qn^wE~W?%jMye>AnB4dS_0XxJWP6wqd{u?YXZ$uUe+NlZFBP_S(dqL1Q;*i_FZ)BPcgyy%+y~vc4bEL6bm}Gqy81Ajl}e0s}}@5;pi2u5;7kPhM!_*o(jaF#F)oQy|ODb($l$H4b8!T__77iUn&nF8n>Omt+kE1#p_GX{4uJKVCx!&r~r}*Plg=_8d7B#&K9CJcO;wzB$U#3Ts=|O_*yCm|Ecs|kW?ueWR2!*5*mmp(wdHc$&nhpE9gp8;7yCmr&0crE^XNv?2#);8YSr+Dke^|8Er=#_K?gha?Wwz#rmL6f>8|k09%Y&q<s`x)HM^2^H|w(Dm&6LXj<!aQCz90=}eNF1^Hf5r3zC+P6|B$#c*YvJFSe1rGN@ZFRM*$sZ53A67NQ^A_nxIK5gaKINOHhUQEybEE&qND;4*x*J&VNG-3t$xWDJ;$WdU5I3mtsBAyRp)|y?4%xY%t##E;RGI)ySt0~ugIs8rReh?NB+rN(reQY-K@ff_AM118`qiU00JBnc*Y0iu*P=dabH0aS%14Qu&t-NwZyOG%`Y7-yDm`7$8-=o1Nx`5-ACIidQ>-`5brpUFs&geL&7B=qh&qWaA-a3NMB7$of9Z%}8Hnciubz5lVKEqIO1#<v6w_-kapK)Eh<%)kqz()#H*=D*08_&J{?(Xet(g3@2@h>8?>3zl_GNp#D#^8}`MTJ{q(9Or?@sep3ezOjOJ|Nz)nbOB$dyj}J3r>2ljG!_@AnhL8-xHA{x_cw(Bca8E`h6U8YGQro;~rhhk9!&`0Shm9V$03C;AjaORj&J=+u!KeCjZ3mpP|?v&K$~tcpgo5anX>BfaX+fYJdTa^f~@Gbpl@zq$))|N?D<_F7-`HhkT$`A~aIM`uznzgC2`50|stKjDlV?LU~7ah;Zq;GpgLY?3O7$1I5o3DU!h&vm18N?1H)6ZNrnCCeJ)0**GYnQW_%4r7q}~`VMbv?bcEksT^fr!Akk8K}b4*#AZDa`v@GcF6kKal0=QG6=M7)P1;DMOK+Bp;a?ek1VnUzZ{iIlJJpx>?3|ghauK8<)GRkTE<<?7AOYK=s2(smWMC+{Gk>d4d}it>sG`<QiTj;FwiR^cBA=l*$E9I}BRcvyj{Y>fW)U=m^v^InG-k0V!dKLV<z`z*UQWdp_Td}=dLU{u3g5j#WIl{9jzpK-v?%!;imSxXu_p$J`~U+Y^kW@FlybYeObUNCQIp7*OEN&(RFTx8s}lkm5vg*POA=L60+I99wrnkOD52zR6NBWmlV^}STJR>JcO6NPtr5k`mOpCAg9QHtTF2~l^4_Wl0e|ns_f*la96|acZlrc$LVJDCZ)*2b0y<nWRtg;o(7|+%%37$aa>Zdg6s>bVC9`VKaBq-w++KG}#e$YUMrNPR(&=^R^?UDo#@}>^+a_5Rl+rAG;~avLJ0JI<c=lNg`s{KD=+%Qwz9=eCx)0`y1@LsaRC`fxTHl`namsz<O5GrQ!I_ppY^lt-Uy@`vn)7omUgIEAiupRr?s5=yveJy8OmGGW7dk8La5=GBE}U}R^-vKNhHQU-#AuT8xJ5YYt|>5IPs^=k<NmHj)`NU954xhD)q>L#xX0Q}=Myj9LF7;U<cVIkz~56d6iH1O0Huv-Q}#W;DIX+Xr1P!h(jkem8)6g#ObTd#N4rXcN^|KM5h{x##b=ADLm7i6z?<iMuri=P^tjYS*7P#w45%Y|OK7E0oqnoX<%VVi_xHXRcRT7&+aD;Kzs2AQ^yBI04+^KO7}ucN)E3<oJe^Lneh#+NRt?(EK>K%fRTWx{9KlGE&kj|s5m6g$XkEhM%K2c3??2(Q{DCb4=7OoF(OeACD)}0B>an_ic$2JZAl2i^t=gKk&f*^X8BK*TTcdKC*UnU&gNlr$SGHHJ@O%*OixAs+#O32#J3l`R43?Ld+w!!9>-w^eVD{Jy<S5p)qC{`g1S3_n{HxgU56YVUW>jm(3u%4TtU!a89Pa;k2%&Ho=4UM*>*nFj9n)fXBRf<)LovR|=f9j;M%3&MV*N756)7v^$9Tpa12h|Yb<B-?vEv9F<H25X*i%urxOlv%?&=C0?MLqAdH!M#H|QXnH)3R%_IR|)qsqC=pi*6QpQt(W)YOPTjJ@vlt94NHCTt-jyvt#wLdts0(&udZZ9{ED9datT<BAKOpz-HV&xrE4x?7uocT4t`h&2bXP8DWQ3y*KYeLMXmK8%R6AhoDed!|w@b+6e)U4i(zB*#Een`p&$XjSV9fAqtQz`&OG2vc<4v#|(t#I}!%XhwD3z3P<l9@cX$+iuH0gkZ7I>?KK{j9kqU(>e#O&w3MyxP&+C3R2p;sfTW$rWi~?ZiNeWQfplj@eq{R`w?~Ge;5pVzex#zeLCo6e>$2?y5~Tq+ea})Bbd0mA{;zrAPgrVioESu-2fgOz(qoXp-e>G0@QUr1q1wRWs6l*a!|v&LsFrUN&*9wpLM4I?1m=3gos6d!QhZ2k0A|R{C(H85J$N{(I=?b5Y_@Qdqri#N~({=jm|V%i%D+Vm2Fy``z=*5Ow9$$1s9ao!O)gYN)>+73e)D~KBsyoQmwnSN)osd^yA+d!V>0u&^a6h;#(gLgJnENr#-#vLWD@WhM{i=VN=(ur=>ovIIX45ZkD7M(I2AW*wdc_cn#`F9Nb}+_lsc_YKc4oPKyrs``C38#n@FsoM1G9IuZPi9uzb-EDHdSwHwJSX%~dfkWfH%=4S>~!NFYMV9xbO@=^vwOA8|Whs&(VuURZ;s!agZxGY56f{{sM?P^z|DZM#k?)THNGKXmM@8BuqWmb*YYAGryF^n(J<+PV0*gZ$dmzp~btTZw8U6^4hZ;+lV$?U^{yO3!ZBg9QD{>bKCKNG}(l!uj1-B~sL@~-mWh(uiX@3UU67IUkD9vQCOLt$$CcuOYe3<TvMks>Fwnn^sddMV=m8d@M7r;;;IZHS43ffI}*U$|0sk1B>7P1Po2TH`$})Q=@(Bq<iSm0d7*<S6*l(h&<XGBxI)#_e^*y})EP=w#<^Y6q+VM?!LJmokEAi03FhkN@sLtM@K99-o!U<jX<6)7VuGSX3R$z=38h2|x>-KP9Easvf8A4%Mtv`-4q;y?SE7xcTW;&<^m|e&2#KIO&g}*YR>Nye9A`1CSPE(@6;L>Wolv)dIWDPl^3_43TxrHyPfE3T(;L%-C_rZ<j!Np(How(g-B|3O1d~YOK-Y;0Zyryf+rO**r{wS2yd0_*se2ecv^q%)h*K#<xbSk0FeXlb`#xydN8Gw)`+_zYOTxUV}0=gj9>F<`&2piAE6z;+nd!sEqa=ZFsqTLTgMP|4`cv$IN6I&aJ!6**b<mIu0t$M2Hkio|I9QS`zF~SwNgNh|=q4RHjM}i*070q1X(9l(SY_CK`pD#NOwoy3G!H9V9!9RIW~J7;t)DR5!b`o87!vpm)Jn3yIvRo#4(3fXj0f#~VmYpd1AHHOT0>DkEnUa4k#5aN2b>L|bUhKO(994R(B7EafeDNqgI<>3mgo?UwEwai_j3?im^LeRJ~VX#Fb&S_gpX0kE^ub?W;U+}$%#HJ*!O5*Hxxhsp(|)E6L2(GOcD10ieLC|{|xHY@6&S1NM1SPGbF7`GhsNcK~Wqwo^6pO+BGFZ)=WCF&(T0Ozu;p}(&C1(Y`5zFsa1j6HxaQIJN?Pb|XRhS&?P;kH#B$Iy?r>G<nf9&$U}W(@QAP8TNuD8DvSz!|bG4*Ie65M%H^QPMN*FF0p9%|NG53IYj#ibU1?QZf$<ncKWpY+%V~NT^+3TfrT-(gZ0;Bng*q6boR%9{vTn=uXt^4@AxF$-&-$wEt?0Sii`66>`lEQj@HGkQ(0b92;g~3x0HSIT#?!)$!^kQr*D_yaqUARaYgg8^rQ^e2^%O%jZUmZQlw^rAzd9!F9Lfd<n_<^3G{_N`w`o+~Zm;>Gm&E3DyGyWwyESwXi>iC7fZzWjrhNxRH4SRv6C8>rD(ofqzyid$>(-Z6p!z#)=F{3uve^L=MdOnh2!J&c|1f9<P$m&>JZN%d<ADOSH{N3RUw7!$Mb9)|r-y7)pN@4P=cqh2`SzgnzuZO1T~D@o&BQ)gV0NY&ouX4v{{+4aR;pQ)>oliL7nuK|#%(2wSc!)Wj*~chU1oowQs9l^{sf@$db}Us6(8$9YmWd5&#pDfvj<n0rNClQDnfVjVNjZ5P2-9di5BDqb=zrOp%MzrDUj()7OP3CV+mRA>zh{KhCfYw9Z=qN8<nysUB+%_=0i&Oz66W#=H9&}P?8sAN2JopCieZ!9yqjUDktIfJUc7HG^NQD!&M>{{9gecOo&dFKxS5M3_o7U0bBwEC?Gnto_+h0g62QGZu{*ZF}%{uQlnanSv9Rj<oiNqIF?j~IaM#DZ92pn;OPQqo}(Hzc%*+wbqJ7`BmfpMZ}!X;9Pqd|@TL!YPFHGE&9$T^R{yByFq4`b?|oR8Vv>yxv5lt_tL}83f^0`r}ZgC<zsnToNLbEc{(pW)=_<7>BqB*E}o$Y(JJez2Bgir<n~y%Y6+&{yO;;&|n;cy<m(NSNU>f5QSPM$N+XIFDfrCa6d`oUe<Yla>90>){+JYzESBx+ZW`In?)W9@~GF<T^}dE`*<iOyxoF&wUw_Sv0tkZ6nq<l!Vrq*IH1BM&k70onV7{==UHCZ1ZKIGg1dsMBHt1C`W8!X*!z4O7lD07O?*(3T*WPZ*4!+*oFpsHH3AY`z2th`7hJIW!Y6)wQBxS>LrlyEyi8p41Y0KnwOuSY=<r(zWyPPDLZRv8g3eBg6f+wvDznl+pcnToWOBpVxh$V6$fpt;m?03x5dVDXw4!L+glAgKuDrgT4!jJmk$xwQbn+st?rPoa1F}I4(j3Qr3Dj6A3zKr$7J^)B3AwgNJ|@X#Igwd>B4M9md?<3&+<d>4CVAy`hWE#PV70a@KvMfgRX>ZBvp#>Ynh<gHaJmPIkh$a0^gXq{M7L@qvJdEoT)1WbO3XPE^EWqP&FifTo=G0#%}WSUl5=b`Nt$}J@g<$~vv7zbYlM<iXOw}n-jTZPp2GVHS`W84LZkg|qx%S4p|r=r3}uBcT$Yghq}e{8!vDiwa;kHnHA!wD?>^w+hbOi^XA%b1L>MBlje_rTna9sUy*{Th`65-CTW&?jnwju~=@YT~<L*u33yuN>JH>=bvKnNO(pjrbHj%e&7-%wTRZD(Yhsf`Bs})(JvR!O(Ll=>R@(0wievn#Ltp=Mzd@_p^6?q!0;d$QPAATxczkj&`KYp`LIfXU8!wnrPXZn-kb+;EPf+^6eXJv^7J0@MSjMg_SQT%}N&<_V*a$3P|Z&353%=@#NOO9n|o+{-wiByHM743=@!)ZJ%V2X>OSgQ+sae8;_inTfjJSNUiAgr<|FKdHSEP#5fEh~S{q~=2xNa~I3`XqBLv<A`&qZ~c%nA0pDROG=AC?lma(t2T}@lf?_#XL3~Rin07#kvz478jxIWRM?7!!x6;UysxGMxVncoCUIN5Xcu^4Z~XN%nzIIe*4zv*t$3c(zh-A1O~3J4C4yS2QN)X;M<|xxT8|>e{a^DF1y&QiXh4^(ZjfG<1xsc;fT(0w)iZ|HYVW3uL4$a)ZjKfPl`5f3}(vYo-!If?YLsGVkNysqsC06!%boFB#ghHyDL@Pa-9r~*ZooNS9Gr&ZnRpP;dIldK+m-~v0kh62p2dcV#1*NNQM|FBss5d>cDdiTsRnx?n{x0ekg(cU`3nJjDr4{l~`uULm9^?1SPK&v}hMl_u|`_v}I#mqezOMz)(hee;Qi9qvG*MM6T!2A*Z7_{>o}Z9Ms8tI3kNhu^_p8$vaA_85>Jas^_c?#I>{wbMx@jMs|}?1crj~lyC177UKFINxmO~QKFvTVT=dki>vyp+hz)G?+$*@2)h6^g0%Y5w_IbZ?bL_d*dCOA2~I3Cb!VXN`3M0@SIWc;7E~{VaS5Biy?9WM>q+l{64T>Hq3tXjGV-7<*q|K!UGVrIoUuK$@_gqjtmCiN|4R3x;`?0kfaFVU1ef%ZZCFfSbL-4G9jW0J`2eaMaD&ePOIK5j?C(K`OkFV>4}V0ZRK1~hN%TKsPd`ekxj8gJ;e)$>UV434p`ON)WIk1b8O?3SPm_=sH=D}ZMoS)I5P2<p_=<+suhP&O(uM)l+>qt4Rm+l4Oq&NbKFvzDu<-x4H$EjjB9L>yZ)L3{>+GXlSbReh8@kv*?3MUP2>~+z_YtGDzM{F4$naT?y$B<yzQixYW<lMHwrp@H;<A7sL87ymyDH&+^U@=#`nFj4@erdR`u1zc7aZ#VTUeBBoHO9&(;Hni%vbbp5;gux{u1A&(#^S8E`3S1i^#H?^u73c<76n0W=c3Lz5%*WO5)E6eZ~IL(&V^CKD=~~%+3wH%wKiF5IO7}r=d%}URn&jSu+poAPkA+X+KVvaZ8MSgop&c@#}u_Yh1N$1wR~w4(mjHlR_FH(k{zIF~6Ck^L5E!eIcYT+XvAgaW1jdX%k$)Z?oFyUeLA1^vXwb*vnpMHwN5`V#&8u4iRByAPi%kNO6oefizqRn?#D^ICkh}E^KdA2{7{R-L(=vG;WHvRsg@-*v@thEw*k0sL&N^gupFP9?g57GgHXEWgtM8sXeaLaP9pzY<tveW=F*^WTE)9>mhVB9_?|tRvhVo5Q7<O+6C)N?Jonavb9C)cg}@tI``oW!Cb@Mb36B5;ibTMOU6&~&&aoOy3r|k?)sAWenrG&p;cYEN--|F+>$!gq7q1U1XrUHOnG`NBcc+_Fe<utTMZ_sjA=96q$Zcih3MG|(4nwIhoVmhmwVE?t25KSGZD45T6B<d`ifZ1S9AI3xLTHaHVKj*%%#e~yq^HEl0@cQ#JOcQ%I@~ATQrr1^@79xr@cQxw*Rd^^H+*2I8=?!y{Y@jnR=ym;HJ9ER?0CD7yOFQ36YGm!Pj+^`4vtc*wAsIE)=FqU<>_bXl}59K3S(76B%e-xtwLBT3OI+%aFUf*k9V#(t-OYz<tKMpM!7X0XclZkmn3)yY5PTe?@GDXv=v5o{(gyQ9<UH^Woef*l5F_?@ne^j_X!BQHrNPIu43bdIA1(I{d(U0~-O!!UL9(7C`z$(X(1c3;Bu|%U5abjhf@xjrT>w9&{1!9ts4vsz@04wcd&9(3b_1y7J+2Ss1Mr5sj~hQd$(2AF%j`S|15;Nd0_RM?{|qtY$7yawA&Xsg1qy<p-LWhy}xw55aMGK%=r^SY#AH(QT<oV1ms+u=8kustE>S2%r8FE#C!@`)b0GOi-`xuKNw~GlsqOkjuRV3Mmj*<HdxcxKhCoE3_F8JLDgj5_3@Erxj}b%o*SjP&d9EOlRjd4xY_bI%PMHZDk*x<)G`HmTB>hMqzx;5i>a7(`Lb|a*2VF7&e+pmnUEXV1pqq_xH_eZ8NQ!X0t{e5T>*Ul-8D<W7%@rG4-)AF4g4#R~Wx)3X=aEupm{e2_{J2+$M+WM8RIDPdn{kn}Rz0#K#nJdSmY+_ZJ46tm<3<BYct}NLu==uw*IAAaM|-Gnv*i(3;0#G-4oeLSxMVzLaC^b(3)vTEfk3Fssmw@RAsFcEdXaeTxO##}ceJ$?-_LSV%NFime|=K9h&CM=fv?VU!)W)gs6q7n^yDNihd0TxML3Pq6zIk{2gYjTjixu7V^E+`{0@A&IZd9K-L%Q`>hy`TLm4CWv6kr=o-<w?#}rvDF6H=e5J-)BaE1RgPWt04yZ%B{54`G=g6a?}{r{nNb-@s%+g{`vnQD`g+%mRrXl_(&XF}-jKHNf{z!(Lc~`|p0GeCSz*ONf8WrB6~xQN7H(loFI=H$!%|DlrM?&)%vV;M0A+=v;}GONcqt`0Yr45CHqQ|~IN$gDAeDbEbuZEEP1Q(ig_fXPH#I=GN(WKD&Sc<K3%JGly3icC%mUP4+XbzDv~*mtxTQ!uY#5)qiUfo}&}+eYGuJ;@w=odOpCqFCwdP~}TW#31JS+-gLeD^Gl0jm-xW186Aws5;e{6~k&my*B_LA}c_#pH|yjlyYCcmSq<W?l*E$t*6;}L}EbHo`!_IZdn5uE2I5hlKR;|YWb;s@vZ|0_%$E==IvpGzgidw~zs_PccQpNhQpp7gzdEy(YsAK&m1*0dwAm@gs)#7oyLjW$Hd6IY%^++rm)3<=HEoh&0#2Qv|xMya2ztzf>=<`3`+Hn%jC$#p4eCs@+1r`f+(zBolMg64LFgrd6fOf7>?HBj6`ha7414h<$XM#N+Y%mhBU8BXpCm%weso6xD~b7>?*U@k<IKzU^AZW|_SWQ@aJR2~dK%}x5=9S9C!V(IgS@eCLTz*0OOk|HWcIv&Z98huIFNXh0FIgXIQ`N88P9+)0M@~04aap&U`h&@CK&JX@q>^)rUA!>1cXh9EFnyH_{A!WHz5(rE<&NC<izK=X)Y$~~Q4U*F;9Faxac-&l4*agHSwrn_9sA90nF?&7yU18%0Sy*%YsLx=ecyn9!U!XE!Xi03ZNnoPJ<*D%q&#*)B`|A<5m0FJ{f6fsYIS;XTMBa2-*&2XtL*f-7?iuH{Iq6*5_}FLh^pT*I^hfRM3_F3hOm(0W;SpJP-1eBR!;0V032?rPS4J5%5w_O7Mqx0~<{;XGWt)a?q`5_gE&RVD*MJ~)e)zv~?ZI;G6GBv<_U^!f8RAf|dDaN*%e*PLkfz~uGKQc#1h*A@$PkCxA_D(YKw$KC85n{Fm;>OGPl!8xvbrFJGsQ<F>Kyb5XF@a|l`|R!Lr5G#dWeo{bIu==cX)l*?fZ?h9dQ)ejl3BYzDUi+Cj^*2X(*;=oq{2_5sur5?YJe4v&qAeBdq8=d4zW?l`hVKIHId3f!dCM3`5lIm>k?7DJ$hLIB6k;)8unG@sre))pg36U{7y{bpM1P%%}YaUo??Ypz5-W&=gy_aH1N@W>7!S{{M5u5LO}5-RFw=A%%kR7SYj@(MUK3Qw7xLKj*G-slx-W8r<zq2cB(s233zrw~hoJ8Y+B6TW)mAoJ%<l@WMurGG!Qv3(PnqW=k;^f;ip(41_PHWi<JB8|c?3IL~wrr=XkQ1B5n;A3R{xm^`CR7L9eFblHU)5+<(ak7HxNo(8gY9JDE-$7#fceN0wk2uBH)bxehMOoa!)pOI<W$5-|EaZ+;glo)5*i)(a!%=ww$32hHf-X|-zpOJ9A+Pzp}!h+0y3t{yX_EXDMwYy`<Zkgi&`UdTD<pEPcWvBRpIVapP`~;PncOjs@3of{uiDyMDA>M_9w)g}ei%4?k404e#@g#B?+lrpglB+~90nK0w!-3v5SWxiK{wK^M*IN_RsR^(EcYBoI$Q7gal3PdT-!VG;C%9ci$Ny@JKDa(E$LJ*r0M2wCwQJ@B3Z(=tfeyHL{QWnlSDNOqK5n~2TgDkVAQ0L%Iy64r2WryrLc*dPKY`t9hFNvZbrwM_y(-#5oJQ;<F&9SW|8G}D_trnQ=P{cH%@-hC<*T218x8j8Ag{+2%99&120_Jmvw3u89(aM*EXV<}p*c2m&c-SVk-7Dx<R<S`ty~mN5i|C0mN03*)mo-JD{Z8yUK)Ombypa$@yn4Y@_5WR)Ro6uAm>~~vYc10f_cj8y3*36G1y|-H-Ire9cz#Zq#;G9&?Fpv;a_N#*;3+xYKn-Z$A{{MTUr`Limg`CM*XCg#Q4O}dzci40pH(}7AWYic`ymTozXQs!vhtQ=ya!|p&zoGZkvplbNWVNc$sD(BudK7AtA*pt>61I1wur>`-q139;%`51L)#Cj;|S{1|{XaCXp-8cg_&dITPQ!S1(sqGBQI;auuhEJFcaEj{BUiFG~`+u5O&$725z@(998OxRg)B)13-Zp3ZZTi8D`JiyPNX4vTUDhvvpCX+fv7amg<3LXBqX%|JbEx7@%v!&737UA7}0lPhA)07{rD(24JR*2=rU#FOedVbg3@e+#iMcmNusOGPUCer0zbE2*YK)EkvjLXwmL0u^e@W&MIOTG~E>6lYw(&|?<M=?M-O-H@q-M<hNRFb9Jna4!=4MT=N7poWL0aDLUlfh#1KE%10{<?tG`o0#{57&pSqwt6Pa42021H1u6!a1?KBbDVn|({K}lTv>s9bI~siBfAoK*Y&MaQbXhJ`*|ib^S0r+o%T`MQ0~}+b2Bv`*m`FORh%6pzg-T7no5{hrcrS_XHPOozq>X3Oxb=#x`wEdV`vB4v)V3?3hm39&I>q@tXLib#mFPn{)~ozArzzT*R?Tu7)ELKg5cC))*k5M3~`3D12?2cnhKP14;MlLLo@&Z70!C`q|zwv=8Az^BX8C|*bde;xnjX3+eL&p@Gtt33a<LuVe&p}FK2b8o%TJh<7#N$P%!mcQ)s3UhJE-A_uC?drlV!FA^Hhn1jZy*zy6bqYBVfeX3fwp$o;Nml(=Fu*mP)JmVB*jv}FLhXqj{~kWN^PVH3IGS*w@t$7O$>GMip*R#~;XBGzwi#x)z(+}=l>!TUTrf;uycM1}yljv?AO$=qVOIJpx)N1Lez!@&$yyYeqFohegAQniXjpR$m-%mn_zqSR85X(#k2N~yD;<e9ByS#i*YV0Y5C%{g9Bat2BY&xi(dDAN3NMJr<PES)A~<1wXw8O)`zug=IS(i^IlK_?Uth~?AqEf%`Y>-iIqOFc@d?O$rr1DsNZ7cm@<=R0p<Z@)E*u^^_o;Pxd|pxUINpy5RX=emd?U#rb(hRDEToCUehMXROcj6gFfs3Ja`I;zN?IP&&QQqADbtZC|Nu2?A>OR|Y=%%I)#%YQRwtXSmbDwO*@ql1Y(1F?TIfGA}}7S_nq<94TNY0(Fy-MT&rMqduw=)&lQR8jOMjOru|o0;u{YG`2`A0hCVrm)**R-WF`C**M8A;D37oht#DYI9KS7j(3cjO4aNSmeYY7$;VVrP~^+Q7;k+1~$GfIWmmm2#;KmZ+H@0){UZ_au-e9U3%AyNR}6a`Ii1&5*#6E30Dqx%{outqDA1X_`dGa1O*r_E^7CCY{dchZm+?R#rN%Id*u(V&se(09k#V^;HJgG*Lu5;fdfT^8!aNk0-q~&($PuEd1&rkjzN2*-P6egRB0}|yBfXpbq{IuN=63~ob_A-ZRQczK`Xi-*&&KV#(DfqM1J1Fw|X1Ymos8BBOT=e+w4fA_j?PzzOSqxs^|z|!y&=a9#yK;-z+F;iws7*4@@*e2CnO+GOQoem)VAR^K)$8#&*N?%(+X|0ixhVbs=gJ7VTp@xrc_;kcIDoGE8fRqxbe;pz>k{7M+(FGIy^FS&dD2a#c}EnM=#?Vz6iRa;BpN%DGI=z12dvCv!hQQ|UI0$pgeE&|?OAoH`1uv(`)+{uWn_N&G~hmWdMhV{TypH|&Y)T#g^aq_*%ecKxLg@Lj<T*43fYhe0IrJ1~Ub!pVAj2oW{V{#*<x<;^zRTf)4uYmL@Fol$|Nqg`&5+<sK&Fdw8D-=zx}3uEB}^CnWuDv(khuZ=f7!=``s=tl|{=AI$@b|A5<GS8RF*Y<cr<qxi~^iZ`rq}ZiABEVKnU+nMQJAE-SfN{VDUnEQ6CdC+fRhWO0Y)r@dpJV@0OUbvCTP`s$k;_gOqDCR9Fzk3_XksX5;<1UrUq%NfZWTv1kkfV87TN>+eCIPP@Xus{vvrmlo}_}Ma_Oe8?Z|CFxds`mPgv}iROFq&3{2SETgv#DHoH+=@7wGfcwqdSY1ZztJR7ld`hD{*kH^juW6;jYBQtOxMUNFANXB_6yTEG4_Gj2WL*O(QSyi^0>|m+wA!Mb_TA`zLUZA-oTry>?`hsbTQP1&+X+3Smjt%gV2A|nhs_?oG=WgRT#*x`1|7%sush}sRb(qbs<UdBr-iahItv*Y4m!C8~Q=ByiXvsw_sg0Dg^4?5pGc=yTt$3TJDWv}Leupm&<hQWE=s0v20S1rqz}HezLdvSVuNn3wiZ`-80ysH~K=V<=(VSU94#tJ+EK+|)!j+kWUJEFt1FfQTs$3{YJA<hdDn--CTgTC@YmHgO!rkVlF?#MU6w=tFP#eh?P_N&zh&!vp=6VaU!tH=dB+v61Cd}u9ARf}J0KO(uddadj5L{Qn5etefydcaOAqsp4SA@f8xW(3`;dlcxY~Wl6U&-7^J#C$catRA8TWX!?k_Ur@_g}Vh;?FUS2g{1EZ3T{DWQ>u_L1>F@Z4F_rAsk=S6Y{^RNgRwX3&%~sMAXQbb!`+FXa5<-$>&3EG~sIEs`#U@x~8VJ+BBX*5oDyUrH)Y{4qXRY8W_Bcr@>gIMf)TY|6HZ4c!VN{T_8->&HI^QKc_0V6^qO!m1$}kP-NG>bwf*jPb@kK&d1Y{P!ShGvnDLlBs2;z1G(v%=F&g#Ryn{u*zSqzLdqgd65w*WUIq_-#%78TCp5G@MoNsyNsQMPOV9o?$OCdF+?AL4Bq}zHk^3_YfS+mEa>G$#iB2ULbqv#OgP6*HLfYF94DIwFdxV5%YQ;o@(wf-Yq^0h5^)9O0*GDhtZ?9j=ReAmT`Rj>gmVGrB;;bknl`0rEFG!gc94>8(${Br+nHs>|SV3<$-K>C|zu;>Z(vVv>qm5OT!h;!%p&E3oYd1X<RGopU=N@<zg#Z#E>rF3D!55GcyPLHG(W|(WnghtvR%(4N+I#XHyY4&b{kx_;o|fCiY8Qq)k}(hqdzye&{28{w&-+@Rvjo@@2QXy8*w{ZUP|vo$)kQ27L7weqi^jN7oKAcRK+Bz+@ifQ=chQE?R~T`{_7%*UwH?aFwnDNn#b!(~ZvW*TYKY~L?l}h_>wFxX1aJpeMWI7QJt=ft{f);YX3K92pVTskhtC2n9kCADGDst!#TQ+>^cPEHjkaF-%6D$8r0v2~_*q8}$VAW{W~7L_$ulk&L7`?)@d^Q=y`QPp+F1Xm?|(<ZB8jpeEo&=T6h&|pUP45VxhNX#9wZ6Ez{HTtOv?0UlWqsW?1^y&v5cdEp;C`Xs}xyfSCX*D^IM~yKn~SceE!5*YiG7dK}k525F&?<V1^?&4I7A<8t_cH)FzjyPZc^73~rTEqpShju1Ao315Z)2Z?K7_^h0z2!=)Sg`O6_1Ga1$#Ta+ohodZ4R?8Uf^J2u2BqL^WwNAs!#svTxJBOhrPLz<KL?Vt_Jpr18dVWL8MCh3}$EoMjwe9;wK`IXkB4>?G1+v$RiMJYyj=?-yqAJmnA1RwZo;{!c8n8Kqg`<XFpMTjs15q^@OdDW3-lPD&7fuGGcgMt+9b(QMP)QTz<LY0vbth0Ne-D{!_ew4}6-U16RpyDtuxetuB<gh^)p||lC;YVbQ#-y6{()w=dK|8Q(1^yY4o}VSs6JqU&v5oK+>iRTTUo6*ys$0jB&h;K*3T_bd?I8;C@21=GK<~`J6a#PAmJ<c_x#XS$dl?&p|G{+?m}-|G5C^K={7(BwP_(ua#hgIiwi5^Cr@bTY-2H3KAyBSl6Sp<v(AQ$qFoie-CV746NA*Rbh*$X7U8#n0@$NReCZmxg0mde*FAcDbzR773HP#Kmq*El&=R4w4#!voydDE7Fh|@;Ig@Asf-U-ztuMEOrPk*6Z#;L;#zcw0LQj->B!#ha-m09nt?*piUTI$%*$Es-2{EcuTcbF@MoW$#hUhQgEZdmUS5VK)=31m#}XTb2c4fS59o;v?!jqI*vz*cf|)zP*6K^G}tAnq(JvwFVc>Tu#co{v<p-3Fx@ZVuV!B|;Gnp<kZea&R@$pYhgTqD;kxm1<$7cy$7U7*3Tukr1p*oNPI)bFGp0sNQDsOy=~-m6g#)BiUWHOSm766b9y$Jl|nctamyu4w845@K={yR!S0p!-nvym=!oG!^H+%JE>U8J3-{WcQsrV-!N%q+$KquU7n>U1C~_O7{jVNrfZ-2Gm-bh(Unq-=R4sLh?v-~lFvLbgiBUnxAIO_q{C3@kpWvhyKu1HD6Z}>lt`@Mw$EGFmo--_GLLY>@{S0%c)yZ=FEmUoakMlJOs4AM%WEa*K~i8DX6~61E_&=_usrwqPT*?Cdp<^j%4OjKE|c3PQkCJ8blO|jYD-&?6Q?^P5<T9Ur7tlTB*PFRo_0SgF0*fCy=elBLa~U5E5vbSJ|o?#aYn=+js=Mc))y(rzp&TIp2YbJ(Bga#HZ})srcP4E@0DxIZ1a34h(ZM~+ou;COf@-0|9b^=l;l^}JXKnn3)fB=YU&do0z#psyTrAeo6Xp*=c*?C482{z&x1F=#xaQ5Emt~I^cKdKpUQROSag$J`?Ds>J1a7H8p=3{P$W1p;nhWH!T`MBYi%wD82Y%gYFKcu0UgnTBjSD>wKnT%-$Miuj|JHvsbE3JLPRz~^v~MR4@ud$hpjTQc>WN8UMW}Prj|;F@}P{;YQro(wG)JjBgSE+q@i%SLUAOzlE_bMuR^R3_KMvdos|Hid5J4=Eya9vc2<xRz3OvA%6ncf`J68c0SVO#xKx+R$bBbdJHiR#G2P-^Snjv5X>%|$E-?^irx*EluiOpDX~L(H0y|l$7C~m615)JeRRvthb{o>J8)uGuyyOmuyk=MW4bug5?{_7F5;s$G-x^>Y&~h516hY@@dAK3D(LpRD^*ryCrgB&~HY$9^DTBJo+yZvVSejiA^>#3$D!8A|cY;}^;dWo>Xh!~nAX@5FES)?WM3ViWTb*e3d?y&L!`)jV)%FjPPlXjit_pEZrLY&G7au>7fw~=6lFkLT23{=3qRC!z6Ik@I^vEx&*)!{#6|7j-pd;3(Xp*JGwqPvk;DD&%RUf+dVk#Dx<xR}GU)GyEYJT2kLr5t=JlrT~<APaXEi3j;sSbFHkUNYYQ8-X~7lj(!JlLpUu$1RJHnYdbE3;d^_*u2vCju!b_;smg#}DH5i%}{KT8<V{MJCum2zAfIRJpAaZ0f6aoZSmxAwV3H0e;1XqMHK+6RHu2?*N*_zyGu05=c*qiY3mIEMf0H3$wlH#3}_-OY5i3=le0d=cyZojSCj`06U_-B7v$?E~HeVD=r%KA4YopGc_lw$an}4l9tP<MzeO8WGF2y5~RJ#ESE{=FyJ7Hq9l~a&2fH7Tpp%DM(L5n2#yN@{?EPZq~@}o16wu{l_h&nruU&kJDbCxJxb2`SK{mOyco94wBf?xu&Pr<jvDmzx-B+&UEQqe4JT_edUBJYI%=10HA!#(f_<q;NmT{$LnKe$WvIQE(T6aDNj>}i15tD$PsDR{&)iKu_5kB-?m;HAT{xY~eE@PCFa%td#$spcp}{5LI+6qeguxfz$-~fI!!-a~1`CTpm$}w`?z)6ooWWwxuCp6F*$=MM=O4xX<HDU0#MX@G6=S{JL+R=@Oc}5Xp$|G>B)eY~XUf9U^D8Wd+di1U<InL3cKR?G)+dtRM*3M2j!!&(PHPVe##OjSxuOHB=5x^O0Zw-?=0YQci27umVAYXRm&q7~z5(RsH|-L`l}mXkd~%5-vs>mqLwaFZsPkOa{ub}j_3b1~sCAJ$L8M$C`9&F}VjIR;FZ2oLZ}4{{AOddTxh{zBTlqDMZ&RCUBg5NRE=m1ZvXrsT5O|5DtrjS7KR_vf(fs+;d|7{<GVP0NWw>F7X%^>Md3k)LpYQxfnI}B_D6xkpWE1AUH^m~cQvBbE)5}%6^KS1sGXx*7Wg$@wC(T<fQ(&3GAO)f>9md#doJ#CKz)3M$M5{7|OFOx9b|LZbMusq2=4H^;^oEQHX)jTf`gZcKiNaPjK{XxX!}%Nf8@r|&BO$ulq-C)t6WQbQY^p!Z?1#Dikb@4It9L~BjVa*qTheffhgw`MpO#j4is~`zBvqTlqi2Owa+P%+t2c6C6kF>}ViVJ>*cS8yF={K}Z-Y^2tThtZi|iLa%<PA`{gB%ag)o4I=KbFP!gVJ=Fs>cBAz@2|SD@8d42LOX2qagOAW4b^QbbUAo3$LG4WH837KeW-u3l)haAj3?qlbTK>*30FT?zeO-oD$e$pj(g<R_}ip?7xZogI2-hu+DdTZSq;_M!?9+`Pug4BrzxC`W2hs*4&Y%0EIVw<=A68Eku%Q&dz_j=w{UXAqH-Et|gWkOKs{x_XnyPGq<EVP-$f?T6fcpd;TOyYs^CGT7OrfS>8qY*$j?j0Kf?I%X{#?OTFwGEo}Ao|-Jb`r?LTZ*pUKFa^(K3ykP7U@o?s(zplzP10N9zuZ$to@UQVWX~YbzR7@nlL7KWZa*-AhQgrk-E{AUz{?eDitR#MnL|MmX{XIng`ab0iyYa~$gNLgRk8)W*86s?_w8Em+qK@m^;)x$u5XhB<MuZ1(A_EJ`g3F0$g=%FV?pH=bZ-5-oIz)2(AgQ#mBez#ZeoT28?>%wjrcD9z}J%5?gty5<py54#fT~56VOcoRu;=qV0-!E47T6~<(hg^o5p`Bk;TeB^s?>SWs@IBv>a@|V;G81&bhnu!f;R|h}48|0;I@<?ZYa_P~=L8Em!@|tpy|}-z4X5@PdxM5n&=BKmUCFdaB<|WXagpfnAXUyCMg6MGowW9E@HOgGcBFOK_zfQ5r7a&Uah(A#atzwKt~e#rQ`|Le?dl&`WY)mqdQhv)O((IQ(I+PId9^n#Xprn8OGfZ7=1r@mgD%+@4SfPcA@_t+s4}UQaeRo!1>#CiM%E<LT^pIy)Y|JqIJV=P!!8H9QIjwj(FPSVeAndY{_^T`du)a@)zcOXQTN<Q?z>^LOe#oydx1Gkk@1-W`rzn0N4*$k<*M!Bbl98<+lisp}V{OLmH!<d<GXl2lD=dnmZyN^A(yRc~Bvti2E0z$@FRhgh@iqmNEx-Pp;Y-I_zYHHT(g9&WuX+$<HpF4)re3V(~01I{LqSI9D$?}ebZb9wyU0WWWRyV>DPM^(OT6C>Y5YC+y?B<W-=+Zi-og*;@G>mIcl`i#9utBuS`O}BGwA`6x+D1RPp7w86F#yNLMoll<m*XRUdaIWD(q*^A1LB{N4B3nJbEWZ`<c|@*%i~)#3bu1d-P4bo>;%f1t0$EUJu;X9>inP^sI!=|ptYrhTS#1Bvm|A|AgARRO#*MMYDl>?zZY~q=S?w9gDJj%g-INz3WR`bt;{v~`{G@Cyew2V>BI}W*s=${Y=5l1Wxi&>>J*ev&PE85h@!fKv7C9(xl%^|EtQq(sD5rYZR?e7JGDm7ZG!}LEYlJbHl?@FbjUz|V*->=DiNnkEo_%a@y@-ol*rDEpJF~NyHEu>tp?x9P?A@EV_k~Jit+IMGmE;FHo#XKf<%P5?Niz!aTm_Tid@+JPB*jyIO^~vHkB~uf{`5x~i;DMmJ}vaT6ImaYE<en$;t?_4a_o_-3arpEs6`Sk!{b3~ywJG?+lJk$b{^S*{KbqOU5l(r)~S;J_%4@TN=gwv^mT=-_@yH!)k*i^Md_Jtd=r9pXqnvrDLq)VBw&kh;s@YrbO;xk+)FX5kB!rhjnj{}c?A-*Y{zWMg|wKJ-9U#})V{=wwyGFeD);2N2&s_Ctw2^I>r-AnR$l(Nmv90dK~dES{;^EwTi~Zfyjum3t-91QKY%od{1ajICSg9dRLBWCi!#Ms0tND65p1-}<l`PKnf{sKpE>@?@lP=p4cm_me`nNWJ0JH4JJd1jE;QgKu8Z$)Ap)LIx$G{}Nrd>DdaO?~0Jz7$Wc)<K<a4YS5B+8Ng_wz6<d7Qux9S|>0G&ymoqXK);ecUWAP5J1JP7vwF0)SI3ytshpfqB8+x8~QWT>pIe95K2Z;~(aWPL2Qq#{*?B_0z1D`OT9e<S&LfRjGJNgv>($+X`2co?0V`hcz;ptjz*#(86)ZHB2m(AjWggq679ofpk#QfkQFi;4v*6!~vGBvZO)E_QWdu?^!^O^)F5vE)Qj)}iZ&0`d=&TAL>Mc!-T2Vxx!H=pk78kXV}jS>T_GosUNYepPT2gF%<VkCZ#fxU{eF^HWpLc%}~m*$rr;l1nC6H5;D75-siY!|5k%(KSiT!`zx5&l-T5Bp;8knImlG2%91OIK{}4DaI*G0ggWfLiH3l!&5-5?tDBR>@DmeRTL%-+wgyE+mD<#z(ys%&rW&-Cu)7<j*&U__$K+Qv{dkBg9k)BFDcOE<1sdPj13-RgU2|nW8ABkgMDad#JiOjwIxdGAjWRC3|D1~q^N8bybZRU6&4ghxY6Za7mGK^uQMD_MzW^tSZ3&VcC-BN<YHExJ=8zrU!w7}MregY6uriUr>Y5)k1w&+m)Pn{Z1trNnfS2E&c|2LzH2G{vJe|GIeE=jEp;#vxaD+jR<S2rgu|b8L}~2TvWXy<4qs8LL(1zpzos5j^6?c`{t7F9g_Xa;A-$q21%R<B5TJHGz7CfC_Qs*8W|eoaD{va;0=C+Q{jfmb_1c_!9D8Jinhri0^JyLuclh`k+kEZg<1TjRLJ{8QGh3CmzV{;7J1i;5Y59-<tM3!e4SUm-yY6IS8gsCP%-hS6YW<BW2F}x4fgX=$Cb>tplb9=@z_)B!a&pi;aMUoQMYHCA!K(iS^!u^7NIg?#zVl%(ajlmAE=Kscx9j5Z??`PQbJ&Ny`>ES0^zzP!{lR)v<4RYEvy@B>xRaP))^+O^6n`m-&nF-DMPCL=bLYcB@ZM7%63tf5Aj_eNkxQ<>@d*#M{kiZ>!mBnQ%1f#@{;~EDB+EBgyS&AID=+%+zD+)0ksq+g576u%pxHkh1}lxiIwR4;NG`KrMYQLQvj}v8`Yplx4~J3Uz8`~}4ud`)j-n$Bin&Rm!|=W()JRef;;fZ&u{X)xQF*h2-8ZvuB;L3%;{!z4hojLr{nxz&O@eN0gjJepV$aH*k%rRFY!3KvO<d~IG~#V*2-SXRkfucDdGG1TS6qg#Fv`EeD5rmDDf_*p0D~Q_nObBg-Xa6@Un+EECpM+v$Lc)TvU9eYYu(~gZ#h9Q-|_|*UKe5c759Vwnc<%~{>kxAvGesnR~iZeSsoM2y?)N^W(F@4`#+MaBVV-kbmY_lH-U4aRS(~g;KH{hUvVYA;!1qQmH3J)@%2#Fbrv`jPD_&-oSD*+Nftz$AfwL{7p26b46?QsT6D{>TjWZMCF3nJ_bYD6SD0(`&wS^6FL4+J$=ilY{khBP#7lVYSTOY8t5%31emLU4<!ZB(5tFmv`^h;N=o}1m4hF*H_?`3p@NLopWmMZ0VQqF|khf-3u?5!@i3|y@q0RJWn~)^kn<TT|s-70G2Pc@sKE;%9{4>Wtw6KF<VIM!81pyPQvOTfvdA(*5SmL}4kW9lF$ZXWD%VmcpjXyHM9Oo%U0^^@K{-LED21_{)#D^ktp7?;P=IT9Ju7k(}y;c*CgGVG7q&mgqPW&^+Kl#ol(y!SH)?O;pQ<qvQvVF2(R3Oqig=Ry(xLVXcOujI?3}6V1uG{&vzvX>J1x>?XUBR3+cj6{NkZ~ToGMp<$Z`>CrWw!I_fL~^=aU9gz(1llDA{@w-YLN&egNt_Pl&v@XD6?j^Jb)H(AP&+D|In5Xc@-a2VDpXf<Bf3T<!(unzmK#O(g9I2#wf9PJ>zVTOT9}~&hTjoW+|y}hRgoxh~E!YEKsDHej9Q6WM+47ri+>?hE(+?VK11&lMF**pT~dLcMO3*BLLzf9*MU|D>_yt0C`D#Wajm%58s~~p%f`Bo8lso@?C$$9295xhy>0lJk;6FnZqqh!gLyadR=hWqoC%Raq%YE_Ll^+9;O&suyeLQ`b+_-hrW7~_@5KN{7(UCzjJml`aRXoQDo>1T2wDCxRxvo7%4hY0{HhS;LCT;4o4pf{pEqH13_w8N728^TK<y>u)e22t=>618htW(p;D&m*vX+U_7!VcEt*U!P&clR&;@R?2q*eYV*k~DaKersK#_Oe?j;TZk=Yv|q&^C;d8%)c!JkV1*94v<+{qdKnd6^)=k5MIo-fm#h;|M*QGSyeIsrW!XAY=M{4?KqdvK4(+Ly(kyvAX?F<gM$N1#w20Zhm#fDm`y9^UWC^_2@5X@G3Yvk}{`J2Qgeo%e%Z34jWx0Pe#-^PSIo2?DR?8!dyrJF8uf<2~M@Q412K<#R?x1m80%M(~V(O+LK+<S@b%$7lYJO{u|pAks~N%eM1*KUzr)LdO0u{_Kjm7ChV_BT6izUcu;l3E<79zyjO(e4vka5eEgbVr6M4PHe?7f7^v2Lo`KAEpiieo{{}#e-TaKpwRTKoQ&Yc#D5tYS`^_49Vls|0KnE1AXPh`4<izcKb9DGc@q?~X#m4YWJNyArM1qZ8j<TW{<KEungAne3Sgz3pZAhQshPki(g!4xK5P(dN-(Qp0!e!dI|0NDg+M1Mc#eI`zLNlqXbS9{ouBvpE43Zsn*!n*Dw}_$LkM!fk+RRarCs)4lDf=e0{EIK5LtG9KH%3$zFF>xn_a-Hjdp4YoQVbL&{=xDVHzpIZIqWpw+;orI+wm(ld>xk0HjO-(XsRMp<6-}b;yg3@iMJeM3IyPt6CrD(C>H&tcaocdM_iBZdqQ4Taf_zVhZR7{4?MAzne#P$p'
)
# question data, end
if __name__ == "__main__": sys.exit(main(sys.argv[1:]))
