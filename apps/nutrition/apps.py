from django.apps import AppConfig

from project.lib.registry import Card, Entry, SampleData, cards, navigation, sample_data, seeders


class NutritionConfig(AppConfig):
    name = "apps.nutrition"
    api_covers = "your meals: diary, plans, shopping, foods and recipes that you added, and what you say of recipes"

    def ready(self) -> None:
        from . import personal_data, services

        personal_data.register()
        cards.register("diary", card, rank=200)
        cards.register("meals", plan_card, rank=210)
        sample_data.register("meals", SampleData(services.load_sample, services.remove_sample), rank=150)
        week = SampleData(services.load_sample_week, services.remove_sample_week)
        sample_data.register("a week of meals", week, rank=160)
        seeders.register("recipes", seed_recipes, rank=50)
        seeders.register("meals", seed_meals, rank=150)
        navigation.register("meals", Entry("Meals", "nutrition:meals", "table"), rank=192)
        navigation.register("shopping", Entry("Shopping", "nutrition:shopping", "cart"), rank=195)
        navigation.register("pantry", Entry("Pantry", "nutrition:pantry", "home"), rank=197)
        navigation.register("diary", Entry("Diary", "nutrition:diary", "book"), rank=190)
        navigation.register("recipes", Entry("Recipes", "nutrition:recipes", "recipe"), rank=200)
        navigation.register("calculator", Entry("Calculator", "nutrition:calculator", "calculator"), rank=220)
        navigation.register("foods", Entry("Foods", "nutrition:foods", "meal"), rank=210)


def card(person) -> Card:
    """What the day held so far."""
    from .pages import card as pages

    return pages.card(person)


def plan_card(person) -> Card:
    """Today's meals, and what is to be bought."""
    from .pages import plan_card as pages

    return pages.card(person)


def seed_recipes(scale):
    """Recipes of made-up kitchens; numpy is loaded only then."""
    from .services import recipe_seeding

    yield from recipe_seeding.seed(scale)


def seed_meals(scale):
    """What made-up people plan, eat and aim at; numpy and HiGHS are loaded only then."""
    from .services import demo

    yield from demo.seed(scale)
