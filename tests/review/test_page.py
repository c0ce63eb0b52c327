"""Goal: the local page shows a review to people in a real browser, by keyboard and on a phone, takes answers and
decisions, asks nobody else for anything, and cannot be driven by another page.

Method: `ringfence-review new` makes a folder, `serve` runs on loopback, a headless Chromium opens the address that was
printed and its own log of requests and messages is read.
"""

import json
import os
import re
import signal
import subprocess
import time
import urllib.error
import urllib.request
from pathlib import Path

import pytest
from harness import paths

from review import browsers

BUILD = Path(os.environ.get("RINGFENCE_BUILD", paths.OUT / "build/test"))
REVIEW = BUILD / "src/review/commands/ringfence-review"
PHONE, DESK = 360, 1200
STATEMENT = '<img src="http://127.0.0.1:1/x" onerror="window.pwned=1"> No copy is made.'


def review(folder: Path, *arguments: str) -> subprocess.CompletedProcess:
    done = subprocess.run([REVIEW, "--review", folder, *arguments], capture_output=True, text=True, timeout=60)
    assert done.returncode == 0, done.stdout + done.stderr
    return done


@pytest.fixture(scope="module")
def folder(tmp_path_factory) -> Path:
    made = tmp_path_factory.mktemp("page") / "review"
    browsers.new_review(REVIEW, made)
    return made


@pytest.fixture(scope="module")
def address(folder):
    served = subprocess.Popen(
        [REVIEW, "--review", folder, "--output", "json", "serve"], stdout=subprocess.PIPE, text=True
    )
    printed = json.loads(served.stdout.readline())["address"]
    yield printed
    served.send_signal(signal.SIGTERM)
    assert served.wait(20) == 0


@pytest.fixture(scope="module")
def browser():
    made = browsers.Browser()
    yield made
    made.close()


def elsewhere(browser, address: str) -> list[str]:
    """Requests to other places; the browser draws its own date fields from data: addresses."""
    return [at for at in browser.requests() if not at.startswith((address, "data:"))]


def shown(browser, text: str) -> None:
    """Waits until the page shows a text."""
    deadline = time.monotonic() + 30
    while text not in browser.run("return document.body.innerText"):
        assert time.monotonic() < deadline, f"{text!r} is not shown: {browser.run('return document.body.innerText')[:500]}"
        time.sleep(0.05)


PARTS = {
    "overview": "70 questions, by their weakest claim", "map": "Boundary map", "questions": "C1.residency",
    "record": "What you decided", "answers": "File an answer", "compare": "Beside your own subjects",
    "changes": "Nothing was signed yet", "question/K3": "Your decision",
}  # fmt: skip


@pytest.mark.parametrize("width", (DESK, PHONE))
@pytest.mark.parametrize("part", PARTS)
def test_every_part_fits_and_asks_nobody_else(browser, address, part, width):
    browser.open("about:blank", width)
    browser.open(f"{address}#/{part}", width)
    shown(browser, PARTS[part])
    assert browser.run(browsers.TOO_WIDE) == []
    assert elsewhere(browser, address) == []
    assert browser.messages() == []


def test_by_keyboard_alone(browser, address):
    """Tab reaches the skip link, the subject and every part; Enter goes there and moves the focus to the content."""
    browser.open("about:blank", DESK)
    browser.open(f"{address}#/overview", DESK)
    shown(browser, PARTS["overview"])
    reached = []
    for _ in range(12):
        browser.press("TAB")
        reached.append(browser.run("return document.activeElement.innerText || document.activeElement.tagName"))
    for wanted in ("Skip to the content", "Boundary map", "Questions", "Record", "Answers", "Comparison", "Changes"):
        assert wanted in reached, reached
    while browser.run("return document.activeElement.innerText") != "Questions":
        browser.press("SHIFT_TAB")
    browser.press("ENTER")
    shown(browser, PARTS["questions"])
    assert browser.run("return document.activeElement.id") == "main"
    assert browser.run("return document.querySelector('nav a[aria-current]').innerText") == "Questions"
    unlabelled = browser.run(
        "return [...document.querySelectorAll('input,select,textarea,button')]"
        ".filter(e => !e.labels?.length && !e.innerText && !e.ariaLabel).map(e => e.outerHTML)"
    )
    assert unlabelled == []


