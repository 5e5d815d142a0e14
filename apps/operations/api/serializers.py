"""What the API says about the state of Steward."""

from rest_framework import serializers

from project.lib.health import DEGRADED, DOWN, OK


class FindingRow(serializers.Serializer):
    name = serializers.CharField()
    ok = serializers.BooleanField()
    essential = serializers.BooleanField(help_text="Without it no page can be answered.")
    detail = serializers.CharField(help_text="What is wrong; empty where nothing is.")
    figures = serializers.DictField(help_text="Figures that belong to this check.")


class HealthRow(serializers.Serializer):
    status = serializers.ChoiceField([OK, DEGRADED, DOWN])
    version = serializers.CharField(required=False, help_text="For staff and internal networks only, as are checks.")
    checks = FindingRow(many=True, required=False)
