"""Writes the C++ structures, readers and writers of one API (see kafka_codegen.py)."""

from kafka_codegen_schema import NEVER, SchemaError, min_bytes, snake

CPP_TYPES = {
    "bool": "bool", "int8": "std::int8_t", "int16": "std::int16_t", "uint16": "std::uint16_t",
    "int32": "std::int32_t", "int64": "std::int64_t", "float64": "double", "uuid": "Uuid",
    "string": "std::string", "bytes": "bytes::Slice", "records": "bytes::Chain",
}
CALLS = {"int8": "i8", "int16": "i16", "uint16": "u16", "int32": "i32", "int64": "i64", "float64": "f64",
         "uuid": "uuid"}
KEYWORDS = {"operator", "default", "class", "register", "new", "delete", "namespace", "template", "private", "public"}
NOTE = "// Generated from src/kafka/protocol/schema by tools/kafka_codegen.py: edit the schema, not this file.\n"


class Lines:
    def __init__(self):
        self.lines = []
        self.depth = 0

    def __call__(self, text=""):
        self.lines.append("  " * self.depth + text if text else "")

    def open(self, text):
        self(text)
        self.depth += 1

    def close(self, text="}"):
        self.depth -= 1
        self(text)

    def text(self):
        return "\n".join(self.lines) + "\n"


def qualified(message, struct):
    return struct.name if struct is message.root else f"{message.namespace}::{struct.name}"


def base_type(message, member):
    return qualified(message, member.struct) if member.is_struct else CPP_TYPES[member.type]


def member_type(message, member):
    text = base_type(message, member)
    if member.is_array:
        text = f"std::vector<{text}>"
    return f"std::optional<{text}>" if member.nullable else text


def starts_null(member):
    # Kafka's own default for a nullable field is empty unless null is said; record sets start as null.
    return member.default == "null" or (member.type == "records" and member.nullable is not None)


def initializer(message, member):
    """The text after the member's name."""
    if member.nullable:
        return "" if starts_null(member) else f"{{{member_type(message, member).removeprefix('std::optional<')[:-1]}()}}"
    if member.is_array or member.is_struct or member.type in ("string", "bytes", "records", "uuid"):
        if member.default is not None:
            raise SchemaError(f"{message.name}.{member.name}: no default {member.default} for this type")
        return ""
    if member.type == "bool":
        return " = " + (member.default or "false")
    value = member.default or "0"
    if value == "-2147483648":
        value = "std::numeric_limits<std::int32_t>::min()"
    return " = " + value


def condition(versions, outer):
    """C++ for "this version has the field", or None when every version of `outer` has it."""
    parts = []
    if versions.low > outer.low:
        parts.append(f"version >= {versions.low}")
    if versions.high < outer.high:
        parts.append(f"version <= {versions.high}")
    return " && ".join(parts) or None


def guarded(out, test, body):
    """Writes the statements of `body`, under `if (test)` when there is a test."""
    if test is None:
        for line in body:
            out(line)
    elif len(body) == 1 and not body[0].startswith(("if", "for")):
        out(f"if ({test}) {body[0]}")
    else:
        out.open(f"if ({test}) {{")
        for line in body:
            out(line)
        out.close()


# ---- headers -------------------------------------------------------------------------------------------------

def write_header(messages):
    out = Lines()
    out(NOTE + "#pragma once\n")
    out('#include "kafka/protocol/message.h"\n')
    out("namespace ringfence::kafka {\n")
    for message in messages:
        if message.structs:
            out(f"namespace {message.namespace} {{\n")
            for struct in message.structs:
                write_struct(out, message, struct)
            out(f"}}  // namespace {message.namespace}\n")
        write_struct(out, message, message.root)
        name = message.name
        out(f"Result<void> decode(bytes::Reader& reader, std::int16_t version, {name}& message);")
        out(f"void encode(bytes::Writer& writer, std::int16_t version, const {name}& message);")
        out(f"void to_json(JsonWriter& json, std::int16_t version, const {name}& message);")
        out(f"Result<void> from_json(const JsonValue& json, std::int16_t version, {name}& message);\n")
    out("}  // namespace ringfence::kafka")
    return out.text()


