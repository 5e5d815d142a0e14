"""
What Django itself costs: the units H, T, D and Q that every target is a multiple of.

A throw-away site with the middleware of `startproject`, never part of the product.
"""
