"""The body of an answer: read to its end, parsed once, and its records found; or an error that says what is wrong."""

from __future__ import annotations

import json
import time
from decimal import Decimal
from typing import TYPE_CHECKING, Any

import msgspec
import requests
from typing_extensions import override

from tap_common.http.errors import HttpError, MalformedBodyError, TruncatedBodyError, excerpt, vendor_message

if TYPE_CHECKING:
    from tap_common.http.errors import Endpoint
    from tap_common.http.redaction import Redactor

_CHUNK_BYTES = 1 << 16
_SLOWEST_BYTES_PER_SECOND = 1024
_BOM = b"\xef\xbb\xbf"
_KEYS_NAMED = 10

_decoder = msgspec.json.Decoder(float_hook=Decimal)
_unset: Any = object()


class JsonResponse(requests.Response):
    """A response whose JSON is parsed once, numbers exactly (Decimal), however often paginators ask for it."""

    _document: Any = _unset

    @classmethod
    def of(cls, response: requests.Response) -> JsonResponse:
        """Take over a response; whoever had it should forget it."""
        answer = cls()
        answer.__dict__.update(response.__dict__)
        return answer

    @override
    def json(self, **kwargs: Any) -> Any:
        """Give the document, None for a 204; other options of parsing than the default parse anew.

        Raises:
            ValueError: when it is not JSON.
        """
        if kwargs and kwargs != {"parse_float": Decimal}:
            return super().json(**kwargs)
        if self._document is _unset:
            no_content = self.status_code == requests.codes.no_content
            self._document = None if no_content else parse_json(self.content)
        return self._document


def read_body(response: requests.Response, seconds: float) -> None:
    """Read all of a streamed body.

    A source that sends a byte now and then never lets a socket's timeout fire; so a body that is not complete after
    the time of a timeout must at least have come at 1 KiB/s.

    Raises:
        urllib3.exceptions.HTTPError: when the connection breaks, or the body ends early or cannot be decompressed.
        TimeoutError: when it drips.
    """
    started = time.monotonic()
    chunks: list[bytes] = []
    size = 0
    while chunk := response.raw.read1(_CHUNK_BYTES, decode_content=True):
        chunks.append(chunk)
        size += len(chunk)
        passed = time.monotonic() - started
        if passed > seconds and size < passed * _SLOWEST_BYTES_PER_SECOND:
            response.close()
            raise TimeoutError(f"only {size} bytes of the body came in {passed:.0f} s")
    # What requests' own reading sets; it offers no way to read with a deadline.
    response._content = b"".join(chunks)  # noqa: SLF001
    response.raw.release_conn()


def parse_json(body: bytes) -> Any:
    """Parse JSON; numbers with a fraction as Decimal, NaN and the infinities as texts.

    Raises:
        ValueError: when it is not JSON.
    """
    try:
        return _decoder.decode(body)
    except ValueError:
        # The standard library also takes NaN, half surrogate pairs and a byte order mark, which some sources send.
        return _carried(json.loads(body.removeprefix(_BOM), parse_float=Decimal, parse_constant=str))


def _carried(value: Any) -> Any:
    """Give the same with U+FFFD for half a surrogate pair: that is no character, and UTF-8 has no place for it."""
    if isinstance(value, str):
        return value.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    if isinstance(value, list):
        return [_carried(item) for item in value]
    return {_carried(key): _carried(item) for key, item in value.items()} if isinstance(value, dict) else value


def checked_document(response: JsonResponse, endpoint: Endpoint, redactor: Redactor) -> Any:
    """Give the document of a successful answer; None for an answer that has no body by its status (204).

    Raises:
        TruncatedBodyError: when the JSON is cut off.
        MalformedBodyError: when it is something else than JSON.
    """
    if response.status_code == requests.codes.no_content:
        return None
    body = response.content
    if not body.strip():
        raise _malformed(response, endpoint, "answered with an empty body")
    media_type = response.headers.get("Content-Type", "").partition(";")[0].strip().lower()
    if "html" in media_type or body.lstrip()[:1] == b"<":
        kind = "HTML" if "html" in media_type or b"<html" in body[:_CHUNK_BYTES].lower() else "XML"
        text = excerpt(_text(body), redactor)
        raise _malformed(response, endpoint, f'answered with {kind} instead of JSON: "{text}"')
    try:
        return response.json()
    except ValueError:
        text = excerpt(_text(body), redactor)
        if _is_cut_off(body):
            raise TruncatedBodyError(
                endpoint,
                f'answered with JSON that is cut off after {len(body)} bytes: "{text}"',
                "Run again; if it lasts, ask the vendor. The bookmark stays where it was.",
                status=response.status_code,
            ) from None
        kind = f" (Content-Type {media_type})" if media_type else ""
        raise _malformed(response, endpoint, f'answered with no JSON{kind}: "{text}"') from None


def records_of(
    response: JsonResponse, records_key: str | None, endpoint: Endpoint, redactor: Redactor
) -> list[dict[str, Any]]:
    """Give the records of an answer, all of them checked to be objects.

    Args:
        response: a successful answer.
        records_key: where they are, e.g. `tickets` or `data.items`; None when the document itself is the list. One
            object instead of a list is one record.
        endpoint: the request.
        redactor: cleans excerpts.

    Raises:
        TruncatedBodyError: when the JSON is cut off.
        MalformedBodyError: when there is no JSON, no such key, or what it holds are no objects.
    """
    document = checked_document(response, endpoint, redactor)
    if document is None:
        return []
    found = document
    for key in records_key.split(".") if records_key else ():
        if not isinstance(found, dict) or key not in found:
            raise _malformed(response, endpoint, _without_key(found, records_key, document, redactor))
        found = found[key]
    records = [found] if isinstance(found, dict) else found
    where = f"under {records_key}" if records_key else "as the whole document"
    if not isinstance(records, list):
        raise _malformed(response, endpoint, f"answered with {type(found).__name__} {where}, not with a list")
    for number, record in enumerate(records):
        if not isinstance(record, dict):
            what = f"answered with {type(record).__name__} as record {number} {where}, not with an object"
            raise _malformed(response, endpoint, what)
    return records


def error_message(response: requests.Response, redactor: Redactor) -> str | None:
    """Give what an answer that is no success says: the vendor's message in JSON, else the beginning of the text."""
    try:
        message = vendor_message(response.json())
    except ValueError:
        message = _text(response.content)
    return excerpt(message, redactor) if message else None


def _without_key(found: Any, records_key: str | None, document: Any, redactor: Redactor) -> str:
    message = vendor_message(document)
    if message:
        said = f'"{excerpt(message, redactor)}"'
    elif isinstance(found, dict):
        said = "keys " + excerpt(", ".join(map(str, list(found)[:_KEYS_NAMED])), redactor) if found else "no keys"
    else:
        said = type(found).__name__
    return f"answered without the key {records_key} that holds the records, but with {said}"


def _malformed(response: requests.Response, endpoint: Endpoint, what: str) -> HttpError:
    return MalformedBodyError(
        endpoint,
        what,
        "Nothing of this answer was taken and the bookmark stays where it was. Check the address in the tap's settings "
        "(a proxy, a sign-in page or another version of the API may answer there); else ask the vendor.",
        status=response.status_code,
    )


def _is_cut_off(body: bytes) -> bool:
    try:
        _decoder.decode(body)
    except msgspec.DecodeError as error:
        return "truncated" in str(error)
    except ValueError:
        pass
    return False


def _text(body: bytes) -> str:
    return body[:_CHUNK_BYTES].decode("utf-8", errors="replace")