def write_struct(out, message, struct):
    out.open(f"struct {struct.name} {{")
    if struct is message.root:
        out(f"static constexpr std::string_view kName = \"{message.api}\";")
        if message.kind != "data":
            out(f"static constexpr std::int16_t kApiKey = {message.key};")
        out(f"static constexpr std::int16_t kMinVersion = {message.versions.low};")
        out(f"static constexpr std::int16_t kMaxVersion = {message.versions.high};")
        flexible = message.first_flexible
        out(f"static constexpr std::int16_t kFirstFlexible = {flexible};" + ("  // never" if flexible == NEVER else ""))
        for inner in message.structs:
            out(f"using {inner.name} = {message.namespace}::{inner.name};")
        out()
    for member in struct.fields:
        if member.name in KEYWORDS:
            raise SchemaError(f"{member.name} is a C++ keyword")
        text = f"{member_type(message, member)} {member.name}{initializer(message, member)};"
        notes = []
        if member.versions != struct.versions:
            high = "" if member.versions.high == message.versions.high else f"-{member.versions.high}"
            low = member.versions.low
            notes.append(f"v{low}" + ("+" if not high else "" if high == f"-{low}" else high))
        if member.tag is not None:
            notes.append(f"tag {member.tag}")
        out(text + ("  // " + ", ".join(notes) if notes else ""))
    out(f"bool operator==(const {struct.name}&) const = default;")
    out.close("};\n")


# ---- readers and writers -------------------------------------------------------------------------------------

def write_source(api_file, messages):
    out = Lines()
    out(NOTE + f'#include "kafka/protocol/generated/{api_file}.h"\n\n#include "kafka/protocol/wire.h"\n')
    out("namespace ringfence::kafka {\n")
    for message in messages:
        out("namespace {\n")
        for struct in [*message.structs, message.root]:
            write_reader(out, message, struct)
            write_writer(out, message, struct)
        out("}  // namespace\n")
        name = message.name
        out.open(f"Result<void> decode(bytes::Reader& reader, std::int16_t version, {name}& message) {{")
        low, high = f"{name}::kMinVersion", f"{name}::kMaxVersion"
        out(f"if (version < {low} || version > {high}) return unknown_version(version);")
        out("read(reader, version, message);\nreturn reader.status();".replace("\n", "\n  "))
        out.close("}\n")
        out.open(f"void encode(bytes::Writer& writer, std::int16_t version, const {name}& message) {{")
        out(f"assert_version({low}, version, {high});")
        out("write(writer, version, message);")
        out.close("}\n")
    out("}  // namespace ringfence::kafka")
    return out.text()


def flexible_line(message, struct):
    """How the function knows whether the version is flexible: a constant where it can be one."""
    if message.first_flexible <= struct.versions.low:
        return "constexpr bool flexible = true;"
    if message.first_flexible > struct.versions.high:
        return "constexpr bool flexible = false;"
    return f"const bool flexible = version >= {message.first_flexible};"


def can_be_flexible(message, struct):
    return message.first_flexible <= struct.versions.high


def write_function(out, head, message, struct, body):
    """A function around the lines of `body`; says what flexible means only when the body asks."""
    out.open(head)
    if any("flexible" in line for line in body.lines):
        out(flexible_line(message, struct))
    for line in body.lines:
        out(line)
    out.close("}\n")


def write_reader(function, message, struct):
    out = Lines()
    for member in struct.plain_fields():
        guarded(out, condition(member.versions, struct.versions), read_member(message, member))
    tagged = struct.tagged_fields()
    if tagged:
        # Tagged fields exist in flexible versions only.
        opening = "for (TagReader tags(r); tags.next();) {"
        if message.first_flexible > struct.versions.low:
            opening = "if (flexible) " + opening
        out.open(opening)
        for index, member in enumerate(tagged):
            test = condition(member.versions, struct.versions)
            test = f"tags.tag() == {member.tag}" + (f" && {test}" if test else "")
            out.open(("} else " if index else "") + f"if ({test}) {{")
            for line in read_member(message, member):
                out(line)
            out.depth -= 1
        out("}")
        out.close()
    elif can_be_flexible(message, struct):
        out("if (flexible) skip_tags(r);" if message.first_flexible > struct.versions.low else "skip_tags(r);")
    head = f"void read(bytes::Reader& r, [[maybe_unused]] std::int16_t version,\n          {qualified(message, struct)}& m) {{"
    write_function(function, head, message, struct, out)


def read_member(message, member):
    target = f"m.{member.name}"
    lines = read_value(message, member, target)
    if member.nullable and member.nullable != member.versions:
        test = condition(member.nullable, member.versions)
        lines.append(f"if (!{target} && !({test})) r.fail(\"{member.name} is null\");")
    return lines


