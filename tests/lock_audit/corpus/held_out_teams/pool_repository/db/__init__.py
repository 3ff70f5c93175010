# corpus: strict not checked
from .users import UserRepository as Users
