"""Texts that only who has a secret can read: OAuth tokens travel in the state, and the state is no secret place.

Encrypt-then-MAC of the standard library's parts: the key from scrypt, the key stream from HMAC-SHA256 over nonce and
counter (a pseudo-random function in counter mode), and an HMAC-SHA256 over all of it.
"""

from __future__ import annotations

import base64
import hashlib
import hmac
import json
import secrets
from typing import Any

_SALT_BYTES = 16
_TAG_BYTES = 32
_VERSION = b"1"


class UnsealError(ValueError):
    """The text was sealed with another secret, or was changed."""


def seal(document: dict[str, Any], secret: str) -> str:
    """Give a JSON document sealed with a secret, as text; each time another one."""
    salt = secrets.token_bytes(_SALT_BYTES)
    cipher_key, tag_key = _keys(secret, salt)
    hidden = _mixed(json.dumps(document).encode(), cipher_key)
    sealed = salt + hidden
    return base64.b64encode(_tag(sealed, tag_key) + sealed).decode()


def unseal(text: str, secret: str) -> dict[str, Any]:
    """Give the document of a sealed text.

    Raises:
        UnsealError: when the secret is another one, or the text was changed.
    """
    try:
        raw = base64.b64decode(text, validate=True)
    except ValueError:
        raise UnsealError("it is no base64") from None
    tag, sealed = raw[:_TAG_BYTES], raw[_TAG_BYTES:]
    cipher_key, tag_key = _keys(secret, sealed[:_SALT_BYTES])
    if not hmac.compare_digest(tag, _tag(sealed, tag_key)):
        raise UnsealError("it was sealed with another secret, or was changed")
    document: dict[str, Any] = json.loads(_mixed(sealed[_SALT_BYTES:], cipher_key))
    return document


def fingerprint(text: str, secret: str) -> str:
    """Give a short text by which the same text is known again, and that says nothing else about it."""
    return hmac.new(secret.encode(), text.encode(), hashlib.sha256).hexdigest()[:16]


def _keys(secret: str, salt: bytes) -> tuple[bytes, bytes]:
    keys = hashlib.scrypt(secret.encode(), salt=salt, n=2**14, r=8, p=1, dklen=64)
    return keys[:32], keys[32:]


def _tag(sealed: bytes, key: bytes) -> bytes:
    return hmac.digest(key, _VERSION + sealed, "sha256")


def _mixed(data: bytes, key: bytes) -> bytes:
    # The key is used once, for it comes from a salt of its own: a counter alone is nonce enough.
    blocks = range(-(-len(data) // _TAG_BYTES))
    stream = b"".join(hmac.digest(key, block.to_bytes(8, "big"), "sha256") for block in blocks)
    return bytes(byte ^ mask for byte, mask in zip(data, stream, strict=False))
