"""A server of pre-made pages of tickets: as fast as a source can be, so that a tap's own rate shows.

`python ticket_pages.py 1000000` prints its port.
"""

from __future__ import annotations

import json
import sys
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlsplit

PATH = "/api/v2/incremental/tickets/cursor.json"
ROWS = 1000
_DISTINCT_PAGES = 4
_CURSOR, _END = b'"after_cursor": "@"', b'"end_of_stream": false'


def ticket(number: int) -> dict[str, Any]:
    """Give a ticket of 40 fields, 1.4 KB as JSON."""
    moment = "2023-11-14T22:20:00Z"
    return {
        "id": number, "url": f"https://acme.zendesk.com/api/v2/tickets/{number}.json", "external_id": None,
        "type": "question", "subject": "Login does not work", "raw_subject": "Login does not work",
        "description": "I cannot log in since this morning. " * 5, "priority": "high", "status": "open",
        "custom_status_id": 12, "recipient": None, "requester_id": 20_978_392 + number, "submitter_id": 20_978_392,
        "assignee_id": 235_323, "organization_id": 509_974, "group_id": 98_738, "collaborator_ids": [35_334, 234],
        "follower_ids": [35_334, 234], "email_cc_ids": [], "forum_topic_id": None, "problem_id": None,
        "has_incidents": False, "is_public": True, "due_at": None, "tags": ["enterprise", "other_tag"],
        "custom_fields": [{"id": 27_642, "value": "745"}, {"id": 27_648, "value": True}, {"id": 27_649, "value": 1.5}],
        "fields": [{"id": 27_642, "value": "745"}, {"id": 27_648, "value": True}],
        "satisfaction_rating": {"score": "unoffered"}, "sharing_agreement_ids": [84_432], "followup_ids": [],
        "ticket_form_id": 11, "brand_id": 9, "allow_channelback": False, "allow_attachments": True,
        "from_messaging_channel": False, "via": {"channel": "web", "source": {"from": {}, "to": {}, "rel": None}},
        "created_at": moment, "updated_at": moment, "generated_timestamp": 1_700_000_400 + number,
    }  # fmt: skip


class Pages(BaseHTTPRequestHandler):
    """Gives page after page by cursor."""

    protocol_version = "HTTP/1.1"
    pages: tuple[bytes, ...] = ()
    last = 0

    def do_GET(self) -> None:
        """Give the page of the cursor; they repeat, only cursor and end are its own."""
        number = int(parse_qs(urlsplit(self.path).query).get("cursor", ["0"])[0])
        body = self.pages[number % len(self.pages)].replace(_CURSOR, b'"after_cursor": "%d"' % (number + 1))
        if number >= self.last:
            body = body.replace(_END, b'"end_of_stream": true')
        self.send_response(200)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: Any) -> None:
        """Say nothing."""


def serve(tickets: int) -> None:
    """Serve so many tickets until killed; the port is the first line of output."""
    Pages.last = max(1, tickets // ROWS) - 1
    Pages.pages = tuple(
        json.dumps(
            {
                "after_cursor": "@",
                "end_of_stream": False,
                "tickets": [ticket(page * ROWS + row) for row in range(ROWS)],
            }
        ).encode()
        for page in range(_DISTINCT_PAGES)
    )
    with ThreadingHTTPServer(("127.0.0.1", 0), Pages) as server:
        print(server.server_port, flush=True)
        server.serve_forever()


if __name__ == "__main__":
    serve(int(sys.argv[1]))
