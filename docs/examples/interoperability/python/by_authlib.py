"""Verifies access tokens with Authlib."""

import time

import requests
from authlib.oauth2.rfc6750.errors import InvalidTokenError
from authlib.oauth2.rfc9068 import JWTBearerTokenValidator
from joserfc.jwk import KeySet

UNREACHABLE, REFUSALS = requests.RequestException, (InvalidTokenError, ValueError)


class Tokens(JWTBearerTokenValidator):
    read_at = float("-inf")

    def get_jwks(self):
        if time.monotonic() - self.read_at > 300:
            answer = requests.get(self.issuer + "/.well-known/jwks.json", timeout=5)
            answer.raise_for_status()
            self.keys, self.read_at = KeySet.import_key_set(answer.json()), time.monotonic()
        return self.keys

    def verify(self, token):
        """The claims. Raises one of REFUSALS, or UNREACHABLE if the keys cannot be read."""
        verified = self.authenticate_token(token)
        # Authlib refuses another type, but takes none at all for the right one.
        if verified.header.get("typ") is None:
            raise InvalidTokenError("not an access token")
        self.validate_token(verified, scopes=None, request=None)
        return verified


def permits(claims, role, scope):
    """Whether a person has the role or, of a service, whether it has the scope. Either claim may be absent."""
    return role in claims.get("roles", []) or scope in claims.get("scope", "").split()
