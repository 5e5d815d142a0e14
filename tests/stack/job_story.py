"""What the tests of jobs share: a worker that knows the samples, and the trace they leave."""

from apps.jobs.models import Job
from apps.jobs.public import start
from tests.stack import sample_jobs
from tests.stack.processes import worker
from workers import heartbeat, queues


def clean_redis():
    """Nothing waits in a queue. The bindings stay: a worker declares them once."""
    redis = sample_jobs.traces()
    seen = [heartbeat.key(queue) for queue in queues.NAMES]
    redis.delete("trace", "unacked", "unacked_index", *queues.NAMES, *seen)


def a_worker(**options):
    return worker(app="tests.stack.sample_jobs:app", **options)


def traced():
    return sample_jobs.traces().lrange("trace", 0, -1)


def ended(state):
    return Job.objects.ended().filter(uuid=state.uuid).first()


def begin(kind, owner, **arguments):
    return start(kind, owner=owner, title="Sample", arguments=arguments)
