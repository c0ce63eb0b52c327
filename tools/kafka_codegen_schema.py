"""Reads the message schemas of src/kafka/protocol/schema (format: README.md there) into plain objects."""

import re
from dataclasses import dataclass, field
from pathlib import Path

FIXED_BYTES = {"bool": 1, "int8": 1, "int16": 2, "uint16": 2, "int32": 4, "int64": 8, "float64": 8, "uuid": 16}
PRIMITIVES = set(FIXED_BYTES) | {"string", "bytes", "records"}
NEVER = 0x7FFF


class SchemaError(Exception):
    pass


@dataclass(frozen=True)
class Versions:
    low: int
    high: int

    def __contains__(self, version):
        return self.low <= version <= self.high

    def covers(self, other):
        return self.low <= other.low and other.high <= self.high


@dataclass
class Field:
    name: str
    type: str  # a primitive, or the name of a structure
    is_array: bool
    versions: Versions
    nullable: Versions | None
    default: str | None  # text of the schema; None when the type's zero is meant
    tag: int | None
    struct: "Struct | None" = None

    @property
    def is_struct(self):
        return self.type not in PRIMITIVES

    @property
    def json_name(self):
        head, *rest = self.name.split("_")
        return head + "".join(part.capitalize() for part in rest)


@dataclass
class Struct:
    name: str
    versions: Versions
    fields: list = field(default_factory=list)

    def plain_fields(self):
        return [f for f in self.fields if f.tag is None]

    def tagged_fields(self):
        return sorted((f for f in self.fields if f.tag is not None), key=lambda f: f.tag)


@dataclass
class Message:
    api: str
    kind: str  # request, response or data
    key: int  # -1 for data
    versions: Versions
    first_flexible: int  # NEVER when no version is flexible
    unstable: int | None
    root: Struct = None
    structs: list = field(default_factory=list)  # every nested structure, those without dependencies first

    @property
    def name(self):
        return self.api + {"request": "Request", "response": "Response", "data": ""}[self.kind]

    @property
    def namespace(self):
        return snake(self.name)


def snake(name):
    return re.sub(r"(?<=[a-z0-9])(?=[A-Z])", "_", name).lower()


def parse_versions(text, outer):
    """`v7+`, `v..12`, `v7-12`, `v5` or nothing, within the versions of what encloses it."""
    if not text:
        return outer
    text = text.removeprefix("v")
    if text.endswith("+"):
        low, high = int(text[:-1]), outer.high
    elif text.startswith(".."):
        low, high = outer.low, int(text[2:])
    elif "-" in text:
        low, high = (int(part) for part in text.split("-"))
    else:
        low = high = int(text)
    versions = Versions(low, high)
    if low > high or not outer.covers(versions):
        raise SchemaError(f"versions {text} are outside {outer.low}-{outer.high}")
    return versions


FIELD_LINE = re.compile(
    r"(?P<name>[a-z0-9_]+)\s+(?P<type>\[?\w+\]?)(?P<null>\?(?:v[\d.+-]+)?)?(?:\s+=\s+(?P<default>\S+))?"
    r"(?:\s+(?P<versions>v[\d.+-]+))?(?:\s+tag\s+(?P<tag>\d+))?$")
API_LINE = re.compile(
    r"(?:api\s+(?P<key>\d+)|data)\s+(?P<name>\w+)\s+versions\s+(?P<versions>[\d-]+)"
    r"\s+flexible\s+(?P<flexible>\d+\+|none)(?:\s+unstable\s+(?P<unstable>\d+))?$")


def parse_field(text, outer):
    match = FIELD_LINE.match(text)
    if not match:
        raise SchemaError(f"not a field: {text!r}")
    type_name = match["type"]
    is_array = type_name.startswith("[")
    if is_array != type_name.endswith("]"):
        raise SchemaError(f"unbalanced brackets: {type_name}")
    versions = parse_versions(match["versions"], outer)
    nullable = parse_versions(match["null"][1:], versions) if match["null"] else None
    if match["default"] == "null" and nullable is None:
        raise SchemaError(f"{match['name']}: default null on a type without ?")
    return Field(match["name"], type_name.strip("[]"), is_array, versions, nullable, match["default"],
                 int(match["tag"]) if match["tag"] else None)


