"""How officials write: widths and keys, numerals, units, dates. Taught once, used by all; imports nothing of ours but `errors`."""
