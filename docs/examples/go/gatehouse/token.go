package gatehouse

import (
	"crypto/sha256"
	"encoding/base64"
	"encoding/json"
	"errors"
	"regexp"
	"slices"
	"time"
)

const (
	clockSkew   = 5 * time.Second // by which clocks may differ; at most a minute
	maxLifetime = time.Hour       // revocations are kept for longer than that
)

// Claims is what a service may want to know of its caller.
type Claims struct {
	Issuer    string    `json:"iss"`
	Audience  audiences `json:"aud"`
	Subject   string    `json:"sub"`
	ClientID  string    `json:"client_id"`
	SessionID string    `json:"sid"`
	ParentID  string    `json:"parent_sid"`
	ID        string    `json:"jti"`
	IssuedAt  int64     `json:"iat"`
	ExpiresAt int64     `json:"exp"`
	Epoch     *int64    `json:"epoch"`
	// ClientEpoch is that of the service client that got the token for somebody else.
	ClientEpoch int64    `json:"client_epoch"`
	Roles       []string `json:"roles"` // absent where there are none
	Methods     []string `json:"amr"`   // how people have shown who they are
	Scope       string   `json:"scope"`
}

var (
	form    = regexp.MustCompile(`^([A-Za-z0-9_-]+)\.([A-Za-z0-9_-]+)\.([A-Za-z0-9_-]+)$`)
	encoded = base64.RawURLEncoding.Strict() // one text for one token
	errForm = errors.New("not a token of the right form")
)

// authenticate checks a token by itself: form, header, key, signature, claims, in this order.
func authenticate(token string, keys *keySet, issuer, audience string, now time.Time) (string, *Claims, error) {
	parts := form.FindStringSubmatch(token)
	if len(token) > 8192 || parts == nil {
		return "", nil, errForm
	}
	kid, alg, err := readHeader(parts[1])
	if err != nil {
		return "", nil, err
	}
	key, err := keys.find(kid)
	if err != nil {
		return "", nil, err
	}
	signature, err := encoded.DecodeString(parts[3])
	if err != nil {
		return "", nil, errForm
	}
	// The key decides on the algorithm, never the token.
	hash := sha256.Sum256([]byte(parts[1] + "." + parts[2]))
	if alg != key.algorithm() || !key.signed(hash[:], signature) {
		return "", nil, errors.New("bad signature")
	}
	claims, err := readClaims(parts[2])
	if err != nil {
		return "", nil, err
	}
	return kid, claims, claims.check(issuer, audience, now)
}

// readHeader takes a header that is exactly {alg, typ, kid}, so that nothing else can name a key.
func readHeader(segment string) (kid, alg string, err error) {
	var header map[string]string
	data, err := encoded.DecodeString(segment)
	if err != nil || json.Unmarshal(data, &header) != nil {
		return "", "", errForm
	}
	kid, alg = header["kid"], header["alg"]
	if len(header) != 3 || header["typ"] != "at+jwt" || kid == "" || alg == "" {
		return "", "", errors.New("not the header of an access token")
	}
	return kid, alg, nil
}

func readClaims(segment string) (*Claims, error) {
	var claims Claims
	data, err := encoded.DecodeString(segment)
	if err != nil || json.Unmarshal(data, &claims) != nil {
		return nil, errForm
	}
	if claims.Subject == "" || claims.ClientID == "" || claims.ID == "" || claims.Epoch == nil {
		return nil, errors.New("a claim is missing")
	}
	return &claims, nil
}

func (c *Claims) check(issuer, audience string, now time.Time) error {
	issued, expires := time.Unix(c.IssuedAt, 0), time.Unix(c.ExpiresAt, 0)
	switch {
	case c.Issuer != issuer:
		return errors.New("of another issuer")
	case !slices.Contains(c.Audience, audience):
		return errors.New("meant for others")
	case !now.Before(expires.Add(clockSkew)):
		return errors.New("expired")
	case issued.After(now.Add(clockSkew)):
		return errors.New("of the future")
	case !issued.Before(expires) || expires.Sub(issued) > maxLifetime:
		return errors.New("of an unlikely lifetime")
	}
	return nil
}

// audiences is one text, or a list.
type audiences []string

func (a *audiences) UnmarshalJSON(data []byte) error {
	var one string
	if json.Unmarshal(data, &one) == nil {
		*a = audiences{one}
		return nil
	}
	return json.Unmarshal(data, (*[]string)(a))
}
