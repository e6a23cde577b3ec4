"""Sampling plans as windows show them: in lines, as a card, and as a curve."""
