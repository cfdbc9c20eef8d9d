"""A browser without a screen for tests: cookies, forms, and straight into the application."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from html.parser import HTMLParser
from types import TracebackType
from typing import Any, Self

import httpx
from fastapi import FastAPI

URL = "https://callboard.test"


class Client:
    """Asks an application; keeps cookies as a browser does."""

    def __init__(self, app: FastAPI) -> None:
        self._runner = asyncio.Runner()
        # What a page makes of an error is looked at, not the error.
        transport = httpx.ASGITransport(app=app, raise_app_exceptions=False)
        self._client = httpx.AsyncClient(transport=transport, base_url=URL)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._runner.run(self._client.aclose())
        self._runner.close()

    @property
    def cookies(self) -> httpx.Cookies:
        """The cookies it holds."""
        return self._client.cookies

    def request(self, method: str, path: str, **more: Any) -> httpx.Response:
        """Any request, as it is."""
        return self._runner.run(self._client.request(method, path, **more))

    def get(self, path: str, **more: Any) -> httpx.Response:
        """Open a page."""
        return self.request("GET", path, **more)

    def post(self, path: str, data: Mapping[str, Any], **more: Any) -> httpx.Response:
        """Send a form from one of our pages."""
        headers = {"Origin": URL, **more.pop("headers", {})}
        return self.request("POST", path, data=dict(data), headers=headers, **more)

    def send(self, page: httpx.Response, action: str, **fields: Any) -> httpx.Response:
        """Fill in the form of a page that goes to `action`, and send it."""
        form = next(one for one in forms_in(page.text) if one.action.partition("?")[0] == action)
        return self.post(form.action, {**form.fields, **fields})

    def press(self, action: str, **fields: Any) -> httpx.Response:
        """Send a form that no page offers, with the token of a page of this session."""
        start = self.get("/runs")
        csrf = next(form.fields["csrf"] for form in forms_in(start.text) if "csrf" in form.fields)
        return self.post(action, {"csrf": csrf, **fields})


class Form:
    """A form of a page: where it goes, and what it carries."""

    def __init__(self, action: str) -> None:
        self.action = action
        self.fields: dict[str, Any] = {}


class _Forms(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.found: list[Form] = []
        self._area: str | None = None
        self._select: str | None = None

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        if tag == "form":
            self.found.append(Form(given.get("action", "")))
            return
        name = given.get("name")
        if not self.found:
            return
        fields = self.found[-1].fields
        if tag == "input" and name:
            boxed = given.get("type") in ("checkbox", "radio")
            if not boxed or "checked" in given:
                fields[name] = given.get("value", "on" if boxed else "")
        elif tag == "textarea" and name:
            self._area = name
            fields[name] = ""
        elif tag == "select" and name:
            self._select = name
        elif tag == "option" and self._select and ("selected" in given):
            fields[self._select] = given.get("value", "")
        elif tag == "option" and self._select:
            fields.setdefault(self._select, given.get("value", ""))

    def handle_endtag(self, tag: str) -> None:
        if tag == "textarea":
            self._area = None
        elif tag == "select":
            self._select = None

    def handle_data(self, data: str) -> None:
        if self._area and self.found:
            fields = self.found[-1].fields
            fields[self._area] = (fields[self._area] + data).removeprefix("\n")


def forms_in(text: str) -> list[Form]:
    """The forms of a page, in order."""
    parser = _Forms()
    parser.feed(text)
    return parser.found
