import type { Lines } from './lines.js';

export const GO: Lines = {
  language: 'Go',
  needs: 'docs/examples/go/gatehouse of Gatehouse, as the package gatehouse of your module',
  verify: `package main

import (
	"context"
	"errors"
	"fmt"
	"log"
	"net/http"
	"os"
	"strings"

	"example.test/orders/gatehouse" // in your module
)

func main() {
	gate := gatehouse.Start(context.Background(), gatehouse.Options{
		Issuer:       os.Getenv("GATEHOUSE_ISSUER"),
		Audience:     os.Getenv("AUDIENCE"),
		ClientID:     os.Getenv("CLIENT_ID"),
		ClientSecret: os.Getenv("CLIENT_SECRET"),
	})
	http.HandleFunc("/", func(w http.ResponseWriter, r *http.Request) {
		_, token, _ := strings.Cut(r.Header.Get("Authorization"), " ")
		claims, err := gate.Verify(strings.TrimSpace(token))
		switch {
		case errors.Is(err, gatehouse.ErrCannotTell):
			http.Error(w, "Try again.", http.StatusServiceUnavailable)
		case err != nil:
			http.Error(w, "Who are you?", http.StatusUnauthorized)
		default:
			fmt.Fprintf(w, "Hello %s", claims.Subject)
		}
	})
	log.Fatal(http.ListenAndServe("127.0.0.1:"+os.Getenv("PORT"), nil))
}
`,
  token: `package main

import (
	"encoding/json"
	"fmt"
	"log"
	"net/http"
	"os"
	"strings"
)

func main() {
	form := strings.NewReader("grant_type=client_credentials")
	request, err := http.NewRequest("POST", os.Getenv("GATEHOUSE_ISSUER")+"/oauth/token", form)
	if err != nil {
		log.Fatal(err)
	}
	request.SetBasicAuth(os.Getenv("CLIENT_ID"), os.Getenv("CLIENT_SECRET"))
	request.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	answer, err := http.DefaultClient.Do(request)
	if err != nil {
		log.Fatal(err)
	}
	defer answer.Body.Close()
	var granted struct {
		AccessToken string \`json:"access_token"\`
	}
	if err := json.NewDecoder(answer.Body).Decode(&granted); err != nil {
		log.Fatal(err)
	}
	fmt.Println(granted.AccessToken)
}
`,
};
