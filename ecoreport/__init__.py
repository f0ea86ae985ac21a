"""Turn departments' Excel ledgers into the application for a 生态文明建设示范市."""

__version__ = "0.1.0"
