"""Finished and running stories as files."""
