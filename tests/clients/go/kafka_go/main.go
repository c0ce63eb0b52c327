// The suite's program on kafka-go. Its commands are described in tests/clients/driver.py.
package main

import (
	"context"
	"errors"
	"math"
	"net"
	"sync"
	"time"

	"github.com/segmentio/kafka-go"

	"ringfence/tests/go/pipe"
)

const timeout = 20 * time.Second

var codecs = map[string]kafka.Compression{
	"none": 0, "gzip": kafka.Gzip, "snappy": kafka.Snappy, "lz4": kafka.Lz4, "zstd": kafka.Zstd,
}

var acks = map[string]kafka.RequiredAcks{
	"0": kafka.RequireNone, "1": kafka.RequireOne, "all": kafka.RequireAll,
}

type driver struct{}

func (driver) Module() string { return "github.com/segmentio/kafka-go" }

func (driver) Code(err error) int {
	var known kafka.Error
	if errors.As(err, &known) {
		return int(known)
	}
	var many kafka.WriteErrors
	if errors.As(err, &many) {
		for _, one := range many {
			if errors.As(one, &known) {
				return int(known)
			}
		}
	}
	return -1
}

// byRecord sends each message where its WriterData says.
func byRecord(message kafka.Message, _ ...int) int { return message.WriterData.(mark).partition }

type mark struct{ index, partition int }

func beingMade(err error) bool {
	return errors.Is(err, kafka.LeaderNotAvailable) || errors.Is(err, kafka.UnknownTopicOrPartition)
}

func (driver) Produce(
	s *pipe.Session, topic, codec, ack string, idempotent bool, records []pipe.Record,
) ([]int64, error) {
	if idempotent {
		return nil, errors.New("kafka-go has no idempotent producer")
	}
	offsets := make([]int64, len(records))
	var lock sync.Mutex
	writer := &kafka.Writer{
		Addr: kafka.TCP(s.Bootstrap), Topic: topic, Balancer: kafka.BalancerFunc(byRecord),
		Compression: codecs[codec], RequiredAcks: acks[ack], AllowAutoTopicCreation: true,
		BatchTimeout: 10 * time.Millisecond, BatchBytes: 1<<20 - 1000,
		Completion: func(messages []kafka.Message, err error) {
			lock.Lock()
			defer lock.Unlock()
			for _, sent := range messages {
				offsets[sent.WriterData.(mark).index] = sent.Offset
			}
		},
	}
	messages := make([]kafka.Message, len(records))
	for index, record := range records {
		sent := kafka.Message{Key: record.Key, Value: record.Value, WriterData: mark{index, record.Partition}}
		for _, header := range record.Headers {
			sent.Headers = append(sent.Headers, kafka.Header{Key: header.Name, Value: header.Value})
		}
		if record.Time >= 0 {
			sent.Time = time.UnixMilli(record.Time)
		}
		messages[index] = sent
	}
	limit, cancel := context.WithTimeout(context.Background(), 2*timeout)
	defer cancel()
	err := writer.WriteMessages(limit, messages...)
	// The library leaves it to its user to wait for a topic that is just being made (its README).
	for tries := 0; tries < 40 && beingMade(err); tries++ {
		time.Sleep(250 * time.Millisecond)
		err = writer.WriteMessages(limit, messages...)
	}
	return offsets, errors.Join(err, writer.Close())
}

func (driver) Read(s *pipe.Session, topic string, partition int, start, end int64) error {
	reader := kafka.NewReader(kafka.ReaderConfig{
		Brokers: []string{s.Bootstrap}, Topic: topic, Partition: partition, MinBytes: 1, MaxBytes: 8 << 20,
		MaxWait: 100 * time.Millisecond, OffsetOutOfRangeError: true,
	})
	defer reader.Close()
	if err := reader.SetOffset(start); err != nil {
		return err
	}
	limit, cancel := context.WithTimeout(context.Background(), timeout)
	defer cancel()
	for next := start; next < end; {
		found, err := reader.ReadMessage(limit)
		if err != nil {
			return err
		}
		next = found.Offset + 1
		if found.Offset < end {
			var headers []pipe.Header
			for _, header := range found.Headers {
				headers = append(headers, pipe.Header{Name: header.Key, Value: header.Value})
			}
			s.Found(found.Offset, found.Time.UnixMilli(), found.Key, found.Value, headers)
		}
	}
	return nil
}

func listed(address net.Addr, topic string, asked ...kafka.OffsetRequest) (kafka.PartitionOffsets, error) {
	client := kafka.Client{Addr: address, Timeout: timeout}
	response, err := client.ListOffsets(context.Background(), &kafka.ListOffsetsRequest{
		Topics: map[string][]kafka.OffsetRequest{topic: asked},
	})
	if err != nil {
		return kafka.PartitionOffsets{}, err
	}
	found := response.Topics[topic][0]
	return found, found.Error
}

func (driver) Ends(s *pipe.Session, topic string, partition int) (int64, int64, error) {
	found, err := listed(
		kafka.TCP(s.Bootstrap), topic, kafka.FirstOffsetOf(partition), kafka.LastOffsetOf(partition))
	return found.FirstOffset, found.LastOffset, err
}

func (driver) OffsetAt(s *pipe.Session, topic string, partition int, at int64) (int64, error) {
	found, err := listed(
		kafka.TCP(s.Bootstrap), topic, kafka.TimeOffsetOf(partition, time.UnixMilli(at)))
	first := int64(math.MaxInt64)
	for offset := range found.Offsets {
		first = min(first, offset)
	}
	if first == math.MaxInt64 {
		return -1, err
	}
	return first, err
}

func main() { pipe.Run(driver{}, member) }
