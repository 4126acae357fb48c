"""Content limits: text and a policy in, a verdict out, with the rule and the exact place in the text."""
