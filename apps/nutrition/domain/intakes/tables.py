"""
The Dietary Reference Intakes of the United States and Canada, as published.

A row's columns are life stages. `*` marks an adequate intake (AI), everything else is a recommended dietary allowance
(RDA); `-` is not determined, and `x` repeats a value. Upper levels are the same for both sexes.
"""

IOM_1997 = "Institute of Medicine 1997 (calcium, phosphorus, magnesium, vitamin D, fluoride)"
IOM_1998 = "Institute of Medicine 1998 (B vitamins and choline)"
IOM_2000 = "Institute of Medicine 2000 (vitamins C and E, selenium)"
IOM_2001 = "Institute of Medicine 2001 (vitamins A and K, trace elements)"
IOM_2004 = "Institute of Medicine 2004 (water, electrolytes)"
IOM_2005 = "Institute of Medicine 2005 (energy and macronutrients)"
IOM_2011 = "Institute of Medicine 2011 (calcium and vitamin D)"
NASEM_2019 = "National Academies 2019 (sodium and potassium)"

# Ages in years from which a stage holds, by group.
YOUNG = (0.0, 0.5, 1.0, 4.0)
GROWN = (9.0, 14.0, 19.0, 31.0, 51.0, 71.0)
CARRYING = (14.0, 19.0, 31.0)

# name, unit, source, infants and children | males | females | pregnancy | lactation
RECOMMENDED = (
    ("water", "L", IOM_2004, "0.7* 0.8* 1.3* 1.7* | 2.4* 3.3* 3.7*x4 | 2.1* 2.3* 2.7*x4 | 3.0*x3 | 3.8*x3"),
    ("protein", "g", IOM_2005, "9.1* 11 13 19 | 34 52 56x4 | 34 46x5 | 71x3 | 71x3"),
    ("protein_per_kg", "g/kg", IOM_2005, "1.52* 1.2 1.05 0.95 | 0.95 0.85 0.8x4 | 0.95 0.85 0.8x4 | 1.1x3 | 1.3x3"),
    ("carbohydrate", "g", IOM_2005, "60* 95* 130 130 | 130x6 | 130x6 | 175x3 | 210x3"),
    ("fibre", "g", IOM_2005, "- - 19* 25* | 31* 38*x3 30*x2 | 26*x2 25*x2 21*x2 | 28*x3 | 29*x3"),
    ("fat", "g", IOM_2005, "31* 30* - - | -x6 | -x6 | -x3 | -x3"),
    ("linoleic_acid", "g", IOM_2005, "4.4* 4.6* 7* 10* | 12* 16* 17*x2 14*x2 | 10* 11* 12*x2 11*x2 | 13*x3 | 13*x3"),
    ("linolenic_acid", "g", IOM_2005, "0.5*x2 0.7* 0.9* | 1.2* 1.6*x5 | 1.0* 1.1*x5 | 1.4*x3 | 1.3*x3"),
    ("vitamin_a", "µg RAE", IOM_2001, "400* 500* 300 400 | 600 900x5 | 600 700x5 | 750 770x2 | 1200 1300x2"),
    ("vitamin_c", "mg", IOM_2000, "40* 50* 15 25 | 45 75 90x4 | 45 65 75x4 | 80 85x2 | 115 120x2"),
    ("vitamin_d", "µg", IOM_2011, "10*x2 15x2 | 15x5 20 | 15x5 20 | 15x3 | 15x3"),
    ("vitamin_e", "mg", IOM_2000, "4* 5* 6 7 | 11 15x5 | 11 15x5 | 15x3 | 19x3"),
    ("vitamin_k", "µg", IOM_2001, "2.0* 2.5* 30* 55* | 60* 75* 120*x4 | 60* 75* 90*x4 | 75* 90*x2 | 75* 90*x2"),
    ("thiamin", "mg", IOM_1998, "0.2* 0.3* 0.5 0.6 | 0.9 1.2x5 | 0.9 1.0 1.1x4 | 1.4x3 | 1.4x3"),
    ("riboflavin", "mg", IOM_1998, "0.3* 0.4* 0.5 0.6 | 0.9 1.3x5 | 0.9 1.0 1.1x4 | 1.4x3 | 1.6x3"),
    ("niacin", "mg NE", IOM_1998, "2* 4* 6 8 | 12 16x5 | 12 14x5 | 18x3 | 17x3"),
    ("vitamin_b6", "mg", IOM_1998, "0.1* 0.3* 0.5 0.6 | 1.0 1.3x3 1.7x2 | 1.0 1.2 1.3x2 1.5x2 | 1.9x3 | 2.0x3"),
    ("folate", "µg DFE", IOM_1998, "65* 80* 150 200 | 300 400x5 | 300 400x5 | 600x3 | 500x3"),
    ("vitamin_b12", "µg", IOM_1998, "0.4* 0.5* 0.9 1.2 | 1.8 2.4x5 | 1.8 2.4x5 | 2.6x3 | 2.8x3"),
    ("pantothenic_acid", "mg", IOM_1998, "1.7* 1.8* 2* 3* | 4* 5*x5 | 4* 5*x5 | 6*x3 | 7*x3"),
    ("biotin", "µg", IOM_1998, "5* 6* 8* 12* | 20* 25* 30*x4 | 20* 25* 30*x4 | 30*x3 | 35*x3"),
    ("choline", "mg", IOM_1998, "125* 150* 200* 250* | 375* 550*x5 | 375* 400* 425*x4 | 450*x3 | 550*x3"),
    (
        "calcium", "mg", IOM_2011,
        "200* 260* 700 1000 | 1300x2 1000x3 1200 | 1300x2 1000x2 1200x2 | 1300 1000x2 | 1300 1000x2",
    ),
    (
        "chromium", "µg", IOM_2001,
        "0.2* 5.5* 11* 15* | 25* 35*x3 30*x2 | 21* 24* 25*x2 20*x2 | 29* 30*x2 | 44* 45*x2",
    ),
    ("copper", "µg", IOM_2001, "200* 220* 340 440 | 700 890 900x4 | 700 890 900x4 | 1000x3 | 1300x3"),
    ("fluoride", "mg", IOM_1997, "0.01* 0.5* 0.7* 1* | 2* 3* 4*x4 | 2* 3*x5 | 3*x3 | 3*x3"),
    ("iodine", "µg", IOM_2001, "110* 130* 90x2 | 120 150x5 | 120 150x5 | 220x3 | 290x3"),
    ("iron", "mg", IOM_2001, "0.27* 11 7 10 | 8 11 8x4 | 8 15 18x2 8x2 | 27x3 | 10 9x2"),
    (
        "magnesium", "mg", IOM_1997,
        "30* 75* 80 130 | 240 410 400 420x3 | 240 360 310 320x3 | 400 350 360 | 360 310 320",
    ),
    ("manganese", "mg", IOM_2001, "0.003* 0.6* 1.2* 1.5* | 1.9* 2.2* 2.3*x4 | 1.6*x2 1.8*x4 | 2.0*x3 | 2.6*x3"),
    ("molybdenum", "µg", IOM_2001, "2* 3* 17 22 | 34 43 45x4 | 34 43 45x4 | 50x3 | 50x3"),
    ("phosphorus", "mg", IOM_1997, "100* 275* 460 500 | 1250x2 700x4 | 1250x2 700x4 | 1250 700x2 | 1250 700x2"),
    ("selenium", "µg", IOM_2000, "15* 20* 20 30 | 40 55x5 | 40 55x5 | 60x3 | 70x3"),
    ("zinc", "mg", IOM_2001, "2* 3 3 5 | 8 11x5 | 8 9 8x4 | 12 11x2 | 13 12x2"),
    (
        "potassium", "mg", NASEM_2019,
        "400* 860* 2000* 2300* | 2500* 3000* 3400*x4 | 2300*x2 2600*x4 | 2600* 2900*x2 | 2500* 2800*x2",
    ),
    ("sodium", "mg", NASEM_2019, "110* 370* 800* 1000* | 1200* 1500*x5 | 1200* 1500*x5 | 1500*x3 | 1500*x3"),
    (
        "chloride", "mg", IOM_2004,
        "180* 570* 1500* 1900* | 2300*x4 2000* 1800* | 2300*x4 2000* 1800* | 2300*x3 | 2300*x3",
    ),
)  # fmt: skip

