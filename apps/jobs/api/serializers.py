"""What the API says of jobs."""

from rest_framework import serializers

from apps.jobs.models import Job


class JobRow(serializers.Serializer):
    uuid = serializers.UUIDField()
    kind = serializers.CharField(help_text="What sort of work it is.")
    title = serializers.CharField()
    state = serializers.ChoiceField(choices=Job.State.choices)
    label = serializers.CharField(help_text="The state in a word, for people.")  # type: ignore[assignment]
    progress = serializers.IntegerField(allow_null=True, help_text="Percent; null while it cannot be told.")
    message = serializers.CharField(help_text="What is being done just now.")
    result_url = serializers.CharField(help_text="Where the result is; empty where there is none.")
    error = serializers.CharField(help_text="Why it failed, in one sentence.")
    created_at = serializers.DateTimeField()
    started_at = serializers.DateTimeField(allow_null=True)
    finished_at = serializers.DateTimeField(allow_null=True)


class JobDetail(JobRow):
    is_open = serializers.BooleanField(help_text="Whether it may still change.")
    stream_url = serializers.CharField(
        help_text="An event stream of its progress, open to whoever has this address, for 60 seconds to connect."
    )
