"""The request id travels in the message's headers, so the logs of a task name the request that caused it."""

from typing import Any

from celery.signals import before_task_publish, task_prerun

from project.lib.watching import request_id

HEADER = "request_id"


@before_task_publish.connect
def send_request_id(headers: dict[str, Any], **_: object) -> None:
    headers.setdefault(HEADER, request_id.current())


@task_prerun.connect
def take_request_id(task: Any, **_: object) -> None:
    request_id.begin(task.request.get(HEADER) or "")
