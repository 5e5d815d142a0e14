"""Jobs in every state, as the database allows them."""

import datetime

import factory
from django.utils import timezone

from apps.jobs.models import Checkpoint, Job
from project.lib.testing import UserFactory


class JobFactory(factory.django.DjangoModelFactory):
    """A waiting job; `running=True`, `done=True`, `failed=True` or `cancelled=True` for another state."""

    class Meta:
        model = Job
        skip_postgeneration_save = True

    class Params:
        running = factory.Trait(
            state="running",
            attempts=1,
            started_at=factory.LazyFunction(timezone.now),
            progress=40,
            lease_holder="somebody",
            lease_expires_at=factory.LazyFunction(lambda: timezone.now() + datetime.timedelta(seconds=20)),
        )
        done = factory.Trait(state="done", progress=100, finished_at=factory.LazyFunction(timezone.now))
        failed = factory.Trait(state="failed", error="It broke.", finished_at=factory.LazyFunction(timezone.now))
        cancelled = factory.Trait(state="cancelled", finished_at=factory.LazyFunction(timezone.now))

    owner = factory.SubFactory(UserFactory)
    kind = "sample.quick"
    queue = "default"
    title = factory.Sequence(lambda number: f"Import {number}")

    @factory.post_generation
    def checkpoint(self, create, extracted, **_):
        if create:
            Checkpoint.objects.create(job=self)
