"""The processes beside the web: Celery's app, queues and schedule, and the supervisor of `./run`."""
