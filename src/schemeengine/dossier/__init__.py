"""A dossier's values, read and checked by the declarations of the schemes."""
