"""What requests say: the uuid of a workout or exercise becomes the thing, if the person may use it."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from rest_framework import serializers

from project.lib.errors import NotThere

from ..queries import library


class _Named(serializers.UUIDField):
    find: Callable[[Any, UUID], Any]

    def to_internal_value(self, data: Any) -> Any:
        try:
            return type(self).find(self.context["request"].user, super().to_internal_value(data))
        except NotThere as no:
            raise serializers.ValidationError(no.detail) from None


class WorkoutField(_Named):
    find = staticmethod(library.workout)


class ExerciseField(_Named):
    find = staticmethod(library.exercise)
