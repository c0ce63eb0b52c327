#!/usr/bin/env python3
"""Shows that tidy.py finds each kind of violation: plants one of each in a scratch tree and expects its rule."""
import pathlib
import shutil
import subprocess
import sys
import tempfile

HERE = pathlib.Path(__file__).resolve().parent
PLANTS = {
    "include-edge": ("src/base/a.h", '#pragma once\n#include "agent/agent.h"\n'),
    "file-length": ("src/base/a.cc", "\n" * 701),
    "function-length": ("src/base/a.cc", "void f() {\n" + "  g();\n" * 70 + "}\n"),
    "file-name": ("src/base/CamelCase.cc", "\n"),
    "columns": ("src/base/a.cc", "int " + "a" * 100 + ";\n"),
    "banned-call": ("src/base/a.cc", "auto t = std::chrono::system_clock::now();\n"),
    "capturing-coroutine": ("src/base/a.cc", "auto l = [&x](int y) -> Task<void> { co_return; };\n"),
    "pragma-once": ("src/base/a.h", "int x;\n"),
    "test-header": ("src/base/a_test.cc", "int x;\n"),
    "machine-path": ("docs/a.md", "see /work/" + "main/x\n"),
    "claim": ("docs/a.md", "Ringfence is " + "compliant.\n"),
    "named-path": ("docs/a.md", "see `src/base/" + "gone.cc`\n"),
    "readme": ("src/base/sub/a.cc", "int x;\n"),
}


def run(root):
    out = subprocess.run([sys.executable, str(HERE / "tidy.py"), "--root", str(root)],
                         capture_output=True, text=True)
    return out.returncode, out.stdout


def main():
    failed = 0
    for rule, (rel, text) in [("", ("src/base/ok.cc", "int ok;\n")), *PLANTS.items()]:
        with tempfile.TemporaryDirectory() as scratch:
            root = pathlib.Path(scratch)
            for folder in ("tools", "src/base", "docs", "src", "src/base/sub" if rule != "readme" else "src"):
                (root / folder).mkdir(parents=True, exist_ok=True)
                (root / folder / "README.md").write_text("What lives here.\n")
            shutil.copy(HERE / "include_edges.txt", root / "tools")
            path = root / rel
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text)
            code, out = run(root)
            good = (code == 0) if not rule else (code == 1 and f": {rule}: " in out)
            if not good:
                failed += 1
                print(f"FAILED {rule or 'a clean tree'}: exit {code}\n{out}")
    print(f"tidy self-test: {len(PLANTS) + 1 - failed} passed, {failed} failed")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
