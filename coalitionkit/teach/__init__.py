"""How the playbook is learned."""
