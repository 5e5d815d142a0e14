"""What operators see: logs, figures, errors and use, with nothing personal in them."""
