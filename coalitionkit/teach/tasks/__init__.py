"""What each exercise's tasks accept; every right answer is computed from the case's own record."""
