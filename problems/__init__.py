"""One file per problem family: the function, its exact constants, and the `family` that the catalog joins with the claims."""
