"""The record of a meeting: who took part, who saw the children, who has read it."""
