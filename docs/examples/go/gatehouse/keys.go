package gatehouse

import (
	"context"
	"crypto"
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rsa"
	"errors"
	"math/big"
	"slices"
	"sync"
	"time"
)

const (
	// A new key is published for longer than that before it signs, so nobody has to wait for a key.
	readKeysEvery = 30 * time.Second
	// Until then an unknown key is a forged one; what is older tells nothing.
	keysGoodFor = 5 * time.Minute
)

type publicKey interface {
	algorithm() string
	signed(hash, signature []byte) bool
}

type ecKey struct{ *ecdsa.PublicKey }

func (ecKey) algorithm() string { return "ES256" }

// signed takes r and s side by side (RFC 7518 §3.4).
func (k ecKey) signed(hash, signature []byte) bool {
	if len(signature) != 64 {
		return false
	}
	r, s := new(big.Int).SetBytes(signature[:32]), new(big.Int).SetBytes(signature[32:])
	return ecdsa.Verify(k.PublicKey, hash, r, s)
}

type rsaKey struct{ *rsa.PublicKey }

func (rsaKey) algorithm() string { return "RS256" }

func (k rsaKey) signed(hash, signature []byte) bool {
	return rsa.VerifyPKCS1v15(k.PublicKey, crypto.SHA256, hash, signature) == nil
}

// keySet holds the issuer's keys. It is read in the background: no request ever waits for it, and unknown keys cost nothing.
type keySet struct {
	lock  sync.RWMutex
	byKid map[string]publicKey
	read  time.Time
	again chan struct{} // asks for another reading at once
}

func newKeySet() *keySet {
	return &keySet{again: make(chan struct{}, 1)}
}

func (s *keySet) find(kid string) (publicKey, error) {
	s.lock.RLock()
	defer s.lock.RUnlock()
	if time.Since(s.read) > keysGoodFor {
		return nil, ErrCannotTell
	}
	if key, known := s.byKid[kid]; known {
		return key, nil
	}
	return nil, errors.New("unknown key")
}

// keepUp reads the keys again and again.
func (s *keySet) keepUp(ctx context.Context, issuer *remote) {
	for ctx.Err() == nil {
		wait := readKeysEvery
		if err := s.readFrom(ctx, issuer); err != nil {
			issuer.report("the keys cannot be read", err)
			wait = time.Second
		}
		select {
		case <-ctx.Done():
		case <-s.again:
		case <-time.After(wait):
		}
	}
}

func (s *keySet) readAgain() {
	select {
	case s.again <- struct{}{}:
	default:
	}
}

func (s *keySet) readFrom(ctx context.Context, issuer *remote) error {
	var set struct{ Keys []jwk }
	asked := time.Now()
	if err := issuer.getJSON(ctx, "/.well-known/jwks.json", &set); err != nil {
		return err
	}
	byKid := map[string]publicKey{}
	for _, jwk := range set.Keys {
		if key := jwk.publicKey(); key != nil && jwk.Kid != "" {
			byKid[jwk.Kid] = key
		}
	}
	s.lock.Lock()
	defer s.lock.Unlock()
	s.byKid, s.read = byKid, asked
	return nil
}

type jwk struct{ Kid, Use, Alg, Kty, Crv, X, Y, N, E string }

// publicKey is nil for a key that is weak, or for anything else than the signatures that are verified here.
func (k jwk) publicKey() publicKey {
	switch {
	case k.Use == "sig" && k.Alg == "ES256" && k.Kty == "EC" && k.Crv == "P-256":
		x, _ := encoded.DecodeString(k.X)
		y, _ := encoded.DecodeString(k.Y)
		key, err := ecdsa.ParseUncompressedPublicKey(elliptic.P256(), slices.Concat([]byte{4}, x, y))
		if err != nil {
			return nil
		}
		return ecKey{key}
	case k.Use == "sig" && k.Alg == "RS256" && k.Kty == "RSA":
		n, _ := encoded.DecodeString(k.N)
		e, _ := encoded.DecodeString(k.E)
		modulus, exponent := new(big.Int).SetBytes(n), new(big.Int).SetBytes(e)
		// With the exponent 1 every text would be its own signature.
		if bits := modulus.BitLen(); bits < 2048 || bits > 8192 || modulus.Bit(0) == 0 ||
			exponent.BitLen() < 17 || exponent.BitLen() > 31 || exponent.Bit(0) == 0 {
			return nil
		}
		return rsaKey{&rsa.PublicKey{N: modulus, E: int(exponent.Int64())}}
	}
	return nil
}
