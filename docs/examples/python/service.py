"""A small service with one guarded route: GET /orders, for those who may `orders:read`."""

import json
import os
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

from gatehouse_verifier import CannotTell, Gatehouse, Refused

gatehouse = Gatehouse(
    issuer=os.environ["ISSUER"],
    audience=os.environ["AUDIENCE"],
    client_id=os.environ["CLIENT_ID"],
    client_secret=os.environ["CLIENT_SECRET"],
    url=os.environ.get("GATEHOUSE_URL"),
    stale_after=float(os.environ.get("STALE_AFTER", "30")),
)


class Orders(BaseHTTPRequestHandler):
    def do_GET(self):
        if self.path != "/orders":
            return self.answer(404, {"error": "not_found"})
        token = self.bearer_token()
        if token is None:
            return self.answer(401, {"error": "no_token"}, {"WWW-Authenticate": 'Bearer realm="orders"'})
        try:
            claims = gatehouse.verify(token)
        except Refused:
            challenge = 'Bearer realm="orders", error="invalid_token"'
            return self.answer(401, {"error": "invalid_token"}, {"WWW-Authenticate": challenge})
        except CannotTell:
            return self.answer(503, {"error": "cannot_tell"}, {"Retry-After": "1"})
        if not gatehouse.permits(claims, "orders:read"):
            challenge = 'Bearer realm="orders", error="insufficient_scope"'
            return self.answer(403, {"error": "insufficient_scope"}, {"WWW-Authenticate": challenge})
        return self.answer(200, {"orders": [], "for": claims["sub"]})

    def bearer_token(self):
        """From the one place where it may be (RFC 6750 §2.1); two such headers are none."""
        values = self.headers.get_all("Authorization", [])
        scheme, _, token = values[0].partition(" ") if len(values) == 1 else ("", "", "")
        return token.strip() if scheme.lower() == "bearer" else None

    def answer(self, status, body, headers={}):
        data = json.dumps(body).encode()
        self.send_response(status)
        for name, value in {
            "Content-Type": "application/json",
            "Content-Length": str(len(data)),
            **headers,
        }.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(data)


server = ThreadingHTTPServer(("127.0.0.1", int(os.environ.get("PORT", "8000"))), Orders)
print(f"listening on http://127.0.0.1:{server.server_port}", flush=True)
server.serve_forever()
