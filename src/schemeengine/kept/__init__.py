"""What one process worked out and the next may take up: schemes as assembled, networks as compiled.

Only ever a shortcut. An entry counts for the very files, engine and Python it was made from, and
whatever is wrong with it or with its folder is as if it were not there.
"""
