"""What the plan asks of a department."""
