// Package pipe is what the suite's programs in Go share: the lines they are asked and answer with, as
// tests/clients/driver.py and tests/clients/members/README.md describe them.
package pipe

import (
	"bufio"
	"encoding/hex"
	"fmt"
	"os"
	"runtime/debug"
	"sort"
	"strconv"
	"strings"
	"sync"
)

// Header is a record's header; a nil Value is null.
type Header struct {
	Name  string
	Value []byte
}

// Record is a record to produce. Time is in ms since the epoch, -1 when the client sets it.
type Record struct {
	Partition  int
	Time       int64
	Key, Value []byte
	Headers    []Header
}

// Session is one command: its records are read from In, its answer is gathered and sent when it is done.
type Session struct {
	Bootstrap string
	in        *bufio.Reader
	out       strings.Builder
}

// Driver is what a library can be asked. Each call writes its answer with the session.
type Driver interface {
	Produce(s *Session, topic, codec, acks string, idempotent bool, records []Record) ([]int64, error)
	Read(s *Session, topic string, partition int, start, end int64) error
	Ends(s *Session, topic string, partition int) (earliest, latest int64, err error)
	OffsetAt(s *Session, topic string, partition int, time int64) (int64, error)
	// Code is Kafka's error code inside an error, -1 where there is none.
	Code(err error) int
	Module() string
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

func parseHeaders(text string) []Header {
	var headers []Header
	if text == "-" {
		return headers
	}
	for _, pair := range strings.Split(text, ",") {
		name, value, _ := strings.Cut(pair, "=")
		headers = append(headers, Header{string(fromHex(name)), fromHex(value)})
	}
	return headers
}

func (s *Session) records(count int) ([]Record, error) {
	records := make([]Record, count)
	for index := range records {
		line, err := s.in.ReadString('\n')
		if err != nil {
			return nil, err
		}
		fields := strings.Split(strings.TrimRight(line, "\n"), "\t")
		records[index] = Record{
			int(number(fields[0])), number(fields[1]), fromHex(fields[2]), fromHex(fields[3]),
			parseHeaders(fields[4]),
		}
	}
	return records, nil
}

// Found answers with one record that was read.
func (s *Session) Found(offset, time int64, key, value []byte, headers []Header) {
	var pairs []string
	for _, header := range headers {
		pairs = append(pairs, hex.EncodeToString([]byte(header.Name))+"="+toHex(header.Value))
	}
	if len(pairs) == 0 {
		pairs = []string{"-"}
	}
	fmt.Fprintf(&s.out, "%d\t%d\t0\t%s\t%s\t%s\n", offset, time, toHex(key), toHex(value), strings.Join(pairs, ","))
}

func version(module string) string {
	info, _ := debug.ReadBuildInfo()
	for _, one := range info.Deps {
		if one.Path == module {
			return one.Version
		}
	}
	return "unknown"
}

func (s *Session) run(driver Driver, command []string) error {
	topic, partition := "", 0
	if len(command) > 2 {
		topic = command[1]
		if command[0] != "produce" {
			partition = int(number(command[2]))
		}
	}
	switch command[0] {
	case "version":
		fmt.Fprintln(&s.out, version(driver.Module()))
		return nil
	case "produce":
		records, err := s.records(int(number(command[5])))
		if err != nil {
			return err
		}
		offsets, err := driver.Produce(s, topic, command[2], command[3], command[4] == "1", records)
		for _, offset := range offsets {
			fmt.Fprintln(&s.out, offset)
		}
		return err
	case "read":
		return driver.Read(s, topic, partition, number(command[3]), number(command[4]))
	case "ends":
		earliest, latest, err := driver.Ends(s, topic, partition)
		fmt.Fprintf(&s.out, "%d\t%d\n", earliest, latest)
		return err
	case "offset_at":
		offset, err := driver.OffsetAt(s, topic, partition, number(command[3]))
		fmt.Fprintln(&s.out, offset)
		return err
	}
	return fmt.Errorf("unknown command %s", command[0])
}

// Run answers commands until standard input ends; as "member ..." it is a member of a group.
func Run(driver Driver, member func(Member)) {
	if len(os.Args) > 2 && os.Args[1] == "member" {
		member(newMember(os.Args[2:]))
		return
	}
	in := bufio.NewReaderSize(os.Stdin, 1<<20)
	for {
		line, err := in.ReadString('\n')
		if err != nil {
			return
		}
		s := Session{Bootstrap: os.Args[1], in: in}
		if err := s.run(driver, strings.Split(strings.TrimRight(line, "\n"), "\t")); err != nil {
			fmt.Printf("error\t%d\t%s\n", driver.Code(err), strings.Join(strings.Fields(err.Error()), " "))
			continue
		}
		fmt.Print(s.out.String(), "end\n")
	}
}

// Member says what a member of a group is to do. Stop is closed when it is to commit and leave.
type Member struct {
	Bootstrap, Group, Topic, Instance, Strategy string
	Stop                                        chan struct{}
	lock                                        *sync.Mutex
}

func newMember(arguments []string) Member {
	arguments = append(arguments, "-", "-")
	m := Member{
		arguments[0], arguments[1], arguments[2], arguments[3], arguments[4], make(chan struct{}), &sync.Mutex{},
	}
	go func() {
		_, _ = bufio.NewReader(os.Stdin).ReadString('\n')
		close(m.Stop)
	}()
	return m
}

// Assigned tells all the partitions that the member has now.
func (m Member) Assigned(partitions []int) {
	m.lock.Lock()
	defer m.lock.Unlock()
	sort.Ints(partitions)
	fmt.Println(strings.TrimSpace("assigned " + strings.Trim(fmt.Sprint(partitions), "[]")))
}

// Read tells one record.
func (m Member) Read(partition int, offset int64, value []byte) {
	m.lock.Lock()
	defer m.lock.Unlock()
	fmt.Printf("read %d %d %s\n", partition, offset, value)
}

// Problem is for the log.
func (m Member) Problem(what string, err error) {
	fmt.Fprintln(os.Stderr, what, err)
}