EVERYTHING, PREFORMED, ADDED, SUPPLEMENTS = (
    "everything",
    "preformed vitamin",
    "fortified food and supplements",
    "supplements",
)

# name, what the level counts, infants and children | both sexes | pregnancy | lactation
UPPER = (
    ("vitamin_a", PREFORMED, "600x3 900 | 1700 2800 3000x4 | 2800 3000x2 | 2800 3000x2"),
    ("vitamin_c", EVERYTHING, "- - 400 650 | 1200 1800 2000x4 | 1800 2000x2 | 1800 2000x2"),
    ("vitamin_d", EVERYTHING, "25 38 63 75 | 100x6 | 100x3 | 100x3"),
    ("vitamin_e", ADDED, "- - 200 300 | 600 800 1000x4 | 800 1000x2 | 800 1000x2"),
    ("niacin", ADDED, "- - 10 15 | 20 30 35x4 | 30 35x2 | 30 35x2"),
    ("vitamin_b6", EVERYTHING, "- - 30 40 | 60 80 100x4 | 80 100x2 | 80 100x2"),
    ("folate", ADDED, "- - 300 400 | 600 800 1000x4 | 800 1000x2 | 800 1000x2"),
    ("choline", EVERYTHING, "- - 1000x2 | 2000 3000 3500x4 | 3000 3500x2 | 3000 3500x2"),
    ("calcium", EVERYTHING, "1000 1500 2500x2 | 3000x2 2500x2 2000x2 | 3000 2500x2 | 3000 2500x2"),
    ("copper", EVERYTHING, "- - 1000 3000 | 5000 8000 10000x4 | 8000 10000x2 | 8000 10000x2"),
    ("fluoride", EVERYTHING, "0.7 0.9 1.3 2.2 | 10x6 | 10x3 | 10x3"),
    ("iodine", EVERYTHING, "- - 200 300 | 600 900 1100x4 | 900 1100x2 | 900 1100x2"),
    ("iron", EVERYTHING, "40x4 | 40 45x5 | 45x3 | 45x3"),
    ("magnesium", SUPPLEMENTS, "- - 65 110 | 350x6 | 350x3 | 350x3"),
    ("manganese", EVERYTHING, "- - 2 3 | 6 9 11x4 | 9 11x2 | 9 11x2"),
    ("molybdenum", EVERYTHING, "- - 300 600 | 1100 1700 2000x4 | 1700 2000x2 | 1700 2000x2"),
    ("phosphorus", EVERYTHING, "- - 3000x2 | 4000x5 3000 | 3500x3 | 4000x3"),
    ("selenium", EVERYTHING, "45 60 90 150 | 280 400x5 | 400x3 | 400x3"),
    ("zinc", EVERYTHING, "4 5 7 12 | 23 34 40x4 | 34 40x2 | 34 40x2"),
    # Not an upper level but the intake above which lowering it reduces the risk of disease (2019).
    ("sodium", EVERYTHING, "- - 1200 1500 | 1800 2300x5 | 2300x3 | 2300x3"),
    ("chloride", EVERYTHING, "- - 2300 2900 | 3400 3600x5 | 3600x3 | 3600x3"),
)
