"""Our own files: style sheets, scripts and icons, kept by browsers as long as they are the same."""

from __future__ import annotations

from starlette import staticfiles
from starlette.responses import Response
from starlette.types import Scope


class StaticFiles(staticfiles.StaticFiles):
    """Files whose addresses carry a hash of what is in them, so that they never change."""

    async def get_response(self, path: str, scope: Scope) -> Response:
        """A file, to be kept for a year if it was asked for by its hash."""
        response = await super().get_response(path, scope)
        lasting = "public, max-age=31536000, immutable" if scope["query_string"] else "no-cache"
        response.headers["Cache-Control"] = lasting
        return response
