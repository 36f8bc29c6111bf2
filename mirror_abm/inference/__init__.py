"""What was found against what was predicted, and what to record next.

In the order of the data:

record : what a file of evidence holds
evidence : what was sought and found
study : a recording study and its laboratory
shares : the congruent shares that a run recorded
chances : the chance of each outcome of a study
information : what an outcome tells, in bits
prediction : what a study should find
power : the chance that a study finds mirror units, by its size
courses : that chance over age, draw by draw
ontogeny : the ages at which a study begins to find mirror units
lineage : what the communities of one question have in common
generations : the history of one community, and its two states at a rate
culture_tables : what becomes of imitation, as tables
culture : is imitation handed on over generations, and from which rate on
phrases : numbers and lists within a sentence
culture_in_words : that answer in sentences
findings : what there is to tell of a run
grounds : what carries the answer, and what it rests on
sentences : the answer of a run in words
answer : the answer of a run, and the tables behind it
robustness : which statements hold in all of several runs
conclusions : what a run concludes in each draw, and the numbers it had there
rank_regression : which numbers a conclusion follows
variance : where its variance comes from, and what a measurement would bring
emulator : what groups of numbers do together
followed : one conclusion with its numbers, as rows of tables
sensitivity_in_words : which number carries which conclusion, in sentences
sensitivity_columns : what the columns of its tables are
sensitivity : which number carries a conclusion
rivals : the accounts that can be judged
counts : the chance of k mirror units of N
likelihood : records under each account
observations : what a record says, as observations that can be simulated
most_bits : how much one record can say at most
drawn : the table of draws, all that a posterior over accounts needs of a run
drawn_file : the table of draws in a file
drawn_joined : tables of draws of several runs as one
worlds : what studies would find if an account were true, and what that would say
temperature : the mixture over draws at a temperature that simulated worlds fit
reliability : what was said of simulated worlds against what is true
tempered : one posterior of what is on record, and the same under other assumptions
moves : how far each record, species and clade moves it
sums : the posterior of accounts together
posterior : the posterior over accounts, and how far it can be believed
weighing : records against accounts
class_scores : how far sums over accounts can be believed
folds : worlds judged by draws that have not made them
recovery : is the posterior right as often as it says
recovery_columns : what the columns of its tables are
candidates : the studies that could be done next
planned : the conditions of a planned study
drawn_trained : training studies in the table of draws
refutation : which counts refute an account, and the power to part two
sheet_tables : the tables of a prediction sheet
sheet : a prediction sheet: what a planned study will find
sheet_facts : what a sheet is of, and its fingerprint
sheet_columns : what the columns of its tables are
sheet_passages : the tables within its text
sheet_in_words : the sheet as a text, in the form of a registry
on_record : what was sought before in the species of a sheet
sheet_file : a sheet kept in a folder
sheet_score : what a result says of a sheet
ranking : their bits, and their order
choice : ways of choosing, compared
known : what is known before the next study
gain : what a study adds to a calibrated posterior
calibrated_ranking : what each single study adds, and their order
recommendation : which study tells most
future : worlds of studies that are still to be made
greedy : studies chosen together, and other ways of choosing
programme_tables : a programme as tables, and where it ends
programme : several studies, and where one more is not worth it
programme_columns : what the columns of its tables are
phylo_tree : the history that species share, on any tree
phylo_file : a table of traits in a file
phylo_table : traits that users measured, checked
phylo_formula : a formula made into columns
phylo_models : likelihood and estimates under Pagel's lambda
phylo_signal : lambda and K of a trait
phylo_regression : PGLS, and ordinary regression beside it
phylo_simulated : traits that evolve on a tree, and what regressions call them
phylo_errors : how often regressions find what is not there
phylo_power : which species adds most power
phylo_design : which species to record, and how many
phylo : all of it, as ``mirror_abm.phylo``

It may import every room up to ``mean_field``, and the contracts of shelves.
"""
