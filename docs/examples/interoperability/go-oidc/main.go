// A service with one route, which buyers may use, and services with the scope orders:read.
package main

import (
	"encoding/json"
	"fmt"
	"log"
	"net"
	"net/http"
	"os"
	"strings"
)

func main() {
	verifier := newVerifier(os.Getenv("ISSUER"), os.Getenv("AUDIENCE"))
	http.HandleFunc("GET /orders", func(response http.ResponseWriter, request *http.Request) {
		token, found := strings.CutPrefix(request.Header.Get("Authorization"), "Bearer ")
		if !found {
			refuse(response, http.StatusUnauthorized)
			return
		}
		caller, err := verify(request.Context(), verifier, token)
		switch {
		case err != nil:
			refuse(response, http.StatusUnauthorized)
		case !caller.permits("buyer", "orders:read"):
			refuse(response, http.StatusForbidden)
		default:
			json.NewEncoder(response).Encode(map[string]string{"for": caller.Subject})
		}
	})
	listener, err := net.Listen("tcp", "127.0.0.1:"+os.Getenv("PORT"))
	if err != nil {
		log.Fatal(err)
	}
	fmt.Printf("listening on http://%s\n", listener.Addr())
	log.Fatal(http.Serve(listener, nil))
}

func refuse(response http.ResponseWriter, status int) {
	if status == http.StatusUnauthorized {
		response.Header().Set("WWW-Authenticate", `Bearer realm="orders"`)
	}
	response.WriteHeader(status)
}
