"""The application of the API, which the console mounts at `/api/v1`."""

from __future__ import annotations

import re
from typing import Any

from fastapi import FastAPI
from starlette.routing import Mount

from console.api.answered import Answered
from console.api.document import VERSION, document
from console.api.keys import Underway
from console.api.problems import add_handlers
from console.api.routes import ALL
from console.api.streaming import Feeds
from console.web.house import House

PATH = "/api/v1"


class Place(Mount):
    """Where the API stands; a line break in an address does not lead past it."""

    def __init__(self, house: House) -> None:
        super().__init__(PATH, create_api(house), name="api")
        self.path_regex = re.compile(self.path_regex.pattern, re.DOTALL)


def create_api(house: House) -> FastAPI:
    """The API of a house; what goes wrong in it is a problem document, and never a page."""
    api = routed()
    api.state.house = house
    api.state.underway = Underway()
    api.state.answered = Answered()
    api.state.feeds = Feeds(house)
    add_handlers(api)
    return api


def routed() -> FastAPI:
    """The routes of the API and its document, which need no house."""
    api = FastAPI(
        title="Callboard",
        version=VERSION,
        openapi_url=None,
        docs_url=None,
        redoc_url=None,
        redirect_slashes=False,
    )
    api.state.routes = ALL
    for routes in ALL:
        api.include_router(routes)

    def openapi() -> dict[str, Any]:
        if api.openapi_schema is None:
            api.openapi_schema = document(api)
        return api.openapi_schema

    api.openapi = openapi  # type: ignore[method-assign]
    return api
