"""The queues, and which task waits in which."""

INTERACTIVE = "interactive"  # somebody waits for it: mail, a small calculation
DEFAULT = "default"
BULK = "bulk"  # minutes of work: imports, exports, rebuilds
CHAT = "chat"  # runs of the assistant
MAINTENANCE = "maintenance"  # what the schedule starts

NAMES = (INTERACTIVE, DEFAULT, BULK, CHAT, MAINTENANCE)

# The longest prefix of a task's name decides. Jobs name their queue themselves: see apps/jobs.
PREFIXES = {
    "jobs.": MAINTENANCE,
    "operations.": MAINTENANCE,
    "chat.": CHAT,
    "accounts.send_mail": INTERACTIVE,
}


def queue_of(task_name: str) -> str:
    fitting = [prefix for prefix in PREFIXES if task_name.startswith(prefix)]
    return PREFIXES[max(fitting, key=len)] if fitting else DEFAULT


def route(name: str, *_: object, **__: object) -> dict[str, str]:
    """For Celery's task_routes, which asks where the call itself names no queue."""
    return {"queue": queue_of(name)}
