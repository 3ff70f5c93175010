# corpus: strict not checked
from db import count_seats as seats_in_use
from db import load_plan
