"""The weights of topics: what they are fitted on, how, and how well they tell topics on texts that they have not seen."""
