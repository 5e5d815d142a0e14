"""Reading tables of foods, behind the pages."""

from pathlib import Path

from apps.jobs import public as jobs


@jobs.job(name="nutrition.import_foods", queue="bulk")
def import_foods(progress: jobs.Progress, *, table: str, path: str, branded: bool = False) -> str:
    from . import services

    services.import_foods(table=table, path=Path(path), branded=branded, progress=progress)
    # They are reckoned from foods, so those come first.
    services.load_recipes()
    return "/foods/"
