"""Our own files: style sheets, scripts and icons, kept by browsers as long as they are the same."""

from __future__ import annotations

from starlette import staticfiles
from starlette.responses import Response
from starlette.types import Scope

from console.web.rendering import version

_LASTING = "public, max-age=31536000, immutable"


class StaticFiles(staticfiles.StaticFiles):
    """Files below a hash of them all: `HASH/live.js`; by an older hash the newest is given."""

    async def get_response(self, path: str, scope: Scope) -> Response:
        """A file, to be kept for a year if it was asked for by the present hash."""
        asked, _, name = path.partition("/")
        response = await super().get_response(name, scope)
        response.headers["Cache-Control"] = _LASTING if asked == version() else "no-cache"
        return response
