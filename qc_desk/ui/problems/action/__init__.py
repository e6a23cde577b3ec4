"""A corrective action in the window: eight disciplines, one after the other."""
