"""The muse. Only local.py and what it alone uses may import torch or transformers."""
