"""Simulated patients who go through the intake over HTTP and know nothing but the outside contract."""
