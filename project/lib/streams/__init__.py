"""Events that a browser follows: where they are kept, who may read them, and one reader for all who listen."""
