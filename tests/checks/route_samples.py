"""
What a route's address names, made for a given person: for each `owner` route, for others that need a row to be there,
and for each of the admin's rows.

`SAMPLES["jobs/<uuid:job>/"] = lambda person: {"job": a_job_of(person).uuid}`
"""

import uuid
from collections.abc import Callable
from typing import Any

from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.apps import apps
from django.conf import settings
from django.db import models
from django.utils import timezone

from apps.accounts.models import Invitation
from apps.accounts.services import exports
from apps.accounts.tests.factories import ExportFactory, api_key, signed_in_program
from apps.accounts.tests.passkeys import credential
from apps.jobs.tests.factories import JobFactory
from apps.nutrition.models import Cooked, Drink, ShoppingList
from apps.nutrition.services import set_recipe_photo
from apps.nutrition.tests.factories import (
    DiaryEntryFactory,
    FoodFactory,
    MealPlanFactory,
    OwnFoodFactory,
    OwnRecipeFactory,
    PantryLotFactory,
    RecipeFactory,
    RecipeImportFactory,
    ShoppingListFactory,
    picture,
)
from apps.portfolio.models import ActivityChange, Instrument, Price, Rate
from apps.portfolio.tests.factories import (
    FIRST,
    AccountFactory,
    AlertFactory,
    GoalFactory,
    ImportFactory,
    ImportRowFactory,
    InstrumentFactory,
    PortfolioFactory,
    bought,
    paid_in,
    shared,
)
from apps.training.queries import sessions
from apps.training.tests.factories import (
    ExerciseFactory,
    LineFactory,
    MeasurementFactory,
    RoutineDayFactory,
    SessionFactory,
    SetFactory,
    WorkoutFactory,
)
from project.lib.testing import Route, UserFactory


def _job(person: Any) -> dict[str, Any]:
    return {"job_uuid": JobFactory(owner=person).uuid}


def _session(person: Any) -> dict[str, Any]:
    return {"session_id": signed_in_program(person).session.pk}


def _key(person: Any) -> dict[str, Any]:
    return {"key_uuid": api_key(person)[0].uuid}


def _passkey(person: Any) -> dict[str, Any]:
    data = {"name": "Phone", "credential": credential()}
    return {"pk": Authenticator.objects.create(user=person, type="webauthn", data=data).pk}


def _device(person: Any) -> dict[str, Any]:
    return {"pk": UserSession.objects.create(user=person, ip="192.0.2.7", session_key=uuid.uuid4().hex).pk}


def _export(person: Any) -> dict[str, Any]:
    return {"token": exports.link_token(ExportFactory(user=person, made=True))}


def _holding(person: Any) -> dict[str, Any]:
    instrument = InstrumentFactory()
    bought(AccountFactory(owner=person), instrument, 1, FIRST)
    return {"instrument_uuid": instrument.uuid}


def _account(person: Any) -> dict[str, Any]:
    return {"uuid": AccountFactory(owner=person).uuid}


def _portfolio(person: Any) -> dict[str, Any]:
    return {"uuid": PortfolioFactory(owner=person).uuid}


def _activity(person: Any) -> dict[str, Any]:
    return {"uuid": paid_in(AccountFactory(owner=person), 100).uuid}


def _change(person: Any) -> dict[str, Any]:
    _activity(person)
    return {"batch": ActivityChange.objects.for_user(person).latest("id").batch}


def _instrument(person: Any) -> dict[str, Any]:
    return {"uuid": InstrumentFactory(owner=person).uuid}


def _goal(person: Any) -> dict[str, Any]:
    return {"uuid": GoalFactory(owner=person).uuid}


def _share(person: Any) -> dict[str, Any]:
    return {"uuid": shared(person)[0].uuid}


def _shared(person: Any) -> dict[str, Any]:
    return {"token": shared(person)[1]}


