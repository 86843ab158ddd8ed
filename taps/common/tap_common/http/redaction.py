"""Secrets never leave a tap in a text: secret settings in all their spellings, and what has a secret's name."""

from __future__ import annotations

import base64
import json
import logging
import re
import string
import threading
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Self
from urllib.parse import parse_qsl, quote, quote_plus, urlsplit

from typing_extensions import override

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

MASK = "***"

# A shorter value is found in ordinary words; no vendor gives such a secret.
_SHORTEST = 4
# Under a secret's name a request may also carry ordinary words, such as `signature=true`.
_SHORTEST_LEARNT = 8
# A base64 core of fewer characters is found in other base64 texts.
_SHORTEST_CORE = 8

_BASE64 = frozenset(string.ascii_letters + string.digits + "+/_-")

_HEADERS = r"(?:proxy-)?authorization|(?:set-)?cookie|x-(?:api-key|api-token|auth-token|auth-key|session-id)|api-?key"
_NAMES = (
    r"access[_-]?token|refresh[_-]?token|id[_-]?token|auth[_-]?token|api[_-]?token|token|client[_-]?secret|secret"
    r"|api[_-]?key|password|passwd|pwd|private[_-]?key|assertion|signature|sig|session[_-]?id|" + _HEADERS
)
_SECRET_NAME = re.compile(rf"(?:{_NAMES})", re.IGNORECASE)
_SECRET_HEADER = re.compile(rf"(?:{_HEADERS})", re.IGNORECASE)
_NAMED = (
    # {"access_token": "..."} in JSON and in the repr of a dict.
    re.compile(rf"""(?P<keep>(?P<q>["'])(?:{_NAMES})(?P=q)\s*:\s*(?P<v>["']))(?:\\.|(?!(?P=v)).)*""", re.IGNORECASE),
    # token=... in a query or a form.
    re.compile(rf"(?P<keep>(?<![\w-])(?:{_NAMES})=)[^\s&\"',;)]+", re.IGNORECASE),
    # Authorization: Basic ... as a header.
    re.compile(rf"(?P<keep>(?<![\w-])(?:{_HEADERS}):\s*)(?:\w+\s+)?[^\s\"',;]+", re.IGNORECASE),
    # https://user:password@host
    re.compile(r"(?P<keep>://[^\s/:@]*:)[^\s/@]+(?=@)"),
)


class Redactor:
    """Removes a tap's secrets from any text."""

    def __init__(self, secrets: Iterable[str] = ()) -> None:
        """Know these secret values, and the names that always are secret."""
        self._secrets: set[str] = set()
        self._pattern: re.Pattern[str] | None = None
        self._cores: re.Pattern[str] | None = None
        self._lock = threading.Lock()
        self.add(*secrets)

    @classmethod
    def for_config(cls, config: Mapping[str, Any], config_jsonschema: Mapping[str, Any]) -> Self:
        """Know the values of all settings that the schema marks as secret, nested ones too."""
        return cls(_secret_values(config, config_jsonschema))

    def add(self, *secrets: str) -> None:
        """Know further secrets, such as a token that was just given out."""
        new = {secret for secret in secrets if len(secret) >= _SHORTEST} - self._secrets
        if not new:
            return
        with self._lock:
            self._secrets |= new
            spellings = {spelling for secret in self._secrets for spelling in _spellings(secret)}
            cores = {core for secret in self._secrets for core in _base64_cores(secret)}
            self._pattern = _any_of(spellings)
            self._cores = _any_of(cores) if cores else None

    def learn(self, headers: Mapping[str, Any], url: str) -> None:
        """Know the secrets that a request carries, by the names of its headers and parameters."""
        found = [str(value) for name, value in headers.items() if is_secret_header(name)]
        found += [part for value in found for part in value.split()[1:]]
        found += [value for name, value in parse_qsl(urlsplit(url).query) if _SECRET_NAME.fullmatch(name)]
        self.add(*(value for value in found if len(value) >= _SHORTEST_LEARNT))

    def clean(self, text: str) -> str:
        """Give the text without secrets."""
        if self._pattern is not None:
            text = self._pattern.sub(MASK, text)
        if self._cores is not None:
            text = _without_base64(text, self._cores)
        for named in _NAMED:
            text = named.sub(rf"\g<keep>{MASK}", text)
        return text

    def clean_value(self, value: Any) -> Any:
        """Give a value as of a log record's extras, its texts without secrets."""
        if isinstance(value, str):
            return self.clean(value)
        if isinstance(value, dict):
            return {
                key: MASK if isinstance(item, str) and _SECRET_NAME.fullmatch(str(key)) else self.clean_value(item)
                for key, item in value.items()
            }
        return [self.clean_value(item) for item in value] if isinstance(value, list) else value

    def clean_error(self, error: BaseException) -> BaseException:
        """Give the error itself when its text and its causes are clean, else one of the same name that is."""
        text, cause, context = str(error), error.__cause__, error.__context__
        clean_text = self.clean(text)
        clean_cause = cause and self.clean_error(cause)
        clean_context = context and self.clean_error(context)
        if clean_text == text and clean_cause is cause and clean_context is context:
            return error
        stand_in: BaseException = type(type(error).__name__, (Exception,), {"__module__": type(error).__module__})(
            clean_text
        )
        stand_in.__cause__, stand_in.__context__ = clean_cause, clean_context
        stand_in.__suppress_context__ = error.__suppress_context__
        return stand_in.with_traceback(error.__traceback__)


