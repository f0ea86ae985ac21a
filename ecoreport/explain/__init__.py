"""Ask a finished run: why a result is what it is, and what would turn if a value were another. Nothing is written."""
