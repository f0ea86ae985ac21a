"""Open a workbook that has a password; the only door to msoffcrypto, which is an extra (ecoreport[crypto])."""

import re
import struct
from io import BytesIO
from xml.parsers.expat import ExpatError

from ecoreport.reading import limits
from ecoreport.reading.faults import UnreadableError
from ecoreport.reading.ole import CompoundFile
from ecoreport.reading.rules import DAMAGED, NO_CRYPTO, PASSWORD, TOO_LARGE

DEFAULT_PASSWORD = "VelvetSweatshop"  # noqa: S105  Excel's own, for workbooks that open without asking
_SPINS = re.compile(rb'spinCount="(\d+)"')
_LARGEST_XLS = 8 * limits.MIB  # msoffcrypto takes some 20 bytes for each
_LONGEST_INFORMATION = 64 * 1024
_MOST_SPINS = 1_000_000  # Excel writes 100,000; each is a round of hashing
# All that msoffcrypto is known to raise on broken input, besides its own.
_FAULTS = (
    struct.error, ExpatError, ValueError, LookupError, TypeError, AttributeError, OSError, AssertionError, OverflowError,
    NotImplementedError,
)  # fmt: skip


def decrypt(data: bytes, compound: CompoundFile, kind: str, passwords: tuple[str, ...]) -> tuple[bytes, bool]:
    """Give the workbook inside, and whether one of the given passwords was needed."""
    _check_effort(compound, kind)
    try:
        import msoffcrypto  # noqa: PLC0415  an extra that may be absent
        from msoffcrypto.exceptions import DecryptionError, FileFormatError, ParseError  # noqa: PLC0415  the same
    except ImportError as fault:
        raise UnreadableError(NO_CRYPTO, kind=kind) from fault
    for password in (DEFAULT_PASSWORD, *passwords):
        out = BytesIO()
        try:
            document = msoffcrypto.OfficeFile(BytesIO(data))
            document.load_key(password=password)
            document.decrypt(out)
        except DecryptionError:  # the password is wrong, or so the verifier says
            continue
        except (FileFormatError, ParseError, *_FAULTS) as fault:
            raise UnreadableError(DAMAGED, kind=f"加密的 {kind}", detail="加密信息不合规范") from fault
        return out.getvalue(), password != DEFAULT_PASSWORD
    tried = f"给出的 {len(passwords)} 个密码都打不开" if passwords else "没有给出密码，未能打开"
    raise UnreadableError(PASSWORD, kind=kind, tried=tried)


def _check_effort(compound: CompoundFile, kind: str) -> None:
    """msoffcrypto believes what the file says of itself; believe only what a sound file says."""
    if "EncryptedPackage" not in compound and compound.size > _LARGEST_XLS:
        raise UnreadableError(TOO_LARGE, what=f"加密的 .xls 大于 {_LARGEST_XLS // limits.MIB} MB")
    if "EncryptionInfo" in compound:
        information = compound.read("EncryptionInfo")
        if len(information) > _LONGEST_INFORMATION or b"<!" in information:
            raise UnreadableError(DAMAGED, kind=f"加密的 {kind}", detail="加密信息不合规范")
        match = _SPINS.search(information)
        if match and (len(match[1]) > 9 or int(match[1]) > _MOST_SPINS):
            raise UnreadableError(TOO_LARGE, what="加密信息要求的计算量异常")
    if "EncryptedPackage" in compound:
        declared = int.from_bytes(compound.read("EncryptedPackage")[:8], "little")
        if declared > limits.FILE_BYTES:
            raise UnreadableError(DAMAGED, kind=f"加密的 {kind}", detail="声明的长度与文件不符")