_PORTFOLIO = {
    "shared/<str:token>/": _shared,
    "sharing/<uuid:uuid>/revoke/": _share,
    "accounts/<uuid:uuid>/": _account,
    "accounts/<uuid:uuid>/close/": _account,
    "accounts/<uuid:uuid>/reopen/": _account,
    "accounts/<uuid:uuid>/delete/": _account,
    "portfolios/<uuid:uuid>/": _portfolio,
    "portfolios/<uuid:uuid>/delete/": _portfolio,
    "activities/<uuid:uuid>/": _activity,
    "activities/<uuid:uuid>/edit/": _activity,
    "activities/<uuid:uuid>/delete/": _activity,
    "changes/<uuid:batch>/undo/": _change,
    "instruments/<uuid:uuid>/edit/": _instrument,
    "instruments/<uuid:uuid>/delete/": _instrument,
    "instruments/<uuid:uuid>/prices/": _instrument,
    "instruments/<uuid:uuid>/prices/file/": _instrument,
    "instruments/<uuid:uuid>/labels/": _instrument,
    "goals/<uuid:uuid>/": _goal,
    "goals/<uuid:uuid>/edit/": _goal,
    "goals/<uuid:uuid>/delete/": _goal,
}

_PORTFOLIO_API = {
    f"{route}{slash}": sample
    for slash in ("", "/")
    for route, sample in {
        "accounts/<uuid:uuid>": _account,
        "accounts/<uuid:uuid>/close": _account,
        "accounts/<uuid:uuid>/reopen": _account,
        "portfolios/<uuid:uuid>": _portfolio,
        "activities/<uuid:uuid>": _activity,
        "changes/<uuid:batch>/undo": _change,
        "shared/<str:token>": _shared,
        "shares/<uuid:uuid>": _share,
        "goals/<uuid:uuid>": _goal,
        "goals/<uuid:uuid>/projection": _goal,
        "instruments/<uuid:uuid>": _instrument,
        "instruments/<uuid:uuid>/labels": _instrument,
        "instruments/<uuid:uuid>/prices": _instrument,
        "instruments/<uuid:uuid>/prices/file": _instrument,
    }.items()
}

SAMPLES: dict[str, Callable[[Any], dict[str, Any]]] = {
    f"{prefix}jobs/<uuid:job_uuid>{action}{slash}": _job
    for prefix, slashes in (("", "/"), ("api/v1/", ("", "/")))
    for action in ("", "/cancel", "/retry")
    for slash in slashes
} | {
    "api/v1/auth/sessions/<uuid:session_id>": _session,
    "api/v1/auth/sessions/<uuid:session_id>/": _session,
    "settings/api-keys/<uuid:key_uuid>/revoke/": _key,
    "api/v1/auth/keys/<uuid:key_uuid>": _key,
    "api/v1/auth/keys/<uuid:key_uuid>/": _key,
    "api/v1/user/count/<path:email>": lambda person: {"email": person.email},
    "invitations/<int:pk>/withdraw/": lambda _: {"pk": a_row_of(Invitation).pk},
    "portfolio/holdings/<uuid:instrument_uuid>/": _holding,
    "settings/security/passkeys/<int:pk>/": _passkey,
    "settings/security/passkeys/<int:pk>/remove/": _passkey,
    "settings/devices/<int:pk>/end/": _device,
    "settings/privacy/consents/<slug:code>/": lambda _: {"code": "ai_provider"},
    "start/<int:number>/": lambda _: {"number": 1},
    "settings/privacy/exports/<str:token>/": _export,
    "api/v1/privacy/exports/<str:token>/file": _export,
    "api/v1/privacy/exports/<str:token>/file/": _export,
    **{f"portfolio/{route}": sample for route, sample in _PORTFOLIO.items()},
    **{f"api/v1/portfolio/{route}": sample for route, sample in _PORTFOLIO_API.items()},
}


def _import(person: Any) -> dict[str, Any]:
    return {"import_uuid": ImportFactory(owner=person).uuid}


def _import_row(person: Any) -> dict[str, Any]:
    row = ImportRowFactory(brought_in__owner=person)
    return {"import_uuid": row.brought_in.uuid, "row_id": row.pk}


SAMPLES |= {
    f"portfolio/import/<uuid:import_uuid>/{action}": _import
    for action in ("", "columns/", "check/", "book/", "undo/", "forget/", "closing/", "file/")
}
SAMPLES |= {f"portfolio/import/<uuid:import_uuid>/rows/<int:row_id>/{action}": _import_row for action in ("", "aside/")}
SAMPLES |= {
    f"api/v1/portfolio/imports/<uuid:import_uuid>{action}{slash}": _import
    for action in ("", "/rows", "/book", "/undo")
    for slash in ("", "/")
}
SAMPLES |= {f"api/v1/portfolio/imports/<uuid:import_uuid>/rows/<int:row_id>{slash}": _import_row for slash in ("", "/")}


