"""Goal: workbooks travel between our program and the programs that people use without losing or running anything.

Method: openpyxl reads what we write and edits it as a person would; we read what openpyxl writes, formulas, dates and hostile
parts included. LibreOffice does the same where it is installed (marked long). `review_table_tool` is our reader and writer
alone; what answers mean is tested in src/review/questionnaire and through the commands in test_workbook_answers.py.
"""

import datetime
import io
import json
import os
import shutil
import subprocess
import zipfile
from pathlib import Path

import openpyxl
import pytest
from harness import paths
from openpyxl.comments import Comment
from openpyxl.styles import Font

BUILD = Path(os.environ.get("RINGFENCE_BUILD", paths.OUT / "build/test"))
TOOL = BUILD / "src/review/workbook/review_table_tool"
SOFFICE = shutil.which("soffice") or shutil.which("libreoffice")

AWKWARD = [
    "plain",
    "=1+1",
    "+1",
    "-2",
    "@SUM(A1)",
    "'=1",
    '=HYPERLINK("http://127.0.0.1:1/","x")',
    "4.10",
    "007",
    "1e5",
    "2026-01-31",
    "TRUE",
    "#REF!",
    "a|b, c; d",
    'say "x"',
    "two\nlines",
    "<b>&amp;",
    "h\u00e9llo \U0001f512",
    "_x000D_",
    "x" * 32767,
]


def convert(source: Path, target: Path) -> subprocess.CompletedProcess:
    return subprocess.run([TOOL, source, target], capture_output=True, text=True, timeout=60)


def ok(source: Path, target: Path) -> Path:
    done = convert(source, target)
    assert done.returncode == 0, done.stderr
    return target


def tables(source: Path, folder: Path) -> dict[str, list[list[list]]]:
    """What our reader sees: sheet -> rows -> cells of [text, is the result of a formula, is an error]."""
    return json.loads(ok(source, folder / "read.json").read_text())


def texts(rows: list[list[list]]) -> list[list[str]]:
    return [[cell[0] for cell in row] for row in rows]


@pytest.fixture
def ours(tmp_path) -> Path:
    """A workbook that we wrote, with every awkward text."""
    table = tmp_path / "in.md"
    rows = "".join(f"| {at} | {escaped(text)} |\n" for at, text in enumerate(AWKWARD))
    table.write_text(f"# Title\n\n## Answers\n\n| id | text |\n|---|---|\n{rows}")
    return ok(table, tmp_path / "ours.xlsx")


def escaped(text: str) -> str:
    for old, new in (
        ("\\", "\\\\"),
        ("&", "&amp;"),
        ("<", "&lt;"),
        ("|", "\\|"),
        ("\n", "<br>"),
        ("[", "\\["),
        ("]", "\\]"),
        ("`", "\\`"),
        ("*", "\\*"),
        ("~", "\\~"),
    ):
        text = text.replace(old, new)
    return text


def test_openpyxl_reads_what_we_write(ours):
    sheet = openpyxl.load_workbook(ours)["Answers"]
    assert [cell.value for cell in sheet["B"][1:]] == AWKWARD
    assert {cell.data_type for cell in sheet["B"]} == {"s"}, "a text became something else"
    assert {cell.number_format for cell in sheet["B"]} == {"@"}


def test_parts_hold_no_formula_and_no_link(ours):
    with zipfile.ZipFile(ours) as parts:
        for name in parts.namelist():
            text = parts.read(name).decode()
            assert "<f>" not in text and "<f " not in text, name
            assert "TargetMode" not in text, name


def test_equal_input_gives_equal_bytes(ours, tmp_path):
    again = ok(tmp_path / "in.md", tmp_path / "again.xlsx")
    assert ours.read_bytes() == again.read_bytes()


