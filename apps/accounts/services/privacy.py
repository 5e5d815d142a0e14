"""What the privacy page shows a person, in one read."""

from dataclasses import dataclass

from apps.jobs import public as jobs
from project.lib import privacy, retention

from ..models import Export, LegalHold, User
from . import consents, exports


@dataclass(frozen=True)
class Copy:
    """A copy of the person's data; `job` while it is being made or when that failed, `token` once it is there."""

    export: Export
    job: jobs.JobState | None
    token: str


@dataclass(frozen=True)
class Overview:
    goes: list[str]
    stays: list[privacy.Kept]
    dropped: list[retention.Rule]
    copies: list[Copy]
    agreements: list[consents.Agreement]
    hold: LegalHold | None


def copy_of(export: Export, person: User) -> Copy:
    if export.made_at:
        return Copy(export, None, exports.link_token(export))
    return Copy(export, exports.job_of(export, person), "")


def overview_of(person: User) -> Overview:
    kept = privacy.kept()
    return Overview(
        goes=[item.what for item in kept if not item.reason],
        stays=[item for item in kept if item.reason],
        dropped=[rule for _, rule in retention.rules],
        copies=[copy_of(export, person) for export in exports.of(person)],
        agreements=consents.agreements(person),
        hold=LegalHold.objects.for_user(person).first(),
    )
