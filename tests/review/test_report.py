"""Goal: what a packet shows to people can be read by them: on A4, on a phone, without colour, and with hostile words in it.

Method: `review_report_tool` makes the documents of a made-up subject; a headless Chromium opens and prints them, its own
log of requests and messages is read; the exports go through other people's readers (compliance-trestle,
cyclonedx-python-lib, openpyxl). What the documents say is tested in src/review/report.
"""

import base64
import csv
import io
import json
import os
import re
import shutil
import subprocess
import zipfile
from pathlib import Path

import openpyxl
import pypdf
import pytest
from harness import paths

BUILD = Path(os.environ.get("RINGFENCE_BUILD", paths.OUT / "build/test"))
TOOL = BUILD / "src/review/report/review_report_tool"
EXPORTS_PYTHON = paths.OUT / "venv_exports/bin/python"
CHROMIUM = shutil.which("chromium")
CHROMEDRIVER = shutil.which("chromedriver")
AUDIENCES = ["internal", "auditor", "vendor", "public"]
PHONE, A4_PIXELS = 360, 688  # A4 less its margins, at 96 dots an inch

HOSTILE = {
    "product": '<img src="http://127.0.0.1:1/x" onerror="window.pwned=1"> Streams',
    "statement": "<script>window.pwned=1</script> =HYPERLINK(\"http://127.0.0.1:1/\",\"x\") \u202egnp.exe " + "w" * 100_000,
    "summary": '"><svg onload="window.pwned=1"> </td></table> \u2066\u200b' + "Long" * 400,
    "duty": "=HYPERLINK(\"http://127.0.0.1:1/\",\"pay\")",
    "topic": "payments-eu",
}


def make(folder: Path, audience: str, **texts) -> Path:
    fixture = folder / "fixture.json"
    fixture.write_text(json.dumps(texts))
    out = folder / audience
    done = subprocess.run([TOOL, fixture, out, audience], capture_output=True, text=True, timeout=60)
    assert done.returncode == 0, done.stderr
    return out


@pytest.fixture(scope="module")
def plain(tmp_path_factory) -> dict:
    folder = tmp_path_factory.mktemp("plain")
    return {audience: make(folder, audience) for audience in AUDIENCES}


@pytest.fixture(scope="module")
def hostile(tmp_path_factory) -> Path:
    return make(tmp_path_factory.mktemp("hostile"), "auditor", **HOSTILE)


class Browser:
    """A page in a real browser, with everything that it asked for and said."""

    def __init__(self):
        from selenium import webdriver
        from selenium.webdriver.chrome.service import Service

        options = webdriver.ChromeOptions()
        options.binary_location = CHROMIUM
        for flag in ("--headless=new", "--disable-gpu", "--no-sandbox", "--disable-background-networking"):
            options.add_argument(flag)
        options.set_capability("goog:loggingPrefs", {"browser": "ALL", "performance": "ALL"})
        self.driver = webdriver.Chrome(options=options, service=Service(CHROMEDRIVER))
        self.driver.set_page_load_timeout(60)

    def open(self, path: Path, width: int = 1000, media: str = "screen"):
        self.driver.execute_cdp_cmd(
            "Emulation.setDeviceMetricsOverride",
            {"width": width, "height": 900, "deviceScaleFactor": 1, "mobile": width < 500},
        )
        self.driver.execute_cdp_cmd("Emulation.setEmulatedMedia", {"media": media})
        self.driver.get_log("performance"), self.driver.get_log("browser")
        self.driver.get(path.as_uri())

    def requests(self) -> list:
        events = [json.loads(entry["message"])["message"] for entry in self.driver.get_log("performance")]
        return [e["params"]["request"]["url"] for e in events if e["method"] == "Network.requestWillBeSent"]

    def messages(self) -> list:
        return [entry["message"] for entry in self.driver.get_log("browser")]

    def run(self, script: str, *arguments):
        return self.driver.execute_script(script, *arguments)

    def pdf(self) -> pypdf.PdfReader:
        printed = self.driver.execute_cdp_cmd("Page.printToPDF", {"preferCSSPageSize": True})
        return pypdf.PdfReader(io.BytesIO(base64.b64decode(printed["data"])))


