"""What pages show of accounts: rows in, plain values out."""
