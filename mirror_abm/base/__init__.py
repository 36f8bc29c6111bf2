"""The ground that every room stands on: nothing here knows any biology.

In the order of the data:

numerals : numbers in figures, as people read them
number_text : numbers as people and their spreadsheets write them
errors : the exceptions, and the shape of their sentences
checks : the checks of single values
places : documents that know where everything stands in them
yaml_text : YAML with the line and column of every value
yaml_spans : where in a YAML text each value begins and ends
markdown_page : Markdown as one HTML file
json_text : JSON in the one form in which it is written
files : reading with limits, writing atomically, hashing
digests : checksums of files that come one by one, and what became of them
leftovers : what killed writers left behind
destinations : paths that were typed, before anything is written there
cache : where what can be made again is kept
ranges : ranges that hold new draws, and the level that so few draws carry
brief : objects in one line
card : objects as small pages, in notebooks
progress : how far long work is, in notebooks and sessions
log : what is told by the way
locks : one command at a time in a folder
tables : tables in files
given : files that users give: text, a workbook, or to be converted
workbook : Excel workbooks, their cells as text
arrow : tables packed into bytes, and written to Parquet bit by bit
journal : records added one by one, each whole or not there
strict : blocks of a file in which only the named keys may stand
library : where the bundled species are
seeds : the only module that makes random streams
means : errors of means over replicates that cover ranges together
items : what a file on each shelf supplies, with types
shelf : the shelves and the variants on them
fingerprint : the hash of the files that decide numbers
sources_read : what was read for it, kept from one command to the next
interruption : Ctrl-C, noted as well as raised
processes : tasks over processes
executors : tasks over an executor of anybody
cluster : a cluster of Dask
startup : commands that start fast
special : distribution functions of scipy without the package around them
jit : small loops over arrays, compiled
first_call : the same, compiled when they are first called

It may import nothing of the package but ``version``.
"""
