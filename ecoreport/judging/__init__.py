"""Batch -> Assessments: one value and one verdict for each item and task, chosen and judged here alone."""
