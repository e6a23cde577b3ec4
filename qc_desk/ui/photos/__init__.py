"""Photos large, with what is drawn over them, and the tools to draw."""
