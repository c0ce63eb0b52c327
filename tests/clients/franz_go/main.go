// The suite's program on franz-go. Its commands are described in tests/clients/driver.py.
package main

import (
	"bufio"
	"context"
	"encoding/hex"
	"errors"
	"fmt"
	"os"
	"runtime/debug"
	"strconv"
	"strings"
	"sync"
	"time"

	"github.com/twmb/franz-go/pkg/kadm"
	"github.com/twmb/franz-go/pkg/kerr"
	"github.com/twmb/franz-go/pkg/kgo"
)

const timeout = 20 * time.Second

var codecs = map[string]kgo.CompressionCodec{
	"none": kgo.NoCompression(), "gzip": kgo.GzipCompression(), "snappy": kgo.SnappyCompression(),
	"lz4": kgo.Lz4Compression(), "zstd": kgo.ZstdCompression(),
}

var acks = map[string]kgo.Acks{
	"0": kgo.NoAck(), "1": kgo.LeaderAck(), "all": kgo.AllISRAcks(),
}

type driver struct {
	bootstrap string
	in        *bufio.Reader
	out       *strings.Builder
}

func fromHex(text string) []byte {
	if text == "~" {
		return nil
	}
	data, err := hex.DecodeString(text)
	if err != nil {
		panic(err)
	}
	return data
}

func toHex(data []byte) string {
	if data == nil {
		return "~"
	}
	return hex.EncodeToString(data)
}

func number(text string) int64 {
	value, err := strconv.ParseInt(text, 10, 64)
	if err != nil {
		panic(err)
	}
	return value
}

func parseHeaders(text string) []kgo.RecordHeader {
	var headers []kgo.RecordHeader
	if text == "-" {
		return headers
	}
	for _, pair := range strings.Split(text, ",") {
		name, value, _ := strings.Cut(pair, "=")
		headers = append(headers, kgo.RecordHeader{Key: string(fromHex(name)), Value: fromHex(value)})
	}
	return headers
}

func printHeaders(headers []kgo.RecordHeader) string {
	var pairs []string
	for _, header := range headers {
		pairs = append(pairs, hex.EncodeToString([]byte(header.Key))+"="+toHex(header.Value))
	}
	if len(pairs) == 0 {
		return "-"
	}
	return strings.Join(pairs, ",")
}

func parseRecord(topic, line string) *kgo.Record {
	fields := strings.Split(strings.TrimRight(line, "\n"), "\t")
	record := &kgo.Record{
		Topic: topic, Partition: int32(number(fields[0])), Key: fromHex(fields[2]),
		Value: fromHex(fields[3]), Headers: parseHeaders(fields[4]),
	}
	if ms := number(fields[1]); ms >= 0 {
		record.Timestamp = time.UnixMilli(ms)
	}
	return record
}

func (d *driver) produce(command []string) error {
	options := []kgo.Opt{
		kgo.SeedBrokers(d.bootstrap), kgo.RecordPartitioner(kgo.ManualPartitioner()),
		kgo.ProducerBatchCompression(codecs[command[2]]), kgo.RequiredAcks(acks[command[3]]),
		kgo.AllowAutoTopicCreation(), kgo.RecordRetries(50),
		kgo.ProducerBatchMaxBytes(1 << 20),
	}
	if command[4] != "1" {
		options = append(options, kgo.DisableIdempotentWrite())
	}
	client, err := kgo.NewClient(options...)
	if err != nil {
		return err
	}
	defer client.Close()
	count := int(number(command[5]))
	offsets := make([]int64, count)
	var failure error
	var lock sync.Mutex
	for index := range count {
		line, err := d.in.ReadString('\n')
		if err != nil {
			return err
		}
		client.Produce(context.Background(), parseRecord(command[1], line), func(record *kgo.Record, err error) {
			lock.Lock()
			defer lock.Unlock()
			offsets[index] = record.Offset
			if err != nil {
				failure = err
			}
		})
	}
	if err := client.Flush(context.Background()); err != nil {
		return err
	}
	for _, offset := range offsets {
		fmt.Fprintln(d.out, offset)
	}
	return failure
}

