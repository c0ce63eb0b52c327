"""Goal: both verifiers give the same, right answer on every packet, honest, broken or lying.

Method: packets are made and signed with evidence_packet_tool (src/evidence); each is read by ringfence-verify
and by tools/verify/ringfence_verify.py, whose text must be equal byte for byte. Each check has a clean twin.
Runs under pytest or plain: python3 tests/evidence/test_verifiers.py
"""
import collections
import copy
import hashlib
import json
import os
import pathlib
import random
import re
import shutil
import struct
import subprocess
import sys
import tempfile
import unittest
import warnings
import zipfile

sys.path.insert(0, str(pathlib.Path(__file__).parent))
import packets as p  # noqa: E402
from lies import BASE_VERDICTS, LIES, again, base_steps  # noqa: E402

SEED = int(os.environ.get("SEED", "20260601"))
STRENGTH = p.second.VERDICTS


class SecondVerifierPrimitives(unittest.TestCase):
    """The vectors of verifier_test.cc, for the second verifier's own arithmetic and readers."""

    def test_rfc6962_roots_and_tile_paths(self):
        leaves = ["", "00", "10", "2021", "3031", "40414243", "5051525354555657", "606162636465666768696a6b6c6d6e6f"]
        hashes = [p.second.leaf_hash(bytes.fromhex(leaf)) for leaf in leaves]
        roots = {0: "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
                 1: "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
                 3: "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
                 7: "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
                 8: "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328"}
        for count, root in roots.items():
            self.assertEqual(p.second.tree_root(hashes[:count]).hex(), root)
        self.assertEqual(p.second.tile_path(1234067, 256), "x001/x234/067")
        self.assertEqual(p.second.tile_path(273, 112), "273.p/112")

    def test_rfc8032_vectors(self):
        for key, message, signature in (
                ("d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a", "",
                 "e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e065224901555fb8821590a33bacc61e39701cf9b46bd"
                 "25bf5f0595bbe24655141438e7a100b"),
                ("3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c", "72",
                 "92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da085ac1e43e15996e458f3613d0f11d8c3"
                 "87b2eaeb4302aeeb00d291612bb0c00")):
            key, message, signature = map(bytes.fromhex, (key, message, signature))
            self.assertTrue(p.second.ed25519_verify(key, message, signature))
            self.assertFalse(p.second.ed25519_verify(key, message + b"x", signature))
            larger = signature[:32] + (int.from_bytes(signature[32:], "little") + p.second.L).to_bytes(32, "little")
            self.assertFalse(p.second.ed25519_verify(key, message, larger), "S must be below L")

    def test_dsse_encoding(self):
        self.assertEqual(p.second.dsse_encoding("http://example.com/HelloWorld", b"hello world"),
                         b"DSSEv1 29 http://example.com/HelloWorld 11 hello world")

    def test_strict_json(self):
        for text in ('{"a":1,"a":2}', "[1,]", "01", "1.0", "1e3", "9007199254740992", '"\\ud800"', '"\x01"', "NaN",
                     "1 2", "[" * 40 + "]" * 40, "Infinity", "", "\ufeff1"):
            with self.assertRaises(p.second.Refused, msg=text):
                p.second.parse_json(text.encode(), "f")
        for text in ("{}", " [ 1 , -2 , true, null ] ", '"\\ud83d\\ude00"', "9007199254740991", "-0"):
            p.second.parse_json(text.encode(), "f")

    def test_stays_small(self):
        self.assertLessEqual(len(p.SECOND.read_text().splitlines()), 900)
        folder = p.ROOT / "src/verifier"
        sources = [f for f in folder.glob("*.*") if f.suffix in (".h", ".cc") and not f.stem.endswith(("_test", "_fuzz"))]
        self.assertLessEqual(sum(len(f.read_text().splitlines()) for f in sources), 3000)


class Scratch(unittest.TestCase):
    def setUp(self):
        self.folder = pathlib.Path(tempfile.mkdtemp(prefix="rf-evidence-"))
        self.addCleanup(shutil.rmtree, self.folder)
        self.trust = p.write_trust(self.folder)

    def make(self, steps, name="a", before=(), **manifest):
        maker = p.Maker(self.folder / name).add(steps)
        for line in before:
            maker.line(*line)
        return maker.packet(**manifest)

    def verify(self, packet, *more, **how):
        return p.verify(packet, self.trust, *more, **how)


