"""Makes foreign-hashes.json, by the programs whose hashes they are: nothing of Gatehouse has a part in it. Run by hand, once, with

    pip install argon2-cffi bcrypt cryptography django passlib werkzeug
    python test/support/specs/make_foreign_hashes.py > test/support/specs/foreign-hashes.json

Costs are small where a test need not wait for more.
"""

import base64
import hashlib
import json

import argon2.low_level as argon2
import bcrypt
import django
from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes
from django.conf import settings
from django.contrib.auth.hashers import make_password
from passlib.hash import pbkdf2_sha1, pbkdf2_sha256, pbkdf2_sha512, scrypt
from werkzeug.security import generate_password_hash

settings.configure(
    PASSWORD_HASHERS=[
        f"django.contrib.auth.hashers.{name}PasswordHasher"
        for name in ("PBKDF2", "PBKDF2SHA1", "Argon2", "Scrypt", "BCrypt", "BCryptSHA256")
    ]
)
django.setup()

PASSWORD = "pässwort-velvet-7"
BYTES = PASSWORD.encode()
SALT = bytes(range(16))


def b64(data):
    return base64.b64encode(data).decode()


def phc_argon2(kind):
    return argon2.hash_secret(BYTES, SALT, 2, 1024, 1, 32, kind).decode()


def keycloak(algorithm, iterations, value, **parameters):
    return {
        "secretData": json.dumps({"value": b64(value), "salt": b64(SALT), "additionalParameters": {}}),
        "credentialData": json.dumps(
            {"hashIterations": iterations, "algorithm": algorithm, "additionalParameters": parameters}
        ),
    }


def pbkdf2(digest, iterations, length):
    return hashlib.pbkdf2_hmac(digest, BYTES, SALT, iterations, length)


SIGNER_KEY = hashlib.sha512(b"a project's signer key").digest()
SEPARATOR = b"\x07"


def firebase():
    key = hashlib.scrypt(BYTES, salt=SALT + SEPARATOR, n=2**14, r=8, p=1, dklen=32, maxmem=2**26)
    encryptor = Cipher(algorithms.AES(key), modes.CTR(bytes(16))).encryptor()
    return {
        "hash": b64(encryptor.update(SIGNER_KEY)),
        "salt": b64(SALT),
        "signer_key": b64(SIGNER_KEY),
        "salt_separator": b64(SEPARATOR),
        "rounds": 8,
        "mem_cost": 14,
    }


def phc_pbkdf2():
    def unpadded(data):
        return b64(data).rstrip("=")

    return f"$pbkdf2-sha256$i=5000,l=32${unpadded(SALT)}${unpadded(pbkdf2('sha256', 5000, 32))}"


bcrypt_2b = bcrypt.hashpw(BYTES, bcrypt.gensalt(6)).decode()
hashes = {
    "argon2id": phc_argon2(argon2.Type.ID),
    "argon2i": phc_argon2(argon2.Type.I),
    "argon2d": phc_argon2(argon2.Type.D),
    "bcrypt $2a$": bcrypt.hashpw(BYTES, bcrypt.gensalt(6, prefix=b"2a")).decode(),
    "bcrypt $2b$": bcrypt_2b,
    "bcrypt $2y$": "$2y$" + bcrypt.hashpw(BYTES, bcrypt.gensalt(6)).decode()[4:],
    "scrypt of passlib": scrypt.using(rounds=10).hash(PASSWORD),
    "scrypt of Werkzeug": generate_password_hash(PASSWORD, "scrypt:1024:8:1"),
    "scrypt of Firebase": firebase(),
    "scrypt of Django": make_password(PASSWORD, hasher="scrypt"),
    "PBKDF2 of Django": make_password(PASSWORD, hasher="pbkdf2_sha256"),
    "PBKDF2-SHA1 of Django": make_password(PASSWORD, hasher="pbkdf2_sha1"),
    "argon2 of Django": make_password(PASSWORD, hasher="argon2"),
    "bcrypt of Django": make_password(PASSWORD, hasher="bcrypt"),
    "bcrypt of SHA-256 of Django": make_password(PASSWORD, hasher="bcrypt_sha256"),
    "PBKDF2 in PHC text": phc_pbkdf2(),
    "PBKDF2 of passlib, SHA-1": pbkdf2_sha1.using(rounds=5000).hash(PASSWORD),
    "PBKDF2 of passlib, SHA-256": pbkdf2_sha256.using(rounds=5000).hash(PASSWORD),
    "PBKDF2 of passlib, SHA-512": pbkdf2_sha512.using(rounds=5000).hash(PASSWORD),
    "PBKDF2 of Werkzeug": generate_password_hash(PASSWORD, "pbkdf2:sha256:5000"),
    "PBKDF2-SHA1 of Keycloak": keycloak("pbkdf2", 5000, pbkdf2("sha1", 5000, 64)),
    "PBKDF2-SHA256 of Keycloak": keycloak("pbkdf2-sha256", 5000, pbkdf2("sha256", 5000, 64)),
    "PBKDF2-SHA512 of Keycloak": keycloak("pbkdf2-sha512", 5000, pbkdf2("sha512", 5000, 64)),
    "argon2 of Keycloak": keycloak(
        "argon2",
        5,
        argon2.hash_secret_raw(BYTES, SALT, 5, 7168, 1, 32, argon2.Type.ID),
        hashLength=["32"],
        memory=["7168"],
        type=["id"],
        version=["1.3"],
        parallelism=["1"],
    ),
}
print(json.dumps({"password": PASSWORD, "hashes": hashes}, indent=2, ensure_ascii=False))
