"""«Проверка»: the live sheet that says what is missing and what does not add up, and the hidden sheets behind it."""
