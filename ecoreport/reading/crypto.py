"""Open a workbook that has a password, in memory; the only door to msoffcrypto."""

import struct
from io import BytesIO
from xml.parsers.expat import ExpatError

from ecoreport.language import patterns as re
from ecoreport.reading import limits
from ecoreport.reading.faults import UnreadableError
from ecoreport.reading.ole import CompoundFile
from ecoreport.reading.rules import CANNOT_DECRYPT, DAMAGED, PASSWORD, TOO_LARGE

DEFAULT_PASSWORD = "VelvetSweatshop"  # noqa: S105  Excel's own, for workbooks that open without asking
_SPINS = re.compile(rb'spinCount="(\d+)"')
_LARGEST_XLS = 8 * limits.MIB  # msoffcrypto takes some 20 bytes for each
_LONGEST_INFORMATION = 64 * 1024
_MOST_SPINS = 1_000_000  # Excel writes 100,000; each is a round of hashing
_AGILE, _STANDARD = b"\4\0\4\0", (b"\2\0\2\0", b"\3\0\2\0", b"\4\0\2\0")
_STANDARD_HEADER, _STANDARD_VERIFIER = 32, 40  # bytes of the older way's two parts, at least


class _Memory:
    """Stands where msoffcrypto looks for the module tempfile: what was locked never lies open on a disk."""

    TemporaryFile = BytesIO


def decrypt(data: bytes, compound: CompoundFile, kind: str, passwords: tuple[str, ...]) -> tuple[bytes, bool]:
    """Give the workbook inside, and whether one of the given passwords was needed."""
    _check_effort(compound, kind)
    from msoffcrypto import exceptions as told  # noqa: PLC0415  it brings much with it that few files need
    from msoffcrypto.format import xls97  # noqa: PLC0415  the same
    from msoffcrypto.format.ooxml import OOXMLFile  # noqa: PLC0415  the same

    xls97.tempfile = _Memory
    make = OOXMLFile if "EncryptedPackage" in compound else xls97.Xls97File
    try:
        document = make(BytesIO(data))
    except (told.FileFormatError, ExpatError, OSError, ValueError, LookupError) as fault:
        raise _damaged(kind) from fault
    for password in (DEFAULT_PASSWORD, *passwords):
        try:
            document.load_key(password=password)
        except told.DecryptionError:  # the password is wrong, or so the verifier says
            continue
        except (told.ParseError, struct.error, AssertionError, ValueError) as fault:
            raise _damaged(kind) from fault
        out = BytesIO()
        try:
            document.decrypt(out)
        except told.DecryptionError:
            continue
        except (struct.error, AttributeError, ValueError, OSError) as fault:
            raise _damaged(kind) from fault
        return out.getvalue(), password != DEFAULT_PASSWORD
    tried = f"给出的 {len(passwords)} 个密码都打不开" if passwords else "没有给出密码，未能打开"
    raise UnreadableError(PASSWORD, kind=kind, tried=tried)


def _check_effort(compound: CompoundFile, kind: str) -> None:
    """msoffcrypto believes what the file says of itself; believe only what a sound file says."""
    if "EncryptedPackage" not in compound:
        if compound.size > _LARGEST_XLS:
            raise UnreadableError(TOO_LARGE, what=f"加密的 .xls 大于 {_LARGEST_XLS // limits.MIB} MB")
        return
    _check_information(compound.read("EncryptionInfo"), kind)
    declared = int.from_bytes(compound.read("EncryptedPackage")[:8], "little")
    if declared > limits.FILE_BYTES:
        raise UnreadableError(DAMAGED, kind=f"加密的 {kind}", detail="声明的长度与文件不符")


def _check_information(information: bytes, kind: str) -> None:
    """Check what says how the workbook was encrypted: a version, then XML (4.4) or two parts of the lengths told (2.2 to 4.2)."""
    if len(information) > _LONGEST_INFORMATION or b"<!" in information:
        raise _damaged(kind)
    version = information[:4]
    if version not in (_AGILE, *_STANDARD):
        raise UnreadableError(CANNOT_DECRYPT, kind=kind)
    header = int.from_bytes(information[8:12], "little")
    if version != _AGILE and not _STANDARD_HEADER <= header <= len(information) - 12 - _STANDARD_VERIFIER:
        raise _damaged(kind)
    match = _SPINS.search(information)
    if match and (len(match[1]) > 9 or int(match[1]) > _MOST_SPINS):
        raise UnreadableError(TOO_LARGE, what="加密信息要求的计算量异常")


def _damaged(kind: str) -> UnreadableError:
    return UnreadableError(DAMAGED, kind=f"加密的 {kind}", detail="加密信息不合规范")
