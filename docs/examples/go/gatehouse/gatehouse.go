// Package gatehouse verifies access tokens of Gatehouse, and refuses within milliseconds what was revoked. It needs
// nothing but the standard library.
package gatehouse

import (
	"context"
	"errors"
	"fmt"
	"time"
)

var (
	// ErrRefused says that the token is bad: 401.
	ErrRefused = errors.New("the token is refused")
	// ErrCannotTell says that it cannot be known now whether the token is good: 503.
	ErrCannotTell = errors.New("the token cannot be judged now")
)

// Options of a service that takes part.
type Options struct {
	Issuer       string        // byte-equal to `iss`
	URL          string        // where to reach Gatehouse, if not at its issuer
	Audience     string        // this service
	ClientID     string        // of a service client with the scope revocations:read
	ClientSecret string        //
	StaleAfter   time.Duration // 30 seconds unless given: how old a view of revocations may be
}

// Gatehouse judges tokens by itself; to be used by any number of goroutines at once.
type Gatehouse struct {
	options Options
	issuer  *remote
	keys    *keySet
	view    *view
}

// Start begins to follow keys and revocations, until ctx is done.
func Start(ctx context.Context, options Options) *Gatehouse {
	if options.URL == "" {
		options.URL = options.Issuer
	}
	if options.StaleAfter == 0 {
		options.StaleAfter = 30 * time.Second
	}
	issuer := &remote{options.URL, options.ClientID, options.ClientSecret}
	g := &Gatehouse{options, issuer, newKeySet(), newView()}
	go g.keys.keepUp(ctx, issuer)
	go g.follow(ctx)
	return g
}

// Verify returns the claims of a token that is whole, true, meant for us, alive and not revoked. The error is
// ErrRefused or ErrCannotTell.
func (g *Gatehouse) Verify(token string) (*Claims, error) {
	kid, claims, err := authenticate(token, g.keys, g.options.Issuer, g.options.Audience, time.Now())
	if errors.Is(err, ErrCannotTell) {
		return nil, err
	}
	if err != nil {
		return nil, fmt.Errorf("%w: %w", ErrRefused, err)
	}
	revoked, age := g.view.judge(kid, claims)
	switch {
	case revoked: // what is known is final, however old the view
		return nil, fmt.Errorf("%w: revoked", ErrRefused)
	case age > g.options.StaleAfter:
		return nil, fmt.Errorf("%w: the view of revocations is too old", ErrCannotTell)
	}
	return claims, nil
}

// Permits tells whether one of the caller's roles permits it, or one of a service client's scopes.
func (g *Gatehouse) Permits(claims *Claims, permission string) bool {
	return g.view.permits(claims, permission)
}
