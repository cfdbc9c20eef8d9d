"""The OpenAPI document: what FastAPI knows of the routes, and what the API adds to it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, Literal

from fastapi import FastAPI
from fastapi.openapi.utils import get_openapi
from pydantic import BaseModel
from pydantic.json_schema import models_json_schema

from console.api.keys import HEADER, PATTERN
from console.api.problems import MEDIA_TYPE, Problem

#: The version of the API, not of the program: 1.x only ever adds.
VERSION = "1.0.0"
#: The header in which whoever asks shows who they are once more.
PASSWORD_HEADER = "Callboard-Password"  # noqa: S105 - its name
_REF = "#/components/schemas/{model}"
_DESCRIPTION = (
    "Everything the console does, for programs. Every request carries a token "
    "(`Authorization: Bearer callboard_...`); every write carries an `Idempotency-Key`; every "
    "error is a problem document (RFC 9457). Instants are RFC 3339 in UTC. Fields and addresses "
    "may be added within /api/v1; none is taken away or changes its meaning."
)
_SAID: Mapping[str, str] = {
    "400": "What was sent cannot be read, or a write carries no key.",
    "401": "There is no token, or it opens nothing any more.",
    "403": "The token does not open this, or its holder may not do it.",
    "404": "There is no such thing.",
    "409": "It was refused as things stand; the problem says why, and what to do next.",
    "413": "The body is too large.",
    "415": "The body is of another type than is taken here.",
    "422": "A field or a parameter does not fit, or the key was used for something else.",
    "429": "There were too many wrong passwords; wait.",
    "503": "It cannot be done just now; try again.",
}
_READING, _WRITING = ("401", "403", "404", "422", "503"), tuple(_SAID)
_AGAIN = {"Retry-After": {"description": "Seconds to wait.", "schema": {"type": "string"}}}
_HEADERS: Mapping[str, Mapping[str, Any]] = {
    "401": {"WWW-Authenticate": {"schema": {"type": "string"}}},
    "429": _AGAIN,
    "503": _AGAIN,
}
#: Bodies that stand in the document, by their names.
_BODIES: dict[str, type[BaseModel]] = {}


def json_of(model: type[BaseModel]) -> dict[str, Any]:
    """The content of a request body: JSON of a model, which is put into the document."""
    known = _BODIES.setdefault(model.__name__, model)
    if known is not model:
        raise AssertionError(f"two bodies are called {model.__name__}")
    return {"application/json": {"schema": {"$ref": _REF.format(model=model.__name__)}}}


def document(api: FastAPI) -> dict[str, Any]:
    """The OpenAPI 3.1 document of the API."""
    found = get_openapi(
        title="Callboard",
        version=VERSION,
        openapi_version="3.1.0",
        description=_DESCRIPTION,
        routes=api.routes,
        servers=[{"url": "/api/v1"}],
        separate_input_output_schemas=False,
    )
    schemas = found.setdefault("components", {}).setdefault("schemas", {})
    for name in ("HTTPValidationError", "ValidationError"):
        schemas.pop(name, None)
    _, bodies = models_json_schema(_in_requests(*_BODIES.values(), Problem), ref_template=_REF)
    schemas.update(bodies.get("$defs", {}))
    found["components"]["schemas"] = dict(sorted(schemas.items()))
    found["components"]["securitySchemes"] = {
        "token": {"type": "http", "scheme": "bearer", "description": "`callboard token issue`"}
    }
    found["components"]["responses"] = {status: _problem(status) for status in _SAID}
    found["security"] = [{"token": []}]
    for method, operation in _operations(found):
        _complete(method, operation)
    return found


def _in_requests(*models: type[BaseModel]) -> list[tuple[Any, Literal["validation"]]]:
    return [(model, "validation") for model in models]


def _problem(status: str) -> dict[str, Any]:
    made: dict[str, Any] = {
        "description": _SAID[status],
        "content": {MEDIA_TYPE: {"schema": {"$ref": _REF.format(model="Problem")}}},
    }
    if status in _HEADERS:
        made["headers"] = dict(_HEADERS[status])
    return made


def _operations(found: Mapping[str, Any]) -> Iterator[tuple[str, dict[str, Any]]]:
    for path in found["paths"].values():
        yield from path.items()


def _complete(method: str, operation: dict[str, Any]) -> None:
    """The problems that any operation may answer, and the headers that it must carry."""
    responses = operation["responses"]
    for status in _READING if method == "get" else _WRITING:
        responses[status] = {"$ref": f"#/components/responses/{status}"}
    operation["responses"] = dict(sorted(responses.items()))
    if operation.get("x-access") == "public":
        operation["security"] = []
    for parameter in operation.get("parameters", ()):
        if parameter["name"] == HEADER:
            parameter["required"] = True
            parameter["schema"] = {"type": "string", "pattern": PATTERN}
        if parameter["name"] == PASSWORD_HEADER and operation.get("x-password") == "needed":
            parameter["required"] = True
            parameter["schema"] = {"type": "string", "minLength": 1}
