"""Goal: a review goes from an empty folder to a signed record, and whatever changes afterwards is said.

Method: the program is driven as a person drives it; both verifiers read every packet and must agree; processes are killed,
files are edited by hand, rights are taken away. What a probe measures is tested with each probe.
"""

import csv
import io
import json
import os
import re
import shutil
import signal
import socket
import stat
import subprocess
import time
from pathlib import Path

import pytest

from .conftest import TODAY, Review

FORBIDDEN = re.compile(r"\b(compliant|certified|guarantee[ds]?|anonymous)\b", re.I)


def answer(review: Review, claim: str, says: str, name: str = "A. Officer", date: str = TODAY) -> Path:
    """The questionnaire as CSV, filled in for one claim as a person would."""
    sheet = review.folder / "asked.csv"
    if not sheet.exists():
        review.run("ask", sheet)
    rows = list(csv.reader(io.StringIO(sheet.read_text(encoding="utf-8-sig"))))
    head = rows[0]
    at = {name: next(i for i, text in enumerate(head) if text.startswith(name)) for name in (
        "Claim id", "Your answer", "Your statement", "Answered by", "Title", "Legal entity", "Answered on",
        "Product version")}  # fmt: skip
    for row in rows[1:]:
        if row[at["Claim id"]] != claim:
            continue
        row[at["Your answer"]], row[at["Your statement"]] = says, f"We say {says}."
        row[at["Answered by"]], row[at["Title"]] = name, "CISO"
        row[at["Legal entity"]], row[at["Answered on"]] = "Example Vendor GmbH", date
        row[at["Product version"]] = "1.0"
    filled = review.folder / f"filled-{claim}-{says}-{name.replace(' ', '')}.csv"
    with filled.open("w", newline="", encoding="utf-8-sig") as out:
        csv.writer(out).writerows(rows)
    return filled


def decide(review: Review, **decisions):
    questions = {question: {"decision": word, "by": "J. Roe"} for question, word in decisions.items()}
    review.write("record.json", json.dumps({"type": "ringfence-review-record/v1", "questions": questions}))


def signed_review(review: Review, party: str) -> Path:
    review.write("party.toml", party.format(place="Dublin"))
    review.run("answers", "--party")
    review.run("answers", answer(review, "K3.c", "yes"))
    decide(review, K3="accepted", P2="rejected")
    profile = review.folder / "profile.toml"
    profile.write_text(profile.read_text().replace("needed = 1", "needed = 2"))
    review.run("packet", "--no-pdf")
    review.sign("risk owner", "Jane Roe")
    review.sign("platform owner", "John Doe")
    return review.newest_packet()


def test_from_an_empty_folder_to_a_signed_record(review, party):
    packet = signed_review(review, party)
    result = review.verify(packet, "--claims")
    assert result.code == 2, "most of the question set is still open"
    assert "K3.c" in result.out and "ATTESTED" in result.out
    state = review.json("status")
    assert len(state["questions"]) == 70 and len(state["claims"]) == 215
    assert [one["good"] for one in state["signatures"]] == [True, True]
    assert review.json("sign", "--check")["signed"] is True
    assert review.run("diff").out.endswith("nothing changed\n")
    unknown = [one for one in state["claims"] if one["verdict"] == "UNKNOWN"]
    assert all(one["reason"] for one in unknown)
    assert any(one["reason"].startswith("asked and unanswered since") for one in unknown)


def test_the_zip_of_a_packet_verifies_as_its_folder(review, party):
    packet = signed_review(review, party)
    now = "2030-01-01T00:00:00Z"
    assert review.verify(packet, now=now).out == review.verify(packet.with_name(packet.name + ".zip"), now=now).out


def test_one_answer_changed_and_the_signature_is_refused(review, party):
    signed_review(review, party)
    review.run("answers", answer(review, "K3.c", "no"))
    result = review.run("sign", "--check", code=3)
    assert result.out.count("REFUSED: answers were added or changed after it was signed") == 2
    assert "not signed" in result.out
    assert all(not one["good"] for one in review.json("status")["signatures"])
    difference = review.json("diff")
    assert "worse K3.c: ATTESTED to CONTRADICTED" in difference["verdicts"]
    assert any("K3.c by A. Officer" in line for line in difference["answers"])


