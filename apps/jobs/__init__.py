"""Long work a person can watch."""
