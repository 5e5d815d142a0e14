"""What is said of photos of one's body, and which two days are compared."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile

from project.lib import formats
from project.lib.errors import DomainError
from project.lib.photos import ABOUT, PhotoField
from project.lib.widgets import LongSelect

from ..domain.body import Pose
from ..models import ProgressPhoto
from .body_forms import day_field


class _AboutPhotos(forms.Form):
    def __init__(self, *args: Any, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields = {"on": day_field(today), **self.fields}

    def put_on(self, refusal: DomainError) -> None:
        """What the service refused, beside the fields that it is about."""
        if not refusal.fields:
            self.add_error(None, refusal.detail)
        for name, sentences in refusal.fields.items():
            self.add_error(name, sentences)


def _note() -> forms.CharField:
    return forms.CharField(label="Note", required=False, max_length=200)


class AddPhotosForm(_AboutPhotos):
    """A day, and a picture from any side."""

    front = PhotoField(label=Pose.FRONT.label, required=False)
    side = PhotoField(label=Pose.SIDE.label, required=False)
    back = PhotoField(label=Pose.BACK.label, required=False)
    other = PhotoField(label="Another", required=False)
    note = _note()

    about = f"{ABOUT} Place and camera are taken out of it."

    @property
    def pictures(self) -> dict[Pose, UploadedFile]:
        return {pose: self.cleaned_data[pose.value] for pose in Pose if self.cleaned_data[pose.value]}


class ChangePhotoForm(_AboutPhotos):
    pose = forms.ChoiceField(label="From", choices=Pose.choices())
    note = _note()

    def __init__(self, data: Any = None, *, photo: ProgressPhoto, today: date) -> None:
        super().__init__(data, initial={"on": photo.on, "pose": photo.pose, "note": photo.note}, today=today)


class CompareForm(forms.Form):
    """Two of the days that have photos: the first and the last, unless others are chosen."""

    def __init__(self, data: Any, *, days: Sequence[date]) -> None:
        first_and_last = {"before": days[-1].isoformat(), "after": days[0].isoformat()}
        super().__init__({**first_and_last, **{name: data[name] for name in first_and_last if data.get(name)}})
        choices = [(on.isoformat(), formats.day(on)) for on in days]
        for name, label in (("before", "Before"), ("after", "After")):
            self.fields[name] = forms.TypedChoiceField(
                label=label, choices=choices, coerce=date.fromisoformat, widget=LongSelect
            )
