#!/usr/bin/env python3
"""Generates the Kafka message codec from src/kafka/protocol/schema into src/kafka/protocol/generated.

    tools/kafka_codegen.py            write the files
    tools/kafka_codegen.py --check    exit 1 when a file differs from what would be written

For every API there is a header of plain structures, one source with its readers and writers, and one with its JSON
converters. Versions are run-time branches inside each function, so that the code stays small and compiles fast.
"""

import argparse
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent))

from kafka_codegen_cpp import NOTE, api_file, write_header, write_source  # noqa: E402
from kafka_codegen_json import write_json_source  # noqa: E402
from kafka_codegen_schema import NEVER, SchemaError, load  # noqa: E402

PROTOCOL = Path(__file__).resolve().parent.parent / "src/kafka/protocol"


def api_table(messages):
    """One row for each API, for api.h."""
    rows = []
    for message in messages:
        if message.kind != "request":
            continue
        flexible = message.first_flexible
        unstable = message.unstable if message.unstable is not None else NEVER
        rows.append(f"    {{{message.key}, \"{message.api}\", {message.versions.low}, {message.versions.high}, "
                    f"{flexible}, {unstable}}},")
    return (NOTE + '#include "kafka/protocol/api.h"\n\nnamespace ringfence::kafka {\n\n'
            "namespace {\n\n// key, name, first and last version, first flexible version, first unstable version\n"
            "constexpr ApiInfo kApis[] = {\n" + "\n".join(rows) + "\n};\n\n}  // namespace\n\n"
            "std::span<const ApiInfo> all_apis() { return kApis; }\n\n}  // namespace ringfence::kafka\n")


def api_keys(messages):
    rows = [f"  k{m.api} = {m.key}," for m in messages if m.kind == "request"]
    return (NOTE + "#pragma once\n\n#include <cstdint>\n\nnamespace ringfence::kafka {\n\n"
            "// The APIs that the codec knows, by Kafka's names and numbers.\n"
            "enum class ApiKey : std::int16_t {\n" + "\n".join(rows) + "\n};\n\n}  // namespace ringfence::kafka\n")


def message_table(messages):
    """Every message behind one type-erased row, for tools and tests (messages.h)."""
    includes = "".join(f'#include "kafka/protocol/generated/{name}.h"\n'
                       for name in sorted({api_file(m) for m in messages}))
    rows = "".join(f"    message_type<{m.name}>(MessageKind::k{m.kind.capitalize()}),\n" for m in messages)
    return (NOTE + includes + '#include "kafka/protocol/message_type_impl.h"\n\nnamespace ringfence::kafka {\n\n'
            "namespace {\n\nconst MessageType kMessages[] = {\n" + rows + "};\n\n}  // namespace\n\n"
            "std::span<const MessageType> all_messages() { return kMessages; }\n\n}  // namespace ringfence::kafka\n")


def generate():
    messages = load(PROTOCOL / "schema")
    files = {"api_keys.h": api_keys(messages), "api_table.cc": api_table(messages),
             "message_table_json.cc": message_table(messages)}
    by_file = {}
    for message in messages:
        by_file.setdefault(api_file(message), []).append(message)
    for name, group in by_file.items():
        files[f"{name}.h"] = write_header(group)
        files[f"{name}.cc"] = write_source(name, group)
        files[f"{name}_json.cc"] = write_json_source(name, group)
    return files


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--check", action="store_true", help="write nothing; fail when a file is out of date")
    check = parser.parse_args().check
    folder = PROTOCOL / "generated"
    folder.mkdir(exist_ok=True)
    try:
        files = generate()
    except SchemaError as error:
        sys.exit(f"kafka_codegen: {error}")
    stale = [path.name for path in sorted(folder.iterdir()) if path.name not in files]
    stale += [name for name, text in files.items()
              if not (folder / name).exists() or (folder / name).read_text() != text]
    if check:
        if stale:
            sys.exit("kafka_codegen: run tools/kafka_codegen.py; out of date: " + ", ".join(sorted(stale)))
        return
    for name in stale:
        if name in files:
            (folder / name).write_text(files[name])
        else:
            (folder / name).unlink()
    lines = sum(text.count("\n") for text in files.values())
    print(f"{len(files)} files, {lines} lines, {len(stale)} changed")


if __name__ == "__main__":
    main()
