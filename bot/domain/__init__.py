"""The rules: pure and synchronous. Imports nothing outside domain and the standard library."""
