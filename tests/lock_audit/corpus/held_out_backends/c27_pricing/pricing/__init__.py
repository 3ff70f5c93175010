# corpus: strict not checked
from .book import PriceBook
