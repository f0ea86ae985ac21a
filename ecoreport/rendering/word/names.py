"""The names of Word's elements and attributes as lxml spells them; a paper asks for the same few some hundred thousand times."""

from functools import cache

from docx.oxml import ns

qn = cache(ns.qn)
