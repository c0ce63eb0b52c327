// The suite's program on sarama. Its commands are described in tests/clients/driver.py.
package main

import (
	"errors"
	"time"

	"github.com/IBM/sarama"

	"ringfence/tests/go/pipe"
)

const timeout = 20 * time.Second

var codecs = map[string]sarama.CompressionCodec{
	"none": sarama.CompressionNone, "gzip": sarama.CompressionGZIP, "snappy": sarama.CompressionSnappy,
	"lz4": sarama.CompressionLZ4, "zstd": sarama.CompressionZSTD,
}

var acks = map[string]sarama.RequiredAcks{
	"0": sarama.NoResponse, "1": sarama.WaitForLocal, "all": sarama.WaitForAll,
}

type driver struct{}

func (driver) Module() string { return "github.com/IBM/sarama" }

func (driver) Code(err error) int {
	var known sarama.KError
	if errors.As(err, &known) {
		return int(known)
	}
	var many sarama.ProducerErrors
	if errors.As(err, &many) && len(many) > 0 && errors.As(many[0].Err, &known) {
		return int(known)
	}
	return -1
}

func settings() *sarama.Config {
	config := sarama.NewConfig()
	config.Version = sarama.MaxVersion
	config.Consumer.Return.Errors = true
	config.Consumer.MaxWaitTime = 100 * time.Millisecond
	config.Consumer.Offsets.Initial = sarama.OffsetOldest
	return config
}

func message(topic string, record pipe.Record) *sarama.ProducerMessage {
	sent := &sarama.ProducerMessage{Topic: topic, Partition: int32(record.Partition)}
	if record.Key != nil {
		sent.Key = sarama.ByteEncoder(record.Key)
	}
	if record.Value != nil {
		sent.Value = sarama.ByteEncoder(record.Value)
	}
	for _, header := range record.Headers {
		sent.Headers = append(sent.Headers, sarama.RecordHeader{Key: []byte(header.Name), Value: header.Value})
	}
	if record.Time >= 0 {
		sent.Timestamp = time.UnixMilli(record.Time)
	}
	return sent
}

func (driver) Produce(
	s *pipe.Session, topic, codec, ack string, idempotent bool, records []pipe.Record,
) ([]int64, error) {
	config := settings()
	config.Producer.Partitioner = sarama.NewManualPartitioner
	config.Producer.Compression = codecs[codec]
	config.Producer.RequiredAcks = acks[ack]
	config.Producer.Return.Successes = true
	config.Producer.MaxMessageBytes = 1<<20 - 1000
	if idempotent {
		config.Producer.Idempotent = true
		config.Net.MaxOpenRequests = 1
	}
	producer, err := sarama.NewSyncProducer([]string{s.Bootstrap}, config)
	if err != nil {
		return nil, err
	}
	defer producer.Close()
	messages := make([]*sarama.ProducerMessage, len(records))
	for index, record := range records {
		messages[index] = message(topic, record)
	}
	if err := producer.SendMessages(messages); err != nil {
		return nil, err
	}
	offsets := make([]int64, len(messages))
	for index, sent := range messages {
		offsets[index] = sent.Offset
	}
	return offsets, nil
}

func (driver) Read(s *pipe.Session, topic string, partition int, start, end int64) error {
	consumer, err := sarama.NewConsumer([]string{s.Bootstrap}, settings())
	if err != nil {
		return err
	}
	defer consumer.Close()
	assigned, err := consumer.ConsumePartition(topic, int32(partition), start)
	if err != nil {
		return err
	}
	defer assigned.Close()
	limit := time.After(timeout)
	for next := start; next < end; {
		select {
		case found := <-assigned.Messages():
			next = found.Offset + 1
			if found.Offset < end {
				var headers []pipe.Header
				for _, header := range found.Headers {
					headers = append(headers, pipe.Header{Name: string(header.Key), Value: header.Value})
				}
				s.Found(found.Offset, found.Timestamp.UnixMilli(), found.Key, found.Value, headers)
			}
		case problem := <-assigned.Errors():
			return problem.Err
		case <-limit:
			return errors.New("nothing came in time")
		}
	}
	return nil
}

func offset(bootstrap, topic string, partition int, time int64) (int64, error) {
	client, err := sarama.NewClient([]string{bootstrap}, settings())
	if err != nil {
		return -1, err
	}
	defer client.Close()
	return client.GetOffset(topic, int32(partition), time)
}

func (driver) Ends(s *pipe.Session, topic string, partition int) (int64, int64, error) {
	earliest, err := offset(s.Bootstrap, topic, partition, sarama.OffsetOldest)
	if err != nil {
		return -1, -1, err
	}
	latest, err := offset(s.Bootstrap, topic, partition, sarama.OffsetNewest)
	return earliest, latest, err
}

func (driver) OffsetAt(s *pipe.Session, topic string, partition int, time int64) (int64, error) {
	return offset(s.Bootstrap, topic, partition, time)
}

func main() { pipe.Run(driver{}, member) }
