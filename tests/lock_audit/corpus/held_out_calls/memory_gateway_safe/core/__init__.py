from .ports import Gateway, HttpGateway, MemoryGateway
