"""Goal: a vendor's answers come back with who, when and for which version, in every form, and grade nothing.

Method: `ringfence-review ask` writes the questionnaire, openpyxl fills it in as a person would, `answers` takes it back;
the verdicts are those of `status`. Wrong cells are changed one at a time.
"""

import csv
import datetime

import openpyxl
import pytest
from review.review_command import Review

HEADINGS = {
    "says": "Your answer (yes, no, partly, not known)",
    "statement": "Your statement",
    "name": "Answered by (name)",
    "title": "Title",
    "entity": "Legal entity",
    "date": "Answered on (YYYY-MM-DD)",
    "version": "Product version",
    "source": "Source or contract clause",
}
YESTERDAY = (datetime.datetime.now(datetime.timezone.utc) - datetime.timedelta(days=1)).date().isoformat()
ANSWER = {
    "says": "yes",
    "statement": "=No copy is made",
    "name": "A. Officer",
    "title": "CISO",
    "entity": "Entity A Ltd",
    "date": YESTERDAY,
    "version": "4.10",
    "source": "MSA 7.2",
}
WORD = "C1.res.d"  # a claim that a word can answer


@pytest.fixture
def review(tmp_path) -> Review:
    return Review(tmp_path / "review")


def asked(review: Review, tmp_path, name: str):
    path = tmp_path / name
    review.ok("ask", path, "--by", "R. Reader")
    return path


def fill(path, answers: dict[str, dict], change=None):
    book = openpyxl.load_workbook(path)
    sheet = book["Answers"]
    columns = {cell.value: cell.column for cell in sheet[1]}
    rows = {sheet.cell(at, columns["Claim id"]).value: at for at in range(2, sheet.max_row + 1)}
    for claim, answer in answers.items():
        for key, value in answer.items():
            sheet.cell(rows[claim], columns[HEADINGS[key]]).value = value
            sheet.cell(rows[claim], columns[HEADINGS[key]]).data_type = "s"
    if change:
        change(sheet, rows, columns)
    book.save(path)
    return path


def test_all_70_questions_go_out_with_subject_and_date(review, tmp_path):
    book = openpyxl.load_workbook(asked(review, tmp_path, "q.xlsx"))
    cover = {row[0].value: row[1].value for row in book["Cover"].iter_rows()}
    today = datetime.datetime.now(datetime.timezone.utc).date().isoformat()
    assert cover["Subject"] == "vendor-a" and cover["Entity asked"] == "Entity A Ltd"
    assert cover["Asked on"] == today and cover["Asked by"] == "R. Reader"
    rows = list(book["Answers"].iter_rows(min_row=2, values_only=True))
    assert len(rows) == 215 and len({row[0] for row in rows}) == 70
    assert all(row[at] for row in rows for at in range(8)), "a column without words"
    assert review.claims()[WORD]["reason"].startswith(f"asked and unanswered since {today}")
    assert review.claims()[WORD]["asked_since"] == today


def test_a_questionnaire_that_is_there_is_not_written_over(review, tmp_path):
    path = fill(asked(review, tmp_path, "q.xlsx"), {WORD: ANSWER})
    filled = path.read_bytes()
    assert "may hold answers" in review.refused(3, "ask", path)
    assert path.read_bytes() == filled


def test_an_answer_is_attested_and_keeps_who_and_when(review, tmp_path):
    path = fill(asked(review, tmp_path, "q.xlsx"), {WORD: ANSWER})
    out = review.json("answers", path)
    assert len(out["filed"]) == 1 and len(out["unanswered"]) == 214
    claim = review.claims()[WORD]
    assert claim["verdict"] == "ATTESTED" and claim["at"].startswith(YESTERDAY)
    assert review.json("answers", path)["known_already"] == 1, "filed twice"
    compared = review.json("compare")
    row = next(row for row in compared["rows"] if row["id"] == "C1.residency")
    cited = next(line for line in row["cells"][0]["lines"] if line["claim"] == WORD)["cited"]
    assert any("A. Officer, CISO, Entity A Ltd" in text and "=No copy is made" in text for text in cited)
    assert any("version 4.10" in text for text in cited)


@pytest.mark.parametrize("form", ["csv", "md"])
def test_the_other_forms_carry_the_same_answer(review, tmp_path, form):
    path = asked(review, tmp_path, f"q.{form}")
    if form == "csv":
        with path.open(encoding="utf-8-sig", newline="") as file:
            rows = list(csv.reader(file))
        at = {name: rows[0].index(heading) for name, heading in HEADINGS.items()}
        for row in rows[1:]:
            if row[2] == WORD:
                for key, value in ANSWER.items():
                    row[at[key]] = value
        with path.open("w", encoding="utf-8", newline="") as file:
            csv.writer(file).writerows(rows)
    else:
        lines = path.read_text().splitlines()
        at = next(i for i, line in enumerate(lines) if f"| {WORD} |" in line)
        cells = lines[at].strip("|").split(" | ")
        for offset, key in enumerate(("says", "statement", "name", "title", "entity", "date", "version", "source")):
            cells[8 + offset] = ANSWER[key]
        lines[at] = "|" + " | ".join(cells) + "|"
        path.write_text("\n".join(lines) + "\n")
    assert len(review.json("answers", path)["filed"]) == 1
    assert review.claims()[WORD]["verdict"] == "ATTESTED"


