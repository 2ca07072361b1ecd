"""What people see and say of the coding: what it leaves uncoded, and how it stands against coding by hand."""
