#!/usr/bin/env python3
"""Compares our message schemas with the definitions inside Kafka's client jar, field by field.

    schema_facts.py KAFKA_CLIENTS_JAR

Compared for every API of ours: key, versions, first flexible and unstable version; for every field its name, order, type,
versions, versions in which it may be null, tag and default. Also that no API which clients use is missing.
"""

import json
import re
import sys
import zipfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
sys.path.insert(0, str(ROOT / "tools"))

from kafka_codegen_schema import NEVER, PRIMITIVES, load, snake  # noqa: E402

# Spoken between brokers and controllers only, or removed.
NOT_FOR_CLIENTS = {4, 5, 6, 7, 52, 53, 54, 56, 58, 59, 62, 63, 64, 67, 70, 73, *range(80, 88), 94}
ZEROES = {"bool": "false", "string": "", "uuid": None, "bytes": "", "float64": "0"}


def definitions(jar):
    found = {}
    with zipfile.ZipFile(jar) as archive:
        for name in archive.namelist():
            if re.fullmatch(r"common/message/\w+\.json", name):
                text = archive.read(name).decode()
                text = "\n".join(line for line in text.splitlines() if not line.lstrip().startswith("//"))
                message = json.loads(text)
                found[message["name"]] = message
    return found


def versions(text, low, high):
    """A set, cut to what the enclosing structure has."""
    if text in (None, "", "none"):
        return frozenset()
    if text.endswith("+"):
        first, last = int(text[:-1]), high
    else:
        first, _, last = text.partition("-")
        first, last = int(first), int(last or first)
    return frozenset(range(max(first, low), min(last, high) + 1))


def default_of(field):
    """The default as one text, whatever way it is written."""
    given = field.get("default")
    kind = field["type"]
    if given is None:
        if kind.startswith("[]") or kind not in PRIMITIVES or kind == "records":
            return "empty"
        return ZEROES.get(kind, "0")
    text = str(given).lower() if isinstance(given, bool) else str(given)
    return str(int(text, 0)) if re.fullmatch(r"-?(0x[0-9a-f]+|\d+)", text) else text


def our_default(member):
    if member.default is not None:
        return member.default
    if member.is_array or member.is_struct or member.type == "records":
        return "empty"
    return ZEROES.get(member.type, "0")


class Comparison:
    def __init__(self):
        self.problems = []
        self.fields = 0

    def expect(self, where, what, ours, theirs):
        if ours != theirs:
            self.problems.append(f"{where}: {what}: ours {ours!r}, Kafka's {theirs!r}")

    def message(self, ours, theirs):
        low, high = ours.versions.low, ours.versions.high
        valid = versions(theirs["validVersions"], 0, NEVER)
        self.expect(ours.name, "versions", (low, high), (min(valid), max(valid)))
        flexible = theirs["flexibleVersions"]
        self.expect(ours.name, "first flexible", ours.first_flexible,
                    NEVER if flexible == "none" else int(flexible.rstrip("+")))
        if ours.kind == "request":
            self.expect(ours.name, "key", ours.key, theirs["apiKey"])
            unstable = high if theirs.get("latestVersionUnstable") else None
            self.expect(ours.name, "unstable version", ours.unstable, unstable)
        shared = {item["name"]: item for item in theirs.get("commonStructs", [])}
        self.struct(ours.name, ours.root, theirs["fields"], shared, range(low, high + 1))

    def struct(self, where, ours, fields, shared, outer):
        low, high = outer[0], outer[-1]
        theirs = [f for f in fields if versions(f["versions"], low, high)]
        self.expect(where, "fields", [f.name for f in ours.fields], [snake(f["name"]) for f in theirs])
        for member, field in zip(ours.fields, theirs):
            self.field(f"{where}.{member.name}", member, field, shared, (low, high))

    def field(self, where, member, field, shared, outer):
        self.fields += 1
        existing = versions(field["versions"], *outer)
        self.expect(where, "type", ("[]" if member.is_array else "") + member.type, field["type"])
        self.expect(where, "versions", span(member.versions), existing)
        self.expect(where, "nullable", span(member.nullable),
                    versions(field.get("nullableVersions"), *outer) & existing)
        self.expect(where, "tag", member.tag, field.get("tag"))
        if "tag" in field:
            tagged = versions(field["taggedVersions"], *outer)
            self.expect(where, "versions with the tag", span(member.versions), tagged)
        self.expect(where, "default", our_default(member), default_of(field))
        if member.is_struct:
            inner = field.get("fields")
            # A shared structure may serve several places: its versions are cut to the message only.
            if not inner:
                self.struct(where, member.struct, shared[member.type]["fields"], shared,
                            range(member.struct.versions.low, member.struct.versions.high + 1))
            else:
                self.struct(where, member.struct, inner, shared, sorted(existing))


def span(versions_):
    return frozenset() if versions_ is None else frozenset(range(versions_.low, versions_.high + 1))


def main():
    theirs = definitions(sys.argv[1])
    comparison = Comparison()
    messages = load(ROOT / "src/kafka/protocol/schema")
    for message in messages:
        comparison.message(message, theirs[message.name])
    ours = {message.key for message in messages}
    for message in theirs.values():
        if message.get("type") == "request" and "broker" in message.get("listeners", []):
            if message["apiKey"] not in ours | NOT_FOR_CLIENTS:
                comparison.problems.append(f"{message['name']} is missing")
    for problem in comparison.problems[:40]:
        print(problem, file=sys.stderr)
    print(f"schema facts: {len(messages)} messages, {comparison.fields} fields: {len(comparison.problems)} differences")
    sys.exit(1 if comparison.problems or comparison.fields < 1000 else 0)


if __name__ == "__main__":
    main()
