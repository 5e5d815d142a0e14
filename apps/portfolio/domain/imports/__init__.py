"""Files of other programs and of brokers, read into lines of the ledger. Nothing is dropped, and nothing is guessed."""
