"""Verifies access tokens of Gatehouse, and refuses within about a second what was revoked.

Needs the package `cryptography`; all else is Python's own (3.9 or later).
"""

import base64
import json
import logging
import math
import re
import threading
import time
from datetime import datetime
from urllib.error import HTTPError
from urllib.parse import urlencode
from urllib.request import Request, urlopen

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric import ec, padding, rsa, utils
from cryptography.hazmat.primitives.hashes import SHA256

CLOCK_SKEW = 5  # seconds by which clocks may differ; at most 60
MAX_LIFETIME = 3600  # seconds; revocations are kept for longer than that
READ_KEYS_EVERY = 30  # seconds; a new key is published for longer before it signs


class Refused(Exception):
    """The token is bad: 401."""


class CannotTell(Exception):
    """Whether the token is good cannot be known now: 503."""


# A token by itself: form, header, key, signature, claims, in this order.

FORM = re.compile(r"[A-Za-z0-9_-]+\.[A-Za-z0-9_-]+\.[A-Za-z0-9_-]+")
TYPES = dict(iss=str, sub=str, client_id=str, jti=str, iat=int, exp=int, epoch=int)
WHERE_PRESENT = dict(roles=list, amr=list, scope=str, sid=str, parent_sid=str, client_epoch=int)


def authenticate(token, keys, issuer, audience):
    """The `kid` and the claims. Raises KeyError if no such key is known."""
    require(len(token) <= 8192 and FORM.fullmatch(token))
    head, body, tail = token.split(".")
    header, signature = json.loads(decode(head)), decode(tail)
    require(set(header) == {"alg", "typ", "kid"} and header["typ"] == "at+jwt")
    alg, key = keys[header["kid"]]
    require(header["alg"] == alg)  # the key decides, never the token
    check_signature(alg, key, signature, f"{head}.{body}".encode())
    claims = json.loads(decode(body))
    require(all(type(claims.get(name)) is kind for name, kind in TYPES.items()))
    require(all(type(claims[name]) is kind for name, kind in WHERE_PRESENT.items() if name in claims))
    audiences = claims.get("aud")
    require(claims["iss"] == issuer)
    require(audience in (audiences if isinstance(audiences, list) else [audiences]))
    require(claims["iat"] - CLOCK_SKEW <= time.time() < claims["exp"] + CLOCK_SKEW)
    require(0 < claims["exp"] - claims["iat"] <= MAX_LIFETIME)
    return header["kid"], claims


def check_signature(alg, key, signature, signed):
    if alg == "RS256":
        return key.verify(signature, signed, padding.PKCS1v15(), SHA256())
    require(len(signature) == 64)  # r and s (RFC 7518 §3.4), which the library wants as DER
    r, s = int.from_bytes(signature[:32], "big"), int.from_bytes(signature[32:], "big")
    return key.verify(utils.encode_dss_signature(r, s), signed, ec.ECDSA(SHA256()))


def read_keys(jwks):
    """By `kid`: the algorithm and the public key. Keys for anything else, and weak ones, are left out."""
    number = lambda text: int.from_bytes(decode(text), "big")
    keys = {}
    for jwk in (jwk for jwk in jwks["keys"] if jwk.get("use") == "sig"):
        kind = jwk.get("kty"), jwk.get("crv"), jwk.get("alg")
        if kind == ("EC", "P-256", "ES256"):
            numbers = ec.EllipticCurvePublicNumbers(number(jwk["x"]), number(jwk["y"]), ec.SECP256R1())
            keys[jwk["kid"]] = "ES256", numbers.public_key()
        elif kind == ("RSA", None, "RS256"):
            n, e = number(jwk["n"]), number(jwk["e"])
            if 2048 <= n.bit_length() <= 8192 and n % 2 and 65537 <= e <= 2**32 and e % 2:
                keys[jwk["kid"]] = "RS256", rsa.RSAPublicNumbers(e, n).public_key()
    return keys


def decode(segment):
    data = base64.urlsafe_b64decode(segment + "=" * (-len(segment) % 4))
    require(base64.urlsafe_b64encode(data).decode().rstrip("=") == segment)  # one text for one token
    return data


def require(condition):
    if not condition:
        raise ValueError("the token is not acceptable")


# What was revoked: the feed.

ID = {"session": "sid", "token": "jti", "key": "kid", "subject": "sub", "role": "name"}
VERSION = {"subject": "min_epoch", "role": "version"}


