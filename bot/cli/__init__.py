"""What an operator types: one module a group of commands."""
