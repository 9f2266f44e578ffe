"""What a widget says: its controls, what was saved where, and who can see it."""