@pytest.fixture(scope="module")
def browser():
    if not CHROMIUM or not CHROMEDRIVER:
        pytest.fail("chromium and chromium-driver are missing: run tests/install_test_tools.sh")
    made = Browser()
    yield made
    made.driver.quit()


# Elements that are wider than their place, or whose text is; the map scrolls inside its frame on a phone.
TOO_WIDE = """
const wide = [];
const limit = document.documentElement.clientWidth + 1;
if (document.documentElement.scrollWidth > limit) wide.push('page ' + document.documentElement.scrollWidth);
for (const e of document.querySelectorAll('main *')) {
  if (e.closest('svg') || e.tagName === 'COL' || e.tagName === 'COLGROUP') continue;
  const box = e.getBoundingClientRect();
  if (box.width && getComputedStyle(e).position !== 'absolute' && !e.closest('thead') &&
      (box.right > limit || (e.scrollWidth > e.clientWidth + 2 && e.clientWidth && !e.matches('.map'))))
    wide.push(e.tagName + ' ' + e.className + ' ' + Math.round(box.right) + ' ' + e.textContent.slice(0, 60));
}
return wide.slice(0, 10);
"""

# Text of the map that runs out of its box or over the edge of the drawing.
MAP_OVERRUN = """
const out = [], svg = document.querySelector('.map svg'), frame = svg.getBoundingClientRect();
const boxes = [...svg.querySelectorAll('rect[rx="4"]')].map(r => r.getBoundingClientRect());
for (const t of svg.querySelectorAll('tspan, text:not(:has(tspan))')) {
  const range = document.createRange(); range.selectNodeContents(t);
  const b = range.getBoundingClientRect();
  if (b.right > frame.right + 1 || b.bottom > frame.bottom + 1) out.push(t.textContent);
  const home = boxes.find(r => b.left >= r.left - 1 && b.left < r.right && b.top >= r.top - 1 && b.top < r.bottom);
  if (home && (b.right > home.right + 1 || b.bottom > home.bottom + 1)) out.push(t.textContent);
}
return out;
"""

LOW_CONTRAST = """
const parse = c => (c.match(/[\\d.]+/g) || []).map(Number);
const channel = v => { v /= 255; return v <= 0.03928 ? v / 12.92 : Math.pow((v + 0.055) / 1.055, 2.4); };
const light = c => 0.2126 * channel(c[0]) + 0.7152 * channel(c[1]) + 0.0722 * channel(c[2]);
const ground = e => { for (; e; e = e.parentElement) { const c = parse(getComputedStyle(e).backgroundColor);
  if (c.length === 3 || c[3] > 0) return c; } return [255, 255, 255]; };
const bad = new Set();
for (const e of document.querySelectorAll('body *')) {
  if (![...e.childNodes].some(n => n.nodeType === 3 && n.textContent.trim())) continue;
  const svg = e.closest('svg');
  if (e.closest('title, desc, style')) continue;
  const front = parse(svg ? getComputedStyle(e).fill : getComputedStyle(e).color);
  const back = svg ? [253, 231, 228] : ground(e);   // the darkest ground of the map
  const a = light(front), b = light(back);
  if ((Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05) < 4.5) bad.add(e.tagName + ' ' + e.textContent.slice(0, 40));
}
return [...bad];
"""

