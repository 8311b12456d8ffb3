"""Verifies access tokens with PyJWT."""

import jwt

UNREACHABLE, REFUSALS = jwt.PyJWKClientConnectionError, jwt.PyJWTError


class Tokens:
    def __init__(self, issuer, audience):
        self.issuer, self.audience = issuer, audience
        self.keys = jwt.PyJWKClient(issuer + "/.well-known/jwks.json", lifespan=300)

    def verify(self, token):
        """The claims. Raises one of REFUSALS, or UNREACHABLE if the keys cannot be read."""
        verified = jwt.decode_complete(
            token,
            self.keys.get_signing_key_from_jwt(token),
            algorithms=["ES256"],
            issuer=self.issuer,
            audience=self.audience,
            options={"require": ["iss", "aud", "sub", "client_id", "jti", "iat", "exp"]},
        )
        # PyJWT does not look at the type, by which an access token differs from any other JWT.
        if str(verified["header"].get("typ")).lower() != "at+jwt":
            raise jwt.InvalidTokenError("not an access token")
        return verified["payload"]


def permits(claims, role, scope):
    """Whether a person has the role or, of a service, whether it has the scope. Either claim may be absent."""
    return role in claims.get("roles", []) or scope in claims.get("scope", "").split()