def test_we_read_what_openpyxl_edits(ours, tmp_path):
    book = openpyxl.load_workbook(ours)
    sheet = book["Answers"]
    sheet["B2"] = "changed"
    sheet["C3"] = "=1+1"  # openpyxl stores it as a formula without result
    sheet["C4"] = datetime.date(2026, 1, 31)
    sheet["C5"] = datetime.datetime(2026, 1, 31, 12, 30, 5)
    sheet["C6"] = 4.5
    sheet["C7"] = True
    sheet["C8"].value = "noted"
    sheet["C8"].comment = Comment("a note", "somebody")
    sheet["C8"].font = Font(bold=True)
    sheet.merge_cells("D1:E2")
    book.create_sheet("Empty")
    book.create_sheet("Late")["Z50"] = "far"
    edited = tmp_path / "edited.xlsx"
    book.save(edited)
    read = tables(edited, tmp_path)
    assert list(read) == ["Answers", "Empty", "Late"]
    rows = read["Answers"]
    assert rows[1][1] == ["changed", False, False]
    assert rows[2][2] == ["", True, False]
    assert [rows[at][2][0] for at in range(3, 8)] == [
        "2026-01-31",
        "2026-01-31T12:30:05",
        "4.5",
        "TRUE",
        "noted",
    ]
    # openpyxl reads "_x000D_" rightly and saves it as what it stands for, a line end.
    saved = [text.replace("_x000D_", "\n") for text in AWKWARD[1:]]
    assert [row[1][0] for row in rows[2:]] == saved
    assert read["Empty"] == []
    assert len(read["Late"]) == 50 and read["Late"][49][25][0] == "far"


def test_every_form_gives_back_every_text(ours, tmp_path):
    expected = [["id", "text"], *([str(at), text] for at, text in enumerate(AWKWARD))]
    assert texts(tables(ours, tmp_path)["Answers"]) == expected
    csv = ok(ours, tmp_path / "out.csv")
    assert texts(tables(csv, tmp_path)["CSV"]) == expected
    markdown = ok(ours, tmp_path / "out.md")
    assert texts(tables(markdown, tmp_path)["Answers"]) == expected


def test_csv_holds_no_formula_for_a_spreadsheet(ours, tmp_path):
    import csv as reader

    out = ok(ours, tmp_path / "out.csv")
    with out.open(encoding="utf-8-sig", newline="") as file:
        cells = [cell for row in reader.reader(file) for cell in row]
    assert len(cells) == 2 * (len(AWKWARD) + 1)
    assert not [cell for cell in cells if cell[:1] in ("=", "+", "-", "@", "\t", "\r", "\n")]


def rewritten(source: Path, target: Path, change) -> Path:
    """The workbook with one part changed: change(name, bytes) -> bytes, or None to leave it out."""
    with zipfile.ZipFile(source) as old, zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            data = change(name, old.read(name))
            if data is not None:
                new.writestr(name, data)
    return target


def refused(path: Path, tmp_path: Path, *parts: str):
    done = convert(path, tmp_path / "never.json")
    assert done.returncode == 1, done.stdout
    for part in parts:
        assert part in done.stderr, done.stderr
    assert not (tmp_path / "never.json").exists()


SHEET = "xl/worksheets/sheet1.xml"


def test_hostile_workbooks_are_refused_by_part(ours, tmp_path):
    bad = tmp_path / "bad.xlsx"

    def entity(name, data):
        if name != SHEET:
            return data
        return data.replace(b"?>", b'?><!DOCTYPE x [<!ENTITY a "aaaaaaaaaa">]>', 1)

    refused(rewritten(ours, bad, entity), tmp_path, SHEET, "document type")
    refused(
        rewritten(ours, bad, lambda name, data: data[:-20] if name == SHEET else data),
        tmp_path,
        SHEET,
    )
    refused(rewritten(ours, bad, lambda n, d: None if n == SHEET else d), tmp_path, SHEET, "missing")
    shutil.copy(ours, bad)
    with zipfile.ZipFile(bad, "a") as more:
        more.writestr("../../outside.xml", "x")
    refused(bad, tmp_path, "outside.xml", "climbs")
    shutil.copy(ours, bad)
    with zipfile.ZipFile(bad, "a", zipfile.ZIP_DEFLATED) as more:
        more.writestr("xl/media/bomb.bin", bytes(200 << 20))
    refused(bad, tmp_path, "bomb.bin")
    shutil.copy(ours, bad)
    with zipfile.ZipFile(bad, "a") as more, pytest.warns(UserWarning):
        more.writestr(SHEET, "<x/>")
    refused(bad, tmp_path, "stands twice")


