"""How a person works on it."""
