"""What a request says, checked."""

from typing import Any

from rest_framework.request import Request
from rest_framework.serializers import BaseSerializer


def said(kind: type[BaseSerializer[Any]], request: Request, data: Any = None, *, partial: bool = False) -> Any:
    """The values of the body, or of `data`; what is wrong is answered with its fields."""
    command = kind(data=request.data if data is None else data, context={"request": request}, partial=partial)
    command.is_valid(raise_exception=True)
    return command.validated_data
