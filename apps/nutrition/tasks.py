"""Reading tables of foods and recipes from elsewhere, behind the pages."""

from pathlib import Path

from apps.jobs import public as jobs


@jobs.job(name="nutrition.import_foods", queue="bulk")
def import_foods(progress: jobs.Progress, *, table: str, path: str, branded: bool = False) -> str:
    from . import services

    services.import_foods(table=table, path=Path(path), branded=branded, progress=progress)
    # They are reckoned from foods, so those come first.
    services.load_recipes()
    return "/foods/"


@jobs.job(name="nutrition.read_recipes", queue="bulk")
def read_recipes(progress: jobs.Progress, *, import_id: int) -> str:
    from .services.recipe_import import reading

    return reading.read_import(import_id=import_id, progress=progress)


@jobs.job(name="nutrition.keep_recipes", queue="bulk")
def keep_recipes(progress: jobs.Progress, *, import_id: int) -> str:
    from .services.recipe_import import keeping

    return keeping.keep_found(import_id=import_id, progress=progress)
