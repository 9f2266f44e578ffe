"""A result in sentences, in English and Spanish."""
