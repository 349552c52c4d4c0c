"""How well the assistant understands, measured on sentences it was never trained on."""
