// A small service with one guarded route: GET /orders, for those who may `orders:read`.
package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"log"
	"net"
	"net/http"
	"os"
	"strings"
	"time"

	"example.test/orders/gatehouse"
)

func main() {
	options := gatehouse.Options{
		Issuer:       os.Getenv("ISSUER"),
		URL:          os.Getenv("GATEHOUSE_URL"),
		Audience:     os.Getenv("AUDIENCE"),
		ClientID:     os.Getenv("CLIENT_ID"),
		ClientSecret: os.Getenv("CLIENT_SECRET"),
	}
	if text := os.Getenv("STALE_AFTER"); text != "" {
		limit, err := time.ParseDuration(text + "s")
		if err != nil {
			log.Fatalf("STALE_AFTER has to be a number of seconds: %v", err)
		}
		options.StaleAfter = limit
	}
	gate := gatehouse.Start(context.Background(), options)
	http.HandleFunc("GET /orders", guarded(gate, "orders:read", listOrders))

	listener, err := net.Listen("tcp", "127.0.0.1:"+os.Getenv("PORT"))
	if err != nil {
		log.Fatal(err)
	}
	fmt.Printf("listening on http://%s\n", listener.Addr())
	log.Fatal(http.Serve(listener, nil))
}

func listOrders(w http.ResponseWriter, claims *gatehouse.Claims) {
	answer(w, http.StatusOK, map[string]any{"orders": []string{}, "for": claims.Subject})
}

// guarded lets those in who present a good token and may do this.
func guarded(
	gate *gatehouse.Gatehouse,
	permission string,
	handle func(http.ResponseWriter, *gatehouse.Claims),
) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		token, present := bearerToken(r)
		if !present {
			refuse(w, http.StatusUnauthorized, "WWW-Authenticate", `Bearer realm="orders"`)
			return
		}
		claims, err := gate.Verify(token)
		switch {
		case errors.Is(err, gatehouse.ErrCannotTell):
			refuse(w, http.StatusServiceUnavailable, "Retry-After", "1")
		case err != nil:
			refuse(w, http.StatusUnauthorized, "WWW-Authenticate", `Bearer realm="orders", error="invalid_token"`)
		case !gate.Permits(claims, permission):
			refuse(w, http.StatusForbidden, "WWW-Authenticate", `Bearer realm="orders", error="insufficient_scope"`)
		default:
			handle(w, claims)
		}
	}
}

// bearerToken reads the one place where a token may be (RFC 6750 §2.1); two such headers are none.
func bearerToken(r *http.Request) (string, bool) {
	values := r.Header.Values("Authorization")
	if len(values) != 1 {
		return "", false
	}
	scheme, token, _ := strings.Cut(values[0], " ")
	return strings.TrimSpace(token), strings.EqualFold(scheme, "Bearer")
}

func refuse(w http.ResponseWriter, status int, header, value string) {
	w.Header().Set(header, value)
	answer(w, status, map[string]any{"error": http.StatusText(status)})
}

func answer(w http.ResponseWriter, status int, body map[string]any) {
	w.Header().Set("Content-Type", "application/json")
	w.WriteHeader(status)
	if err := json.NewEncoder(w).Encode(body); err != nil {
		log.Printf("the answer could not be written: %v", err)
	}
}