# What an accessibility checker asks first, by our own hand.
STRUCTURE = """
const wrong = [];
if (!document.documentElement.lang) wrong.push('no language');
if (!document.title) wrong.push('no title');
if (document.querySelectorAll('h1').length !== 1) wrong.push('not one h1');
if (!document.querySelector('main')) wrong.push('no main');
let level = 1;
for (const h of document.querySelectorAll('h1,h2,h3,h4')) {
  const now = +h.tagName[1];
  if (now > level + 1) wrong.push('heading skips: ' + h.textContent);
  level = now;
}
for (const t of document.querySelectorAll('table')) {
  if (!t.caption) wrong.push('table without caption');
  if (!t.querySelector('thead th')) wrong.push('table without header');
  for (const th of t.querySelectorAll('th')) if (!th.scope) wrong.push('th without scope');
  for (const r of t.querySelectorAll('tbody tr'))
    if (r.children.length !== t.querySelectorAll('thead th').length) wrong.push('row of another length');
}
const ids = [...document.querySelectorAll('[id]')].map(e => e.id);
if (new Set(ids).size !== ids.length) wrong.push('an id stands twice');
for (const a of document.querySelectorAll('a'))
  if (!document.getElementById(a.getAttribute('href').slice(1))) wrong.push('dead link ' + a.href);
for (const s of document.querySelectorAll('svg')) {
  if (s.getAttribute('role') !== 'img' || !s.querySelector('title').textContent || !s.querySelector('desc').textContent)
    wrong.push('svg without words');
  for (const id of s.getAttribute('aria-labelledby').split(' ')) if (!document.getElementById(id)) wrong.push(id);
}
for (const e of document.querySelectorAll('[style], script, iframe, object, embed, img, link')) wrong.push(e.outerHTML.slice(0, 80));
for (const b of document.querySelectorAll('.badge'))
  if (!/^\\S (CONTRADICTED|UNKNOWN|STALE|ATTESTED|MEASURED|PROVEN)$/.test(b.textContent)) wrong.push('badge ' + b.textContent);
return [...new Set(wrong)].slice(0, 20);
"""


@pytest.mark.parametrize("width,media", [(PHONE, "screen"), (320, "screen"), (1000, "screen"), (A4_PIXELS, "print")])
@pytest.mark.parametrize("kind", ["plain", "hostile"])
def test_page_fits_asks_for_nothing_and_says_nothing(browser, plain, hostile, kind, width, media):
    page = (plain["auditor"] if kind == "plain" else hostile) / "report.html"
    browser.open(page, width, media)
    assert browser.run(TOO_WIDE) == []
    assert browser.run(MAP_OVERRUN) == []
    assert browser.requests() == [page.as_uri()]
    assert browser.messages() == []
    assert browser.run("return window.pwned === undefined && document.scripts.length === 0")


@pytest.mark.parametrize("audience", AUDIENCES)
def test_page_is_built_as_a_screen_reader_needs_it(browser, plain, audience):
    browser.open(plain[audience] / "report.html")
    assert browser.run(STRUCTURE) == []
    assert browser.run(LOW_CONTRAST) == []


def test_structure_check_can_fail(browser, plain, tmp_path):
    page = (plain["auditor"] / "report.html").read_text()
    broken = page.replace("<h1", "<h4").replace("</h1>", "</h4>").replace('<th scope="col">', "<th>", 1)
    broken = broken.replace("✖ CONTRADICTED", "CONTRADICTED")
    (tmp_path / "broken.html").write_text(broken)
    browser.open(tmp_path / "broken.html")
    found = browser.run(STRUCTURE)
    assert "not one h1" in found and "th without scope" in found and "badge CONTRADICTED" in found


def test_a_script_or_a_remote_picture_would_be_stopped_by_the_policy(browser, plain, tmp_path):
    page = (plain["auditor"] / "report.html").read_text()
    (tmp_path / "with_script.html").write_text(
        page.replace("</main>", '<script>window.pwned=1</script><img src="http://127.0.0.1:9/x"></main>')
    )
    browser.open(tmp_path / "with_script.html")
    assert browser.run("return window.pwned") is None
    assert any("Content Security Policy" in message for message in browser.messages())


