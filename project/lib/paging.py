"""
Lists page by page, by where the last page ended instead of by counting rows (keyset paging).

A page costs the same wherever it is, nothing is counted, and rows that come meanwhile neither repeat nor hide
others. The order is the one that the QuerySet says; it must end in something unique, and may mix directions.
"""

import functools
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, ClassVar, Generic, TypeVar

from django.core import signing
from django.db.models import BooleanField, F, Field, Func, Q, QuerySet, Value
from django.http import HttpRequest
from rest_framework.pagination import BasePagination
from rest_framework.request import Request
from rest_framework.response import Response

from . import tagged_json
from .errors import DomainError

M = TypeVar("M")

PAGE_SIZE = 25
LARGEST_PAGE = 100
LONGEST_CURSOR = 2000


class BadPage(DomainError):
    """A cursor that Steward did not give for this list, or a page size beyond what it gives."""

    code: ClassVar[str] = "bad_page"


@dataclass(frozen=True)
class Page(Generic[M]):
    """Some rows, in order, and the cursors of the pages beside them: empty where there is none."""

    items: list[M]
    next: str = ""
    previous: str = ""


@dataclass(frozen=True)
class _Column:
    """One column of the order."""

    name: str
    descending: bool
    field: "Field[Any, Any]"

    @property
    def order(self) -> str:
        return f"-{self.name}" if self.descending else self.name

    @property
    def reversed(self) -> str:
        return self.name if self.descending else f"-{self.name}"

    def of(self, row: Any) -> Any:
        if isinstance(row, dict):
            return row[self.name]
        return functools.reduce(getattr, self.name.split("__"), row)


def _column(queryset: QuerySet[Any, Any], said: Any) -> tuple[_Column, bool]:
    """The column, and whether its values are unique."""
    if not isinstance(said, str):
        raise TypeError(f"Keyset paging orders by names of columns, not by {said!r}: annotate it first.")
    name = said.lstrip("-")
    if name in queryset.query.annotations:
        return _Column(name, said.startswith("-"), queryset.query.annotations[name].output_field), False
    model, unique, field = queryset.model, True, None
    for part in name.split("__"):
        field = model._meta.pk if part == "pk" else model._meta.get_field(part)
        if field.many_to_many or field.one_to_many:
            raise ValueError(f"{name} may have several values, and the row would be listed once for each.")
        if field.null:
            raise ValueError(f"{name} may be empty, and nothing comes before or after that.")
        unique = unique and field.unique
        model = field.related_model or model
    assert field is not None  # noqa: S101 (a name has a part)
    return _Column(name, said.startswith("-"), field), unique


def _columns(queryset: QuerySet[Any, Any]) -> list[_Column]:
    found = [_column(queryset, said) for said in queryset.query.order_by]
    if not found or not found[-1][1]:
        raise ValueError("The order of a list must end in something unique, such as its id.")
    return [column for column, _ in found]


# --- Where a page begins ------------------------------------------------------------------------------------


class _Rows(Func):
    """`(a, b) > (x, y)`, which PostgreSQL answers from an index on both."""

    output_field = BooleanField()
    arg_joiner = ", "

    def __init__(self, columns: Sequence[_Column], compare: str, values: Sequence[Any]) -> None:
        given = [Value(value, output_field=column.field) for column, value in zip(columns, values, strict=True)]
        # Func joins all of its expressions, so each side is a Func of its own.
        super().__init__(_Row(*(F(column.name) for column in columns)), _Row(*given), arg_joiner=f" {compare} ")

    template = "%(expressions)s"


class _Row(Func):
    template = "(%(expressions)s)"
    output_field = BooleanField()


def _beyond(columns: Sequence[_Column], values: Sequence[Any], *, backward: bool) -> Q:
    """What comes after these values in the order of the columns, or before them."""
    run = 1
    while run < len(columns) and columns[run].descending == columns[0].descending:
        run += 1
    compare = "<" if columns[0].descending != backward else ">"
    if run == len(columns):
        return Q(_Rows(columns, compare, values))
    # Directions mix: the first bound is what an index can use.
    rest = _beyond(columns[run:], values[run:], backward=backward)
    at_least = Q(_Rows(columns[:run], f"{compare}=", values[:run]))
    return at_least & (Q(_Rows(columns[:run], compare, values[:run])) | rest)


# --- Cursors ------------------------------------------------------------------------------------------------


class _Serializer:
    def dumps(self, value: Any) -> bytes:
        return tagged_json.dumps(value).encode()

    def loads(self, data: bytes) -> Any:
        return tagged_json.loads(data)


def _salt(queryset: QuerySet[Any, Any], columns: Sequence[_Column]) -> str:
    # A cursor of one list says nothing about another.
    return f"page:{queryset.model._meta.label}:{','.join(column.order for column in columns)}"


