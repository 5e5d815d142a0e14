"""Reading foods and recipes from elsewhere, and planning meals, behind the pages."""

from pathlib import Path
from typing import Any

from apps.jobs import public as jobs


@jobs.job(name="nutrition.import_foods", queue="bulk")
def import_foods(progress: jobs.Progress, *, table: str, path: str, branded: bool = False) -> str:
    from . import services

    services.import_foods(table=table, path=Path(path), branded=branded, progress=progress)
    # They are reckoned from foods, so those come first.
    services.load_recipes()
    return "/foods/"


@jobs.job(name="nutrition.reckon_recipes", queue="bulk")
def reckon_recipes(progress: jobs.Progress, *, foods: list[int]) -> str:
    from . import services

    services.reckon_all_made_of(foods, progress.say)
    return "/foods/"


@jobs.periodic("nutrition.count_recipes")
def count_recipes() -> None:
    """Count what the catalogue has of each kind."""
    from . import services

    services.count_recipes()


@jobs.job(name="nutrition.read_recipes", queue="bulk")
def read_recipes(progress: jobs.Progress, *, import_id: int) -> str:
    from .services.recipe_import import reading

    return reading.read_import(import_id=import_id, progress=progress)


@jobs.job(name="nutrition.keep_recipes", queue="bulk")
def keep_recipes(progress: jobs.Progress, *, import_id: int) -> str:
    from .services.recipe_import import keeping

    return keeping.keep_found(import_id=import_id, progress=progress)


@jobs.job(name="nutrition.make_meal_plan")
def make_meal_plan(progress: jobs.Progress, *, starts_on: str, wishes: dict[str, Any]) -> str:
    # Here, because it loads the solver, which no process that serves pages ever does.
    from .services import planning

    return planning.make_meal_plan(starts_on=starts_on, wishes=wishes, progress=progress)


@jobs.job(name="nutrition.swap_meal")
def swap_meal(progress: jobs.Progress, *, meal_id: int) -> str:
    from .services import planning

    return planning.swap_meal(meal_id=meal_id, progress=progress)