class CleanPackets(Scratch):
    def test_every_claim_answered_exits_zero(self):
        by_type = {}
        for claim in p.SET.claims.values():
            signer = "reviewer" if claim.least == "reviewer" else p.SIGNERS.get(claim.types[0], "probe")
            if claim.least == "operator" and signer == "vendor":
                signer = "approver"
            grade = "A" if STRENGTH[claim.highest] == "ATTESTED" else "M"
            by_type.setdefault((claim.types[0], signer, grade), []).append(claim.id)
        order = sorted(by_type, key=lambda group: (group[0] not in p.PROBED, group))  # leaf 0 is a start
        steps = []
        for code, signer, grade in order:
            tool = {"tool": f"{code}-{signer}-{grade}"}
            steps += p.run(code, by_type[code, signer, grade], key=signer, method=tool, **{"class": grade})
        packet = self.make(steps, before=[("witness", "witness", 1780281000)])  # 2026-06-01T02:30:00Z
        result = self.verify(packet)
        self.assertEqual(result.code, 0, result.text)
        words = [result.word(claim) for claim in p.SET.claims]
        self.assertEqual(set(words), {"ATTESTED", "MEASURED"})
        self.assertNotIn("CONTRADICTED", result.text)
        self.assertIn("70 questions: ", result.text)
        result = p.run_first(["--trust", self.trust, "--now", p.NOW, "--output", "json", packet])
        other = p.run_second(["--trust", self.trust, "--now", p.NOW, "--output", "json", packet])
        self.assertEqual(result.text, other.text)
        self.assertEqual(json.loads(result.text)["exit"], 0)

    def test_base_verdicts(self):
        result = self.verify(self.make(base_steps()))
        self.assertEqual(result.code, 2)
        for claim, word in BASE_VERDICTS.items():
            self.assertEqual(result.word(claim), word, result.claims[claim])

    def test_second_verifier_as_a_program(self):
        packet = self.make(base_steps())
        done = subprocess.run([sys.executable, "-I", p.SECOND, "--trust", self.trust, "--now", p.NOW, packet],
                              capture_output=True)
        first = p.run_first(["--trust", self.trust, "--now", p.NOW, packet])
        self.assertEqual((done.returncode, done.stdout.decode()), (first.code, first.text))

    def test_large_log(self):
        """More than one tile, so that full tiles, level 1 and partial tiles are read."""
        words = [p.item("E24", ["C1.res.d"], probe_seq=i + 1, zone=f"Z{i}") for i in range(300)]
        result = self.verify(self.make(words))
        self.assertEqual(result.word("C1.res.d"), "ATTESTED", result.text)
        self.assertIn("size 300 ", result.text)


class ByHand(Scratch):
    """docs/CHECK_BY_HAND.md, run as it stands, on every item of a packet; and it notices a changed byte."""

    def setUp(self):
        super().setUp()
        self.packet = self.make(base_steps(), before=[("witness", "witness", 1780281000)])
        page = (p.ROOT / "docs/CHECK_BY_HAND.md").read_text()
        self.script = "set -e -o pipefail\n" + "".join(re.findall(r"```sh check\n(.*?)```", page, re.S))

    def follow(self, envelope):
        key_id = json.loads(envelope.read_text())["signatures"][0]["keyid"]
        public = next(public for key, public in p.FACTS.values() if key == key_id)
        script = self.script.replace("LOGKEY", p.FACTS[p.ORIGIN][1]).replace("'KEY'", f"'{public}'")
        script = script.replace("ID.", envelope.name.split(".")[0] + ".").replace("/tmp/", f"{self.folder}/by-hand-")
        return subprocess.run(["bash", "-c", script], cwd=self.packet, capture_output=True, text=True)

    def test_every_item(self):
        if not shutil.which("openssl") or not shutil.which("xxd"):
            self.skipTest("openssl or xxd is not here")
        items = sorted((self.packet / "items").glob("*.dsse.json"))
        for envelope in items:
            done = self.follow(envelope)
            self.assertEqual(done.returncode, 0, done.stderr + done.stdout[-300:])
            self.assertEqual(done.stdout.count("Signature Verified Successfully"), 2)
        salt = self.packet / "items" / items[0].name.replace(".dsse.json", ".salt")
        salt.write_text(salt.read_text().translate(str.maketrans("0123", "1230")))
        self.assertNotEqual(self.follow(items[0]).returncode, 0)


