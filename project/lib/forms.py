"""How `{{ form }}` looks on every page: a summary of what is wrong, then each field with its help and its faults."""

from django.forms.renderers import TemplatesSetting


class PageForms(TemplatesSetting):
    form_template_name = "components/form.html"
    field_template_name = "components/field.html"
