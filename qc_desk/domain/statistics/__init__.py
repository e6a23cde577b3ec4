"""What numbers of a shop can honestly say: pure calculations, each with its source."""
