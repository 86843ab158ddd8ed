"""Texts that only who has a secret can read: OAuth tokens travel in the state, and the state is no secret place."""

from __future__ import annotations

import base64
import hashlib
import hmac
import json
import secrets
from typing import Any

from cryptography.fernet import Fernet, InvalidToken

_SALT_BYTES = 16


class UnsealError(ValueError):
    """The text was sealed with another secret, or was changed."""


def seal(document: dict[str, Any], secret: str) -> str:
    """Give a JSON document sealed with a secret, as text; each time another one."""
    salt = secrets.token_bytes(_SALT_BYTES)
    return f"{salt.hex()}.{_fernet(secret, salt).encrypt(json.dumps(document).encode()).decode()}"


def unseal(text: str, secret: str) -> dict[str, Any]:
    """Give the document of a sealed text.

    Raises:
        UnsealError: when the secret is another one, or the text was changed.
    """
    salt, _, sealed = text.partition(".")
    try:
        document: dict[str, Any] = json.loads(_fernet(secret, bytes.fromhex(salt)).decrypt(sealed))
    except (InvalidToken, ValueError):
        raise UnsealError("they were sealed with another client_secret, or were changed") from None
    return document


def fingerprint(text: str, secret: str) -> str:
    """Give a short text by which the same text is known again, and that says nothing else about it."""
    return hmac.new(secret.encode(), text.encode(), hashlib.sha256).hexdigest()[:16]


def _fernet(secret: str, salt: bytes) -> Fernet:
    return Fernet(base64.urlsafe_b64encode(hashlib.scrypt(secret.encode(), salt=salt, n=2**14, r=8, p=1, dklen=32)))
