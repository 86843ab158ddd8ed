"""Who may sign in: the account's name, one service user with a password and a key pair."""

from __future__ import annotations

import hmac
import json
import os
import secrets
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Self

from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import rsa

from denomas_sandbox.snowflake import errors
from denomas_sandbox.snowflake.key_pairs import check_token, public_key_of

if TYPE_CHECKING:
    from collections.abc import Callable

_FILE = "credentials.json"
_KEY_FILE = "rsa_key.p8"


@dataclass(frozen=True)
class Credentials:
    """What a client needs to sign in, and what a test needs to order faults.

    Attributes:
        account: the account's identifier.
        user: the service user.
        password: its password.
        private_key_path: its private key, PKCS#8 in PEM without a passphrase.
        oauth_token: an access token of its own.
        role: the role it has by default.
        warehouse: the warehouse it may use.
        admin_token: opens the sandbox's own end point for faults.
    """

    account: str
    user: str
    password: str
    private_key_path: str
    oauth_token: str
    role: str
    warehouse: str
    admin_token: str

    @classmethod
    def of(cls, folder: Path) -> Self:
        """Read the credentials of an account, or make them."""
        path = folder / _FILE
        if path.exists():
            return cls(**json.loads(path.read_text()))
        folder.mkdir(parents=True, exist_ok=True)
        key = rsa.generate_private_key(public_exponent=65537, key_size=2048)
        pem = key.private_bytes(
            serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
        )
        key_path = folder.resolve() / _KEY_FILE
        _write_secret(key_path, pem)
        made = cls(
            account="denomas-sandbox",
            user="LOADER_SERVICE",
            password=secrets.token_urlsafe(12),
            private_key_path=str(key_path),
            oauth_token=secrets.token_urlsafe(24),
            role="LOADER",
            warehouse="LOADING",
            admin_token=secrets.token_urlsafe(24),
        )
        _write_secret(path, json.dumps(asdict(made)).encode())
        return made

    def connection(self, port: int, **more: Any) -> dict[str, Any]:
        """Give the arguments of `snowflake.connector.connect` for a sign-in by password."""
        return {
            "account": self.account,
            "user": self.user,
            "password": self.password,
            "host": "127.0.0.1",
            "port": port,
            "protocol": "http",
            "role": self.role,
            "warehouse": self.warehouse,
            "database": "RAW",
            **more,
        }

    def check(self, data: dict[str, Any], public_keys: Callable[[str], list[str]]) -> str:
        """Check what a client signs in with.

        Args:
            data: the `data` of a login request.
            public_keys: gives those of a user of the account; none for somebody unknown.

        Returns:
            The user's name.

        Raises:
            SnowflakeError: when user, password or token is wrong.
        """
        user = str(data.get("LOGIN_NAME", "")).upper()
        is_own = _same(user, self.user.upper())
        if data.get("AUTHENTICATOR") == "SNOWFLAKE_JWT":
            own = [public_key_of(Path(self.private_key_path))] if is_own else []
            check_token(str(data.get("TOKEN", "")), self.account, user, [*own, *public_keys(user)])
            return user
        if data.get("AUTHENTICATOR") == "OAUTH":
            if not _same(str(data.get("TOKEN", "")), self.oauth_token):
                raise errors.wrong_oauth_token()
            return self.user
        if not (_same(str(data.get("PASSWORD", "")), self.password) and is_own):
            raise errors.wrong_credentials()
        return user

    def is_account(self, name: str) -> bool:
        """Tell whether a client means this account; letter case and a region behind a dot do not count."""
        return name.partition(".")[0].upper().replace("_", "-") == self.account.upper().replace("_", "-")


def _same(one: str, other: str) -> bool:
    return hmac.compare_digest(one.encode(), other.encode())


def _write_secret(path: Path, content: bytes) -> None:
    temporary = path.with_suffix(".new")
    descriptor = os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(descriptor, "wb") as file:
        file.write(content)
    temporary.replace(path)
