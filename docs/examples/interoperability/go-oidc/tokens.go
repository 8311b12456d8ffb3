package main

import (
	"context"
	"encoding/base64"
	"encoding/json"
	"errors"
	"slices"
	"strings"

	"github.com/coreos/go-oidc/v3/oidc"
)

// claims are those that matter here. Roles and scope are absent where there is nothing in them.
type claims struct {
	Subject  string   `json:"sub"`
	ClientID string   `json:"client_id"`
	Roles    []string `json:"roles"`
	Scope    string   `json:"scope"`
}

// newVerifier does without discovery, which has nothing to tell about access tokens.
func newVerifier(issuer, audience string) *oidc.IDTokenVerifier {
	keys := oidc.NewRemoteKeySet(context.Background(), issuer+"/.well-known/jwks.json")
	return oidc.NewVerifier(issuer, keys, &oidc.Config{
		ClientID:             audience, // it looks for this in aud
		SupportedSigningAlgs: []string{oidc.ES256},
	})
}

func verify(ctx context.Context, verifier *oidc.IDTokenVerifier, token string) (*claims, error) {
	// go-oidc does not look at the type, by which an access token differs from any other JWT.
	if !isAccessToken(token) {
		return nil, errors.New("not an access token")
	}
	verified, err := verifier.Verify(ctx, token)
	if err != nil {
		return nil, err
	}
	var read claims
	return &read, verified.Claims(&read)
}

func isAccessToken(token string) bool {
	head, _, _ := strings.Cut(token, ".")
	var header struct {
		Type string `json:"typ"`
	}
	data, err := base64.RawURLEncoding.DecodeString(head)
	return err == nil && json.Unmarshal(data, &header) == nil && strings.EqualFold(header.Type, "at+jwt")
}

// permits says whether a person has the role or, of a service, whether it has the scope.
func (c *claims) permits(role, scope string) bool {
	return slices.Contains(c.Roles, role) || slices.Contains(strings.Fields(c.Scope), scope)
}
