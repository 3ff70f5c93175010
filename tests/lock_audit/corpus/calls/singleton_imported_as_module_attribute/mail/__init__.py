# corpus: strict not checked
from mail.sending import Client

client = Client("https://mail.example")
