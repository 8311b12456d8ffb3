package gatehouse

import (
	"slices"
	"strings"
	"sync"
	"time"
)

// batch is a part of the feed.
type batch struct {
	Feed   string     `json:"feed"`
	Reset  bool       `json:"reset"`
	Items  []entry    `json:"items"`
	Cursor *string    `json:"cursor"` // nil while more parts of the same picture follow
	AsOf   *time.Time `json:"as_of"`
}

type entry struct {
	Kind        string     `json:"kind"`
	SessionID   string     `json:"sid"`
	TokenID     string     `json:"jti"`
	KeyID       string     `json:"kid"`
	Subject     string     `json:"sub"`
	MinEpoch    int64      `json:"min_epoch"`
	Status      string     `json:"status"`
	Role        string     `json:"name"`
	Version     int64      `json:"version"`
	Permissions []string   `json:"permissions"`
	RequiresMFA bool       `json:"requires_mfa"`
	ExpiresAt   *time.Time `json:"expires_at"`
}

// view is what is known of the feed: entries by kind and id.
type view struct {
	lock          sync.RWMutex
	ids           map[string]entry // keys, tokens, sessions: never given out again
	versions      map[string]entry // subjects and roles: the greatest number counts
	picture       map[string]entry // the versions of a picture that is not complete yet
	completeUntil time.Time        // all that was acknowledged before is known
}

func newView() *view {
	return &view{ids: map[string]entry{}, versions: map[string]entry{}}
}

// apply takes a part in; to take one twice, or an older one, changes nothing. It tells whether a key was taken back.
func (v *view) apply(part batch) (keyRevoked bool) {
	v.lock.Lock()
	defer v.lock.Unlock()
	if part.Reset {
		v.picture = map[string]entry{}
	}
	versions := v.versions
	if v.picture != nil {
		versions = v.picture
	}
	for _, e := range part.Items {
		switch e.Kind {
		case "session", "token", "key":
			v.ids[e.Kind+" "+e.SessionID+e.TokenID+e.KeyID] = e
			keyRevoked = keyRevoked || e.Kind == "key"
		case "subject", "role":
			name := e.Kind + " " + e.Subject + e.Role
			if known, is := versions[name]; !is || e.MinEpoch > known.MinEpoch || e.Version > known.Version {
				versions[name] = e
			}
		}
	}
	if part.Cursor != nil {
		v.versions, v.picture = versions, nil
		forgetExpired(v.ids, *part.AsOf)
		forgetExpired(v.versions, *part.AsOf)
	}
	return keyRevoked
}

// forgetExpired goes by the database's clock, as all times of the feed do.
func forgetExpired(entries map[string]entry, now time.Time) {
	for name, e := range entries {
		if e.ExpiresAt != nil && !e.ExpiresAt.After(now) {
			delete(entries, name)
		}
	}
}

// judge tells whether a token was revoked, and how old the view was that says so.
func (v *view) judge(kid string, c *Claims) (revoked bool, age time.Duration) {
	v.lock.RLock()
	defer v.lock.RUnlock()
	age = time.Since(v.completeUntil)
	for _, id := range []string{"key " + kid, "token " + c.ID, "session " + c.SessionID, "session " + c.ParentID} {
		if _, is := v.ids[id]; is {
			return true, age
		}
	}
	if v.isOutdated(c.Subject, *c.Epoch) {
		return true, age
	}
	// What a service got for a person is good only for as long as the service is as it was.
	return c.ClientID != c.Subject && v.isOutdated(c.ClientID, c.ClientEpoch), age
}

func (v *view) isOutdated(subject string, epoch int64) bool {
	mark, known := v.versions["subject "+subject]
	return known && (epoch < mark.MinEpoch || mark.Status != "active")
}

// permits tells whether one of the roles permits it, or one of a service client's scopes.
func (v *view) permits(c *Claims, permission string) bool {
	v.lock.RLock()
	defer v.lock.RUnlock()
	for _, name := range c.Roles {
		role := v.versions["role "+name]
		if role.RequiresMFA && !slices.Contains(c.Methods, "mfa") {
			continue // it counts only where a second factor was shown
		}
		permissions := role.Permissions
		if slices.Contains(permissions, permission) || slices.Contains(permissions, "*") {
			return true
		}
	}
	return slices.Contains(strings.Fields(c.Scope), permission)
}
