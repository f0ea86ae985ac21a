"""One module a paper: its fields from one Report."""
