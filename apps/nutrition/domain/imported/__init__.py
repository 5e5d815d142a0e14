"""Recipes as pages and other programs write them, read into one shape."""
