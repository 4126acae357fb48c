"""What members type. A cog parses, calls one service, and renders; it holds no rules."""
