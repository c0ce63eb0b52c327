"""The example review from an empty folder to a signed record, as docs/REVIEW.md walks through it: measures, asks, decides
through the local page, writes a packet, lets both verifiers read it, signs, and compares with a second system.

Usage: examples/review/demo.py [FOLDER]      (default out/review-demo; it must not exist)
"""

import csv
import json
import os
import shutil
import subprocess
import sys
import time
import urllib.request
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(Path(__file__).parent))
import systems  # noqa: E402
from harness import servers  # noqa: E402

BUILD = Path(os.environ.get("RINGFENCE_BUILD", ROOT / "out/build/release"))
REVIEW = BUILD / "src/review/commands/ringfence-review"
VERIFY = BUILD / "src/verifier/ringfence-verify"
SECOND = ROOT / "tools/verify/ringfence_verify.py"
WORDS = {  # what the owner of the platform says, in the questionnaire
    "P1.a": "The software is released by an open-source project; nobody provides it to us as a service.",
    "P2.a": "No subprocessor takes part: we run brokers and bucket ourselves.",
    "P3.a": "Support is our own platform team, in our own offices.",
    "C1.res.d": "We make no copy of records beside the backup bucket.",
    "C1.acc.e": "Only the platform team has operating-system access to the brokers.",
}


class Second(servers.RingfenceServer):
    """The other cluster: where the records go when one leaves, and the second column of the comparison."""

    def __init__(self):
        super().__init__("review-demo")

    def __enter__(self) -> "Second":
        return self.start()

    def __exit__(self, *unused) -> None:
        self.kill()
        self.remove_data()


