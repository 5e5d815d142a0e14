"""What was eaten, added up and held against what it should have been."""