def test_keyboard_reaches_the_text_first_and_the_map(browser, plain):
    from selenium.webdriver.common.by import By
    from selenium.webdriver.common.keys import Keys

    browser.open(plain["auditor"] / "report.html", PHONE)
    body = browser.driver.find_element(By.TAG_NAME, "body")
    body.send_keys(Keys.TAB)
    assert browser.run("return document.activeElement.className") == "skip"
    assert browser.run("return document.querySelector('.map').tabIndex") == 0
    assert browser.run("const m = document.querySelector('.map'); return m.scrollWidth > m.clientWidth"), "scrolls by keys"


@pytest.mark.parametrize("kind", ["plain", "hostile"])
def test_print_is_a4_and_loses_nothing(browser, plain, hostile, kind):
    folder = plain["auditor"] if kind == "plain" else hostile
    browser.open(folder / "report.html")
    pdf = browser.pdf()
    assert len(pdf.pages) > 10
    for page in pdf.pages:
        assert abs(float(page.mediabox.width) - 595) < 2 and abs(float(page.mediabox.height) - 842) < 2
    text = re.sub(r"\s+", "", "".join(page.extract_text() for page in pdf.pages))
    claims = [line.split("\t")[0] for line in (paths.ROOT / "data/question-set/v1/claims.tsv").read_text().splitlines()[1:]]
    assert [claim for claim in claims if claim not in text] == []
    first = pdf.pages[0].extract_text()
    for word in ("CONTRADICTED", "UNKNOWN", "STALE", "ATTESTED", "MEASURED", "PROVEN"):
        assert word in first
    assert "Signature" in pdf.pages[-1].extract_text()


def test_binary_prints_the_same_page_itself(tmp_path, plain):
    """The browser as a child of the program: no display, no profile left, a whole PDF."""
    out = tmp_path / "report.pdf"
    done = subprocess.run(
        [TOOL, "--pdf", plain["auditor"] / "report.html", out], capture_output=True, text=True, timeout=150
    )
    assert done.returncode == 0, done.stderr
    assert len(pypdf.PdfReader(out).pages) > 10
    assert [entry.name for entry in tmp_path.iterdir()] == ["report.pdf"]
    without = subprocess.run(
        [TOOL, "--pdf", plain["auditor"] / "report.html", out], capture_output=True, text=True, timeout=60, env={"PATH": "/x"}
    )
    assert without.returncode == 1 and "no Chromium" in without.stderr


TRESTLE = """
import sys
from pathlib import Path
from trestle.oscal.assessment_plan import AssessmentPlan
from trestle.oscal.assessment_results import AssessmentResults
from trestle.oscal.component import ComponentDefinition
from cyclonedx.schema import SchemaVersion
from cyclonedx.validation.json import JsonStrictValidator
for folder in map(Path, sys.argv[1:]):
    for model, name in ((ComponentDefinition, 'component-definition'), (AssessmentPlan, 'assessment-plan'),
                        (AssessmentResults, 'assessment-results')):
        assert model.oscal_read(folder / 'oscal' / (name + '.json')) is not None, name
    found = JsonStrictValidator(SchemaVersion.V1_6).validate_str((folder / 'cdx/declarations.cdx.json').read_text())
    assert found is None, found
print('valid', len(sys.argv) - 1)
"""


def test_exports_are_valid_for_other_readers(tmp_path, plain, hostile):
    if not EXPORTS_PYTHON.exists():
        pytest.fail("out/venv_exports is missing: run tests/install_test_tools.sh")
    signed = make(tmp_path, "auditor", signed=True)
    folders = [*plain.values(), hostile, signed]
    done = subprocess.run([EXPORTS_PYTHON, "-c", TRESTLE, *folders], capture_output=True, text=True, timeout=300)
    assert done.returncode == 0, done.stderr[-3000:]
    assert done.stdout.strip() == f"valid {len(folders)}"
    results = json.loads((signed / "oscal/assessment-results.json").read_text())["assessment-results"]["results"][0]
    observations = {o["uuid"] for o in results["observations"]}
    for finding in results["findings"]:
        for related in finding.get("related-observations", []):
            assert related["observation-uuid"] in observations
    broken = tmp_path / "broken"
    shutil.copytree(signed, broken)
    document = json.loads((broken / "cdx/declarations.cdx.json").read_text())
    document["declarations"]["claims"][0]["verdict"] = "not a member of the schema"
    (broken / "cdx/declarations.cdx.json").write_text(json.dumps(document))
    assert subprocess.run([EXPORTS_PYTHON, "-c", TRESTLE, broken], capture_output=True, timeout=120).returncode != 0


