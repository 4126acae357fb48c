"""What members see: replies, boards, forms and buttons, shared by the cogs."""