def test_two_answers_that_disagree_are_both_kept(review, tmp_path):
    path = asked(review, tmp_path, "q.xlsx")
    fill(path, {WORD: ANSWER})
    review.ok("answers", path)
    done = review.run("answers", fill(path, {WORD: {**ANSWER, "says": "no", "name": "B. Other"}}))
    assert done.returncode == 0, done.stderr
    compared = review.json("compare")
    row = next(row for row in compared["rows"] if row["id"] == "C1.residency")
    line = next(line for line in row["cells"][0]["lines"] if line["claim"] == WORD)
    assert line["verdict"] == "CONTRADICTED"
    assert any("word: yes, A. Officer" in text for text in line["cited"])
    assert any("word: no, B. Other" in text for text in line["cited"])


@pytest.mark.parametrize(
    "key, value, place",
    [
        ("says", "MEASURED", 'Answers!I{}: "MEASURED" is a grade'),
        ("says", "n/a", 'Answers!I{}: there is no "not applicable"'),
        ("says", "perhaps", "Answers!I{}"),
        ("name", "", "Answers!K{}"),
        ("date", "31.01.2026", "Answers!N{}"),
        ("date", "2999-01-01", "Answers!N{}"),
        ("version", "", "Answers!O{}"),
    ],
)
def test_a_bad_cell_is_named_and_nothing_is_filed(review, tmp_path, key, value, place):
    row = {}

    def remember(sheet, rows, columns):
        row["at"] = rows[WORD]

    path = fill(asked(review, tmp_path, "q.xlsx"), {"K3.a": ANSWER, WORD: {**ANSWER, key: value}}, remember)
    assert place.format(row["at"]) in review.refused(2, "answers", path)
    assert review.claims()["K3.a"]["items"] == []


def test_a_file_does_not_grade_itself(review, tmp_path):
    def grade(sheet, rows, columns):
        last = sheet.max_column + 1
        sheet.cell(1, last).value = "Verdict"
        sheet.cell(rows[WORD], last).value = "PROVEN"
        sheet.cell(rows[WORD], columns["Strongest result possible"]).value = "PROVEN"

    path = fill(asked(review, tmp_path, "q.xlsx"), {WORD: {**ANSWER, "statement": "PROVEN by us"}}, grade)
    done = review.run("answers", path)
    assert done.returncode == 0 and "no file grades its own answers" in done.stderr
    assert "ours stands" in done.stderr and "it stays a word" in done.stderr
    assert review.claims()[WORD]["verdict"] == "ATTESTED"


def test_another_workbook_by_a_column_file(review, tmp_path):
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "Security"
    sheet.append(["Vendor questionnaire 2026"])
    sheet.append(["Ref", "Met?", "Response", "Respondent", "When", "Score"])
    sheet.append(["S-1", "Y", "No copies", "B. Lead", datetime.date.fromisoformat(YESTERDAY), 10])
    sheet.append(["S-2", "Y", "Other things", "B. Lead", datetime.date.fromisoformat(YESTERDAY), 10])
    path = tmp_path / "theirs.xlsx"
    book.save(path)
    columns = tmp_path / "columns.toml"
    columns.write_text(f"""
        header_row = 2
        [columns]
        question = "Ref"
        says = "Met?"
        statement = "Response"
        name = "Respondent"
        date = "When"
        [defaults]
        entity = "Entity A Ltd"
        version = "4.10"
        [says]
        Y = "yes"
        [questions]
        "S-1" = "{WORD}"
    """)
    assert "column file" in review.refused(2, "answers", path)
    done = review.run("answers", path, "--columns", columns)
    assert done.returncode == 0, done.stderr
    assert 'Security!A4: "S-2" is mapped to no question' in done.stderr
    assert '"Score" is not read' in done.stderr
    claim = review.claims()[WORD]
    assert claim["verdict"] == "ATTESTED" and claim["at"].startswith(YESTERDAY)
    columns.write_text('[columns]\nquestion = "Nope"\nsays = "Met?"\n')
    assert '"Nope"' in review.refused(2, "answers", path, "--columns", columns)


def test_answers_about_another_subject_are_refused(review, tmp_path):
    path = fill(asked(review, tmp_path, "q.xlsx"), {WORD: ANSWER})
    review.add("vendor-b")
    text = review.refused(2, "--subject", "vendor-b", "answers", path)
    assert "vendor-a" in text and "vendor-b" in text
