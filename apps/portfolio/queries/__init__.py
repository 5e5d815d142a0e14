"""What people and programs read about money."""