func (d *driver) read(command []string) error {
	topic, partition := command[1], int32(number(command[2]))
	start, end := number(command[3]), number(command[4])
	client, err := kgo.NewClient(
		kgo.SeedBrokers(d.bootstrap), kgo.FetchMaxWait(100*time.Millisecond),
		kgo.ConsumeResetOffset(kgo.NoResetOffset()),
		kgo.ConsumePartitions(map[string]map[int32]kgo.Offset{
			topic: {partition: kgo.NewOffset().At(start)},
		}))
	if err != nil {
		return err
	}
	defer client.Close()
	limit, cancel := context.WithTimeout(context.Background(), timeout)
	defer cancel()
	for next := start; next < end; {
		fetches := client.PollFetches(limit)
		for _, problem := range fetches.Errors() {
			return problem.Err
		}
		fetches.EachRecord(func(record *kgo.Record) {
			next = record.Offset + 1
			if record.Offset < end {
				appended := 0
				if record.Attrs.TimestampType() == 1 {
					appended = 1
				}
				fmt.Fprintf(d.out, "%d\t%d\t%d\t%s\t%s\t%s\n", record.Offset, record.Timestamp.UnixMilli(),
					appended, toHex(record.Key), toHex(record.Value), printHeaders(record.Headers))
			}
		})
	}
	return nil
}

func (d *driver) admin() (*kadm.Client, context.Context, context.CancelFunc, error) {
	client, err := kgo.NewClient(kgo.SeedBrokers(d.bootstrap))
	if err != nil {
		return nil, nil, nil, err
	}
	limit, cancel := context.WithTimeout(context.Background(), timeout)
	return kadm.NewClient(client), limit, cancel, nil
}

func offsetOf(listed kadm.ListedOffsets, command []string) (int64, error) {
	found, _ := listed.Lookup(command[1], int32(number(command[2])))
	return found.Offset, errors.Join(listed.Error(), found.Err)
}

func (d *driver) ends(command []string) error {
	admin, limit, cancel, err := d.admin()
	if err != nil {
		return err
	}
	defer cancel()
	defer admin.Close()
	first, err := admin.ListStartOffsets(limit, command[1])
	if err != nil {
		return err
	}
	last, err := admin.ListEndOffsets(limit, command[1])
	if err != nil {
		return err
	}
	low, err := offsetOf(first, command)
	high, err2 := offsetOf(last, command)
	fmt.Fprintf(d.out, "%d\t%d\n", low, high)
	return errors.Join(err, err2)
}

func (d *driver) offsetAt(command []string) error {
	admin, limit, cancel, err := d.admin()
	if err != nil {
		return err
	}
	defer cancel()
	defer admin.Close()
	// kadm turns "no such record" into the end of the partition, as librdkafka does.
	listed, err := admin.ListOffsetsAfterMilli(limit, number(command[3]), command[1])
	if err != nil {
		return err
	}
	offset, err := offsetOf(listed, command)
	fmt.Fprintln(d.out, offset)
	return err
}

func (d *driver) version() error {
	info, _ := debug.ReadBuildInfo()
	for _, module := range info.Deps {
		if module.Path == "github.com/twmb/franz-go" {
			fmt.Fprintln(d.out, module.Version)
		}
	}
	return nil
}

func (d *driver) run(command []string) error {
	switch command[0] {
	case "version":
		return d.version()
	case "produce":
		return d.produce(command)
	case "read":
		return d.read(command)
	case "ends":
		return d.ends(command)
	case "offset_at":
		return d.offsetAt(command)
	}
	return fmt.Errorf("unknown command %s", command[0])
}

func main() {
	if len(os.Args) > 2 && os.Args[1] == "member" {
		member(os.Args[2:])
		return
	}
	in := bufio.NewReaderSize(os.Stdin, 1<<20)
	for {
		line, err := in.ReadString('\n')
		if err != nil {
			return
		}
		d := driver{os.Args[1], in, &strings.Builder{}}
		if err := d.run(strings.Split(strings.TrimRight(line, "\n"), "\t")); err != nil {
			code := int16(-1)
			var known *kerr.Error
			if errors.As(err, &known) {
				code = known.Code
			}
			fmt.Printf("error\t%d\t%s\n", code, strings.Join(strings.Fields(err.Error()), " "))
			continue
		}
		fmt.Print(d.out.String(), "end\n")
	}
}
