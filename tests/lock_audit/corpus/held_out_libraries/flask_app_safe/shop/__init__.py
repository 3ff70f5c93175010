# corpus: strict not checked
"""Cart service; `create_app` lives in shop.web."""
