// Reads a packet's log with the Go checksum database's own code, which shares nothing with ours: signed
// notes by sumdb/note, tiles and inclusion proofs by sumdb/tlog.
// Usage: go_reader PACKET LOG_VERIFIER_KEY      prints the number of proofs and tiles that it accepted
package main

import (
	"bytes"
	"crypto/sha256"
	"encoding/base64"
	"encoding/hex"
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"strings"

	"golang.org/x/mod/sumdb/note"
	"golang.org/x/mod/sumdb/tlog"
)

func fail(format string, args ...any) {
	fmt.Fprintf(os.Stderr, format+"\n", args...)
	os.Exit(1)
}

func must[T any](value T, err error) T {
	if err != nil {
		fail("%v", err)
	}
	return value
}

func openCheckpoint(raw []byte, verifier note.Verifier) tlog.Tree {
	opened := must(note.Open(raw, note.VerifierList(verifier)))
	lines := strings.Split(opened.Text, "\n")
	if len(lines) != 4 || lines[0] != verifier.Name() {
		fail("not a checkpoint of this log: %q", opened.Text)
	}
	size := must(strconv.ParseInt(lines[1], 10, 64))
	var hash tlog.Hash
	copy(hash[:], must(base64.StdEncoding.DecodeString(lines[2])))
	return tlog.Tree{N: size, Hash: hash}
}

// A c2sp.org/tlog-proof: index, hashes, checkpoint.
func checkProof(packet, path string, verifier note.Verifier) {
	id := strings.TrimSuffix(filepath.Base(path), ".tlog-proof")
	head, checkpoint, _ := bytes.Cut(must(os.ReadFile(path)), []byte("\n\n"))
	lines := strings.Split(string(head), "\n")
	index := must(strconv.ParseInt(strings.TrimPrefix(lines[1], "index "), 10, 64))
	var proof tlog.RecordProof
	for _, line := range lines[2:] {
		var hash tlog.Hash
		copy(hash[:], must(base64.StdEncoding.DecodeString(line)))
		proof = append(proof, hash)
	}
	salt := must(hex.DecodeString(strings.TrimSpace(string(must(os.ReadFile(filepath.Join(packet, "items", id+".salt")))))))
	envelope := must(os.ReadFile(filepath.Join(packet, "items", id+".dsse.json")))
	commitment := sha256.Sum256(append(salt, envelope...))
	tree := openCheckpoint(checkpoint, verifier)
	if err := tlog.CheckRecord(proof, tree.N, tree.Hash, index, tlog.RecordHash(commitment[:])); err != nil {
		fail("%s: %v", path, err)
	}
}

// The tiles as sumdb reads them; its paths begin with tile/8/, those of tlog-tiles with tile/.
type tiles struct{ packet string }

func (t tiles) Height() int { return 8 }
func (t tiles) ReadTiles(wanted []tlog.Tile) ([][]byte, error) {
	var out [][]byte
	for _, tile := range wanted {
		data, err := os.ReadFile(filepath.Join(t.packet, "tiles", strings.TrimPrefix(tile.Path(), "tile/8/")))
		if err != nil {
			return nil, err
		}
		out = append(out, data)
	}
	return out, nil
}
func (t tiles) SaveTiles([]tlog.Tile, [][]byte) {}

func main() {
	packet := os.Args[1]
	verifier := must(note.NewVerifier(os.Args[2]))
	proofs := must(filepath.Glob(filepath.Join(packet, "proofs", "*.tlog-proof")))
	for _, path := range proofs {
		checkProof(packet, path, verifier)
	}
	checkpoints := must(filepath.Glob(filepath.Join(packet, "checkpoints", "*")))
	var newest tlog.Tree
	for _, path := range checkpoints {
		if tree := openCheckpoint(must(os.ReadFile(path)), verifier); tree.N > newest.N {
			newest = tree
		}
	}
	reader := tlog.TileHashReader(newest, tiles{packet})
	if root := must(tlog.TreeHash(newest.N, reader)); root != newest.Hash {
		fail("the tiles have another root")
	}
	for index := int64(0); index < newest.N; index++ {
		proof := must(tlog.ProveRecord(newest.N, index, reader))
		hash := must(reader.ReadHashes([]int64{tlog.StoredHashIndex(0, index)}))[0]
		if err := tlog.CheckRecord(proof, newest.N, newest.Hash, index, hash); err != nil {
			fail("leaf %d: %v", index, err)
		}
	}
	for old := int64(1); old < newest.N; old++ {
		proof := must(tlog.ProveTree(newest.N, old, reader))
		root := must(tlog.TreeHash(old, reader))
		if err := tlog.CheckTree(proof, newest.N, newest.Hash, old, root); err != nil {
			fail("size %d: %v", old, err)
		}
	}
	fmt.Printf("%d proofs, %d leaves in tiles\n", len(proofs), newest.N)
}
