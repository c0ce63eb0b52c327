// A group member on kafka-go; see tests/clients/members/README.md. It uses the library's
// ConsumerGroup, since its Reader does not tell which partitions it has.
package main

import (
	"context"
	"errors"
	"time"

	"github.com/segmentio/kafka-go"

	"ringfence/tests/go/pipe"
)

// consume reads one partition until its generation ends, and commits what it has read.
func consume(life context.Context, told pipe.Member, generation *kafka.Generation, had kafka.PartitionAssignment) {
	reader := kafka.NewReader(kafka.ReaderConfig{
		Brokers: []string{told.Bootstrap}, Topic: told.Topic, Partition: had.ID, MinBytes: 1,
		MaxBytes: 1 << 20, MaxWait: 100 * time.Millisecond, ReadLagInterval: -1,
	})
	defer reader.Close()
	if err := reader.SetOffset(had.Offset); err != nil {
		told.Problem("offset", err)
		return
	}
	uncommitted := int64(-1)
	for life.Err() == nil {
		limit, done := context.WithTimeout(life, 50*time.Millisecond)
		found, err := reader.ReadMessage(limit)
		done()
		if err == nil {
			told.Read(found.Partition, found.Offset, found.Value)
			uncommitted = found.Offset + 1
			continue
		}
		if uncommitted >= 0 {
			offsets := map[string]map[int]int64{told.Topic: {had.ID: uncommitted}}
			if refused := generation.CommitOffsets(offsets); refused != nil {
				told.Problem("commit", refused)
			} else {
				uncommitted = -1
			}
		}
		if !errors.Is(err, context.DeadlineExceeded) && life.Err() == nil {
			told.Problem("read", err)
			time.Sleep(100 * time.Millisecond)
		}
	}
}

func member(told pipe.Member) {
	group, err := kafka.NewConsumerGroup(kafka.ConsumerGroupConfig{
		ID: told.Group, Brokers: []string{told.Bootstrap}, Topics: []string{told.Topic},
		GroupBalancers: []kafka.GroupBalancer{kafka.RangeGroupBalancer{}}, HeartbeatInterval: 500 * time.Millisecond,
		SessionTimeout: 6 * time.Second, RebalanceTimeout: 10 * time.Second, JoinGroupBackoff: 500 * time.Millisecond,
		StartOffset: kafka.FirstOffset,
	})
	if err != nil {
		panic(err)
	}
	stop, cancel := context.WithCancel(context.Background())
	go func() {
		<-told.Stop
		cancel()
	}()
	for stop.Err() == nil {
		generation, err := group.Next(stop)
		if err != nil {
			if stop.Err() == nil {
				told.Problem("next", err)
			}
			continue
		}
		var partitions []int
		for _, had := range generation.Assignments[told.Topic] {
			partitions = append(partitions, had.ID)
			generation.Start(func(life context.Context) { consume(life, told, generation, had) })
		}
		told.Assigned(partitions)
	}
	if err := group.Close(); err != nil {
		told.Problem("close", err)
	}
}
