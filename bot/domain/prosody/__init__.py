"""How English words are said: syllables, stress, rhyme, and where each was learnt from."""
