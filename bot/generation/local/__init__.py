"""The muse on this machine: a model of transformers behind a step loop of our own."""
