package gatehouse

import (
	"bufio"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"math/rand/v2"
	"net/http"
	"strings"
	"time"
)

const (
	silenceLimit = 2500 * time.Millisecond // there is a message a second, or the connection is dead
	delayLimit   = 3 * time.Second         // a stream that lags behind further is not worth reading
	longestPart  = 16 << 20                // bytes
)

// follow keeps the view up to date. Whatever goes wrong, the view ages and is caught up with by the next connection.
func (g *Gatehouse) follow(ctx context.Context) {
	var cursor string
	for ctx.Err() == nil {
		err := g.readStream(ctx, &cursor)
		g.issuer.report("the feed was cut", err)
		select {
		case <-ctx.Done():
		case <-time.After(50*time.Millisecond + rand.N(time.Second)): // not all services at once
		}
	}
}

// readStream applies what one connection tells, until it ends.
func (g *Gatehouse) readStream(ctx context.Context, cursor *string) error {
	ctx, cancel := context.WithCancelCause(ctx)
	defer cancel(nil)
	token, err := g.issuer.clientToken(ctx)
	if err != nil {
		return err
	}
	silence := time.AfterFunc(silenceLimit, func() { cancel(errors.New("the stream fell silent")) })
	defer silence.Stop()

	sent := time.Now()
	response, err := g.issuer.openStream(ctx, token, *cursor)
	if err != nil {
		return err
	}
	defer response.Body.Close()
	if response.StatusCode != http.StatusOK {
		return fmt.Errorf("the stream answered %d", response.StatusCode)
	}
	var first time.Time
	g.view.startOver()
	lines := bufio.NewScanner(response.Body)
	lines.Buffer(nil, longestPart)
	for lines.Scan() {
		data, found := strings.CutPrefix(lines.Text(), "data:")
		if !found {
			continue // ids, names, comments: all that matters is in the data
		}
		silence.Reset(silenceLimit)
		var part batch
		if err := json.Unmarshal([]byte(data), &part); err != nil {
			return err
		}
		if g.view.apply(part) {
			g.keys.readAgain()
		}
		if part.Cursor == nil {
			continue
		}
		*cursor = *part.Cursor
		if first.IsZero() {
			first = *part.AsOf
		}
		if age := g.view.isCompleteUntil(sent.Add(part.AsOf.Sub(first))); age > delayLimit {
			return fmt.Errorf("the stream lags %s behind", age)
		}
	}
	return errors.Join(lines.Err(), context.Cause(ctx))
}

// startOver drops the beginning of a picture that the last connection did not complete.
func (v *view) startOver() {
	v.lock.Lock()
	defer v.lock.Unlock()
	v.picture = nil
}

// isCompleteUntil notes up to when, by this machine's monotonic clock, all is known; never a time yet to come, however
// the database's clock is set. It returns how long ago that is.
func (v *view) isCompleteUntil(until time.Time) time.Duration {
	v.lock.Lock()
	defer v.lock.Unlock()
	if now := time.Now(); until.After(now) {
		until = now
	}
	v.completeUntil = until
	return time.Since(until)
}
