"""Judging a text as a poem: what each line was to be, what it is, and what is wrong."""