def read_value(message, member, target):
    kind = base_type(message, member)
    if member.is_array and member.is_struct:
        minimum = min_bytes(member.struct, message)
        count = f"(r, flexible, {minimum}, sizeof({kind}))"
        if not member.nullable:
            return [f"{target}.resize(read_count{count});"] + read_elements(target)
        return ([f"if (const auto count = read_nullable_count{count}) {{"] +
                ["  " + line for line in read_elements(f"{target}.emplace(*count)")] +
                ["} else {", f"  {target}.reset();", "}"])
    if member.is_array:
        return [f"read_list(r, flexible, {target});"]
    if member.is_struct:
        if member.nullable:
            return [f"if (r.i8() < 0) {{", f"  {target}.reset();", "} else {",
                    f"  read(r, version, {target}.emplace());", "}"]
        return [f"read(r, version, {target});"]
    if member.type in ("string", "bytes", "records"):
        nullable = "nullable_" if member.nullable else ""
        return [f"{target} = read_{nullable}{member.type}(r, flexible);"]
    if member.type == "bool":
        return [f"{target} = r.i8() != 0;"]
    return [f"{target} = r.{CALLS[member.type]}();"]


def read_elements(target):
    return [f"for (auto& element : {target}) {{", "  read(r, version, element);", "  if (!r.ok()) return;", "}"]


def write_writer(function, message, struct):
    out = Lines()
    for member in struct.plain_fields():
        guarded(out, condition(member.versions, struct.versions), write_member(message, member, "w"))
    if can_be_flexible(message, struct):
        write_tags(out, message, struct)
    head = (f"void write(bytes::Writer& w, [[maybe_unused]] std::int16_t version,\n"
            f"           [[maybe_unused]] const {qualified(message, struct)}& m) {{")
    write_function(function, head, message, struct, out)


def write_tags(out, message, struct):
    tagged = struct.tagged_fields()
    sometimes = message.first_flexible > struct.versions.low
    if not tagged:
        out("if (flexible) w.uvarint(0);" if sometimes else "w.uvarint(0);")
        return
    if sometimes:
        out("if (!flexible) return;")
    out("TagWriter tags(w);")
    for member in tagged:
        test = condition(member.versions, struct.versions)
        test = " && ".join(part for part in (test, differs_from_default(message, member)) if part)
        out.open(f"if ({test}) {{")
        out(f"bytes::Writer& field = tags.begin({member.tag});")
        for line in write_member(message, member, "field"):
            out(line)
        out("tags.end();")
        out.close()
    out("tags.finish();")


def differs_from_default(message, member):
    target = f"m.{member.name}"
    if member.nullable:
        return f"{target}.has_value()" if starts_null(member) else f"!({target} && {target}->empty())"
    if member.is_array or member.type in ("string", "bytes"):
        return f"!{target}.empty()"
    if member.type == "uuid":
        return f"!{target}.is_zero()"
    if member.is_struct:
        return f"!({target} == {qualified(message, member.struct)}{{}})"
    if member.type == "bool":
        return ("!" if member.default == "true" else "") + target
    return f"{target} != {member.default or '0'}"


def write_member(message, member, w):
    target = f"m.{member.name}"
    null_ok = "true"
    if member.nullable and member.nullable != member.versions:
        null_ok = condition(member.nullable, member.versions)
    if member.is_array and member.is_struct:
        if not member.nullable:
            return [f"write_count({w}, flexible, {target}.size());",
                    f"for (const auto& element : {target}) write({w}, version, element);"]
        return [f"if ({target}) {{", f"  write_count({w}, flexible, {target}->size());",
                f"  for (const auto& element : *{target}) write({w}, version, element);", "} else {",
                f"  write_null_count({w}, flexible, {null_ok});", "}"]
    if member.is_array:
        tail = f", {null_ok}" if member.nullable else ""
        return [f"write_list({w}, flexible, {target}{tail});"]
    if member.is_struct:
        if member.nullable:
            return [f"{w}.i8({target} ? 1 : -1);", f"if ({target}) write({w}, version, *{target});"]
        return [f"write({w}, version, {target});"]
    if member.type in ("string", "bytes", "records"):
        if member.nullable:
            return [f"write_nullable_{member.type}({w}, flexible, {target}, {null_ok});"]
        return [f"write_{member.type}({w}, flexible, {target});"]
    if member.type == "bool":
        return [f"{w}.i8({target} ? 1 : 0);"]
    return [f"{w}.{CALLS[member.type]}({target});"]


def api_file(message):
    return snake(message.api)