class SignedLies(Scratch):
    """R13 signed_lies_are_caught: honest signatures over what is not so."""


def make_lie(name, rule, claim, change, more):
    def test(self):
        steps = base_steps()
        steps = change(steps) or steps
        policy = p.trust()
        if "trust" in more:
            more["trust"](policy)
            self.trust = p.write_trust(self.folder, policy)
        packet = self.make(steps, before=more.get("before", ()), **more.get("manifest", {}))
        result = self.verify(packet, now=more.get("now", p.NOW))
        if claim is None:
            self.assertEqual(result.code, 3, result.text)
            self.assertIn(rule, result.text)
            return
        self.assertIn(rule, result.claims[claim])
        self.assertLess(STRENGTH.index(result.word(claim)), STRENGTH.index(BASE_VERDICTS[claim]),
                        result.claims[claim])
    return test


for lie_name, lie_rule, lie_claim, lie_change, lie_more in LIES:
    setattr(SignedLies, f"test_{lie_name}", make_lie(lie_name, lie_rule, lie_claim, lie_change, lie_more))


class LaterRuns(Scratch):
    """R6 both ways: a run without a result takes away what held before, a later one with a result gives it back."""

    def test_a_run_with_a_result_ends_an_inconclusive_one(self):
        steps = again("E07", ["C1.acc.b"], 2, result="inconclusive")(base_steps())
        self.assertEqual(self.verify(self.make(steps)).word("C1.acc.b"), "UNKNOWN")
        steps = again("E07", ["C1.acc.b"], 3)(again("E07", ["C1.acc.b"], 2, result="inconclusive")(base_steps()))
        self.assertEqual(self.verify(self.make(steps, "b")).word("C1.acc.b"), "MEASURED")


class ZippedPackets(Scratch):
    """The same packet as a zip of stored members: same answer; everything odd about the zip is refused."""

    def setUp(self):
        super().setUp()
        self.packet = self.make(base_steps())

    def members(self):
        return {path.relative_to(self.packet).as_posix(): path.read_bytes()
                for path in sorted(self.packet.rglob("*")) if path.is_file()}

    def zip(self, members, name="packet.zip", **how):
        path = self.folder / name
        with zipfile.ZipFile(path, "w") as out:
            out.comment = how.get("comment", b"")
            for member, data in members:
                out.writestr(zipfile.ZipInfo(member), data, how.get("method", zipfile.ZIP_STORED))
        return path

    def refused(self, data, *words):
        path = self.folder / "odd.zip"
        path.write_bytes(data)
        result = self.verify(path)
        self.assertEqual(result.code, 3, result.text)
        for word in words:
            self.assertIn(word, result.text)

    def test_same_answer_as_the_folder(self):
        zipped = self.verify(self.zip(self.members().items()))
        self.assertEqual(zipped.code, 2)
        self.assertEqual(zipped.text, self.verify(self.packet).text)

    def test_grows_from_a_zipped_packet(self):
        before = self.zip(self.members().items())
        self.assertEqual(self.verify(self.packet, "--previous", before).code, 2)

    def test_compressed_members_and_a_bomb(self):
        packed = self.zip(self.members().items(), method=zipfile.ZIP_DEFLATED)
        self.refused(packed.read_bytes(), "compressed or encrypted")
        bomb = self.zip([("manifest.dsse.json", bytes(200 << 20))], method=zipfile.ZIP_DEFLATED)
        self.assertLess(bomb.stat().st_size, 1 << 20)
        self.refused(bomb.read_bytes(), "manifest.dsse.json", "compressed or encrypted")

    def test_odd_names(self):
        for name in ("../manifest.dsse.json", "/etc/hostname", "items/", "a/../b", "raw\\x", "caf\u00e9"):
            self.refused(self.zip([*self.members().items(), (name, b"x")]).read_bytes(), "an odd path")

    def test_duplicates_extra_and_missing_members(self):
        members = list(self.members().items())
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            self.refused(self.zip(members + members[:1]).read_bytes(), members[0][0], "twice")
        self.refused(self.zip(members + [("items/extra.txt", b"x")]).read_bytes(), "items/extra.txt")
        self.refused(self.zip([m for m in members if not m[0].startswith("proofs/")]).read_bytes(), "proofs/", "missing")

    def test_bytes_that_no_member_owns(self):
        good = self.zip(self.members().items()).read_bytes()
        self.refused(self.zip(self.members().items(), comment=b"hello").read_bytes(), "neither folder nor zip")
        self.refused(good + b"x", "neither folder nor zip")
        self.refused(b"x" + good, "neither folder nor zip")
        self.refused(b"", "neither folder nor zip")
        self.refused(b"PK", "neither folder nor zip")
        # A gap before the directory, with the offsets mended so that only the gap is wrong.
        end = good.rindex(b"PK\5\6")
        start = struct.unpack_from("<I", good, end + 16)[0]
        mended = bytearray(good[:start] + b"gap!" + good[start:])
        struct.pack_into("<I", mended, end + 4 + 16, start + 4)
        self.refused(bytes(mended), "belong to no member")

    def test_headers_that_disagree(self):
        good = bytearray(self.zip(self.members().items()).read_bytes())
        good[30] ^= 1  # first letter of the first name, in the local header only
        self.refused(bytes(good), "another header than the directory")

    def test_cut_short_anywhere(self):
        good = self.zip(self.members().items()).read_bytes()
        source = random.Random(SEED)
        for size in [source.randrange(len(good)) for _ in range(40)]:
            self.refused(good[:size])

    def test_changed_bytes(self):
        """A changed byte of a member is refused; one of the zip's own fields changes nothing or is refused."""
        path = self.zip(self.members().items())
        good = path.read_bytes()
        whole = self.verify(path).text
        source = random.Random(SEED)
        seen = collections.Counter()
        for _ in range(120):
            broken = bytearray(good)
            broken[source.randrange(len(broken))] ^= 1 << source.randrange(8)
            path.write_bytes(broken)
            result = self.verify(path)
            seen[result.code] += 1
            if result.code != 3:
                self.assertEqual(result.text, whole)
        self.assertGreater(seen[3], 60, seen)


