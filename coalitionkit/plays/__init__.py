"""What the playbook asks of a coalition's own records."""
