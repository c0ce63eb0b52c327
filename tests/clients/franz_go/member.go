// A group member on franz-go; see tests/clients/members/README.md.
package main

import (
	"bufio"
	"context"
	"fmt"
	"os"
	"sort"
	"strings"
	"sync"
	"time"

	"github.com/twmb/franz-go/pkg/kgo"
)

var (
	heldLock sync.Mutex
	held     = map[int32]bool{}
)

func change(partitions map[string][]int32, holds bool) {
	heldLock.Lock()
	defer heldLock.Unlock()
	for _, list := range partitions {
		for _, one := range list {
			if holds {
				held[one] = true
			} else {
				delete(held, one)
			}
		}
	}
	list := []int{}
	for one := range held {
		list = append(list, int(one))
	}
	sort.Ints(list)
	fmt.Println(strings.TrimSpace("assigned " + strings.Trim(fmt.Sprint(list), "[]")))
}

// BOOTSTRAP GROUP TOPIC INSTANCE STRATEGY
func member(arguments []string) {
	options := []kgo.Opt{
		kgo.SeedBrokers(arguments[0]), kgo.ConsumerGroup(arguments[1]), kgo.ConsumeTopics(arguments[2]),
		kgo.ConsumeResetOffset(kgo.NewOffset().AtStart()), kgo.DisableAutoCommit(),
		kgo.SessionTimeout(6 * time.Second), kgo.HeartbeatInterval(500 * time.Millisecond),
		kgo.RebalanceTimeout(10 * time.Second), kgo.FetchMaxWait(100 * time.Millisecond),
		kgo.BlockRebalanceOnPoll(),
		kgo.OnPartitionsAssigned(func(_ context.Context, _ *kgo.Client, found map[string][]int32) { change(found, true) }),
		kgo.OnPartitionsRevoked(func(_ context.Context, _ *kgo.Client, gone map[string][]int32) { change(gone, false) }),
		kgo.OnPartitionsLost(func(_ context.Context, _ *kgo.Client, gone map[string][]int32) { change(gone, false) }),
	}
	if len(arguments) > 3 && arguments[3] != "-" {
		options = append(options, kgo.InstanceID(arguments[3]))
	}
	if len(arguments) > 4 && arguments[4] == "cooperative-sticky" {
		options = append(options, kgo.Balancers(kgo.CooperativeStickyBalancer()))
	} else {
		options = append(options, kgo.Balancers(kgo.RangeBalancer()))
	}
	client, err := kgo.NewClient(options...)
	if err != nil {
		panic(err)
	}
	stop, cancel := context.WithCancel(context.Background())
	go func() {
		_, _ = bufio.NewReader(os.Stdin).ReadString('\n')
		cancel()
	}()
	for stop.Err() == nil {
		limit, done := context.WithTimeout(stop, 200*time.Millisecond)
		found := client.PollFetches(limit)
		done()
		any := false
		found.EachRecord(func(record *kgo.Record) {
			any = true
			fmt.Printf("read %d %d %s\n", record.Partition, record.Offset, record.Value)
		})
		if any {
			if err := client.CommitUncommittedOffsets(context.Background()); err != nil {
				fmt.Fprintln(os.Stderr, "commit", err)
			}
		}
		client.AllowRebalance()
	}
	client.CloseAllowingRebalance()
}