def _write(salt: str, columns: Sequence[_Column], row: Any, *, backward: bool) -> str:
    position = [int(backward), *(column.of(row) for column in columns)]
    return signing.dumps(position, salt=salt, serializer=_Serializer, compress=True)


def _position(salt: str, columns: Sequence[_Column], cursor: str) -> tuple[bool, list[Any]]:
    try:
        if len(cursor) > LONGEST_CURSOR:
            raise ValueError("too long")
        backward, *values = signing.loads(cursor, salt=salt, serializer=_Serializer)
        if len(values) != len(columns):
            raise ValueError("made for another order")
    except (signing.BadSignature, ValueError):
        sentence = "This is no place in this list. Please start at its beginning."
        raise BadPage(sentence, fields={"cursor": [sentence]}) from None
    return bool(backward), values


# --- Pages --------------------------------------------------------------------------------------------------


def keyset_page(queryset: "QuerySet[Any, M]", *, cursor: str = "", size: int = PAGE_SIZE) -> Page[M]:
    """
    The page at a cursor, or the first one.

    :raises BadPage: for a cursor that was not given for this list and this order
    :raises ValueError: where the order may be ambiguous: by a nullable column, or by nothing unique at its end
    """
    columns = _columns(queryset)
    salt = _salt(queryset, columns)
    backward = False
    if cursor:
        backward, values = _position(salt, columns, cursor)
        queryset = queryset.filter(_beyond(columns, values, backward=backward))
    if backward:
        queryset = queryset.order_by(*(column.reversed for column in columns))
    rows: list[M] = list(queryset[: size + 1])
    more, rows = len(rows) > size, rows[:size]
    if backward:
        rows.reverse()
    if not rows:
        return Page([])
    has_next, has_previous = (True, more) if backward else (more, bool(cursor))
    return Page(
        rows,
        next=_write(salt, columns, rows[-1], backward=False) if has_next else "",
        previous=_write(salt, columns, rows[0], backward=True) if has_previous else "",
    )


def page_links(request: HttpRequest, page: Page[Any]) -> dict[str, str]:
    """The addresses of the pages beside this one, for components/pagination.html; its filters are kept."""
    return {"next": _link(request, page.next), "previous": _link(request, page.previous)}


def _link(request: HttpRequest, cursor: str) -> str:
    if not cursor:
        return ""
    query = request.GET.copy()
    query["cursor"] = cursor
    return f"{request.path}?{query.urlencode()}"


class KeysetPagination(BasePagination):
    """DRF's paging by `cursor` and `page_size`, in the order that the view's QuerySet says."""

    def paginate_queryset(self, queryset: Any, request: Request, view: Any = None) -> list[Any]:  # noqa: ARG002
        return self.paginate(functools.partial(keyset_page, queryset), request)

    def paginate(self, read: Callable[..., Page[M]], request: Request) -> list[M]:
        """The items of the page that `read` answers for a cursor and a size."""
        self.request = request
        page = read(cursor=request.query_params.get("cursor", ""), size=self._size(request))
        self.page: Page[Any] = page
        return page.items

    def _size(self, request: Request) -> int:
        said = request.query_params.get("page_size", str(PAGE_SIZE))
        if not (said.isascii() and said.isdecimal() and len(said) < 5 and 1 <= int(said) <= LARGEST_PAGE):
            sentence = f"A page has from 1 to {LARGEST_PAGE} rows."
            raise BadPage(sentence, fields={"page_size": [sentence]})
        return int(said)

    def get_paginated_response(self, data: Any) -> Response:
        links = page_links(self.request._request, self.page)
        absolute = {name: self.request.build_absolute_uri(link) if link else None for name, link in links.items()}
        return Response({**absolute, "results": data})

    def get_paginated_response_schema(self, schema: dict[str, Any]) -> dict[str, Any]:
        link = {"type": ["string", "null"], "format": "uri"}
        return {
            "type": "object",
            "required": ["next", "previous", "results"],
            "properties": {"next": link, "previous": link, "results": schema},
        }

    def get_schema_operation_parameters(self, view: Any) -> list[dict[str, Any]]:  # noqa: ARG002
        size = {"type": "integer", "minimum": 1, "maximum": LARGEST_PAGE, "default": PAGE_SIZE}
        return [
            {
                "name": "cursor",
                "in": "query",
                "required": False,
                "description": "Where the page begins, from `next` or `previous` of another page.",
                "schema": {"type": "string"},
            },
            {
                "name": "page_size",
                "in": "query",
                "required": False,
                "description": "How many rows a page has.",
                "schema": size,
            },
        ]
