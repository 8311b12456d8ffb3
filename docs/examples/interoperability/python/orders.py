"""A service with one route, which buyers may use, and services with the scope `orders:read`.

Started with the name of the module that verifies its tokens: by_pyjwt or by_authlib.
"""

import importlib
import json
import os
import sys
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

by = importlib.import_module(sys.argv[1])
tokens = by.Tokens(os.environ["ISSUER"], os.environ["AUDIENCE"])


class Orders(BaseHTTPRequestHandler):
    def do_GET(self):
        scheme, _, token = self.headers.get("Authorization", "").partition(" ")
        if self.path != "/orders":
            return self.answer(404)
        if scheme != "Bearer":
            return self.answer(401)
        try:
            claims = tokens.verify(token)
        except by.UNREACHABLE:
            return self.answer(503)  # says nothing about the token
        except by.REFUSALS:
            return self.answer(401)
        if not by.permits(claims, "buyer", "orders:read"):
            return self.answer(403)
        self.answer(200, {"for": claims["sub"]})

    def answer(self, status, body=None):
        self.send_response(status)
        if status == 401:
            self.send_header("WWW-Authenticate", 'Bearer realm="orders"')
        self.end_headers()
        if body is not None:
            self.wfile.write(json.dumps(body).encode())

    def log_message(self, *_):
        pass


server = ThreadingHTTPServer(("127.0.0.1", int(os.environ["PORT"])), Orders)
print(f"listening on http://127.0.0.1:{server.server_port}", flush=True)
server.serve_forever()
