"""What operators run and watch."""