def _food(person: Any) -> dict[str, Any]:
    return {"uuid": OwnFoodFactory(owner=person).uuid}


def _recipe(person: Any) -> dict[str, Any]:
    return {"uuid": OwnRecipeFactory(owner=person).uuid}


def _deleted_recipe(person: Any) -> dict[str, Any]:
    return {"uuid": OwnRecipeFactory(owner=person, deleted_at=timezone.now()).uuid}


def _recipe_photo(person: Any) -> dict[str, Any]:
    recipe = OwnRecipeFactory(owner=person)
    set_recipe_photo(owner=person, recipe=recipe, upload=picture())
    return {"uuid": recipe.uuid}


def _catalogue_photo(_: Any) -> dict[str, Any]:
    recipe = RecipeFactory()
    set_recipe_photo(owner=None, recipe=recipe, upload=picture())
    return {"uuid": recipe.uuid}


def _catalogue(_: Any) -> dict[str, Any]:
    return {"uuid": RecipeFactory().uuid}


def _recipe_import(person: Any) -> dict[str, Any]:
    return {"uuid": RecipeImportFactory(owner=person).uuid}


def _cooked(person: Any) -> dict[str, Any]:
    cooked = Cooked.objects.create(owner=person, recipe=RecipeFactory(), on=timezone.localdate(), servings=1)
    return {"cooked_id": cooked.pk}


SAMPLES |= {f"recipes/<uuid:uuid>/{action}": _recipe for action in ("edit/", "delete/", "photo/edit/", "photo/remove/")}
SAMPLES |= {"recipes/<uuid:uuid>/restore/": _deleted_recipe}
SAMPLES |= {f"api/v1/nutrition/recipes/<uuid:uuid>/restore{slash}": _deleted_recipe for slash in ("", "/")}
SAMPLES |= {"recipes/<uuid:uuid>/photo/": _catalogue_photo}
SAMPLES |= {f"api/v1/nutrition-data/recipes/<uuid:uuid>/photo{slash}": _catalogue_photo for slash in ("", "/")}
SAMPLES |= {f"api/v1/nutrition/recipes/<uuid:uuid>/photo{slash}": _recipe_photo for slash in ("", "/")}
SAMPLES |= {
    f"recipes/<uuid:uuid>/{action}": _catalogue for action in ("", "copy/", "favourite/", "mark/", "cooked/", "report/")
}
SAMPLES |= {"cooked/<int:cooked_id>/forget/": _cooked}
SAMPLES |= {f"recipes/imports/<uuid:uuid>/{action}": _recipe_import for action in ("", "read/", "keep/", "forget/")}
SAMPLES |= {
    f"api/v1/nutrition/recipe-imports/<uuid:uuid>{action}{slash}": _recipe_import
    for action in ("", "/read", "/keep")
    for slash in ("", "/")
}
SAMPLES |= {f"api/v1/nutrition-data/recipes/<uuid:uuid>{slash}": _catalogue for slash in ("", "/")}
SAMPLES |= {f"api/v1/nutrition/recipes/<uuid:uuid>{slash}": _recipe for slash in ("", "/")}
SAMPLES |= {
    f"api/v1/nutrition/recipes/<uuid:uuid>/{action}{slash}": _catalogue
    for action in ("mark", "cooked")
    for slash in ("", "/")
}
SAMPLES |= {f"foods/<uuid:uuid>/{action}": _food for action in ("", "edit/", "delete/", "price/", "price/forget/")}
SAMPLES |= {f"api/v1/nutrition/foods/<uuid:uuid>/price{slash}": _food for slash in ("", "/")}
SAMPLES |= {
    f"api/v1/nutrition/recipes/<uuid:uuid>/{action}{slash}": _catalogue
    for action in ("cost", "report")
    for slash in ("", "/")
}
SAMPLES |= {f"api/v1/nutrition/foods/<uuid:uuid>{slash}": _food for slash in ("", "/")}


def _entry(person: Any) -> dict[str, Any]:
    return {"uuid": DiaryEntryFactory(owner=person).uuid}


def _copy(person: Any) -> dict[str, Any]:
    return {"copied_in": DiaryEntryFactory(owner=person, copied_in=uuid.uuid4()).copied_in}


