"""A service that gets tokens with Authlib, by its secret and by its key."""

import json
import os
import sys

import requests
from authlib.integrations.requests_client import OAuth2Session
from authlib.oauth2.rfc7523 import PrivateKeyJWT, private_key_jwt_sign
from authlib.oauth2.rfc8414 import AuthorizationServerMetadata
from joserfc.jwk import ECKey


class ShortLivedAssertions(PrivateKeyJWT):
    """Authlib's are good for an hour; Gatehouse takes those of five minutes at most."""

    def sign(self, auth, token_endpoint):
        return private_key_jwt_sign(
            auth.client_secret,
            client_id=auth.client_id,
            token_endpoint=token_endpoint,
            alg="ES256",
            expires_in=60,
        )


def discover(issuer):
    """The metadata, checked by Authlib."""
    answer = requests.get(issuer + "/.well-known/oauth-authorization-server", timeout=5)
    answer.raise_for_status()
    metadata = AuthorizationServerMetadata(answer.json())
    metadata.validate()
    if metadata["issuer"] != issuer:
        raise ValueError("the metadata is of another issuer")
    return metadata


def token_by_secret(metadata, client_id, client_secret):
    with OAuth2Session(client_id, client_secret) as session:
        return session.fetch_token(metadata["token_endpoint"], grant_type="client_credentials")


def token_by_key(metadata, client_id, private_jwk, assertions=ShortLivedAssertions):
    key = ECKey.import_key(private_jwk)
    with OAuth2Session(client_id, key, token_endpoint_auth_method="private_key_jwt") as session:
        session.register_client_auth_method(assertions(alg="ES256"))
        return session.fetch_token(metadata["token_endpoint"], grant_type="client_credentials")


if __name__ == "__main__":
    server = discover(os.environ["ISSUER"])
    client_id, private_jwk = os.environ["CLIENT_ID"], os.environ["CLIENT_KEY"]
    match sys.argv[1]:
        case "secret":
            token = token_by_secret(server, client_id, os.environ["CLIENT_SECRET"])
        case "key":
            token = token_by_key(server, client_id, json.loads(private_jwk))
        case "long-lived":  # what Authlib does by itself
            token = token_by_key(server, client_id, json.loads(private_jwk), PrivateKeyJWT)
    print(json.dumps(token))