def test_a_decision_goes_into_the_record(browser, address, folder):
    browser.open("about:blank", DESK)
    browser.open(f"{address}#/question/K3", DESK)
    shown(browser, "Your decision")
    browser.fill("decision", "accepted")
    browser.fill("comment", "Contract annex 2 names the region.")
    browser.fill("by", "C. Chair, CISO")
    browser.submit("Decision about K3")
    shown(browser, "The decision about K3 is saved")
    record = (folder / "subjects/broker/record.json").read_text()
    assert "Contract annex 2 names the region." in record
    browser.open(f"{address}#/record", DESK)
    shown(browser, "C. Chair, CISO")
    browser.open(f"{address}#/question/K4", DESK)
    shown(browser, "K4")
    browser.fill("decision", "exception")
    browser.submit("Decision about K4")
    shown(browser, "until")  # an exception without a date is refused, and the page says so
    assert '"K4"' not in (folder / "subjects/broker/record.json").read_text()


def test_an_answer_becomes_a_word_and_never_markup(browser, address):
    browser.open("about:blank", DESK)
    browser.open(f"{address}#/answers?claim=C1.res.d", DESK)
    shown(browser, "File an answer")
    browser.fill("statement", STATEMENT)
    browser.fill("signer", "V. Officer, CISO")
    browser.submit("File an answer")
    shown(browser, "The answer is filed as item")
    browser.open(f"{address}#/question/C1.residency", DESK)
    shown(browser, "ATTESTED")
    assert browser.run("return window.pwned === undefined && document.querySelectorAll('main img').length === 0")
    assert elsewhere(browser, address) == []


def test_signed_in_the_browser(browser, address, folder):
    """A packet is written, a key is made for the role, and the verifier reads what was signed."""
    browser.open("about:blank", DESK)
    browser.open(f"{address}#/record", DESK)
    shown(browser, "What you decided")
    for name, value in (("role", "risk owner"), ("name", "Jane Roe"), ("title", "Head of risk")):
        browser.fill(name, value)
    browser.submit("Sign")
    shown(browser, "Jane Roe has signed")
    status = json.loads(review(folder, "--output", "json", "sign", "--check").stdout)
    assert [(one["name"], one["good"]) for one in status["signatures"]] == [("Jane Roe", True)]
    browser.submit("Sign")  # empty fields: the browser itself refuses
    browser.fill("role", "risk owner")
    browser.fill("name", "Jane Roe")
    browser.fill("title", "Head of risk")
    browser.submit("Sign")
    shown(browser, "has signed")
    assert len(list((folder / "subjects/broker/packets").glob("*.zip"))) == 1


def test_comparison_shows_public_words_beside(browser, address):
    browser.open("about:blank", DESK)
    browser.open(f"{address}#/compare", DESK)
    shown(browser, "Beside your own subjects")
    browser.run("document.querySelector('input[name=with]').click()")
    browser.submit("Public files to show")
    shown(browser, "compiled by the Ringfence project")


def refused(address: str, **headers) -> int:
    request = urllib.request.Request(address, headers=headers)
    try:
        with urllib.request.urlopen(request, timeout=10) as answer:
            return answer.status
    except urllib.error.HTTPError as error:
        return error.code


def test_another_page_cannot_drive_it(browser, address, tmp_path):
    other = re.sub(r"/[0-9a-f]+/$", "/", address)
    assert refused(address) == 200
    assert refused(other + "api/review") == 403
    assert refused(address + "api/review", Origin="http://127.0.0.1:1") == 403
    assert refused(address + "api/review", Host="evil.example") == 403
    # Even with the address in hand: the answer is not readable elsewhere, and nothing frames the page.
    page = tmp_path / "other.html"
    page.write_text(
        f"<iframe src='{address}'></iframe><script>fetch('{address}api/review').then(a => a.text())"
        ".then(t => {window.got = t}, e => {window.got = 'refused'})</script>"
    )
    browser.open(page.as_uri(), DESK)
    deadline = time.monotonic() + 20
    while not browser.run("return window.got"):
        assert time.monotonic() < deadline
        time.sleep(0.05)
    assert browser.run("return window.got") == "refused"


def test_probes_can_run_beside_it(address, folder):
    review(folder, "status")
    with urllib.request.urlopen(address + "api/subject/broker", timeout=20) as answer:
        assert answer.status == 200


def test_only_loopback(address):
    assert re.fullmatch(r"http://127\.0\.0\.1:[0-9]+/[0-9a-f]{48}/", address)
