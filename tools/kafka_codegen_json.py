"""Writes the JSON converters of one API (see kafka_codegen.py)."""

from kafka_codegen_cpp import NOTE, Lines, condition, differs_from_default, guarded, qualified

METHODS = {"bool": "boolean", "float64": "floating", "uuid": "uuid", "string": "text", "bytes": "bytes",
           "records": "records"}


def write_json_source(api_file, messages):
    out = Lines()
    out(NOTE + f'#include "kafka/protocol/generated/{api_file}.h"\n\n#include "kafka/protocol/json.h"\n')
    out("namespace ringfence::kafka {\n")
    for message in messages:
        out("namespace {\n")
        for struct in [*message.structs, message.root]:
            write_put(out, message, struct)
            write_take(out, message, struct)
        out("}  // namespace\n")
        out.open(f"void to_json(JsonWriter& json, std::int16_t version, const {message.name}& message) {{")
        out("put(json, version, message);")
        out.close("}\n")
        out.open(f"Result<void> from_json(const JsonValue& json, std::int16_t version, {message.name}& message) {{")
        out("take(json, version, message);")
        out("return json.status();")
        out.close("}\n")
    out("}  // namespace ringfence::kafka")
    return out.text()


def method(member):
    return METHODS.get(member.type, "integer")


def write_put(out, message, struct):
    out.open(f"void put(JsonWriter& j, [[maybe_unused]] std::int16_t version, "
             f"[[maybe_unused]] const {qualified(message, struct)}& m) {{")
    out("j.begin_object();")
    for member in struct.fields:
        tests = [condition(member.versions, struct.versions)]
        if member.tag is not None:
            tests.append(differs_from_default(message, member))
        guarded(out, " && ".join(test for test in tests if test) or None, put_member(member))
    out("j.end_object();")
    out.close("}\n")


def put_member(member):
    name, target = f'"{member.json_name}"', f"m.{member.name}"
    if not member.is_struct:
        if member.is_array:
            return [f"j.list({name}, {target});"]
        return [f"j.{method(member)}({name}, {target});"]
    if not member.nullable:
        return put_structs(member, name, target)
    return ([f"if ({target}) {{"] + ["  " + line for line in put_structs(member, name, "*" + target)] +
            ["} else {", f"  j.null({name});", "}"])


def put_structs(member, name, target):
    if member.is_array:
        return [f"j.begin_array({name});", f"for (const auto& element : {target}) put(j, version, element);",
                "j.end_array();"]
    return [f"j.key({name});", f"put(j, version, {target});"]


def write_take(out, message, struct):
    out.open(f"void take(const JsonValue& j, [[maybe_unused]] std::int16_t version, "
             f"[[maybe_unused]] {qualified(message, struct)}& m) {{")
    out("if (!j.expect_object()) return;")
    for member in struct.fields:
        tests = [condition(member.versions, struct.versions)]
        if member.tag is not None:
            tests.append(f'j.has("{member.json_name}")')
        guarded(out, " && ".join(test for test in tests if test) or None, take_member(member))
    out.close("}\n")


def take_member(member):
    name, target = f'"{member.json_name}"', f"m.{member.name}"
    if not member.is_struct:
        return [f"j.{'list' if member.is_array else method(member)}({name}, {target});"]
    if member.is_array:
        if not member.nullable:
            return take_array(name, target)
        return ([f"if (j.is_null({name})) {{", f"  {target}.reset();", "} else {", f"  {target}.emplace();"] +
                ["  " + line for line in take_array(name, "*" + target)] + ["}"])
    if member.nullable:
        return [f"if (j.is_null({name})) {{", f"  {target}.reset();", "} else {",
                f"  take(j.at({name}), version, {target}.emplace());", "}"]
    return [f"take(j.at({name}), version, {target});"]


def take_array(name, target):
    vector = f"({target})" if target.startswith("*") else target
    return [f"{vector}.resize(j.array_size({name}));", "{", "  std::size_t index = 0;",
            f"  for (auto& element : {target}) take(j.at({name}, index++), version, element);", "}"]
