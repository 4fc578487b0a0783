"""Word documents for people to sign: what they say in Russian sentences, filled into an office's templates."""
