"""The language of control relations: parsed once, then judged over frames, written as formulas and said in words."""
