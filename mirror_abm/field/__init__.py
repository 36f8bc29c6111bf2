"""From a field notebook to a species file.

In the order of the data:

opening : what a file is: text, a workbook, a document of ELAN
sheet : what a format is, is given and gives back
eaf : documents of ELAN as the sheet that it would export
times : times and lengths in cells
timecodes : the time codes of ELAN
lengths : how long each observation lasted
columns : columns told by their names
boris : logs of BORIS
elan : logs of ELAN
plain : plain tables
formats : the list of formats, and which of them a file is
presence : who was watched, when
acts : every row checked, ends joined to beginnings
log : acts, and how long each observation lasted
reading : files to a log
grid : the grid on which times were coded
sequence : who follows whom
turning : what turned records give, exactly
chance : what chance alone would give
intervals : exact intervals of counts and shares
rates : acts to rates
actions : behaviours under the names of a profile's actions
text : values and numbers as a species file has them
held : rates of a profile beside those of a log
preface : what stands above the blocks
fragment : rates to blocks of a species file
material : what a replay is made of
scene : who was where and could see what
replay : the events of a log, lived through
network_fit : the layout that fits an observed network
network_library : the observed networks of the library
short_text : numbers and tables in the short form
saying : which words each block says
rewriting : parts of a text written anew
first_edition : what the first edition said, in the terms of today
upgrade : a species file in the short form
ranges : the numbers of the library's species
medians : a species made of them
blocks : a profile as lines with comments
draft : a first species file
change : one value of a species file changed in place
watching : what a file says of watching others, against its rates
plausibility : what is allowed but improbable
inspection : a species file before it is run

It may import every room up to ``mean_field``, and the contracts of shelves.
"""
