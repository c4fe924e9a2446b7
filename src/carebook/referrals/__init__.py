"""The referrals' desk: who recommends us to whom, thanks and rewards, partners, asking, drives, and what they bring."""
