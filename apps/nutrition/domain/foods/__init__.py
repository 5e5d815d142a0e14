"""Foods: the nutrients that are known of one, what it is made of, and the tables that others publish."""
