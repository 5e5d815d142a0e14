"""What is read of nutrition."""
