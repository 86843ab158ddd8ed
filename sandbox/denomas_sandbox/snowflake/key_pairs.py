"""Sign-in by key pair: a token that the client has signed with its private key, and the public keys of a user."""

from __future__ import annotations

import base64
import binascii
import hashlib
from typing import TYPE_CHECKING

import jwt
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import rsa

from denomas_sandbox.snowflake import errors

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path


def public_key_of(private_key: Path) -> str:
    """Give the public key that belongs to a private one in a PEM file, as ALTER USER ... RSA_PUBLIC_KEY takes it."""
    key = serialization.load_pem_private_key(private_key.read_bytes(), None)
    return base64.b64encode(_der(key.public_key())).decode()


def check_token(token: str, account: str, user: str, public_keys: Iterable[str]) -> None:
    """Check a token.

    Args:
        token: a JWT.
        account: the account's identifier.
        user: who signs in.
        public_keys: the user's, in base64 without the lines around.

    Raises:
        SnowflakeError: when none of the keys has signed it, or it is about somebody else, or expired.
    """
    reason = "JWT_TOKEN_INVALID_SIGNATURE"
    for text in public_keys:
        key = _loaded(text)
        if key is None:
            continue
        try:
            # The connector's clock is this machine's, but it cuts fractions of a second off.
            claims = jwt.decode(token, key, algorithms=["RS256"], leeway=2, options={"verify_iss": False})
        except jwt.ExpiredSignatureError:
            reason = "JWT_TOKEN_EXPIRED"
            continue
        except jwt.InvalidTokenError:
            continue
        subject = f"{account}.{user}".upper()
        if claims.get("sub") != subject:
            reason = "JWT_TOKEN_INVALID_SUBJECT"
        elif claims.get("iss") != f"{subject}.{_fingerprint(key)}":
            reason = "JWT_TOKEN_INVALID_ISSUE"
        else:
            return
    raise errors.wrong_token(reason)


def _loaded(text: str) -> rsa.RSAPublicKey | None:
    """Read a public key; None for what is none, which Snowflake would have refused when it was set."""
    try:
        key = serialization.load_der_public_key(base64.b64decode("".join(text.split())))
    except (ValueError, binascii.Error):
        return None
    return key if isinstance(key, rsa.RSAPublicKey) else None


def _fingerprint(key: rsa.RSAPublicKey) -> str:
    return "SHA256:" + base64.b64encode(hashlib.sha256(_der(key)).digest()).decode()


def _der(key: object) -> bytes:
    if not isinstance(key, rsa.RSAPublicKey):
        raise TypeError("no RSA key")
    return key.public_bytes(serialization.Encoding.DER, serialization.PublicFormat.SubjectPublicKeyInfo)
