"""Nouns: frozen values that decide nothing."""
