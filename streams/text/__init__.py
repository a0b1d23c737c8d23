"""Text as the trade handles it: display text, which is shown, and the match key, which compares. The two never mix."""
