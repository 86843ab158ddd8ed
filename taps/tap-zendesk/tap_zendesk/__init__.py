"""A Singer tap for Zendesk Support."""
