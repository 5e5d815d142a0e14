"""Ingredient lines: what people write, read into amount, unit, food and preparation, and amounts reckoned with."""
