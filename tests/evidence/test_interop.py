"""Goal: programs that share no code with us accept what we write: envelopes, notes, tiles and proofs.

Method: a packet of 300 leaves is read by securesystemslib (DSSE) and by a small Go program on golang.org/x/mod/sumdb,
the code behind Go's checksum database. Each must also refuse a changed byte. Skipped where the tool is not installed.
"""
import json
import os
import pathlib
import shutil
import subprocess
import sys
import tempfile
import unittest

sys.path.insert(0, str(pathlib.Path(__file__).parent))
import packets as p  # noqa: E402

try:
    from securesystemslib.dsse import Envelope
    from securesystemslib.signer import SSlibKey
except ImportError:
    Envelope = None
GO = shutil.which("go") or shutil.which("go", path=str(p.ROOT / "out/venv/bin"))


class Independent(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.folder = pathlib.Path(tempfile.mkdtemp(prefix="rf-interop-"))
        cls.addClassCleanup(shutil.rmtree, cls.folder)
        words = [p.item("E24", ["C1.res.d"], probe_seq=i + 1) for i in range(300)]
        cls.packet = p.Maker(cls.folder / "a").add(words).packet()

    @unittest.skipUnless(Envelope, "securesystemslib is not installed")
    def test_envelopes_by_securesystemslib(self):
        keys = {key_id: p.second.from_base64(public) for key_id, public in p.FACTS.values()}
        files = sorted((self.packet / "items").glob("*.json"))[:20] + [self.packet / "manifest.dsse.json"]
        for path in files:
            data = json.loads(path.read_text())
            key_id = data["signatures"][0]["keyid"]
            key = SSlibKey(key_id, "ed25519", "ed25519", {"public": keys[key_id].hex()})
            self.assertEqual(list(Envelope.from_dict(data).verify([key], 1)), [key_id])
            data["payload"] = p.second.to_base64(p.second.from_base64(data["payload"]) + b" ")
            with self.assertRaises(Exception):
                Envelope.from_dict(data).verify([key], 1)

    @unittest.skipUnless(GO, "no Go toolchain")
    def test_log_by_sumdb(self):
        name, public = p.ORIGIN, p.second.from_base64(p.FACTS[p.ORIGIN][1])
        key_id = p.second.sha256(name.encode() + b"\n\x01" + public)[:4].hex()
        verifier = f"{name}+{key_id}+{p.second.to_base64(b'%c' % 1 + public)}"
        program = self.folder / "go_reader"
        built = subprocess.run([GO, "build", "-o", program, "."], cwd=pathlib.Path(__file__).parent / "go_reader",
                               capture_output=True, text=True, env={**os.environ, "CGO_ENABLED": "0"})
        self.assertEqual(built.returncode, 0, built.stderr)
        run = [program, self.packet, verifier]
        done = subprocess.run(run, capture_output=True, text=True)
        self.assertEqual(done.stdout, "300 proofs, 300 leaves in tiles\n", done.stderr)
        for path in (self.packet / "tiles/0/000", self.packet / "checkpoints/300",
                     next((self.packet / "proofs").iterdir())):
            data = path.read_bytes()
            path.write_bytes(data[:45] + bytes([data[45] ^ 1]) + data[46:])
            self.assertNotEqual(subprocess.run(run, capture_output=True).returncode, 0, path)
            path.write_bytes(data)


if __name__ == "__main__":
    unittest.main(verbosity=1)
