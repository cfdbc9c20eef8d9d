"""The web application of a house: its routes, its errors, its files."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from anyio.to_thread import current_default_thread_limiter
from fastapi import FastAPI
from starlette.middleware.gzip import GZipMiddleware

from console.api.app import Place
from console.web.failing import add_handlers
from console.web.files import StaticFiles
from console.web.house import House
from console.web.live.refetches import Refetches
from console.web.live.shared import renderer
from console.web.pages import ALL
from console.web.rendering import STATIC
from console.web.security import Security
from console.web.writing import MOST_WAITING

#: Bytes from which an answer is compressed.
_WORTH_COMPRESSING = 1_000
#: Requests that are worked on at once. Half of them may wait for a slow disk (`writing.py`), so
#: that there is always room for whoever only looks.
_THREADS = 2 * MOST_WAITING


def create_app(house: House) -> FastAPI:
    """The application of a house; it follows the journal while it is served."""

    @asynccontextmanager
    async def lifespan(_app: FastAPI) -> AsyncIterator[None]:
        current_default_thread_limiter().total_tokens = _THREADS
        house.hub.start(renderer(house), asyncio.get_running_loop())
        try:
            yield
        finally:
            house.hub.close()

    app = FastAPI(
        title="Callboard", lifespan=lifespan, openapi_url=None, docs_url=None, redoc_url=None
    )
    app.state.house = house
    for pages in ALL:
        app.include_router(pages)
    app.router.routes.append(Place(house))
    app.mount("/static", StaticFiles(directory=STATIC), name="static")
    add_handlers(app)
    app.add_middleware(GZipMiddleware, minimum_size=_WORTH_COMPRESSING, compresslevel=5)
    app.add_middleware(Refetches, costs=house.hub.costs)
    app.add_middleware(Security, url=house.url)
    return app
