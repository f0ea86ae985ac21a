"""What one cell says: a number with its unit, words, one of the kinds of nothing, or a question.

A number that stands for itself is given. A number that needs a person's eye (约, 初步, taken out of a sentence) is given
and doubted. What could mean two things is asked: no value, and a doubt that says why. Nothing here ever raises.
"""

from ecoreport.quantity.cells import Rounding, find_rounding, read_quantity
from ecoreport.quantity.records import Doubt, DoubtKind, Quantity, plain

__all__ = ["Doubt", "DoubtKind", "Quantity", "Rounding", "find_rounding", "plain", "read_quantity"]
