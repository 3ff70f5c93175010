# corpus: strict not checked
from .hub import TalkHub
from .channel import Channel

__all__ = ["Channel", "TalkHub"]
