"""A result in a picture."""
