"""What the playbook asks of a coalition's own records: one module a play, pure functions."""