class RedactingFilter(logging.Filter):
    """Cleans log records: message, arguments, extras, and the text of exceptions and their causes."""

    def __init__(self, redactor: Redactor) -> None:
        """Clean with a redactor."""
        super().__init__()
        self.redactor = redactor

    @override
    def filter(self, record: logging.LogRecord) -> bool:
        message = record.getMessage()
        clean = self.redactor.clean(message)
        if clean != message:  # otherwise the arguments stay, for the SDK's formatters read metrics from them
            record.msg, record.args = clean, ()
        for name, value in list(vars(record).items()):
            if name not in _STANDARD and isinstance(value, (str, dict, list)):
                setattr(record, name, self.redactor.clean_value(value))
        if record.exc_info and record.exc_info[1] is not None:
            error = self.redactor.clean_error(record.exc_info[1])
            if error is not record.exc_info[1]:
                record.exc_info = (type(error), error, error.__traceback__)
                record.exc_text = None
        return True

    def install(self) -> None:
        """Clean what every handler writes that exists now: a logger's own filters do not see its children's records."""
        loggers = [logging.getLogger(), *(item for item in logging.root.manager.loggerDict.values())]
        for logger in loggers:
            for handler in getattr(logger, "handlers", ()):
                handler.addFilter(self)  # which does nothing the second time


def is_secret_header(name: str) -> bool:
    """Tell whether a header of this name holds a secret."""
    return _SECRET_HEADER.fullmatch(name) is not None


_STANDARD = frozenset(vars(logging.LogRecord("", 0, "", 0, "", (), None))) | {"message", "asctime"}


def _secret_values(config: Any, schema: Mapping[str, Any]) -> Iterator[str]:
    """Give the texts below a secret setting; numbers too, as texts."""
    if schema.get("secret") or schema.get("writeOnly"):
        yield from _texts(config)
    elif isinstance(config, Mapping):
        properties = schema.get("properties", {})
        for name, value in config.items():
            yield from _secret_values(value, properties.get(name, {}))
    elif isinstance(config, list):
        for value in config:
            yield from _secret_values(value, schema.get("items", {}))


def _texts(value: Any) -> Iterator[str]:
    if isinstance(value, dict):
        for item in value.values():
            yield from _texts(item)
    elif isinstance(value, list):
        for item in value:
            yield from _texts(item)
    elif value is not None and not isinstance(value, bool):
        yield str(value)


def _any_of(texts: Iterable[str]) -> re.Pattern[str]:
    return re.compile("|".join(re.escape(text) for text in sorted(texts, key=len, reverse=True)))


def _without_base64(text: str, cores: re.Pattern[str]) -> str:
    """Mask all of a base64 text around a core, for it may hold a user name too (Authorization: Basic).

    By hand, because a pattern that begins with "any base64 character" takes quadratic time on long ones.
    """
    parts: list[str] = []
    done = 0
    while match := cores.search(text, done):
        begin, end = match.span()
        while begin > done and text[begin - 1] in _BASE64:
            begin -= 1
        while end < len(text) and (text[end] in _BASE64 or text[end] == "="):
            end += 1
        parts += (text[done:begin], MASK)
        done = end
    return "".join(parts) + text[done:]


def _spellings(secret: str) -> Iterator[str]:
    """Give a secret as it stands in plain text, JSON, Python's repr, a URL, a form; and its lines, as of a PEM key."""
    yield from (secret, json.dumps(secret)[1:-1], json.dumps(secret, ensure_ascii=False)[1:-1], repr(secret)[1:-1])
    for url in (quote(secret), quote(secret, safe=""), quote_plus(secret)):
        yield from (url, url.replace("%", "%25"))
        yield re.sub(r"%[0-9A-F]{2}", lambda match: match.group().lower(), url)
    yield from (line for line in secret.splitlines() if len(line) >= 2 * _SHORTEST and not line.startswith("-----"))


def _base64_cores(secret: str) -> Iterator[str]:
    """Give what the base64 of any text that holds the secret must hold, for each of the three places in a group."""
    data = secret.encode()
    for offset in range(3):
        text = base64.b64encode(b"\0" * offset + data).decode()
        begin = (offset * 8 + 5) // 6
        end = (offset + len(data)) * 8 // 6
        core = text[begin:end]
        if len(core) >= _SHORTEST_CORE:
            yield core
            yield core.replace("+", "-").replace("/", "_")
