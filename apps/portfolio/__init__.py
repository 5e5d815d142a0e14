"""Money: what a person owns and did, what it is worth and what it earned."""
