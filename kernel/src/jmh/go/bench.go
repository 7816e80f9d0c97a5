// The workloads of dev.heddle.bench with goroutines and channels.
//
//	bench WORKLOAD MILLISECONDS
//
// warms up for as long as it then measures, and prints the median in ns per operation.
package main

import (
	"fmt"
	"os"
	"runtime"
	"sort"
	"strconv"
	"sync"
	"sync/atomic"
	"time"
)

const (
	processors = 2
	children   = 1_000
	rounds     = 100
	yields     = 1_000_000
	hops       = 100_000
	tasks      = 100_000
	timers     = 100_000
	waiting    = 1_000
	rest       = 100 * time.Microsecond
)

// A workload does some operations, and returns how many, and how long they took.
type workload func() (operations int, took time.Duration)

func main() {
	runtime.GOMAXPROCS(processors)
	workloads := map[string]func() workload{
		"spawn":     func() workload { return timed(children*rounds, spawn) },
		"yield1":    func() workload { return timed(yields, func() { yield(1) }) },
		"yield1000": func() workload { return timed(yields, func() { yield(1_000) }) },
		"pingpong":  func() workload { return timed(hops/2, newRing(2)) },
		"ring":      func() workload { return timed(hops, newRing(503)) },
		"submit1":   func() workload { return timed(tasks, func() { submit(1) }) },
		"submit4":   func() workload { return timed(tasks, func() { submit(4) }) },
		"wake":      func() workload { return wake },
		"timer":     func() workload { return timed(timers, newTimers()) },
	}
	if len(os.Args) != 3 || workloads[os.Args[1]] == nil {
		fmt.Fprintln(os.Stderr, "usage: bench WORKLOAD MILLISECONDS")
		os.Exit(2)
	}
	millis, err := strconv.Atoi(os.Args[2])
	if err != nil || millis < 1 {
		fmt.Fprintln(os.Stderr, "bench: MILLISECONDS must be a number from 1 on, but is", os.Args[2])
		os.Exit(2)
	}
	work := workloads[os.Args[1]]()
	span := time.Duration(millis) * time.Millisecond
	measure(work, span)
	fmt.Printf("%.1f\n", measure(work, span))
}

// measure repeats the work for about that long, and returns the median ns per operation.
func measure(work workload, span time.Duration) float64 {
	var samples []float64
	for end := time.Now().Add(span); len(samples) == 0 || time.Now().Before(end); {
		operations, took := work()
		samples = append(samples, float64(took.Nanoseconds())/float64(operations))
	}
	sort.Float64s(samples)
	return samples[len(samples)/2]
}

func timed(operations int, work func()) workload {
	return func() (int, time.Duration) {
		begin := time.Now()
		work()
		return operations, time.Since(begin)
	}
}

func spawn() {
	for round := 0; round < rounds; round++ {
		var pending sync.WaitGroup
		pending.Add(children)
		for i := 0; i < children; i++ {
			go func() { pending.Done() }()
		}
		pending.Wait()
	}
}

func yield(yielders int) {
	var pending sync.WaitGroup
	pending.Add(yielders)
	for i := 0; i < yielders; i++ {
		go func() {
			for left := yields / yielders; left > 0; left-- {
				runtime.Gosched()
			}
			pending.Done()
		}()
	}
	pending.Wait()
}

// newRing starts goroutines that wait for the token, and returns what sends it round.
func newRing(size int) func() {
	first := make(chan int)
	done := make(chan bool)
	in := first
	for i := 1; i <= size; i++ {
		out := make(chan int)
		if i == size {
			out = first
		}
		go func(in, out chan int) {
			for left := range in {
				if left > 1 {
					out <- left - 1
				} else {
					done <- true
				}
			}
		}(in, out)
		in = out
	}
	return func() {
		first <- hops
		<-done
	}
}

// submit has goroutines for the threads outside: there is no outside in Go.
func submit(producers int) {
	var pending sync.WaitGroup
	pending.Add(tasks)
	for i := 0; i < producers; i++ {
		go func() {
			for left := tasks / producers; left > 0; left-- {
				go func() { pending.Done() }()
			}
		}()
	}
	pending.Wait()
}

// wake has one goroutine that never gives up its processor, while the other one is idle.
func wake() (int, time.Duration) {
	for end := time.Now().Add(rest); time.Now().Before(end); {
	}
	var begun int32
	begin := time.Now()
	go func() { atomic.StoreInt32(&begun, 1) }()
	for atomic.LoadInt32(&begun) == 0 {
	}
	return 1, time.Since(begin)
}

// newTimers sets timers that stay, and returns what sets others and stops them.
func newTimers() func() {
	never := func() { panic("a timer fired") }
	for i := 0; i < waiting; i++ {
		time.AfterFunc(time.Hour, never)
	}
	return func() {
		for i := 0; i < timers; i++ {
			time.AfterFunc(time.Hour, never).Stop()
		}
	}
}