def test_a_record_changed_and_the_signature_is_refused(review, party):
    signed_review(review, party)
    decide(review, K3="rejected", P2="rejected")
    assert "REFUSED: the record changed" in review.run("sign", "--check", code=3).out
    assert review.json("diff")["record"] == ["changed K3: accepted to rejected"]
    refused = review.run("sign", "--role", "legal", "--name", "L. Law", "--title", "Counsel", "--make-key", code=3)
    assert "write a new packet" in refused.err


@pytest.mark.parametrize("name", ["manifest.dsse.json", "statement.md", "items"])
def test_a_packet_changed_and_the_signature_is_refused(review, party, name):
    packet = signed_review(review, party)
    file = packet / name
    if file.is_dir():
        file = next(file.glob("*.dsse.json"))
    text = bytearray(file.read_bytes())
    text[len(text) // 2] ^= 1
    file.write_bytes(text)
    assert review.run("sign", "--check", code=3).out.count("REFUSED") == 2
    assert review.verify(packet).code == 3


def test_the_frozen_record_beside_the_packet_is_covered(review, party):
    packet = signed_review(review, party)
    frozen = packet.with_name(packet.name + ".record.json")
    frozen.write_text(frozen.read_text().replace("rejected", "accepted"))
    assert "the record kept beside the packet" in review.run("sign", "--check", code=3).out


def test_a_broken_signatures_file_is_refused_by_name(review, party):
    packet = signed_review(review, party)
    file = packet.with_name(packet.name + ".signatures.json")
    text = file.read_text()
    file.write_text(text[:-30] + "\n")
    assert file.name in review.run("status", code=3).err
    first, second = text.splitlines()
    file.write_text(first + "\n" + first + "\n")
    assert review.json("sign", "--check")["signed"] is False, "one person's signature twice is one"
    at = second.index('"sig":"') + 20
    file.write_text(first + "\n" + second[:at] + ("A" if second[at] != "A" else "B") + second[at + 1 :] + "\n")
    assert "does not verify" in review.run("sign", "--check", code=3).out


def test_a_changed_party_reopens_what_leans_on_it(review, party):
    signed_review(review, party)
    assert review.verdict("P2.a") == "ATTESTED"
    review.write("party.toml", party.format(place="Frankfurt"))
    state = review.json("status")
    assert review.verdict("P2.a") == "UNKNOWN" and review.verdict("P1.a") == "ATTESTED"
    assert next(one["reopened"] for one in state["claims"] if one["claim"] == "P2.a")
    assert any(line.startswith("P2.a: Reopened") for line in review.json("diff")["reopened"])
    review.run("packet", "--no-pdf")
    assert review.verify(review.newest_packet(), "--claims").code == 2, "verifiers see it too"
    review.run("answers", "--party")
    assert review.verdict("P2.a") == "ATTESTED"


def test_two_answers_that_disagree_are_both_kept(review):
    review.run("answers", answer(review, "K3.c", "yes", "A. Officer"))
    review.run("answers", answer(review, "K3.c", "no", "B. Engineer"))
    state = review.json("status")
    assert review.verdict("K3.c") == "CONTRADICTED"
    (line,) = [one for one in state["disagreements"] if one.startswith("K3.c")]
    assert "A. Officer" in line and "B. Engineer" in line
    review.run("packet", "--no-pdf")
    assert review.verify(review.newest_packet()).code == 1


def test_the_same_file_twice_files_nothing_twice(review):
    filled = answer(review, "K3.c", "yes")
    assert len(review.json("answers", filled)["filed"]) == 1
    again = review.json("answers", filled)
    assert again["filed"] == [] and again["known_already"] == 1


def test_answers_expire_by_themselves(review):
    review.run("answers", answer(review, "K3.c", "yes"))
    later = review.json("status", "--at", "2099-01-01")
    assert next(one["verdict"] for one in later["claims"] if one["claim"] == "K3.c") == "STALE"
    assert "from now on" in review.run("status", "--at", "2020-01-01", code=2).err


def test_another_build_reopens_the_question(review):
    review.run("answers", answer(review, "K3.c", "yes"))
    toml = review.subject / "subject.toml"
    toml.write_text(toml.read_text().replace('build = "1.0"', 'build = "1.1"'))
    assert review.verdict("K3.c") == "STALE"


def silent_port():
    """Accepts and never answers: a probe waits there."""
    server = socket.socket()
    server.bind(("127.0.0.1", 0))
    server.listen(16)
    return server


@pytest.mark.parametrize("kill", [signal.SIGKILL, signal.SIGINT])
def test_an_interrupted_probe_becomes_inconclusive(review, kill):
    with silent_port() as server:
        command = review.command("probe", "kafka", "--bootstrap", f"127.0.0.1:{server.getsockname()[1]}")
        process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
        items = review.subject / "evidence/items"
        deadline = time.monotonic() + 30
        while time.monotonic() < deadline and not list(items.glob("*.dsse.json")):
            time.sleep(0.02)
        busy = review.run("status", code=3)
        assert f"another process ({process.pid})" in busy.err
        process.send_signal(kill)
        process.wait(20)
    said = review.run("status")
    assert "was interrupted" in said.err and "closed as inconclusive" in said.err
    assert "was interrupted" not in review.run("status").err, "closed once"
    review.run("packet", "--no-pdf")
    result = review.verify(review.newest_packet(), "--claims")
    assert result.code == 2 and "inconclusive" in result.out
    assert "began and did not report" not in result.out


def test_a_server_that_is_not_there(review):
    with silent_port() as server:
        port = server.getsockname()[1]
    result = review.run("probe", "kafka", "--bootstrap", f"127.0.0.1:{port}", "--output", "json", code=4)
    out = json.loads(result.out)
    assert out["run"] == 1 and out["stopped"] and out["cannot_see"]
    assert {one["result"] for one in out["outcomes"]} == {"inconclusive"}
    assert review.verdict(out["outcomes"][0]["claims"][0]) == "UNKNOWN"


def test_every_probe_prints_its_policy_and_help(review):
    names = re.findall(r"^  (\w+) ", review.run("probe", "--help").out.split("ubcommands:")[1], re.M)
    assert len(names) >= 4
    for name in names:
        assert review.run("probe", name, "--print-policy").out.strip(), name
        assert "--print-policy" in review.run("probe", name, "--help").out


def test_probe_options_come_from_the_subjects_file(review):
    with silent_port() as server:
        port = server.getsockname()[1]
    review.write("probes.toml", f'[kafka]\nbootstrap = "127.0.0.1:{port}"\n')
    review.run("probe", "kafka", code=4)
    review.write("probes.toml", '[kafka]\nbootstrap = "127.0.0.1:1"\nno_such_option = 1\n')
    assert "no-such-option" in review.run("probe", "kafka", code=2).err
    review.write("probes.toml", "[kafka\n")
    assert "probes.toml:1" in review.run("probe", "kafka", code=2).err


BAD_FILES = {
    "profile.toml": [
        ("[workload]\nclasification = 'x'\n", "there is no key workload.clasification; allowed here: classification"),
        ("[workload]\nclassification = 'secret'\n", "allowed: public, internal, confidential, restricted"),
        ("[accept]\ngreatest_age = 'ninety days'\n", "must be a number of days"),
        ("[question.K99]\n", "K99 is no question"),
        ("[targets]\nrecovery_time_s = -1\n", "must be a whole number from 0"),
        ("[accept\n", "profile.toml:1"),
    ],
    "party.toml": [
        ("[[entity]]\nname = 'x'\n", "source is missing"),
        ("[[subprocesor]]\n", "there is no key subprocesor; allowed here: entity"),
        ("[[entity]]\nname='a'\nsource='b'\nretrieved='soon'\n", "must be a date"),
    ],
    "record.json": [
        ("{", "record.json"),
        ('{"type":"ringfence-review-record/v1","questions":{"K3":{"decision":"fine"}}}', "accepted, condition"),
        ("[" * 100000, "record.json"),
    ],
    "subject.toml": [("product = 'x'\nregoin = 'y'\norigin = 'z'\n", "there is no key regoin")],
    "trust.json": [("{}", "trust.json")],
    "asked.json": [("[1]", "asked.json")],
}


@pytest.mark.parametrize("name", BAD_FILES)
def test_bad_files_get_an_error_that_names_key_and_limit(review, name):
    file = review.folder / name if name == "profile.toml" else review.subject / name
    good = file.read_text() if file.exists() else None
    for text, message in BAD_FILES[name]:
        file.write_text(text)
        result = review.run("status", code=3 if name in ("trust.json", "asked.json") else 2)
        assert message in result.err, (text[:40], result.err)
        assert result.out == ""
    if good is not None:
        file.write_text(good)
        review.run("status")


def test_keys_are_private_and_stay_out_of_packets(review, party):
    for key in (review.folder / "keys").glob("*.pem"):
        assert stat.S_IMODE(key.stat().st_mode) == 0o600, key
    packet = signed_review(review, party)
    for file in packet.rglob("*"):
        assert file.is_dir() or b"PRIVATE KEY" not in file.read_bytes(), file
        assert "trust" not in file.name
    (review.folder / "keys/reviewer.pem").chmod(0o644)
    assert "chmod 600" in review.run("packet", "--no-pdf", code=3).err


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write everywhere")
def test_a_folder_without_write_permission(review):
    review.folder.chmod(0o500)
    try:
        assert "cannot write" in review.run("status", code=3).err
    finally:
        review.folder.chmod(0o700)


def test_wrong_flags_and_places(review, empty_review, tmp_path):
    assert review.run("status", "--nonsense", code=2)
    assert review.run("frobnicate", code=2)
    assert "there is no subject" in Review(review.folder, "other").run("status", code=2).err
    assert "review.toml" in Review(tmp_path / "nowhere").run("status", code=1).err
    assert "there already" in review.new(code=3).err or "already" in review.new(code=3).err
    assert "run a probe or file answers" in review.run("packet", code=3).err
    assert "there is no packet yet" in review.run("sign", "--check", code=1).err
    second = Review(review.folder, "second")
    assert "ROLE=NAME" in second.run("new", review.folder, "--product", "x", "--entity", "y", "--signer", "z",
                                     code=2).err  # fmt: skip


def test_signing_needs_a_name_a_title_and_a_key(review):
    review.run("answers", answer(review, "K3.c", "yes"))
    review.run("packet", "--no-pdf")
    assert "--title" in review.run("sign", "--role", "risk owner", "--name", "Jane Roe", code=2).err
    assert "--make-key" in review.sign("legal", "L. Law", code=1).err
    review.sign("risk owner", "Jane Roe")
    assert "signed" in review.sign("risk owner", "Jane Roe", code=3).err
    review.run("answers", answer(review, "K3.d", "yes"))
    assert "write a new packet" in review.sign("platform owner", "John Doe", code=3).err


def test_second_subject_and_second_packet(review, party):
    signed_review(review, party)
    other = Review(review.folder, "other")
    other.run("new", review.folder, "--product", "Other Stream", "--entity", "Other Ltd")
    assert other.verdict("P2.a") == "UNKNOWN"
    assert "which subject" in subprocess.run(
        [*review.command("status")[:-2]], capture_output=True, text=True, timeout=60).stderr  # fmt: skip
    first = review.newest_packet()
    review.run("packet", "--no-pdf")
    second = review.newest_packet()
    assert second != first
    result = review.verify(second, "--previous", first)
    assert result.code == 2 and "rolled back" not in result.out


def test_nonces_are_handed_out_into_the_trust_policy(review):
    nonce = review.json("nonce")
    trust = json.loads((review.subject / "trust.json").read_text())
    assert trust["nonces"] == [nonce]
    assert re.fullmatch(r"[0-9a-f]{64}", nonce["value"])


def test_completion_lists_commands_and_flags(review):
    script = review.run("completion", "bash").out
    for word in ("new", "ask", "answers", "probe", "status", "diff", "sign", "packet", "nonce", "--audience"):
        assert word in script
    bash = shutil.which("bash")
    assert subprocess.run([bash, "-n"], input=script, text=True, timeout=20).returncode == 0


@pytest.mark.parametrize("audience", ["internal", "auditor", "vendor", "public"])
def test_packets_for_each_audience_verify_and_choose_their_words(review, party, audience):
    review.write("party.toml", party.format(place="Dublin"))
    (review.folder / "words.txt").write_text("orders-secret\n")
    review.run("answers", "--party")
    out = review.json("packet", "--no-pdf", "--audience", audience)
    assert out["verifier_exit"] != 3
    packet = Path(out["packet"])
    assert review.verify(packet).code in (1, 2)
    for file in packet.rglob("*"):
        if file.suffix in (".md", ".html"):
            assert not FORBIDDEN.search(re.sub(r"<[^>]+>", " ", file.read_text())), file
