"""Forms about the account."""

from functools import cache
from zoneinfo import available_timezones

from django import forms
from django.contrib.auth import password_validation

from apps.accounts.models import User
from apps.accounts.services import passwords
from project.lib.money import CURRENCIES
from project.lib.widgets import LongSelect

# How numbers and dates look; the words are English everywhere for now.
LOCALES = [
    ("en-GB", "United Kingdom: 31/12/2026, 1,234.50"),
    ("en-US", "United States: 12/31/2026, 1,234.50"),
    ("en-IE", "Ireland: 31/12/2026, 1,234.50"),
    ("de-DE", "Germany: 31.12.2026, 1.234,50"),
    ("de-AT", "Austria: 31.12.2026, 1 234,50"),
    ("de-CH", "Switzerland: 31.12.2026, 1’234.50"),
    ("fr-FR", "France: 31/12/2026, 1 234,50"),
    ("es-ES", "Spain: 31/12/2026, 1234,50"),
    ("it-IT", "Italy: 31/12/2026, 1.234,50"),
    ("nl-NL", "Netherlands: 31-12-2026, 1.234,50"),
    ("pt-BR", "Brazil: 31/12/2026, 1.234,50"),
    ("pl-PL", "Poland: 31.12.2026, 1234,50"),
    ("sv-SE", "Sweden: 2026-12-31, 1 234,50"),
    ("ja-JP", "Japan: 2026/12/31, 1,234.50"),
]


@cache
def zones() -> list[tuple[str, str]]:
    """Read from the system's files once: that takes 7 ms."""
    return [(zone, zone) for zone in sorted(available_timezones())]


class PreferencesForm(forms.ModelForm):
    locale = forms.ChoiceField(choices=LOCALES, label="Dates and numbers, as in")
    time_zone = forms.ChoiceField(choices=zones, widget=LongSelect)

    class Meta:
        model = User
        fields = ["name", "locale", "time_zone", "base_currency", "theme"]
        labels = {"theme": "Appearance"}
        help_texts = {"base_currency": "Totals are shown in it. Three letters, such as EUR."}
        widgets = {
            "name": forms.TextInput(attrs={"autocomplete": "name"}),
            "base_currency": forms.TextInput(
                attrs={"autocomplete": "off", "autocapitalize": "characters", "spellcheck": "false"}
            ),
        }

    def clean_base_currency(self) -> str:
        code = self.cleaned_data["base_currency"].upper()
        if code not in CURRENCIES:
            raise forms.ValidationError("There is no such currency. Use its three letters, such as EUR.")
        return code


class ThemeForm(forms.Form):
    theme = forms.ChoiceField(choices=User.Theme)


class OwnershipForm(forms.Form):
    name = forms.CharField(max_length=150, label="Your name", widget=forms.TextInput(attrs={"autocomplete": "name"}))
    email = forms.EmailField(max_length=254, widget=forms.EmailInput(attrs={"autocomplete": "username"}))
    password = forms.CharField(
        strip=False,
        max_length=passwords.LONGEST,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password", "data-password": ""}),
        help_text="At least 15 characters. Four or five unrelated words are easy to remember and hard to guess.",
    )

    def clean_password(self) -> str:
        # Not like their own name or address either.
        person = User(name=self.cleaned_data.get("name", ""), email=self.cleaned_data.get("email", ""))
        password_validation.validate_password(self.cleaned_data["password"], person)
        return self.cleaned_data["password"]


class ErasureForm(forms.Form):
    """One more thing to do than to press a button: this cannot be undone for ever."""

    sure = forms.BooleanField(
        label="I understand that everything in my account will be deleted.",
        error_messages={"required": "Please confirm that you understand this."},
    )
