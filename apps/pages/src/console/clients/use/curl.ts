import type { Lines } from './lines.js';

export const CURL: Lines = {
  language: 'curl',
  needs: 'nothing else; to ask about a token the client needs the scope introspect',
  verify: `# What is known about a token: "active" says whether it is good.
curl -sS "$GATEHOUSE_ISSUER/oauth/introspect" -u "$CLIENT_ID:$CLIENT_SECRET" --data-urlencode token="$TOKEN"
`,
  token: `curl -sS "$GATEHOUSE_ISSUER/oauth/token" -u "$CLIENT_ID:$CLIENT_SECRET" -d grant_type=client_credentials |
  sed 's/.*"access_token":"\\([^"]*\\)".*/\\1/'
`,
};
