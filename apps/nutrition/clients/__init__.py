"""What comes from outside: tables of foods that others publish."""
