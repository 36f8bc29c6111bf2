"""What was found against what was predicted, and what to record next.

In the order of the data:

evidence : what was sought and found
prediction : the chances of a study's outcomes
power : the chance that a study finds mirror units
weighing : records against accounts
information : what a study would tell, in bits
recommendation : which study tells most

It may import every room up to ``mean_field``, and the contracts of shelves.
"""
