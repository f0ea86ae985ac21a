"""Targets: "≥85，或逐年提高且提高幅度大于全省平均值" is parsed once and then judges facts."""

from ecoreport.targets.target import Target, parse_target

__all__ = ["Target", "parse_target"]
