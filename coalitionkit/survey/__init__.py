"""What a coalition's people say, and what of it may be shown."""
