"""The pages of nutrition."""
