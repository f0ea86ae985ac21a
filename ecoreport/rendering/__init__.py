"""Report -> files: the consolidated workbook, the technical report, result.json; nothing is judged or chosen here."""
