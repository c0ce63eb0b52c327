"""Goal: systems stand side by side under the same rules, whatever they are called, with both sides of a contradiction.

Method: the auditor's tests 39 and 40 on the program itself; every form of one comparison is read by a program that is not
ours (openpyxl, csv, an HTML parser, Chromium where it is installed).
"""

import csv
import html.parser
import json
import re
import shutil
import subprocess

from review import iam_world
import openpyxl
import pytest
from review.review_command import ROOT, Review, program

DATA = ROOT / "data/comparison"
SYSTEMS = sorted(path.stem for path in DATA.glob("*.tsv"))
FIRST_ROWS = [
    "Where the data plane runs",
    "Who owns storage",
    "What the control plane stores",
    "Which telemetry leaves",
    "How support gets in",
    "How exit is proven",
]


def compare(folder, *arguments) -> str:
    done = subprocess.run(
        [program(), "--review", folder, "compare", *map(str, arguments)],
        capture_output=True,
        text=True,
        timeout=120,
        env={"COLUMNS": "100"},
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


def compare_json(folder, *arguments) -> dict:
    return json.loads(compare(folder, "--output", "json", *arguments))


def named(path, name: str, target):
    """A copy of a file of public words under another system name."""
    text = re.sub(r"(?m)^# name: .*$", f"# name: {name}", path.read_text())
    target.write_text(text)
    return target


def test_first_rows_then_all_questions_for_every_system(tmp_path):
    out = compare_json(tmp_path, "--public", "all")
    assert len(SYSTEMS) == 7 and len(out["columns"]) == 7
    assert [row["label"] for row in out["rows"][:6]] == FIRST_ROWS
    assert len(out["rows"]) == 76
    for column in out["columns"]:
        notes = " ".join(column["notes"])
        assert "compiled by the Ringfence project, itself one of the compared, on 2026-11-2" in notes
        assert "out of date after 2027-05-2" in notes and "corrections: " in notes
    for row in out["rows"]:
        for cell in row["cells"]:
            assert cell["verdict"] in ("UNKNOWN", "STALE", "ATTESTED")
            for line in cell["lines"]:
                if line["verdict"] == "UNKNOWN":
                    assert line["reason"]
                else:
                    assert line["source"] and line["date"] and line["by"]


def test_auditor_39_swapped_names_swap_two_columns_and_nothing_else(tmp_path):
    one, two = (DATA / f"{name}.tsv" for name in (SYSTEMS[0], SYSTEMS[-1]))
    first, second = tmp_path / "first.tsv", tmp_path / "second.tsv"
    before = [named(one, "Alpha", first), named(two, "Omega", second)]
    forms = ("md", "csv", "html", "json")

    def everything() -> dict[str, str]:
        for form in forms:
            compare(tmp_path, "--with", first, "--with", second, "--out", tmp_path / f"out.{form}")
        texts = {form: (tmp_path / f"out.{form}").read_text() for form in forms}
        return {form: re.sub(r"T\d\d:\d\d:\d\dZ", "", text) for form, text in texts.items()}  # time of the run

    straight = json.loads(everything()["json"])
    named(one, "Omega", first)
    named(two, "Alpha", second)
    swapped_forms = everything()
    swapped = json.loads(swapped_forms["json"])
    assert [c["name"] for c in straight["columns"]] == [c["name"] for c in swapped["columns"]] == ["Alpha", "Omega"]
    for left, right in zip(straight["columns"], swapped["columns"][::-1], strict=True):
        assert {**left, "name": ""} == {**right, "name": ""}
    for left, right in zip(straight["rows"], swapped["rows"], strict=True):
        assert left["cells"] == right["cells"][::-1]
        assert {**left, "cells": 0} == {**right, "cells": 0}
    # Swapping the contents of the files as well gives every form back, byte for byte.
    named(two, "Omega", first)
    named(one, "Alpha", second)
    again = everything()
    named(one, "Alpha", first)
    named(two, "Omega", second)
    assert again == everything()
    assert before and swapped_forms != again


def test_auditor_39_holds_for_reviewed_subjects(tmp_path):
    answers = tmp_path / "answers.md"
    reviews = []
    for name, order in (("straight", ("alpha", "omega")), ("swapped", ("omega", "alpha"))):
        review = Review(tmp_path / name, order[0])
        review.add(order[1])
        review.ok("--subject", order[0], "ask", answers)
        answered(answers, "C1.res.d")
        review.ok("--subject", order[0], "answers", answers)
        answers.unlink()
        reviews.append(review.json("compare"))
    straight, swapped = reviews

    def cells(out: dict, column: int):
        text = json.dumps([row["cells"][column] for row in out["rows"]])
        return re.sub(r"attestation [0-9a-f]{8}", "attestation", text)  # each review has its own keys

    assert [c["name"] for c in straight["columns"]] == ["alpha", "omega"]
    assert cells(straight, 0) == cells(swapped, 1) != cells(straight, 1)
    assert cells(straight, 1) == cells(swapped, 0)


def answered(path, claim: str, says: str = "yes"):
    """Fills one row of a questionnaire in Markdown."""
    lines = path.read_text().splitlines()
    at = next(i for i, line in enumerate(lines) if f"| {claim} |" in line)
    cells = lines[at].strip("|").split(" | ")
    cells[8:15] = [says, "As stated", "A. Officer", "CISO", "Entity A Ltd", "2026-01-20", "4.10"]
    lines[at] = "|" + " | ".join(cells) + "|"
    path.write_text("\n".join(lines) + "\n")


def test_auditor_39_our_own_column_has_attested_and_unknown_cells(tmp_path):
    out = compare_json(tmp_path, "--public", "ringfence")
    verdicts = [line["verdict"] for row in out["rows"] for cell in row["cells"] for line in cell["lines"]]
    assert verdicts.count("ATTESTED") > 20 and verdicts.count("UNKNOWN") > 20
    assert not {"MEASURED", "PROVEN"} & set(verdicts)


def test_auditor_40_false_claim_and_counter_measurement_are_both_cited(tmp_path):
    review = Review(tmp_path / "review")
    answers = tmp_path / "answers.md"
    review.ok("ask", answers)
    answered(answers, "M3.a")
    review.ok("answers", answers)
    template = {
        "Resources": {
            "Support": {
                "Type": "AWS::IAM::Role",
                "Properties": {
                    "AssumeRolePolicyDocument": {
                        "Version": "2012-10-17",
                        "Statement": [
                            {
                                "Effect": "Allow",
                                "Principal": {"AWS": "arn:aws:iam::444455556666:root"},
                                "Action": "sts:AssumeRole",
                            }
                        ],
                    }
                },
            }
        }
    }
    (tmp_path / "template.json").write_text(json.dumps(template))
    (tmp_path / "declared.json").write_text(json.dumps({"principals": [], "assume": []}))
    review.ok(
        "probe", "iam", "--template", tmp_path / "template.json", "--ours", iam_world.OURS,
        "--bucket", "records", "--principals", tmp_path / "declared.json",
    )  # fmt: skip
    out = review.json("compare")
    row = next(row for row in out["rows"] if row["id"] == "M3")
    line = next(line for line in row["cells"][0]["lines"] if line["claim"] == "M3.a")
    assert row["cells"][0]["verdict"] == line["verdict"] == "CONTRADICTED"
    assert any(text.startswith("fails: E10 policy-theorem") for text in line["cited"])
    assert any(text.startswith("word: yes, A. Officer, CISO, Entity A Ltd") for text in line["cited"])
    text = review.ok("compare")
    assert "fails: E10" in text and "word: yes, A. Officer" in " ".join(text.split())


class Outside(html.parser.HTMLParser):
    """Collects whatever a browser would fetch or run."""

    def __init__(self):
        super().__init__()
        self.found = []
        self.cells = 0

    def handle_starttag(self, tag, attrs):
        if tag in ("script", "link", "img", "iframe", "object", "embed", "video", "base", "form"):
            self.found.append(tag)
        self.found += [f"{tag} {key}" for key, value in attrs if key in ("src", "href", "style") or key.startswith("on")]
        self.cells += tag == "td"


def test_html_is_one_file_that_asks_nobody(tmp_path):
    page = tmp_path / "out.html"
    compare(tmp_path, "--public", "all", "--out", page)
    reader = Outside()
    reader.feed(page.read_text())
    assert reader.found == [] and reader.cells == 76 * 7
    assert "default-src 'none'" in page.read_text()
    assert not re.search(r"url\(|@import", page.read_text())


@pytest.mark.skipif(not shutil.which("chromium"), reason="Chromium is not installed")
def test_html_in_a_browser(tmp_path):
    page = tmp_path / "out.html"
    compare(tmp_path, "--public", "all", "--out", page)
    command = ["chromium", "--headless", "--no-sandbox", "--disable-gpu", f"--user-data-dir={tmp_path}/profile"]
    shown = subprocess.run(
        [*command, "--dump-dom", f"file://{page}"], capture_output=True, text=True, timeout=120
    ).stdout
    reader = Outside()
    reader.feed(shown)
    assert reader.cells == 76 * 7 and "Where the data plane runs" in shown


def test_workbook_and_csv_for_other_programs(tmp_path):
    book_path, csv_path = tmp_path / "out.xlsx", tmp_path / "out.csv"
    compare(tmp_path, "--public", "all", "--out", book_path)
    compare(tmp_path, "--public", "all", "--out", csv_path)
    book = openpyxl.load_workbook(book_path)
    assert book.sheetnames == ["Comparison", "Details", "Sources"]
    assert book["Comparison"].max_row == 77 and book["Comparison"].max_column == 9
    assert [row[1].value for row in book["Comparison"].iter_rows(min_row=2, max_row=7)] == FIRST_ROWS
    assert {cell.data_type for row in book["Details"].iter_rows() for cell in row if cell.value} == {"s"}
    with csv_path.open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.reader(file))
    assert len(rows) == book["Details"].max_row
    assert not [cell for row in rows for cell in row if cell[:1] in ("=", "+", "-", "@")]


