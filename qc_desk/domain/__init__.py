"""What a quality-control desk is about: its things and their rules."""
