"""What reading bears at most: honest ledgers stay far below, hostile files end here."""

MIB = 1024 * 1024

FILE_BYTES = 64 * MIB  # one file, or one member of an archive
PAGE_BYTES = 16 * MIB  # a web page
TEXT_BYTES = 32 * MIB  # a file of text: CSV, XML of 2003
PART_BYTES = 200 * MIB  # one part of a package, inflated
PACKAGE_BYTES = 300 * MIB  # all parts of a package that are read, inflated
PACKAGE_ENTRIES = 1_000  # files in one zip
ARCHIVE_MEMBERS = 500  # ledgers read from one archive
ROWS = 1_048_576  # the format's own
COLUMNS = 16_384
CELLS = 500_000  # records of one file
SHEETS = 255
TABLE_TEXT = 50_000_000  # characters of one shared string table
EXPANDED_TEXT = 200_000_000  # characters of all cells of one file
CELL_TEXT = 32_767  # characters of one cell
FORMULA_TEXT = 8_192  # characters of one formula
MOVED_TEXT = 2_000_000  # characters of a file's shared formulas that are written out for the cells that share them
FORMAT_TEXT = 1_000  # characters of a number format that are looked at: Excel's own are 255 at most
ELEMENTS = 3_000_000  # XML elements of one sheet, blank cells with an address of their own not counted
STYLES = 65_536  # cell formats of one file
MERGES = 65_536  # merged areas of one sheet
HTML_SPAN = 1_000  # rowspan and colspan of one table cell, by the HTML standard's own bound on columns
HTML_STEPS = 20_000_000  # places that the cells of one table take up or pass over
CHUNK = 64 * 1024  # bytes read at a time
FILLS = 20_000  # cells of a sheet whose colour is kept; no list of tasks is longer
