"""The Celery app. Its settings are the CELERY_* names of project/settings/base.py."""

from celery import Celery
from kombu import Queue

from project import settings
from workers import queues, schedule

settings.choose()

app = Celery("steward")
app.config_from_object("django.conf:settings", namespace="CELERY")
# Each queue with a key of its own: by Celery's default all share one, and every message goes to every queue.
queue_list = [Queue(name, routing_key=name) for name in queues.NAMES]  # type: ignore[no-untyped-call]
app.conf.update(task_queues=queue_list, task_routes=(queues.route,), beat_schedule=schedule.beat_entries())
app.autodiscover_tasks()
# Celery's "current" app is a thread's own; without a default, the threads of a web server would get an empty one.
app.set_default()

from workers import heartbeat, shutdown, tracing, watching  # noqa: E402, F401 (they listen to Celery's signals)

app.steps["worker"].add(heartbeat.Heartbeat)
