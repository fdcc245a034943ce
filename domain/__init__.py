"""The rules: standard library only, frozen dataclasses, integers, and `now` as an argument."""
