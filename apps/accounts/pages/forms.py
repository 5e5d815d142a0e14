"""Forms about the account."""

from django import forms
from django.contrib.auth import password_validation

from apps.accounts.domain.preferences import LOCALES, zones
from apps.accounts.models import User
from apps.accounts.services import passwords
from project.lib.money import CURRENCIES
from project.lib.widgets import LongSelect


class PreferencesForm(forms.ModelForm):
    locale = forms.ChoiceField(choices=LOCALES, label="Dates and numbers, as in")
    time_zone = forms.ChoiceField(choices=zones, widget=LongSelect)

    class Meta:
        model = User
        fields = ["locale", "time_zone", "base_currency", "theme"]
        labels = {"theme": "Appearance"}
        help_texts = {"base_currency": "Totals are shown in it. Three letters, such as EUR."}
        widgets = {
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
        help_text=passwords.HELP,
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
