"""How often anyone may ask: who is asking, the table, the counting, and the refusal."""