class BrokenBytes(Scratch):
    def test_auditor_1_one_bit_in_every_file(self):
        """And random bytes besides: every change is exit 3 and names the file."""
        packet = self.make(base_steps(), before=[("file", "annex/endpoints.txt", self.trust)])
        self.assertEqual(self.verify(packet).code, 2)
        print(f"seed {SEED}")
        source = random.Random(SEED)
        files = sorted(path for path in packet.rglob("*") if path.is_file())
        picks = files + [source.choice(files) for _ in range(max(0, 200 - len(files)))]
        for path in picks:
            data = path.read_bytes()
            broken = bytearray(data)
            broken[source.randrange(len(broken))] ^= 1 << source.randrange(8)
            path.write_bytes(broken)
            result = self.verify(packet)
            path.write_bytes(data)
            self.assertEqual(result.code, 3, f"{path} {result.text}")
            self.assertIn(path.relative_to(packet).as_posix(), result.text)
        self.assertEqual(self.verify(packet).code, 2)

    def test_missing_extra_and_odd_files(self):
        packet = self.make(base_steps())
        victim = next((packet / "raw").iterdir())
        kept = victim.read_bytes()
        victim.unlink()
        self.assertIn("missing", self.refused(packet))
        victim.write_bytes(kept)
        extra = packet / "items/extra.txt"
        extra.write_text("x")
        self.assertIn("items/extra.txt", self.refused(packet))
        extra.unlink()
        extra.symlink_to("/etc/hostname")
        self.assertIn("neither file nor folder", self.refused(packet))
        extra.unlink()
        self.assertEqual(self.verify(packet).code, 2)

    def refused(self, packet):
        result = self.verify(packet)
        self.assertEqual(result.code, 3, result.text)
        return result.text

    def test_swapped_proofs_and_salts(self):
        maker = p.Maker(self.folder / "swap").add(base_steps())
        packet = maker.packet()
        proofs = sorted((packet / "proofs").iterdir())
        a, b = proofs[0].read_bytes(), proofs[1].read_bytes()
        proofs[0].write_bytes(b)
        proofs[1].write_bytes(a)
        self.resign(packet)
        self.assertIn("proofs/", self.refused(packet))
        proofs[0].write_bytes(a)
        proofs[1].write_bytes(b)
        self.resign(packet)
        self.assertEqual(self.verify(packet).code, 2)

    def resign(self, packet, change=None):
        """A new honest manifest over the files as they are: what is left to catch is inside."""
        path = packet / "manifest.dsse.json"
        envelope = json.loads(path.read_text())
        manifest = json.loads(p.second.from_base64(envelope["payload"]))
        manifest["files"] = [
            {"path": f.relative_to(packet).as_posix(), "size": f.stat().st_size,
             "sha256": hashlib.sha256(f.read_bytes()).hexdigest()}
            for f in sorted(packet.rglob("*")) if f.is_file() and f != path]
        if change:
            change(manifest)
        sign_manifest(path, json.dumps(manifest))

    def test_hostile_manifests(self):
        packet = self.make(base_steps())
        good = (packet / "manifest.dsse.json").read_bytes()
        def climb(manifest):
            manifest["files"].append({"path": "../outside", "size": 1, "sha256": "0" * 64})
        cases = [climb, lambda m: m["files"].append(m["files"][0]),
                 lambda m: m.update(question_set="0" * 64), lambda m: m.update(surprise=1),
                 lambda m: m.update(checkpoint_size=-1), lambda m: m.update(checkpoint_size=10 ** 7),
                 lambda m: m.update(created="yesterday"), lambda m: m.pop("open")]
        for change in cases:
            self.resign(packet, change)
            self.assertIn("manifest.dsse.json", self.refused(packet))
        for text in ('{"a":1,"a":2}', "[" * 40 + "]" * 40, '{"a":1e400}', '{"a":99999999999999999999}',
                     '{"a":"\\ud800"}', "{", "", "[1,]", '{"a":01}', '{"a":1.5}', '"\x01"'):
            sign_manifest(packet / "manifest.dsse.json", text)
            self.assertIn("manifest.dsse.json", self.refused(packet))
        (packet / "manifest.dsse.json").write_bytes(good)
        self.assertEqual(self.verify(packet).code, 2)

    def test_tiles_must_be_the_log(self):
        packet = self.make(base_steps())
        tile = next((packet / "tiles/entries").rglob("[0-9]*/[0-9]*"))
        data = bytearray(tile.read_bytes())
        data[40] ^= 1
        tile.write_bytes(data)
        self.resign(packet)
        self.refused(packet)


