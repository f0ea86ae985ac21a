"""The indicator system workbook <-> IndicatorSystem."""

from ecoreport.system.loading import load_system
from ecoreport.system.writing import write_system

__all__ = ["load_system", "write_system"]