def _drink(person: Any) -> dict[str, Any]:
    return {"uuid": Drink.objects.create(owner=person, on=timezone.localdate(), volume_ml=250).uuid}


SAMPLES |= {
    "diary/add/foods/<uuid:uuid>/": _food,
    "foods/<uuid:uuid>/favourite/": lambda _: {"uuid": FoodFactory().uuid},
}
SAMPLES |= {"diary/add/recipes/<uuid:uuid>/": _catalogue, "diary/copies/<uuid:copied_in>/undo/": _copy}
SAMPLES |= {f"diary/entries/<uuid:uuid>/{action}": _entry for action in ("", "delete/", "restore/", "again/")}
SAMPLES |= {
    f"api/v1/nutrition/diary/entries/<uuid:uuid>{action}{slash}": _entry
    for action in ("", "/restore")
    for slash in ("", "/")
}
SAMPLES |= {"diary/drinks/<uuid:uuid>/forget/": _drink}
SAMPLES |= {f"api/v1/nutrition/diary/drinks/<uuid:uuid>{slash}": _drink for slash in ("", "/")}
SAMPLES |= {f"api/v1/nutrition/diary/copies/<uuid:copied_in>{slash}": _copy for slash in ("", "/")}


def _plan(person: Any) -> dict[str, Any]:
    return {"uuid": MealPlanFactory(owner=person).uuid}


def _deleted_plan(person: Any) -> dict[str, Any]:
    return {"uuid": MealPlanFactory(owner=person, deleted_at=timezone.now()).uuid}


def _planned_meal(person: Any) -> dict[str, Any]:
    plan = MealPlanFactory(owner=person)
    return {"uuid": plan.uuid, "meal_id": plan.meals.first().pk}


def _planned_day(person: Any) -> dict[str, Any]:
    return {"uuid": MealPlanFactory(owner=person).uuid, "day": 1}


SAMPLES |= {f"meals/<uuid:uuid>/{action}": _plan for action in ("", "delete/", "again/")}
SAMPLES |= {"meals/<uuid:uuid>/restore/": _deleted_plan, "meals/making/<uuid:job_uuid>/": _job}
SAMPLES |= {
    f"meals/<uuid:uuid>/meals/<int:meal_id>/{action}": _planned_meal
    for action in ("", "lock/", "move/", "portion/", "cooked/", "log/", "put/", "swap/")
}
SAMPLES |= {"meals/<uuid:uuid>/days/<int:day>/log/": _planned_day}
SAMPLES |= {f"api/v1/nutrition/plans/<uuid:uuid>/days/<int:day>/log{slash}": _planned_day for slash in ("", "/")}
SAMPLES |= {f"api/v1/nutrition/plans/<uuid:uuid>{slash}": _plan for slash in ("", "/")}
SAMPLES |= {f"api/v1/nutrition/plans/<uuid:uuid>/restore{slash}": _deleted_plan for slash in ("", "/")}
SAMPLES |= {
    f"api/v1/nutrition/plans/<uuid:uuid>/meals/<int:meal_id>{action}{slash}": _planned_meal
    for action in ("", "/log", "/swap")
    for slash in ("", "/")
}


def _shopping(person: Any) -> dict[str, Any]:
    return {"uuid": ShoppingListFactory(owner=person).uuid}


def _shopping_item(person: Any) -> dict[str, Any]:
    shopping = ShoppingListFactory(owner=person, lines=1)
    return {"uuid": shopping.uuid, "item_id": shopping.items.get().pk}


def _deleted_shopping(person: Any) -> dict[str, Any]:
    return {"uuid": ShoppingListFactory(owner=person, deleted_at=timezone.now()).uuid}


def _shopping_grant(person: Any) -> dict[str, Any]:
    shopping = ShoppingListFactory(owner=person)
    return {"uuid": shopping.uuid, "grant_id": shopping.grants.create(email="other@example.org").pk}


