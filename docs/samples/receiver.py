"""Takes outage notices: verifies them, drops duplicates, keeps the newest revision of each.

pip install standardwebhooks; WEBHOOK_SECRETS=whsec_... python receiver.py 8700 notices.db
Put your TLS in front of it. What the fields mean stands in ../notices.md.
"""

import os
import sqlite3
import sys
from contextlib import closing
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

from standardwebhooks import Webhook, WebhookVerificationError

PORT, FILE, LARGEST = int(sys.argv[1]), sys.argv[2], 100_000
# One secret; two with a space between them while you change over.
SECRETS = [Webhook(secret) for secret in os.environ["WEBHOOK_SECRETS"].split()]


def verified(body: bytes, headers: dict[str, str]) -> Any:
    """The message, if one of the secrets signed exactly these bytes within five minutes of now."""
    for secret in SECRETS:
        try:
            return secret.verify(body, headers)
        except (WebhookVerificationError, ValueError):
            continue
    return None


def applied(message_id: str, notice: dict[str, Any], body: bytes) -> bool:
    """Keep the notice, in one transaction; whether it was news to us."""
    with closing(sqlite3.connect(FILE, timeout=30)) as store, store:
        if not store.execute("INSERT OR IGNORE INTO seen VALUES (?)", (message_id,)).rowcount:
            return False  # the same message again: our answer to it was lost
        row = (notice["id"], notice["revision"], body)
        # An older revision, or a reminder of the one we have, changes nothing.
        newer = """INSERT INTO notices VALUES (?, ?, ?) ON CONFLICT (id) DO UPDATE
            SET revision = excluded.revision, body = excluded.body
            WHERE excluded.revision > revision"""
        return store.execute(newer, row).rowcount == 1


class Receiver(BaseHTTPRequestHandler):
    """Answers 204 once a message is safely kept, and never before."""

    protocol_version, timeout = "HTTP/1.1", 30

    def do_POST(self) -> None:
        """Take one message: its raw bytes are verified first, and read afterwards."""
        length = self.headers.get("content-length", "")
        fits = length.isdecimal() and int(length) <= LARGEST
        body = self.rfile.read(int(length)) if fits else b""
        message = verified(body, dict(self.headers.items()))
        if message and message["type"].startswith("outage.notice."):  # others try the way
            notice = message["data"]
            if applied(self.headers["webhook-id"], notice, body):
                print(notice["id"], "rev", notice["revision"], notice["status"], flush=True)
        self.close_connection = not message
        self.send_response(204 if message else 401)
        self.end_headers()


with closing(sqlite3.connect(FILE)) as store:
    store.execute("PRAGMA journal_mode = WAL")
    store.execute("CREATE TABLE IF NOT EXISTS seen (id TEXT PRIMARY KEY)")
    store.execute("CREATE TABLE IF NOT EXISTS notices (id TEXT PRIMARY KEY, revision INT, body)")
with ThreadingHTTPServer(("127.0.0.1", PORT), Receiver) as server:
    print("listening on", server.server_port, flush=True)
    server.serve_forever()