class Gatehouse:
    def __init__(self, issuer, audience, client_id, client_secret, url=None, stale_after=30):
        self.issuer, self.audience, self.stale_after = issuer, audience, stale_after
        self.url = url or issuer  # where to reach it, if not at its issuer
        self.basic = base64.b64encode(f"{client_id}:{client_secret}".encode()).decode()
        self.token, self.renew_token_at, self.cursor = None, -math.inf, None
        self.keys, self.keys_read = {}, -math.inf
        self.known = {}  # the entries of the feed by kind and id
        self.complete_until = -math.inf  # all that was acknowledged before is known
        threading.Thread(target=self.follow, daemon=True).start()

    def verify(self, token):
        """The claims of a token that is whole, true, meant for us, alive and not revoked."""
        # Asked before the view is looked at: what comes in between is not in what was looked at.
        fresh = time.monotonic() - self.complete_until <= self.stale_after
        try:
            kid, claims = authenticate(token, self.keys, self.issuer, self.audience)
        except KeyError as error:
            raise (Refused if fresh else CannotTell)("unknown key") from error
        except (ValueError, TypeError, AttributeError, RecursionError, InvalidSignature) as error:
            raise Refused("bad token") from error
        if self.is_revoked(kid, claims):
            raise Refused("revoked")  # what is known is final, however old the view
        if not fresh:
            raise CannotTell("the view of revocations is too old")
        return claims

    def is_revoked(self, kid, claims):
        known = self.known
        sessions = [("session", claims.get(sid)) for sid in ("sid", "parent_sid")]
        ids = ("key", kid), ("token", claims["jti"]), *sessions
        epochs = {claims["client_id"]: claims.get("client_epoch", 0), claims["sub"]: claims["epoch"]}
        subjects = [(epoch, known.get(("subject", id))) for id, epoch in epochs.items()]
        return any(id in known for id in ids) or any(
            subject and (epoch < subject["min_epoch"] or subject["status"] != "active")
            for epoch, subject in subjects
        )

    def permits(self, claims, permission):
        """Whether one of the caller's roles permits it or, of a service client, one of its scopes."""
        known = (self.known.get(("role", name), {"permissions": []}) for name in claims.get("roles", []))
        # A role that demands a second factor counts only where one was shown.
        roles = (role for role in known if "mfa" in claims.get("amr", []) or not role.get("requires_mfa"))
        scopes = claims.get("scope", "").split()
        return permission in scopes or any({permission, "*"} & set(role["permissions"]) for role in roles)

    def follow(self):
        while True:
            try:
                self.poll()
            except Exception as error:  # whatever it is: the view ages, and the answer becomes 503
                logging.warning("the feed of revocations cannot be read: %r", error)
                if isinstance(error, HTTPError) and error.code in (400, 401):
                    self.renew_token_at, self.cursor = -math.inf, None  # begin anew
            time.sleep(1)

    def poll(self):
        sent = time.monotonic()  # all that was acknowledged before now will be known
        if sent >= self.renew_token_at:
            form = urlencode({"grant_type": "client_credentials", "scope": "revocations:read"}).encode()
            answer = self.call("/oauth/token", f"Basic {self.basic}", form)
            self.token, self.renew_token_at = answer["access_token"], sent + answer["expires_in"] / 2
        if sent >= self.keys_read + READ_KEYS_EVERY:
            self.keys, self.keys_read = read_keys(self.call("/.well-known/jwks.json")), sent
        after = f"?after={self.cursor}" if self.cursor else ""
        self.apply(self.call(f"/v1/revocations{after}", f"Bearer {self.token}"))
        self.complete_until = sent

    def apply(self, batch):
        now = seconds(batch["as_of"])  # by the database's clock, as all times of the feed
        known = {name: entry for name, entry in self.known.items() if entry["expires"] > now}
        if batch["reset"]:  # a new picture: only ids, which are never given out again, outlast it
            known = {name: entry for name, entry in known.items() if name[0] not in VERSION}
        for entry in (entry for entry in batch["items"] if entry["kind"] in ID):
            name, version = (entry["kind"], entry[ID[entry["kind"]]]), VERSION.get(entry["kind"])
            if name not in known or version and entry[version] > known[name][version]:
                known[name] = {**entry, "expires": seconds(entry.get("expires_at"))}
            if entry["kind"] == "key":
                self.keys_read = -math.inf  # another key signs from now on
        self.known, self.cursor = known, batch["cursor"]

    def call(self, path, authorization=None, form=None):
        headers = {"Authorization": authorization} if authorization else {}
        with urlopen(Request(self.url + path, form, headers), timeout=5) as response:
            return json.load(response)


def seconds(time_text):
    """Since the epoch; what has no end never expires."""
    return datetime.fromisoformat(time_text.replace("Z", "+00:00")).timestamp() if time_text else math.inf