_SHOPPING = {
    "": _shopping, "/items": _shopping, "/items/<int:item_id>": _shopping_item, "/put-away": _shopping,
    "/restore": _deleted_shopping, "/grants": _shopping, "/grants/<int:grant_id>": _shopping_grant,
}  # fmt: skip
SAMPLES |= {
    f"api/v1/nutrition/shopping/<uuid:uuid>{action}{slash}": sample
    for action, sample in _SHOPPING.items()
    for slash in ("", "/")
}
SAMPLES |= {
    f"shopping/<uuid:uuid>/{action}": _shopping
    for action in ("", "items/", "add/", "put-away/", "rename/", "delete/", "grant/", "leave/")
}
SAMPLES |= {
    "shopping/from-plan/<uuid:uuid>/": _plan,
    "shopping/from-recipe/<uuid:uuid>/": _catalogue,
    "shopping/<uuid:uuid>/restore/": _deleted_shopping,
    "shopping/<uuid:uuid>/items/<int:item_id>/tick/": _shopping_item,
    "shopping/<uuid:uuid>/items/<int:item_id>/drop/": _shopping_item,
    "shopping/<uuid:uuid>/grants/<int:grant_id>/revoke/": _shopping_grant,
}


def _lot(person: Any) -> dict[str, Any]:
    return {"uuid": PantryLotFactory(owner=person).uuid}


def _pantry_change(person: Any) -> dict[str, Any]:
    return {"uuid": PantryLotFactory(owner=person).changes.create(owner=person, kind="added").uuid}


SAMPLES |= {f"pantry/<uuid:uuid>/{action}": _lot for action in ("", "use/")}
SAMPLES |= {"pantry/changes/<uuid:uuid>/undo/": _pantry_change}
SAMPLES |= {
    f"api/v1/nutrition/pantry/<uuid:uuid>{action}{slash}": _lot for action in ("", "/use") for slash in ("", "/")
}
SAMPLES |= {f"api/v1/nutrition/pantry/changes/<uuid:uuid>/undo{slash}": _pantry_change for slash in ("", "/")}


def share(values: dict[str, Any], person: Any) -> None:
    """Grant what a sample made to somebody, as its owner would."""
    for shopping in ShoppingList.objects.filter(uuid=values.get("uuid")):
        shopping.grants.create(email=person.email, person=person, may_edit=True)


def _open_session(person: Any) -> Any:
    """There is one at most."""
    return sessions.open_session(person) or SessionFactory(owner=person)


def _training(person: Any) -> dict[str, Any]:
    return {"uuid": _open_session(person).uuid}


def _training_set(person: Any) -> dict[str, Any]:
    logged = SetFactory(session=_open_session(person))
    return {"uuid": logged.session.uuid, "pk": logged.pk}


def _own_workout(person: Any) -> dict[str, Any]:
    return {"uuid": LineFactory(workout__owner=person).workout.uuid}


def _own_exercise(person: Any) -> dict[str, Any]:
    return {"uuid": ExerciseFactory(owner=person).uuid}


SAMPLES |= {
    "training/sessions/<uuid:uuid>/": _training,
    "training/sessions/<uuid:uuid>/finish/": _training,
    "training/sessions/<uuid:uuid>/delete/": _training,
    "training/sessions/<uuid:uuid>/sets/<int:pk>/delete/": _training_set,
    **{
        f"api/v1/training/sessions/<uuid:uuid>{action}{slash}": _training
        for action in ("", "/sets", "/finish")
        for slash in ("", "/")
    },
    **{
        f"training/workouts/<uuid:uuid>/{action}": _own_workout
        for action in ("", "copy/", "change/", "delete/", "restore/")
    },
    **{f"training/exercises/<uuid:uuid>/{action}": _own_exercise for action in ("", "change/", "delete/", "restore/")},
    **{
        f"api/v1/training/{route}{slash}": sample
        for route, sample in {
            "own-workouts/<uuid:uuid>": _own_workout,
            "own-workouts/<uuid:uuid>/restore": _own_workout,
            "workouts/<uuid:uuid>/copy": _own_workout,
            "own-exercises/<uuid:uuid>": _own_exercise,
            "own-exercises/<uuid:uuid>/restore": _own_exercise,
        }.items()
        for slash in ("", "/")
    },
    **{
        f"api/v1/{route}/<uuid:uuid>{slash}": sample
        for route, sample in {
            "nutrition-data/workouts": lambda _: {"uuid": WorkoutFactory().uuid},
            "training/exercises": lambda _: {"uuid": ExerciseFactory().uuid},
        }.items()
        for slash in ("", "/")
    },
    **{
        f"api/v1/training/exercises/<uuid:uuid>/records{slash}": lambda _: {"uuid": ExerciseFactory().uuid}
        for slash in ("", "/")
    },
}