def sign_manifest(path, text):
    """Signs with the release key in Python; the C++ writer could not be made to write such bytes."""
    kind = "application/vnd.ringfence.packet.v1+json"
    signature = sign(bytes.fromhex(p.seed("release")), p.second.dsse_encoding(kind, text.encode()))
    path.write_text(f'{{"payload":"{p.second.to_base64(text.encode())}","payloadType":"{kind}","signatures":'
                    f'[{{"keyid":"{p.FACTS["release"][0]}","sig":"{p.second.to_base64(signature)}"}}]}}\n')


def sign(seed, message):
    """RFC 8032 section 5.1.6, on the second verifier's curve."""
    v = p.second
    h = hashlib.sha512(seed).digest()
    a = int.from_bytes(h[:32], "little") & ~7 & (1 << 254) - 1 | 1 << 254

    def pack(point):
        x, y, z, _ = point
        z = pow(z, v.P - 2, v.P)
        return (y * z % v.P | (x * z % v.P & 1) << 255).to_bytes(32, "little")
    public = pack(v.two_products(a, v.BASE, 0, v.BASE))
    r = int.from_bytes(hashlib.sha512(h[32:] + message).digest(), "little") % v.L
    big_r = pack(v.two_products(r, v.BASE, 0, v.BASE))
    k = int.from_bytes(hashlib.sha512(big_r + public + message).digest(), "little") % v.L
    return big_r + ((r + k * a) % v.L).to_bytes(32, "little")