def test_terminal_keeps_to_its_width(tmp_path):
    for width in (40, 80, 160):
        for full in ((), ("--full",)):
            text = compare(tmp_path, "--public", "all", "--width", width, *full)
            assert max(map(len, text.splitlines())) <= width
            assert FIRST_ROWS[0] in text


def test_words_that_no_product_text_uses(tmp_path):
    text = compare(tmp_path, "--public", "all", "--full", "--width", 200)
    assert not re.search(r"(?i)compliant|certified|guarantee|anonymous", text)


def test_out_of_date_words_are_stale(tmp_path):
    old = tmp_path / "old.tsv"
    old.write_text(
        "# format: ringfence-comparison/v1\n# name: Old\n# compiled by: somebody\n"
        "# compiled on: 2026-01-01\n# corrections: write to us\n"
        "question\tstatement\taddress\tread\tas_of\tfound\n"
        "K4\tText.\thttps://example.com/\twhole\tunknown\tfound\n"
    )
    out = compare_json(tmp_path, "--with", old)
    row = next(row for row in out["rows"] if row["id"] == "K4")
    assert row["cells"][0]["verdict"] == "STALE" and "days old" in row["cells"][0]["lines"][0]["reason"]
    assert "STALE: out of date since 2026-06-30" in " ".join(out["columns"][0]["notes"])
    other = next(row for row in out["rows"] if row["id"] == "K3")["cells"][0]
    assert other["verdict"] == "UNKNOWN" and other["lines"][0]["reason"] == "not asked"


def test_bad_files_are_refused_by_line(tmp_path):
    bad = tmp_path / "bad.tsv"
    lines = (DATA / f"{SYSTEMS[0]}.tsv").read_text().splitlines()
    for change, what in (
        (lambda: lines[:8] + ["question\tx"], "bad.tsv:9"),
        (lambda: [*lines[:-1], lines[-1].replace("\t", " ")], f"bad.tsv:{len(lines)}: 1 columns"),
        (lambda: [*lines, "K1\tText.\thttps://a/\twhole\tunknown\tMEASURED"], f"bad.tsv:{len(lines) + 1}"),
    ):
        bad.write_text("\n".join(change()) + "\n")
        command = [program(), "--review", tmp_path, "compare", "--with", bad]
        done = subprocess.run(command, capture_output=True, text=True, timeout=60)
        assert done.returncode == 2 and what in done.stderr, done.stderr
    command = [program(), "--review", tmp_path, "compare", "--public", "nobody"]
    done = subprocess.run(command, capture_output=True, text=True, timeout=60)
    assert done.returncode != 0 and SYSTEMS[0] in done.stderr
