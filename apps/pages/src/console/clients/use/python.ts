import type { Lines } from './lines.js';

export const PYTHON: Lines = {
  language: 'Python',
  needs: 'pip install cryptography, and docs/examples/python/gatehouse_verifier.py of Gatehouse beside it',
  verify: `import os
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

from gatehouse_verifier import CannotTell, Gatehouse, Refused

gatehouse = Gatehouse(
    issuer=os.environ["GATEHOUSE_ISSUER"],
    audience=os.environ["AUDIENCE"],
    client_id=os.environ["CLIENT_ID"],
    client_secret=os.environ["CLIENT_SECRET"],
)


class Service(BaseHTTPRequestHandler):
    def do_GET(self):
        _, _, token = self.headers.get("Authorization", "").partition(" ")
        try:
            self.answer(200, f"Hello {gatehouse.verify(token.strip())['sub']}")
        except Refused:
            self.answer(401, "Who are you?")
        except CannotTell:
            self.answer(503, "Try again.")

    def answer(self, status, text):
        self.send_response(status)
        self.end_headers()
        self.wfile.write(text.encode())


ThreadingHTTPServer(("127.0.0.1", int(os.environ.get("PORT", "3000"))), Service).serve_forever()
`,
  token: `import json
import os
from base64 import b64encode
from urllib.request import Request, urlopen

credentials = f"{os.environ['CLIENT_ID']}:{os.environ['CLIENT_SECRET']}"
request = Request(
    f"{os.environ['GATEHOUSE_ISSUER']}/oauth/token",
    b"grant_type=client_credentials",
    {"Authorization": f"Basic {b64encode(credentials.encode()).decode()}"},
)
with urlopen(request) as answer:
    print(json.load(answer)["access_token"])
`,
};
