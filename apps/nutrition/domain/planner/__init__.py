"""
Which dish on which day: meal plans with a proved bound (see docs/nutrition/planner.md).

Only this package imports numpy and highspy, and nothing that serves pages imports this package.
"""
