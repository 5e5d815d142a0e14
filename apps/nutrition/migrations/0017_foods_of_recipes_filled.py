"""
The foods of the recipes that are there, a few thousand at a time; those that have theirs are passed over.

The order is that of how many recipes need each; a recipe that is reckoned anew gets the order of queries/needs.py.
"""

from django.db import migrations

BATCH = 5_000
_FILL = """
    UPDATE nutrition_recipe SET foods = needed.foods
    FROM (
        SELECT line.recipe_id, array_agg(line.food_id ORDER BY uses.lines, line.food_id) AS foods
        FROM (
            SELECT DISTINCT recipe_id, food_id FROM nutrition_ingredient
            WHERE recipe_id > %s AND recipe_id <= %s AND food_id IS NOT NULL AND NOT is_heading
        ) AS line
        JOIN _uses AS uses USING (food_id)
        GROUP BY line.recipe_id
    ) AS needed
    WHERE nutrition_recipe.id = needed.recipe_id AND nutrition_recipe.foods = '{}'
"""
_USES = """
    CREATE TEMPORARY TABLE _uses ON COMMIT DROP AS
    SELECT food_id, count(*) AS lines FROM nutrition_ingredient
    WHERE food_id NOT IN (SELECT id FROM nutrition_food WHERE owner_id IS NULL AND name = 'Water, tap')
    GROUP BY food_id
"""


def fill(_, schema_editor):
    with schema_editor.connection.cursor() as cursor:
        cursor.execute("SELECT coalesce(max(id), 0) FROM nutrition_recipe")
        last = cursor.fetchone()[0]
        cursor.execute(_USES)
        for begin in range(0, last, BATCH):
            cursor.execute(_FILL, [begin, begin + BATCH])


class Migration(migrations.Migration):
    dependencies = [("nutrition", "0016_foods_of_recipes")]

    operations = [migrations.RunPython(fill, migrations.RunPython.noop, elidable=True)]
