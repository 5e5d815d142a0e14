"""What serializers that read take, and what the document says of them."""

import pytest
from rest_framework import serializers

from project.lib.api_input import StrictSerializer, Text


class Note(StrictSerializer):
    words = Text(max_length=20)
    count = serializers.IntegerField(required=False)


@pytest.mark.parametrize("given", [7, 1.5, True, None, ["a"], {"a": 1}])
def test_a_text_is_a_text(given):
    note = Note(data={"words": given})

    assert not note.is_valid()
    assert list(note.errors) == ["words"]


def test_words_are_taken_as_they_are():
    note = Note(data={"words": "1"})

    assert note.is_valid()
    assert note.validated_data == {"words": "1"}
