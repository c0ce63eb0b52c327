#!/usr/bin/env python3
"""The tidy test: style rules that a machine can check, so that reviews are about the rest.

Usage: tools/tidy.py [--root DIR]      exit 0: clean, 1: findings printed as FILE:LINE: RULE: what
The rules and the reasons are in docs/HACKING.md. Standard library only.
"""
import argparse
import pathlib
import re
import subprocess
import sys

SOFT_FILE_LINES, HARD_FILE_LINES, FUNCTION_LINES, COLUMNS = 400, 700, 70, 100
CODE = {".h", ".cc"}
TEXT = CODE | {".md", ".py", ".sh", ".txt", ".toml", ".json", ".java", ".go", ".cmake"}
GENERATED = re.compile(r"/generated/|\.pb\.")

# call -> folders that may use it
BANNED = {
    r"std::(j?thread)\b": ("src/async", "src/net"),
    r"\b(system_clock|steady_clock|high_resolution_clock)\b": ("src/async", "src/net"),
    r"\bstd::random_device\b|\b(?<![\w:])s?rand\(": (),
    r"\bgettimeofday\(|\bclock_gettime\(|(?<![\w:.>])time\(NULL\)|(?<![\w:.>])time\(nullptr\)": ("src/async", "src/net"),
    r"#include <(iostream|regex)>": (),
    r"\basio::(awaitable|co_spawn|strand)\b|\bco_spawn\(|awaitable_operators": (),
    r"#include <boost/(asio|beast)": ("src/async", "src/net"),
    r"\b(FIXME|XXX)\b": (),
    r"using namespace std\b": (),
}
# A lambda coroutine with captures keeps them in the closure, not in the frame: use after free.
CAPTURING_COROUTINE = re.compile(r"\[[^\]\s][^\]]*\]\s*\([^)]*\)\s*(?:mutable\s*)?->\s*(?:async::)?Task<")
CLAIMS = re.compile(r"\b(compliant|guaranteed|certified|anonymous(?! namespace))\b|†", re.I)
PATHS = re.compile(r"(?<![\w.])/(?:work/main|work/shared|tmp/rf|root/)")


def tracked(root):
    """Files under version control, so that build output is never read."""
    out = subprocess.run(["git", "-C", str(root), "ls-files", "-co", "--exclude-standard"],
                         capture_output=True, text=True)
    if out.returncode == 0:
        return [root / line for line in out.stdout.splitlines() if (root / line).is_file()]
    return [p for p in root.rglob("*") if p.is_file()]


def read_edges(root):
    edges = {}
    for line in (root / "tools/include_edges.txt").read_text().splitlines():
        line = line.split("#")[0].strip()
        if line:
            folder, allowed = line.split(":")
            edges[folder.strip()] = set(allowed.split())
    return edges


def folder_of(path, edges):
    """The longest folder of the edge table that holds this src-relative path."""
    matches = [f for f in edges if path.startswith(f + "/")]
    return max(matches, key=len) if matches else None


def check_includes(rel, lines, edges):
    inside = rel.removeprefix("src/")
    folder = folder_of(inside, edges)
    if folder is None:
        yield 1, "include-edge", "this folder is not in tools/include_edges.txt"
        return
    # Tests may use the simulated loop and fakes of the folders they already depend on, nothing more.
    for number, line in enumerate(lines, 1):
        found = re.match(r'#include "([^"]+)"', line)
        if not found:
            continue
        other = folder_of(found.group(1), edges)
        if other is None or other == folder or other in edges[folder]:
            continue
        yield number, "include-edge", f"{folder} may not include {other}"


def check_functions(lines):
    """Function bodies at namespace level: they start in column 0 and end with '}' in column 0."""
    start = None
    for number, line in enumerate(lines, 1):
        opens = line.endswith("{") and not line.startswith((" ", "}", "#", "//", "namespace", "extern"))
        continues = line.startswith("    ") and line.endswith(") {")
        head = re.match(r"(class|struct|enum|union|namespace|template <)", line)
        if start is None and opens and not head and "=" not in line.split("(")[0]:
            start = number
        elif start is None and continues and number > 1 and re.match(r"[A-Za-z_].*\($|[A-Za-z_].*,$", lines[number - 2]):
            start = number
        elif line.startswith("}") and start is not None:
            if number - start + 1 > FUNCTION_LINES:
                yield start, "function-length", f"{number - start + 1} lines, at most {FUNCTION_LINES}"
            start = None