def _measurement(person: Any) -> dict[str, Any]:
    return {"uuid": MeasurementFactory(owner=person).uuid}


SAMPLES |= {f"training/body/<uuid:uuid>/{action}": _measurement for action in ("", "delete/", "restore/")}
SAMPLES |= {
    f"api/v1/training/measurements/<uuid:uuid>{action}{slash}": _measurement
    for action in ("", "/restore")
    for slash in ("", "/")
}


def _routine(person: Any) -> dict[str, Any]:
    return {"uuid": RoutineDayFactory(routine__owner=person).routine.uuid}


def _routine_day(person: Any) -> dict[str, Any]:
    return _routine(person) | {"position": 1}


SAMPLES |= {
    f"training/routines/<uuid:uuid>/{action}": _routine
    for action in ("", "change/", "start/", "follow/", "delete/", "restore/", "days/add/")
}
SAMPLES |= {f"training/routines/<uuid:uuid>/days/<int:position>/{action}/": _routine_day for action in ("remove", "up")}
SAMPLES |= {
    f"api/v1/training/routines/<uuid:uuid>{action}{slash}": _routine
    for action in ("", "/follow", "/next", "/restore", "/start")
    for slash in ("", "/")
}


def _alert(person: Any) -> dict[str, Any]:
    return {"uuid": AlertFactory(owner=person).uuid}


SAMPLES |= {
    f"portfolio/alerts/<uuid:uuid>/{action}": _alert for action in ("", "pause/", "resume/", "delete/", "restore/")
}
SAMPLES |= {
    f"api/v1/portfolio/alerts/<uuid:uuid>{action}{slash}": _alert
    for action in ("", "/pause", "/resume", "/restore")
    for slash in ("", "/")
}
SAMPLES["portfolio/alerts/add/<alert_kind:kind>/"] = lambda _: {"kind": "price"}

# Of the catalogue, which is everybody's.
SAMPLES |= {
    f"api/v1/market/instruments/<uuid:uuid>/prices{slash}": lambda _: {"uuid": InstrumentFactory().uuid}
    for slash in ("", "/")
}

# --- Rows of the admin ------------------------------------------------------------------------------------------------

PLAIN: dict[str, Callable[[], Any]] = {
    "DateTimeField": timezone.now,
    "DateField": lambda: timezone.now().date(),
    "UUIDField": uuid.uuid4,
    "JSONField": dict,
    "GenericIPAddressField": lambda: "192.0.2.7",
    "BooleanField": bool,
}


def a_row_of(model: type[models.Model]) -> models.Model:
    """A row with a plain value in every column that needs one."""
    if model._meta.label == settings.AUTH_USER_MODEL:
        return UserFactory()
    values = {}
    for field in model._meta.concrete_fields:
        has_value = field.null or field.blank or field.has_default() or field.db_default is not models.NOT_PROVIDED
        if has_value or isinstance(field, models.AutoField):
            continue
        if field.is_relation:
            values[field.name] = a_row_of(field.related_model)
        elif field.choices:
            values[field.name] = field.choices[0][0]
        else:
            kind = field.get_internal_type()
            values[field.name] = PLAIN[kind]() if kind in PLAIN else 1 if "Integer" in kind else "x"
    return model._base_manager.create(**values)


def _price(_: Any) -> Price:
    return Price.objects.create(instrument=InstrumentFactory(), on=FIRST, close=1, source="x")


# Those whose columns do not take just any value.
ROWS: dict[type[models.Model], Callable[[Any], models.Model]] = {
    Instrument: lambda _: InstrumentFactory(),
    Price: _price,
    Rate: lambda _: Rate.objects.create(currency="USD", on=FIRST, value=1, source="x"),
}


def in_the_admin(route: Route) -> dict[str, Any]:
    """An app's page in the admin, or a row of the model that a route of the admin is about."""
    values: dict[str, Any] = {"app_label": "jobs"} if "app_label" in route.parameters else {}
    _, label, model, *_ = [*str(route).split("/"), "", ""]
    if "object_id" in route.parameters and label in {config.label for config in apps.get_app_configs()}:
        found = apps.get_model(label, model)
        values["object_id"] = ROWS.get(found, a_row_of)(found).pk
    return values
