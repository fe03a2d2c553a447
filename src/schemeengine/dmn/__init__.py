"""Decision tables of other systems (DMN files), turned into the tables of a programme file."""
