"""The engine of the Word reports: marks, fields, headings, tables, charts."""
