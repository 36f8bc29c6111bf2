"""What is written of a species, made into a checked profile.

In the order of the data:

citations : the references
inheritance : variants of another profile
bundled : which species are shipped, and which of them a run has by default
faults : what is wrong, where, and the sentence that says so
annotations : what the annotation of a field says
wording : pydantic's findings on single values, in our words
examination : a document against a model, all faults in one reading
quantity : a number, its range, its source, and its draw
network_source : what the file of a network is
network_weights : the weights of ties
network_pajek : networks in Pajek files
network_graphs : networks in the formats of graph programs
network_rows : titles, and names that stand in one row alone
network_contacts : contact lists without a header
network_columns : which columns of an edge list are what
network_formats : files of social networks
network_repair : what is mended in an observed network
observed_network : the network that a profile holds
blocks : the blocks of a species file
number_fields : which fields of a model are numbers
short : the short form of a file, written out
short_schema : the short form for editors
layers : a file and those it inherits, with full numbers
numbers : every number of a profile by name
sums : shares that must sum to 1
senses : what the senses of a species let it perceive
species : species file to profile
prior : the priors on rates of experience
dated_tree : what a dated tree is
newick : Newick text to a dated tree and back
tree : the tree of the library, and trees made from it

It may import ``base`` and the contracts of shelves.
"""
