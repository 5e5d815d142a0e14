"""Help: where a person writes to whoever runs Steward, and reads what they were answered."""

from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect

from apps.accounts.models import Feedback
from apps.accounts.services import feedback as service
from project.lib.limits.ratelimit import check
from project.lib.pages import render_page
from project.lib.requests import PersonRequest


class FeedbackForm(forms.ModelForm):
    kind = forms.ChoiceField(choices=Feedback.Kind.choices, label="What is it?")

    class Meta:
        model = Feedback
        fields = ["kind", "text", "page"]
        labels = {"text": "In your words", "page": "Which page is it about?"}
        help_texts = {
            "text": "Leave passwords and codes out: nobody needs them to help you.",
            "page": "The address of a page of Steward, if it is about one.",
        }
        widgets = {
            "text": forms.Textarea(attrs={"rows": 6}),
            "page": forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
        }


@login_required
def feedback(request: PersonRequest) -> HttpResponse:
    form = FeedbackForm(request.POST or None, initial={"page": request.GET.get("page", "")[:500]})
    if request.method == "POST":
        check(request, "feedback")
        if form.is_valid():
            service.give(person=request.user, **form.cleaned_data)
            messages.success(request, "Thank you. Whoever runs this Steward reads it; the answer will be on this page.")
            return redirect("accounts:feedback")
    context = {"form": form, "earlier": service.latest_of(request.user)}
    return render_page(request, "accounts/feedback.html", context=context, status=422 if form.errors else 200)
