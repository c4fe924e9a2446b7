"""The referrals' desk's tables: referrals and rewards, asks, partners, drives, and what they add up to."""
