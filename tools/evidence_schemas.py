#!/usr/bin/env python3
"""Writes the JSON Schemas of docs/formats/schemas from the shapes that the second verifier reads.

Usage: tools/evidence_schemas.py [--check]     --check: exit 1 if a checked-in schema is out of date
"""
import importlib.util
import json
import pathlib
import sys

ROOT = pathlib.Path(__file__).resolve().parent.parent
TEXT = {"type": "string", "pattern": "^[^\\u0000-\\u001f\\u007f]*$"}
TIME = {"type": "string", "pattern": "^[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}Z$"}
KINDS = {
    "text": TEXT, "free": {"type": "string"}, "time": TIME, "object": {"type": "object"},
    "digest": {"type": "string", "pattern": "^[0-9a-f]{64}$"},
    "digest?": {"type": "string", "pattern": "^([0-9a-f]{64})?$"},
    "count": {"type": "integer", "minimum": 0, "maximum": 2 ** 53 - 1}, "number": {"type": "integer"},
}


def verifier():
    spec = importlib.util.spec_from_file_location("v", ROOT / "tools/verify/ringfence_verify.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def schema(shape):
    if isinstance(shape, dict):
        return {"type": "object", "additionalProperties": False, "required": list(shape),
                "properties": {key: schema(kind) for key, kind in shape.items()}}
    if isinstance(shape, list):
        return {"type": "array", "items": schema(shape[0])}
    return KINDS[shape]


def outputs():
    v = verifier()
    for name, title, shape in (("evidence_item", "Statement of an evidence item", v.STATEMENT),
                               ("packet_manifest", "Manifest of a packet", v.PACKET),
                               ("envelope", "DSSE envelope", v.ENVELOPE),
                               ("attestation_body", "Body of an attestation", v.BODIES["E24"]),
                               ("trust_policy", "Trust policy of a reader", v.TRUST)):
        document = {"$schema": "https://json-schema.org/draft/2020-12/schema", "title": title, **schema(shape)}
        yield ROOT / f"docs/formats/schemas/{name}.schema.json", json.dumps(document, indent=1) + "\n"


def main():
    stale = [(path, text) for path, text in outputs()
             if not path.exists() or path.read_text(encoding="utf-8") != text]
    for path, text in stale:
        if sys.argv[1:] != ["--check"]:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8")
        print(f"{path.relative_to(ROOT)}: {'out of date' if '--check' in sys.argv else 'written'}")
    return 1 if stale and "--check" in sys.argv else 0


if __name__ == "__main__":
    sys.exit(main())
