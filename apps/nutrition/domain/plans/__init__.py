"""What a person wishes of a meal plan, and how the planner is asked for it. No solver here: pages import this."""