class Gaps(Scratch):
    def test_auditor_2_item_leaf_and_checkpoint_removed(self):
        steps = base_steps()
        result = self.verify(self.make(steps, "item", before=[("without", 1)]))
        self.assertEqual(result.code, 2)
        self.assertIn("missing: leaf 1: its item is not in the packet", result.text)
        packet = self.make(steps, "rest")
        size = len(steps)
        bundle = next((packet / "tiles/entries").rglob(str(size)))
        bundle.with_name(str(size - 1)).write_bytes(bundle.read_bytes()[:-34])
        bundle.unlink()
        BrokenBytes.resign(self, packet)
        result = self.verify(packet)
        self.assertEqual(result.code, 2)
        self.assertIn(f"leaves {size - 1} to {size - 1} are missing from tiles/entries", result.text)
        packet = self.make(steps, "point")
        (packet / f"checkpoints/{size}").unlink()
        BrokenBytes.resign(self, packet)
        result = self.verify(packet)
        self.assertEqual(result.code, 2)
        self.assertIn(f"missing: no checkpoint of size {size}", result.text)

    def test_auditor_5_erased_item(self):
        steps = base_steps()
        leaf = next(i for i, s in enumerate(steps) if s["type"] == "attestation")
        erase = [("manifest", f, v) for f, v in p.SYSTEM.items()] + [
            ("erase", leaf, "reviewer", "GDPR Art. 17", p.T1)]
        packet = self.make(steps, before=erase)
        result = self.verify(packet)
        self.assertIn(f"notice: leaf {leaf}: erased, basis: GDPR Art. 17", result.text)
        self.assertNotIn("missing:", result.text)
        self.assertEqual(result.word("C1.res.d"), "UNKNOWN")

    def test_auditor_6_two_years_later(self):
        result = self.verify(self.make(base_steps()), now="2028-06-02T00:00:00Z")
        self.assertEqual(result.code, 2)
        for claim in BASE_VERDICTS:
            self.assertEqual(result.word(claim), "STALE", result.claims[claim])

    def test_auditor_4_keys_from_the_packet(self):
        packet = self.make(base_steps())
        self.trust = p.write_trust(self.folder, p.trust(names={p.ORIGIN, "release", "probe", "agent"}))
        result = self.verify(packet)
        self.assertEqual(result.code, 3)
        self.assertIn("not signed by a key of the trust policy", result.text)

    def test_auditor_31_retention_job_off_for_a_day(self):
        """Yesterday's green does not stand: the run that fails shows, and so does one that is missing or left out."""
        green = p.run("E19", ["C1.ret.a"])
        next_day = {"probe_seq": 2, "window": {"from": "2026-06-01T22:00:00Z", "to": "2026-06-01T23:00:00Z"}}
        red = p.run("E19", ["C1.ret.a"], result="fails", **next_day)
        both = self.verify(self.make(green + red, "both"))
        self.assertEqual((both.code, both.word("C1.ret.a")), (1, "CONTRADICTED"))
        left_out = self.verify(self.make(green + red, "left-out", before=[("without", 3)]))
        self.assertEqual(left_out.word("C1.ret.a"), "UNKNOWN")
        self.assertIn("R6", left_out.claims["C1.ret.a"])
        only_begun = self.verify(self.make(green + red[:1], "begun"))
        self.assertEqual(only_begun.word("C1.ret.a"), "UNKNOWN")
        self.assertIn("began and did not report", only_begun.claims["C1.ret.a"])
        never_again = self.verify(self.make(green, "never"), now="2026-06-10T00:00:00Z")
        self.assertEqual(never_again.word("C1.ret.a"), "STALE")
        mended = p.run("E19", ["C1.ret.a"], probe_seq=3, window={"from": p.T1, "to": "2026-06-01T23:30:00Z"})
        self.assertEqual(self.verify(self.make(green + red + mended, "mended")).word("C1.ret.a"), "MEASURED")

    def test_open_reasons_are_said(self):
        packet = self.make(base_steps(), before=[
            ("open", "P2.a", "unanswered", "2026-05-01T00:00:00Z"), ("open", "P1.b", "not-built", "")])
        result = self.verify(packet)
        self.assertIn("asked and unanswered since 2026-05-01T00:00:00Z", result.claims["P2.a"])
        self.assertIn("not built", result.claims["P1.b"])
        self.assertIn("not asked", result.claims["C1.acc.e"])


