"""What has to be met, and whether it is: a tree, facts, and a decision with its reasons.

Pure: no tables, no clock, no network. A learner is whoever the facts were gathered for.
"""
