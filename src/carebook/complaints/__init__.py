"""Complaints and their recovery."""