class Parser:
    def __init__(self, path):
        self.path = path
        self.messages = []
        self.api = None
        self.message = None
        self.shared = {}
        self.stack = []  # (indent, structure) of the enclosing structures

    def parse(self):
        for number, raw in enumerate(self.path.read_text().splitlines(), 1):
            text = raw.split("#")[0].rstrip()
            if not text:
                continue
            try:
                self.line(len(text) - len(text.lstrip()), text.strip())
            except SchemaError as error:
                raise SchemaError(f"{self.path.name}:{number}: {error}") from None
        self.end_message()
        return self.messages

    def line(self, indent, text):
        if indent == 0:
            self.end_message()
            if text in ("request", "response", "fields"):
                self.begin_message("data" if text == "fields" else text)
            else:
                self.begin_api(text)
        elif text.startswith("struct "):
            name = text.split()[1]
            struct = self.shared.setdefault(name, Struct(name, self.message.versions))
            self.stack = [(indent, struct)]
        else:
            self.add_field(indent, text)

    def begin_api(self, text):
        match = API_LINE.match(text)
        if not match:
            raise SchemaError(f"expected `api`, `data`, `request`, `response` or `fields`: {text!r}")
        low, _, high = match["versions"].partition("-")
        flexible = NEVER if match["flexible"] == "none" else int(match["flexible"][:-1])
        self.api = (match["name"], int(match["key"] or -1), Versions(int(low), int(high or low)), flexible,
                    int(match["unstable"]) if match["unstable"] else None)

    def begin_message(self, kind):
        name, key, versions, flexible, unstable = self.api
        self.message = Message(name, kind, key, versions, flexible, unstable)
        self.message.root = Struct(self.message.name, versions)
        self.shared = {}
        self.stack = [(0, self.message.root)]

    def add_field(self, indent, text):
        while self.stack and self.stack[-1][0] >= indent:
            self.stack.pop()
        owner = self.stack[-1][1]
        parsed = parse_field(text, owner.versions)
        if any(other.name == parsed.name for other in owner.fields):
            raise SchemaError(f"field {parsed.name} is there twice")
        owner.fields.append(parsed)
        if parsed.is_struct:
            parsed.struct = Struct(parsed.type, parsed.versions)
            self.stack.append((indent, parsed.struct))

    def end_message(self):
        if self.message is None:
            return
        message, self.message = self.message, None
        ordered = {}
        self.resolve(message.root, ordered)
        message.structs = list(ordered.values())
        self.messages.append(message)

    def resolve(self, struct, ordered):
        """Replaces empty inner structures by the shared ones and lists all, dependencies first."""
        for member in struct.fields:
            if not member.is_struct:
                continue
            if not member.struct.fields:
                if member.type not in self.shared:
                    raise SchemaError(f"structure {member.type} has no fields")
                member.struct = self.shared[member.type]
            self.resolve(member.struct, ordered)
            known = ordered.setdefault(member.type, member.struct)
            if known is not member.struct:
                raise SchemaError(f"structure {member.type} is described twice")


def load(folder):
    """All messages of the folder's *.schema files, by key and kind."""
    messages = []
    for path in sorted(Path(folder).glob("*.schema")):
        messages += Parser(path).parse()
    for message in messages:
        if message.kind == "request":
            message.root.versions = message.versions
    order = {"request": 0, "response": 1, "data": 2}
    return sorted(messages, key=lambda m: (m.key if m.key >= 0 else 1 << 20, m.api, order[m.kind]))


def min_bytes(struct, message):
    """The fewest bytes that one instance takes on the wire, over all versions: bounds array counts."""
    return max(1, min(_min_bytes_at(struct, message, version)
                      for version in range(struct.versions.low, struct.versions.high + 1)))


def _min_bytes_at(struct, message, version):
    flexible = version >= message.first_flexible
    total = 1 if flexible else 0
    for member in struct.plain_fields():
        if version not in member.versions:
            continue
        if member.is_array or member.type in ("bytes", "records"):
            total += 1 if flexible else 4
        elif member.type == "string":
            total += 1 if flexible else 2
        elif member.is_struct:
            total += 1 if member.nullable else _min_bytes_at(member.struct, message, version)
        else:
            total += FIXED_BYTES[member.type]
    return total