class Demo:
    def __init__(self, folder: Path, store: systems.Systems):
        self.folder, self.review, self.store = folder, folder / "review", store
        self.begin = time.monotonic()

    def say(self, what: str) -> None:
        print(f"[{time.monotonic() - self.begin:5.0f} s] {what}", flush=True)

    def run(self, *words: str, code: int = 0) -> str:
        command = [str(REVIEW), "--review", str(self.review), *words]
        done = subprocess.run(command, capture_output=True, text=True, env=self.store.store.environment())
        print(f"  $ ringfence-review {' '.join(words)}")
        if done.returncode != code:
            raise SystemExit(f"exit {done.returncode}\n{done.stdout}{done.stderr}")
        return done.stdout

    def subject(self, name: str) -> Path:
        return self.review / "subjects" / name

    def make(self) -> None:
        self.run("new", str(self.review), "--subject", "kafka", "--name", "Streaming 2026", "--owner", "Example Bank",
                 "--product", "Apache Kafka", "--entity", "Example Bank, platform team", "--deployment", "orders",
                 "--bucket", systems.BUCKET, "--environment", "test", "--build", "4.3.1",
                 "--signer", "risk owner=Jane Roe", "--signer", "platform owner=John Doe")  # fmt: skip
        shutil.copy(self.folder / "systems/probes.toml", self.subject("kafka") / "probes.toml")
        shutil.copy(self.folder / "systems/words.txt", self.review / "words.txt")

    def measure(self) -> None:
        self.run("--subject", "kafka", "probe", "all")
        # The listing is logged now: only then the reader draws the sample.
        time.sleep(1.1)
        self.run("--subject", "kafka", "nonce")
        self.run("--subject", "kafka", "probe", "bucket")

    def leave(self, target: servers.Server) -> None:
        """Exports, moves the records with stock clients, and compares what arrived."""
        topics = ["orders", "payments"]
        source = self.folder / "export"
        exit_probe = ("--subject", "kafka", "probe", "exit", "--topics", ",".join(topics), "--folder")
        self.run(*exit_probe, str(source), "--step", "export", *self.store.review_identity())
        self.store.copy_to(target.bootstrap, topics)
        self.run(*exit_probe, str(self.folder / "target"), "--step", "compare", "--source", str(source), "--show-records",
                 "--bootstrap", target.bootstrap)  # fmt: skip

    def ask(self, subject: str = "kafka", version: str = "4.3.1") -> None:
        sheet = self.folder / f"questionnaire-{subject}.csv"
        self.run("--subject", subject, "ask", str(sheet))
        with open(sheet, encoding="utf-8-sig", newline="") as file:
            rows = list(csv.reader(file))
        column = {name: at for at, name in enumerate(rows[0])}
        today = time.strftime("%Y-%m-%d", time.gmtime())
        for row in rows[1:]:
            words = WORDS.get(row[column["Claim id"]])
            if words:
                told = {"Your answer (yes, no, partly, not known)": "yes", "Your statement": words, "Answered by (name)": "John Doe",
                        "Title": "Head of platform", "Legal entity": "Example Bank, platform team",
                        "Answered on (YYYY-MM-DD)": today, "Product version": version}  # fmt: skip
                for name, text in told.items():
                    row[column[name]] = text
        filled = self.folder / f"answers-{subject}.csv"
        with open(filled, "w", encoding="utf-8-sig", newline="") as file:
            csv.writer(file).writerows(rows)
        self.run("--subject", subject, "answers", str(filled))

    def decide(self) -> None:
        """What a person does in the browser, sent to the same page."""
        command = [str(REVIEW), "--review", str(self.review), "--output", "json", "serve"]
        served = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
        try:
            address = json.loads(served.stdout.readline())["address"]
            for question, decision in {
                "K4": {"decision": "accepted"},
                "Z2": {"decision": "condition", "condition": "Names leave the object keys of the backup by the due date",
                       "due": "2027-03-31"},
                "K8": {"decision": "rejected", "comment": "Nothing was measured"},
            }.items():  # fmt: skip
                body = {"question": question, "condition": "", "until": "", "comment": "", "owner": "John Doe", "due": "",
                        "by": "Jane Roe, head of risk", **decision}  # fmt: skip
                request = urllib.request.Request(address + "api/record/kafka", json.dumps(body).encode())
                urllib.request.urlopen(request, timeout=30).read()
        finally:
            served.terminate()
            served.wait(20)

    def sign(self) -> Path:
        self.run("--subject", "kafka", "packet")
        for role, name, title in (("risk owner", "Jane Roe", "Head of risk"), ("platform owner", "John Doe", "Head of platform")):
            self.run("--subject", "kafka", "sign", "--role", role, "--name", name, "--title", title)
        return max((self.subject("kafka") / "packets").glob("*.zip"))

    def verify(self, packet: Path) -> None:
        trust = self.subject("kafka") / "trust.json"
        first = subprocess.run([VERIFY, "--trust", trust, packet], capture_output=True, text=True)
        other = subprocess.run([sys.executable, "-I", SECOND, "--trust", trust, packet], capture_output=True, text=True)
        lines = first.stdout.splitlines()
        print("\n".join("  " + line for line in lines[-2:]))
        same = [line for line in lines if not line.startswith("now ")] == [
            line for line in other.stdout.splitlines() if not line.startswith("now ")]  # fmt: skip
        if first.returncode == 3 or not same:
            raise SystemExit(f"the verifiers refuse or disagree:\n{first.stdout}\n{other.stdout}")

    def compare(self, server: servers.Server) -> None:
        self.run("new", str(self.review), "--subject", "ringfence", "--product", "Ringfence", "--entity",
                 "Example Bank, platform team", "--deployment", "development", "--environment", "test", "--build", "development")  # fmt: skip
        at = ("--bootstrap", server.bootstrap)
        self.run("--subject", "ringfence", "probe", "kafka", *at, "--listener", server.bootstrap)
        self.run("--subject", "ringfence", "probe", "fit", *at, *[f"--{key}={value}" for key, value in systems.FIT.items()])
        self.ask("ringfence", "development")
        out = self.folder / "comparison.html"
        self.run("compare", "--public", "all", "--out", str(out))


def main() -> int:
    folder = Path(sys.argv[1] if len(sys.argv) > 1 else ROOT / "out/review-demo").resolve()
    if folder.exists():
        print(f"{folder} exists: remove it, or name another", file=sys.stderr)
        return 2
    folder.mkdir(parents=True)
    print("starting Apache Kafka and an S3 server …", flush=True)
    with systems.Systems() as store, Second() as second:
        store.describe(folder / "systems")
        demo = Demo(folder, store)
        for what, step in (("a review folder", demo.make), ("measuring", demo.measure),
                           ("leaving for another cluster, and comparing", lambda: demo.leave(second)), ("asking, and filing the answers", demo.ask),
                           ("deciding, through the local page", demo.decide)):  # fmt: skip
            demo.say(what)
            step()
        demo.say("a packet, signed by two")
        packet = demo.sign()
        demo.say("both verifiers read it")
        demo.verify(packet)
        demo.say("beside a second system, and what makers say in public")
        demo.compare(second)
        demo.say("done")
    print(f"review      {demo.review}\npacket      {packet}\nreport      {packet.with_suffix('')}/report.html\n"
          f"comparison  {folder / 'comparison.html'}\nThe local page: ringfence-review --review {demo.review} serve")  # fmt: skip
    return 0


if __name__ == "__main__":
    sys.exit(main())