def test_declarations_point_at_what_is_there(plain):
    document = json.loads((plain["auditor"] / "cdx/declarations.cdx.json").read_text())
    declared = document["declarations"]
    known = {e["bom-ref"] for e in declared["evidence"]} | {c["bom-ref"] for c in declared["claims"]}
    known |= {c["bom-ref"] for c in declared["targets"]["components"]}
    known |= {r["bom-ref"] for s in document["definitions"]["standards"] for r in s["requirements"]}
    used = [c["target"] for c in declared["claims"]]
    for claim in declared["claims"]:
        used += claim.get("evidence", []) + claim.get("counterEvidence", [])
    for entry in declared["attestations"][0]["map"]:
        used += [entry["requirement"], *entry.get("claims", []), *entry.get("counterClaims", [])]
    assert [ref for ref in used if ref not in known] == []
    assert "score" not in json.dumps(document)
    contradicted = next(c for c in declared["claims"] if c["bom-ref"] == "claim-C1.res.c")
    assert contradicted["counterEvidence"] and "evidence" not in contradicted


def test_workbook_holds_texts_and_all_sheets(hostile):
    book = openpyxl.load_workbook(hostile / "review.xlsx")
    assert book.sheetnames == [
        "Summary", "Questions", "Claims", "Gaps", "Open items", "Duties", "Sources", "Record", "Words of others", "Signatures",
    ]  # fmt: skip
    cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row if cell.value is not None]
    assert {cell.data_type for cell in cells} == {"s"}
    assert book["Duties"]["A2"].value == HOSTILE["duty"]
    assert len({row[1].value for row in book["Claims"].iter_rows(min_row=2)}) == 215
    assert max(len(str(cell.value)) for cell in cells) < 32767


def test_csv_exports_quote_formulas(hostile, tmp_path):
    texts = dict(HOSTILE, product="=1+1")
    out = make(tmp_path, "auditor", **texts)
    rows = list(csv.reader(io.StringIO((out / "exports/dora-register-inputs.csv").read_text(encoding="utf-8-sig"))))
    assert ["service: product", "'=1+1"] in [row[:2] for row in rows]
    for row in rows:
        assert not any(cell.startswith(("=", "+", "@", "\t")) for cell in row)


@pytest.mark.parametrize("audience", ["vendor", "public"])
def test_names_are_in_no_file_packed_ones_included(plain, audience):
    names = [b"payments-eu", b"Grace Owner", b"bastion-7"]
    if audience == "public":
        names += [b"orders-prod", b"111122223333", b"Example Bank", b"Ada Example"]
    for file in plain[audience].rglob("*"):
        if not file.is_file():
            continue
        contents = [file.read_bytes()]
        if file.suffix == ".xlsx":
            with zipfile.ZipFile(file) as packed:
                contents = [packed.read(name) for name in packed.namelist()]
        for content in contents:
            assert [name for name in names if name in content] == [], file


def test_sealed_annex_gives_the_names_back(plain):
    opened = subprocess.run(
        [TOOL, "--open", plain["vendor"] / "annex/names.sealed", "6b" * 32, "ringfence-names/v1 vendor 2026-11-02T09:00:00Z"],
        capture_output=True, text=True, timeout=60,
    )  # fmt: skip
    assert opened.returncode == 0, opened.stderr
    table = json.loads(opened.stdout)
    assert "payments-eu" in [entry["name"] for entry in table.values()]
    shown = (plain["vendor"] / "statement.md").read_text()
    token = next(token for token, entry in table.items() if entry["name"] == "payments-eu")
    assert token.replace("_", "\\_") in shown
