"""The indicator system workbook <-> IndicatorSystem: `load_system` here, `write_system` in `writing`, which draws with openpyxl."""

from ecoreport.system.loading import load_system

__all__ = ["load_system"]
