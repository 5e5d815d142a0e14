"""What a day should hold and what it held: reference intakes, targets, nutrition of a recipe."""
