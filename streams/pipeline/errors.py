"""Why an item can't become records: the exceptions between stages, which are the reject reasons too.

Rejected
├── EnvelopeError                 stage envelope: the event itself
│   ├── Tombstone                 tombstone
│   └── InvalidEvent              invalid_event
├── DecodeError                   stage decode: the payload
│   ├── TooLarge                  too_large
│   ├── UnknownContentType        unknown_content_type
│   ├── UnknownFormat             unknown_format
│   ├── UnsupportedItem           unsupported_item
│   ├── Malformed                 malformed
│   ├── UnknownCharset            unknown_charset
│   ├── Binary                    binary
│   ├── Empty                     empty
│   └── NoText                    no_text
├── TooComplex                    too_complex: over a limit on work, at any stage
├── PublishError                  stage publish: the records
│   └── RecordTooLarge            record_too_large
└── InternalError                 internal_error: a fault of the program, at any stage
"""

from __future__ import annotations

from typing import ClassVar

from schemas import Reason, Stage


class Rejected(Exception):
    """Base of everything that sends an item to the rejects. Its message is for a person."""

    reason: ClassVar[Reason]
    stage: Stage


class EnvelopeError(Rejected):
    """The event around the payload can't be read."""

    stage: Stage = "envelope"


class Tombstone(EnvelopeError):
    """A message without a value, which on Kafka means deletion: nothing to take apart."""

    reason = Reason.TOMBSTONE


class InvalidEvent(EnvelopeError):
    """The message claims to be a CloudEvent and is none."""

    reason = Reason.INVALID_EVENT


class DecodeError(Rejected):
    """The payload can't be turned into text."""

    stage: Stage = "decode"


class TooLarge(DecodeError):
    """The payload is over the size limit for an item."""

    reason = Reason.TOO_LARGE


class UnknownContentType(DecodeError):
    """The payload says to be of a type that is not read."""

    reason = Reason.UNKNOWN_CONTENT_TYPE


class UnknownFormat(DecodeError):
    """The payload is sound XML or JSON, and of no format that is read."""

    reason = Reason.UNKNOWN_FORMAT


class UnsupportedItem(DecodeError):
    """The payload is an item of a news format that carries no news text: a picture, a list, a plan."""

    reason = Reason.UNSUPPORTED_ITEM


class Malformed(DecodeError):
    """The payload breaks the rules of the format that it claims or shows to be in, so that it can't be read."""

    reason = Reason.MALFORMED


class UnknownCharset(DecodeError):
    """The payload is no text in the charset it declares, nor in any that can be detected."""

    reason = Reason.UNKNOWN_CHARSET


class Binary(DecodeError):
    """The payload is data of another kind: a picture, an archive, a document."""

    reason = Reason.BINARY


class Empty(DecodeError):
    """The payload is empty or white space."""

    reason = Reason.EMPTY


class NoText(DecodeError):
    """There is markup or page furniture, and no news in it."""

    reason = Reason.NO_TEXT


class TooComplex(Rejected):
    """Taking the item apart would go over a limit that keeps one item from holding up all others."""

    reason = Reason.TOO_COMPLEX

    def __init__(self, message: str, stage: Stage) -> None:
        super().__init__(message)
        self.stage = stage


class PublishError(Rejected):
    """The records can't be put on their topic."""

    stage: Stage = "publish"


class RecordTooLarge(PublishError):
    """A record is larger than its topic takes."""

    reason = Reason.RECORD_TOO_LARGE


class InternalError(Rejected):
    """The program failed on this item. The item is kept, the fault is logged with its trace."""

    reason = Reason.INTERNAL_ERROR

    @classmethod
    def of(cls, fault: Exception, stage: Stage) -> InternalError:
        """What `fault`, which nobody expected, comes to."""
        return cls(f"{type(fault).__name__}: {fault}", stage)

    def __init__(self, message: str, stage: Stage) -> None:
        super().__init__(message)
        self.stage = stage
