"""What /api/v1/dashboard/overview answers."""

from rest_framework import serializers


class FirstStep(serializers.Serializer):
    title = serializers.CharField()
    detail = serializers.CharField()
    url = serializers.CharField(help_text="The page where this is done.")


class Overview(serializers.Serializer):
    sections = serializers.DictField(
        child=serializers.DictField(),
        help_text="The figures of each app, under its name. See each app's own documents.",
    )
    unavailable = serializers.ListField(
        child=serializers.CharField(), help_text="Sections that could not be loaded this time."
    )
    first_steps = FirstStep(many=True, help_text="What may be done first, of the apps that hold nothing yet.")
