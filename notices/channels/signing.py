"""The headers of a signed message, as Standard Webhooks 1.0.0 has them.

Signed are the exact bytes that are sent, with the secret of now and, while secrets change over,
with the one before. The reference library stamps any clock's figures as if they were UTC, so it is
given nothing but UTC.
"""

from __future__ import annotations

from base64 import b64decode
from collections.abc import Sequence
from datetime import UTC, datetime
from importlib.metadata import version

from standardwebhooks import Webhook

from runbooks.clocktime import aware

PREFIX = "whsec_"
#: Bytes that a secret has at least; the library would take a single one.
LEAST_SECRET = 24


def user_agent() -> str:
    """Who posts, such as `Callboard-Webhooks/0.1.0`."""
    return f"Callboard-Webhooks/{version('callboard')}"


def signed_headers(
    *, message_id: str, at: datetime, payload: bytes, secrets: Sequence[str]
) -> dict[str, str]:
    """The headers of one attempt, made at an aware instant with secrets `whsec_...`.

    Raises ValueError if there is no secret, one that is too weak, an id that holds a dot, or an
    instant without a zone. No secret is in its words.
    """
    if not message_id or "." in message_id:
        raise ValueError(f"the id of a message is not empty and holds no dot: {message_id!r}")
    if not secrets:
        raise ValueError("there is no secret to sign with")
    instant, text = aware(at).astimezone(UTC), payload.decode()
    signatures = [_webhook(secret).sign(message_id, instant, text) for secret in secrets]
    return {
        "webhook-id": message_id,
        "webhook-timestamp": str(int(instant.timestamp())),
        "webhook-signature": " ".join(signatures),
    }


def _webhook(secret: str) -> Webhook:
    try:
        key = b64decode(secret.removeprefix(PREFIX), validate=True)
    except ValueError:
        key = b""
    if not secret.startswith(PREFIX) or len(key) < LEAST_SECRET:
        raise ValueError(f"a secret has at least {LEAST_SECRET} bytes in base64 after {PREFIX}")
    return Webhook(key)
