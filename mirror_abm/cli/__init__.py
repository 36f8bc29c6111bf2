"""The commands.

In the order of the data:

main : the command: what it offers, and its exit codes
options : arguments and options that several commands take
console : what the commands print to
data : their tables as CSV or JSON
progress : long work with a progress bar
completion : what the shell offers
repetition : an option given twice is refused
request : what ``run`` and ``contrast`` are asked for
comparison : the answer of a run in words, and its comparative table
results : figures and tables left in a run's folder
simulation : ``mirror-abm run | contrast | plot``
answer : ``mirror-abm answer``
sweep : ``mirror-abm sweep``
runs : ``mirror-abm runs list | show | export | delete``
verification : ``mirror-abm runs verify``
difference : ``mirror-abm runs diff``
batch : ``mirror-abm runs merge``
predictions : what accounts predict, for ``mirror-abm explain accounts --table``
explain : ``mirror-abm explain``
species : ``mirror-abm species``: profiles
pairs : what is typed as NAME=VALUE for field data
field : ``mirror-abm species``: files made from field data
experiment : ``mirror-abm experiment``
protocol : an experiment, trial by trial
board : the board of experiments
check : ``mirror-abm check``
calibrate : ``mirror-abm calibrate``
study : the laboratory that a study is done in
prediction : ``mirror-abm power | predict``
ontogeny : ``mirror-abm ontogeny``
culture : ``mirror-abm culture``
sensitivity : ``mirror-abm sensitivity``
posterior : the posterior over accounts as ``weigh`` prints it
weighing : ``mirror-abm weigh``
sheet_score : what a result says of a sheet, as ``preregister --score`` prints it
preregister : ``mirror-abm preregister``
recovery : ``mirror-abm recover``
retraining : ``mirror-abm retrain``
next_experiment : what ``mirror-abm next --experiments`` prints
choices : ways of choosing as ``next`` prints them
programme : what ``mirror-abm next --studies`` prints
recommendation : ``mirror-abm next``
evidence : ``mirror-abm evidence``
tree : ``mirror-abm tree``
phylo_design : what ``mirror-abm phylo --design`` prints
phylo : ``mirror-abm phylo``

It may import every room, and the contracts of shelves.
"""
