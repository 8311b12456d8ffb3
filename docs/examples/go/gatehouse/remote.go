package gatehouse

import (
	"context"
	"encoding/json"
	"fmt"
	"log"
	"net/http"
	"net/url"
	"strings"
	"time"
)

const patience = 5 * time.Second

// remote is Gatehouse as it is spoken to over HTTP.
type remote struct {
	url          string
	clientID     string
	clientSecret string
}

// clientToken gets an access token by client credentials (RFC 6749 §4.4).
func (r *remote) clientToken(ctx context.Context) (string, error) {
	form := url.Values{"grant_type": {"client_credentials"}, "scope": {"revocations:read"}}
	request, err := http.NewRequestWithContext(ctx, "POST", r.url+"/oauth/token", strings.NewReader(form.Encode()))
	if err != nil {
		return "", err
	}
	request.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	request.SetBasicAuth(r.clientID, r.clientSecret)
	var answer struct {
		AccessToken string `json:"access_token"`
	}
	return answer.AccessToken, doJSON(request, &answer)
}

// openStream asks for what is new after the cursor, or for everything.
func (r *remote) openStream(ctx context.Context, token, cursor string) (*http.Response, error) {
	request, err := http.NewRequestWithContext(ctx, "GET", r.url+"/v1/revocations/stream", nil)
	if err != nil {
		return nil, err
	}
	request.Header.Set("Authorization", "Bearer "+token)
	if cursor != "" {
		request.Header.Set("Last-Event-ID", cursor)
	}
	return http.DefaultClient.Do(request)
}

func (r *remote) getJSON(ctx context.Context, path string, into any) error {
	request, err := http.NewRequestWithContext(ctx, "GET", r.url+path, nil)
	if err != nil {
		return err
	}
	return doJSON(request, into)
}

func doJSON(request *http.Request, into any) error {
	client := http.Client{Timeout: patience}
	response, err := client.Do(request)
	if err != nil {
		return err
	}
	defer response.Body.Close()
	if response.StatusCode != http.StatusOK {
		return fmt.Errorf("%s answered %d", request.URL.Path, response.StatusCode)
	}
	return json.NewDecoder(response.Body).Decode(into)
}

func (r *remote) report(what string, err error) {
	log.Printf("Gatehouse: %s: %v", what, err)
}
