import pytest

from engine.vocabulary.fields import Address


@pytest.mark.parametrize(
    ("text", "address"),
    [
        ("201.2", Address("201", "2")),
        ("306", Address("306", "1")),
        (" 001 ", Address("001")),
        ("7001.4", Address("7001", "4")),
    ],
)
def test_printed_address_is_read_as_text(text: str, address: Address) -> None:
    assert Address.parse(text) == address
    assert Address.parse(str(address)) == address


@pytest.mark.parametrize("text", ["", "20", "201.", "201.123", "abc", "２０１", "201,2"])
def test_anything_else_is_no_address(text: str) -> None:
    with pytest.raises(ValueError, match=r".*"):
        Address.parse(text)
