"""The pages of the portfolio: for looking here, for writing in ledger.py."""
