"""The outlook of a run: what is left of it by plan and by chance, and until when it can turn back.

Pure: from the state of a run and an instant. Nothing of it is ever stored.
"""
