"""Goal: the packet that `ringfence-review packet` writes for each audience is one that a stranger can check, and tells that
stranger nothing that the audience must not read.

Method: a review folder made by the program, with a party's signed statements as its evidence; the packets, as folder and as
zip, go through both verifiers; names of people, of the word list and of the deployment are searched in every byte.
"""

import os
import subprocess
import sys
import time
import zipfile
from pathlib import Path

import pytest
from harness import paths

BUILD = Path(os.environ.get("RINGFENCE_BUILD", paths.OUT / "build/test"))
REVIEW = BUILD / "src/review/commands/ringfence-review"
VERIFY = BUILD / "src/verifier/ringfence-verify"
PYTHON_VERIFY = paths.ROOT / "tools/verify/ringfence_verify.py"
SUBJECT = "orders-streaming"
NOW = time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime(time.time() + 600))  # after all that is made here

PARTY = """
[[entity]]
name = "Example Streams Ltd"
registration = "HRB 1"
country = "DE"
source = "contract of 2026-01-01"
retrieved = 2026-11-20
signer = "Ada Example, CISO"
expires = 2027-01-31

[[subprocessor]]
name = "Blue-Heron hosting GmbH"
place = "Frankfurt"
purpose = "hosting"
data = "metadata"
source = "https://example.org/subprocessors"
retrieved = 2026-11-20
signer = "Ada Example, CISO"
"""


def review(folder: Path, *arguments, code: int = 0) -> str:
    done = subprocess.run([REVIEW, "--review", folder, *arguments], capture_output=True, text=True, timeout=300)
    assert done.returncode == code, done.stdout + done.stderr
    return done.stdout


def verify(folder: Path, packet: Path) -> subprocess.CompletedProcess:
    trust = folder / "subjects" / SUBJECT / "trust.json"
    ours, theirs = [
        subprocess.run([*program, "--trust", trust, "--claims", "--now", NOW, packet], capture_output=True, text=True, timeout=120)
        for program in ([VERIFY], [sys.executable, "-I", PYTHON_VERIFY])
    ]
    assert ours.stdout == theirs.stdout and ours.returncode == theirs.returncode
    return ours


@pytest.fixture(scope="module")
def folder(tmp_path_factory) -> Path:
    made = tmp_path_factory.mktemp("review") / "demo"
    review(
        made.parent, "new", made, "--owner", "Example Bank", "--operator", "Platform Team", "--reviewer", "Grace Owner",
        "--signer", "security=Grace Owner", "--confirmed-by", "Hans Internal", "--product", "Orders Streaming",
        "--entity", "Example Streams Ltd", "--deployment", "orders-prod", "--account", "111122223333",
        "--cluster", "orders-1", "--bucket", "orders-archive", "--build", "4.3.1",
    )  # fmt: skip
    with open(made / "subjects" / SUBJECT / "party.toml", "a") as party:
        party.write(PARTY)
    with open(made / "words.txt", "a") as words:
        words.write("blue-heron\n")
    review(made, "answers", "--party")
    return made


@pytest.fixture(scope="module")
def packets(folder) -> dict:
    out = {}
    for audience in ("auditor", "vendor", "public"):
        before = set((folder / "subjects" / SUBJECT / "packets").glob("*"))
        review(folder, "packet", "--audience", audience)
        new = set((folder / "subjects" / SUBJECT / "packets").glob("*")) - before
        out[audience] = next(entry for entry in new if entry.is_dir())
    return out


def every_byte(packet: Path):
    for file in packet.rglob("*"):
        if not file.is_file():
            continue
        yield file, file.read_bytes()
        if file.suffix == ".xlsx":
            with zipfile.ZipFile(file) as packed:
                for name in packed.namelist():
                    yield file, packed.read(name)


def test_auditor_reads_everything_and_both_verifiers_agree(folder, packets):
    checked = verify(folder, packets["auditor"])
    assert checked.returncode == 2 and "missing" not in checked.stdout
    text = (packets["auditor"] / "statement.md").read_text()
    assert "Grace Owner" in text and "HRB 1" in text
    for line in checked.stdout.splitlines():
        if ": ATTESTED by " in line:
            assert line.split(":")[0].strip() in text


def test_zip_is_the_folder(folder, packets):
    for packet in packets.values():
        zipped = packet.with_name(packet.name + ".zip")
        with zipfile.ZipFile(zipped) as members:
            assert {entry.compress_type for entry in members.infolist()} == {zipfile.ZIP_STORED}
            names = sorted(entry.filename for entry in members.infolist())
        assert names == sorted(file.relative_to(packet).as_posix() for file in packet.rglob("*") if file.is_file())
        assert verify(folder, zipped).stdout == verify(folder, packet).stdout


def test_vendor_finds_no_name_of_the_customer(packets):
    for file, content in every_byte(packets["vendor"]):
        for name in (b"blue-heron", b"Blue-Heron", b"Grace Owner", b"Hans Internal"):
            assert name not in content, file
    assert "hold names" in (packets["vendor"] / "statement.md").read_text()
    assert (packets["vendor"] / "annex/names.sealed").is_file()


def test_public_finds_no_identifier_and_no_item(folder, packets):
    for file, content in every_byte(packets["public"]):
        for name in (b"blue-heron", b"Blue-Heron", b"orders-prod", b"111122223333", b"Example Bank", b"Ada Example"):
            assert name not in content, file
    assert not list((packets["public"] / "items").glob("*.json")) if (packets["public"] / "items").exists() else True


def test_what_is_left_out_shows_as_missing(folder, packets):
    checked = verify(folder, packets["vendor"])
    assert checked.returncode == 2
    assert "missing: " in checked.stdout