def test_a_flipped_byte_never_passes_as_another_text(ours, tmp_path):
    whole = ours.read_bytes()
    expected = tables(ours, tmp_path)
    for at in range(0, len(whole), max(1, len(whole) // 100)):
        changed = tmp_path / "flipped.xlsx"
        changed.write_bytes(whole[:at] + bytes([whole[at] ^ 4]) + whole[at + 1 :])
        done = convert(changed, tmp_path / "flipped.json")
        assert done.returncode in (0, 1), f"byte {at}: {done.stderr}"
        if done.returncode == 0:
            assert json.loads((tmp_path / "flipped.json").read_text()) == expected, f"byte {at}"


def test_too_many_rows_and_a_cell_too_long(tmp_path):
    book = openpyxl.Workbook(write_only=True)
    sheet = book.create_sheet("Big")
    for at in range(20001):
        sheet.append([at])
    big = tmp_path / "big.xlsx"
    book.save(big)
    refused(big, tmp_path, "20000 rows")
    text = tmp_path / "long.csv"
    text.write_text("x" * 32768)
    refused(text, tmp_path, "line 1", "32767")


def through_libreoffice(source: Path, form: str, folder: Path) -> Path:
    profile = f"-env:UserInstallation=file://{folder}/profile"
    run = [SOFFICE, profile, "--headless", "--convert-to", form, "--outdir", folder / form, source]
    subprocess.run(run, check=True, capture_output=True, timeout=240)
    return folder / form / f"{source.stem}.{form}"


@pytest.mark.long
@pytest.mark.skipif(not SOFFICE, reason="LibreOffice is not installed")
def test_libreoffice_keeps_every_text(ours, tmp_path):
    """Saved by LibreOffice as its own form and then as XLSX again."""
    saved = through_libreoffice(through_libreoffice(ours, "ods", tmp_path), "xlsx", tmp_path)
    rows = tables(saved, tmp_path)["Answers"]
    assert texts(rows) == [["id", "text"], *([str(at), text] for at, text in enumerate(AWKWARD))]
    assert not any(cell[1] for row in rows for cell in row), "a text became a formula"


@pytest.mark.long
@pytest.mark.skipif(not SOFFICE, reason="LibreOffice is not installed")
def test_libreoffice_runs_nothing_of_our_csv(ours, tmp_path):
    opened = through_libreoffice(ok(ours, tmp_path / "out.csv"), "xlsx", tmp_path)
    rows = next(iter(tables(opened, tmp_path).values()))
    assert not any(cell[1] for row in rows for cell in row), "a text became a formula"
    assert ["'=1+1", False, False] in [row[1] for row in rows]


def test_openpyxl_workbook_without_styles_or_strings(tmp_path):
    """Inline strings and no shared strings: what small libraries write."""
    buffer = io.BytesIO()
    book = openpyxl.Workbook()
    book.active.title = "S"
    book.active["A1"] = "x"
    book.save(buffer)
    plain = tmp_path / "plain.xlsx"
    inline = b'<c r="A1" t="inlineStr"><is><t>in line</t></is></c>'

    def change(name, data):
        if name in ("xl/sharedStrings.xml", "xl/styles.xml"):
            return None
        if name == "xl/_rels/workbook.xml.rels":
            root = data.decode()
            kept = [part for part in root.split("<Relationship ") if "worksheet" in part or "Relationships" in part]
            text = "<Relationship ".join(kept)
            return (text if text.endswith("</Relationships>") else text + "</Relationships>").encode()
        if name == SHEET:
            start, end = data.index(b"<c "), data.index(b"</c>") + 4
            return data[:start] + inline + data[end:]
        return data

    (tmp_path / "book.xlsx").write_bytes(buffer.getvalue())
    rewritten(tmp_path / "book.xlsx", plain, change)
    assert texts(tables(plain, tmp_path)["S"]) == [["in line"]]
