// A group member on sarama; see tests/clients/members/README.md.
package main

import (
	"context"
	"errors"
	"sync"
	"time"

	"github.com/IBM/sarama"

	"ringfence/tests/go/pipe"
)

// handler tells a partition as held while its ConsumeClaim runs, which is how sarama shows an
// assignment with eager and with cooperative strategies alike.
type handler struct {
	told pipe.Member
	lock *sync.Mutex
	held map[int32]bool
}

func (h handler) change(partition int32, holds bool) {
	h.lock.Lock()
	defer h.lock.Unlock()
	if holds {
		h.held[partition] = true
	} else {
		delete(h.held, partition)
	}
	var list []int
	for one := range h.held {
		list = append(list, int(one))
	}
	h.told.Assigned(list)
}

func (h handler) Setup(sarama.ConsumerGroupSession) error { return nil }

func (h handler) Cleanup(sarama.ConsumerGroupSession) error { return nil }

func (h handler) ConsumeClaim(session sarama.ConsumerGroupSession, claim sarama.ConsumerGroupClaim) error {
	h.change(claim.Partition(), true)
	defer h.change(claim.Partition(), false)
	for found := range claim.Messages() {
		h.told.Read(int(found.Partition), found.Offset, found.Value)
		session.MarkMessage(found, "")
		if len(claim.Messages()) == 0 {
			session.Commit()
		}
	}
	return nil
}

func member(told pipe.Member) {
	config := settings()
	config.Consumer.Offsets.AutoCommit.Enable = false
	config.Consumer.Group.Session.Timeout = 6 * time.Second
	config.Consumer.Group.Heartbeat.Interval = 500 * time.Millisecond
	config.Consumer.Group.Rebalance.Timeout = 10 * time.Second
	if told.Instance != "-" {
		config.Consumer.Group.InstanceId = told.Instance
	}
	strategy := sarama.NewBalanceStrategyRange()
	if told.Strategy == "cooperative-sticky" {
		strategy = sarama.NewBalanceStrategyCooperativeSticky()
	}
	config.Consumer.Group.Rebalance.GroupStrategies = []sarama.BalanceStrategy{strategy}
	group, err := sarama.NewConsumerGroup([]string{told.Bootstrap}, told.Group, config)
	if err != nil {
		panic(err)
	}
	go func() {
		for problem := range group.Errors() {
			told.Problem("group", problem)
		}
	}()
	stop, cancel := context.WithCancel(context.Background())
	go func() {
		<-told.Stop
		cancel()
	}()
	h := handler{told, &sync.Mutex{}, map[int32]bool{}}
	for stop.Err() == nil {
		err := group.Consume(stop, []string{told.Topic}, h)
		if err != nil && !errors.Is(err, context.Canceled) {
			told.Problem("consume", err)
			time.Sleep(200 * time.Millisecond) // as its own example: the caller tries again
		}
	}
	if err := group.Close(); err != nil {
		told.Problem("close", err)
	}
}
