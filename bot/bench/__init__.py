"""Measurements that anyone can run: ``quire bench``. Claims of speed and scale come from here."""