def check_code(rel, text, edges):
    lines = text.splitlines()
    if len(lines) > HARD_FILE_LINES:
        yield 1, "file-length", f"{len(lines)} lines, at most {HARD_FILE_LINES}"
    if rel.endswith(".h") and "#pragma once" not in text:
        yield 1, "pragma-once", "a header without #pragma once"
    name = rel.rsplit("/", 1)[-1]
    if not re.fullmatch(r"[a-z0-9_]+\.(h|cc)", name):
        yield 1, "file-name", "file names are snake_case.h or .cc"
    for number, line in enumerate(lines, 1):
        if len(line) > COLUMNS:
            if not re.search(r"https?://|#include|R\"", line):
                yield number, "columns", f"{len(line)} columns, at most {COLUMNS}"
        for pattern, allowed in BANNED.items():
            code = line if "#include" in line or "FIXME" in pattern else line.split("//")[0]
            in_product = rel.startswith("src/")  # load generators and test tools may use threads
            if in_product and re.search(pattern, code) and not rel.startswith(tuple(allowed) or ("\0",)):
                yield number, "banned-call", line.strip()
        if CAPTURING_COROUTINE.search(line):
            yield number, "capturing-coroutine", line.strip()
    if rel.startswith("src/"):
        yield from check_includes(rel, lines, edges)
        if not rel.endswith("_test.cc"):
            yield from check_functions(lines)
        elif not re.search(r"(?i)\bgoal\b", "\n".join(lines[:8])):
            yield 1, "test-header", "a test file opens with its goal and method"


def check_text(rel, text):
    if rel == "tools/tidy.py" or rel.startswith("data/"):
        return
    for number, line in enumerate(text.splitlines(), 1):
        if PATHS.search(line):
            yield number, "machine-path", line.strip()
        if rel.endswith(".md") and CLAIMS.search(line):
            yield number, "claim", line.strip()


def check_named_paths(root, rel, text):
    """Files that a page names in backticks exist: the path of a Produce request stays true."""
    for number, line in enumerate(text.splitlines(), 1):
        for named in re.findall(r"`((?:src|tools|tests|bench|docs|examples)/[A-Za-z0-9_./-]+)`", line):
            if not (root / named).exists():
                yield number, "named-path", f"{named} does not exist"


def check_readmes(root, files):
    folders = {f.parent.relative_to(root).as_posix() for f in files}
    for folder in sorted(folders):
        if folder in (".", ".ci") or "/generated" in folder or "testdata" in folder or "corpus" in folder:
            continue
        top = folder.split("/")[0]
        if top in ("src", "tests", "bench", "tools", "docs", "examples", "data", "cmake"):
            if folder.count("/") and top != "src":
                continue
            if not (root / folder / "README.md").is_file():
                yield f"{folder}/README.md", 1, "readme", "every folder has a short README.md"


def check_tree(root):
    files = [f for f in tracked(root) if not f.relative_to(root).as_posix().startswith("out/")]
    edges = read_edges(root)
    for path in files:
        rel = path.relative_to(root).as_posix()
        if path.suffix not in TEXT or GENERATED.search("/" + rel):
            continue
        text = path.read_text(errors="replace")
        if path.suffix in CODE:
            for number, rule, what in check_code(rel, text, edges):
                yield rel, number, rule, what
        for number, rule, what in check_text(rel, text):
            yield rel, number, rule, what
        if path.suffix == ".md":
            for number, rule, what in check_named_paths(root, rel, text):
                yield rel, number, rule, what
    yield from check_readmes(root, files)


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--root", type=pathlib.Path, default=pathlib.Path(__file__).parent.parent)
    root = parser.parse_args().root.resolve()
    findings = list(check_tree(root))
    for rel, number, rule, what in findings:
        print(f"{rel}:{number}: {rule}: {what}")
    print(f"tidy: {len(findings)} findings")
    return 1 if findings else 0


if __name__ == "__main__":
    sys.exit(main())
