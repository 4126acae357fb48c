"""A second ear for poems: judges forms by espeak-ng's phonemes and rules of its own, none of Quire's."""
