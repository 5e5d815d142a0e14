"""Recipes that nobody wrote: drawn from tables of dishes and ingredients, the same every time."""
