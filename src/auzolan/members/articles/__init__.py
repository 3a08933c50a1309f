"""Kinds of article about people: classes of member, bodies, mandates."""
