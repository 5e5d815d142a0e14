"""What people brought in to make recipes of, and how far the work on it is."""

from typing import Any
from uuid import UUID

from django.db.models import QuerySet

from apps.jobs import public as jobs
from project.lib.errors import NotThere

from ..models import RecipeImport

_BEFORE = {RecipeImport.State.READING: RecipeImport.State.READ, RecipeImport.State.KEEPING: RecipeImport.State.READ}


def imports_of(user: Any) -> QuerySet[RecipeImport]:
    """The newest first, without what was found in them."""
    return RecipeImport.objects.for_user(user).select_related("owner").defer("text", "found").order_by("-id")


def import_of(user: Any, uuid: UUID) -> RecipeImport:
    """:raises NotThere:"""
    found = RecipeImport.objects.for_user(user).select_related("owner").filter(uuid=uuid).first()
    if found is None:
        raise NotThere("There is no such import.")
    return settled(found)


def job_of(brought_in: RecipeImport) -> jobs.JobState | None:
    """The work that was last begun on it, as long as that is remembered."""
    uuid = brought_in.job_uuid
    return jobs.state_of(user=brought_in.owner, job_uuid=uuid) if uuid else None


def settled(brought_in: RecipeImport) -> RecipeImport:
    """Where the work on it failed or was cancelled it stands, unsaved, as before that: there is nothing to wait for."""
    before = _BEFORE.get(RecipeImport.State(brought_in.state))
    if before and not ((job := job_of(brought_in)) and job.is_open):
        brought_in.state = before
    return brought_in