class Previous(Scratch):
    def two(self, first, later, **manifest):
        a = p.Maker(self.folder / "first").add(first)
        last = a.packet()
        digest = a.output.splitlines()[-1].split("\t")[1]
        store = self.folder / "second"
        shutil.copytree(self.folder / "first/store", store / "store")
        b = p.Maker(store).add(later)
        return last, b.packet(previous=digest, created=p.NOW, **manifest)

    def test_growth_is_printed(self):
        worse = p.run("E07", ["C1.acc.b"], result="fails", probe_seq=2)
        new = p.run("E07", ["K5.f"]) if "K5.f" in p.SET.claims else []
        last, packet = self.two(base_steps(), worse + new)
        result = self.verify(packet, "--previous", last)
        self.assertEqual(result.code, 1)
        self.assertIn("since the last packet: worse C1.acc.b: MEASURED to CONTRADICTED", result.text)

    def test_expired_and_changed_build(self):
        last, packet = self.two(base_steps(), [p.item("E24", ["C1.acc.e"], build="b2")], build="b2")
        self.trust = p.write_trust(self.folder, p.trust(subject={**p.STATE, "build": ""}))
        result = self.verify(packet, "--previous", last)
        self.assertIn("since the last packet: new C1.acc.e", result.text)
        self.assertIn("since the last packet: expired C1.acc.b", result.text)
        self.assertIn("since the last packet: changed: build b1 to b2", result.text)
        self.assertIn("R4 scope_binds", result.claims["C1.acc.b"])

    def test_rolled_back(self):
        last, packet = self.two(base_steps(), [p.item("E24", ["C1.acc.e"])])
        result = self.verify(last, "--previous", packet)
        self.assertEqual(result.code, 3)
        self.assertIn("rolled back", result.text)

    def test_auditor_3_forked_log(self):
        """The log is the same to size n for one reader and another for the next."""
        honest = self.make(base_steps(), "one")
        forked = base_steps()
        forked[-1]["predicate"]["zone"] = "Z2"
        other = self.make(forked + [p.item("E24", ["C1.acc.e"])], "two")
        self.assertEqual(self.verify(other).code, 2)
        result = self.verify(other, "--previous", honest)
        self.assertEqual(result.code, 3)
        self.assertIn("a fork", result.text)

    def test_two_roots_in_one_packet(self):
        packet = self.make(base_steps(), "one")
        forked = base_steps()
        forked[-1]["predicate"]["zone"] = "Z2"
        other = self.make(forked, "two")
        size = len(forked)
        shutil.copy(other / f"checkpoints/{size}", packet / f"checkpoints/{size}a")
        BrokenBytes.resign(self, packet)
        result = self.verify(packet)
        self.assertEqual(result.code, 3)
        self.assertIn("a fork", result.text)


class Counter(Scratch):
    def counter(self, maker, step):
        return maker.line("counter", step["key"], maker.file(p.payload(step)), self.folder / "counter")

    def test_auditor_40_readers_finding_contradicts(self):
        maker = p.Maker(self.folder / "a").add(base_steps())
        self.counter(maker, p.item("E24", ["C1.res.d"], key="reviewer", result="fails"))
        result = self.verify(maker.packet(), "--counter", self.folder / "counter")
        self.assertEqual(result.code, 1)
        self.assertEqual(result.word("C1.res.d"), "CONTRADICTED")
        self.assertIn("R7 counter_evidence_is_found", result.claims["C1.res.d"])
        self.assertIn("holds in", result.claims["C1.res.d"])

    def test_only_a_reviewers_key(self):
        maker = p.Maker(self.folder / "a").add(base_steps())
        self.counter(maker, p.item("E07", ["C1.acc.b"], key="probe", result="fails"))
        result = self.verify(maker.packet(), "--counter", self.folder / "counter")
        self.assertEqual(result.code, 3)
        self.assertIn("not by a reviewer's key", result.text)

    def test_finding_of_another_cluster_says_nothing(self):
        maker = p.Maker(self.folder / "a").add(base_steps())
        self.counter(maker, p.item("E07", ["C1.acc.b"], key="reviewer", result="fails",
                                   system={"cluster": "c-2"}))
        result = self.verify(maker.packet(), "--counter", self.folder / "counter")
        self.assertEqual(result.word("C1.acc.b"), "MEASURED")

    def test_auditor_39_swapped_names_change_nothing(self):
        first = self.verify(self.make(base_steps(), "a"))
        text = json.dumps(p.trust()).replace("Example Stream", "Ringfence")
        self.trust = p.write_trust(self.folder, json.loads(text))
        steps = json.loads(json.dumps(
            [{k: v for k, v in s.items() if k != "raw_files"} for s in base_steps()]
        ).replace("Example Stream", "Ringfence"))
        for step, original in zip(steps, base_steps()):
            step["raw_files"] = original.get("raw_files", [])
        second = self.verify(self.make(steps, "b", product="Ringfence"))
        self.assertEqual([first.word(c) for c in p.SET.claims], [second.word(c) for c in p.SET.claims])

    def test_auditor_41_nobody_can_prove_that_no_copy_exists(self):
        self.assertEqual(p.SET.claims["C1.res.d"].highest, STRENGTH.index("ATTESTED"))
        self.assertIn("other-copies", p.SET.claims["C1.res.d"].limits)


if __name__ == "__main__":
    unittest.main(verbosity=1)
