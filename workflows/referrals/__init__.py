"""Referrals: who was asked to act on a worry, and whether anybody answered."""
