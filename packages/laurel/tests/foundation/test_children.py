import pytest
from laurel.foundation import children

ENOUGH = 256 * 1024 * 1024


def answer(code, *arguments, data=b"", seconds=10.0):
    return children.run(
        code, *arguments, data=data, seconds=seconds, memory_bytes=ENOUGH
    )


def test_a_child_gets_data_and_arguments_and_answers():
    code = "print(sys.argv[1:], sys.stdin.buffer.read())"
    assert answer(code, "a", "b", data=b"c") == b"['a', 'b'] b'c'\n"


@pytest.mark.parametrize("code", ["while True: pass", "import time; time.sleep(9)"])
def test_a_child_that_does_not_end_is_ended(code):
    with pytest.raises(children.TookTooLong):
        answer(code, seconds=1.0)


@pytest.mark.parametrize(
    "code",
    ["raise ValueError", "import os; os.abort()", "bytes(1024 ** 3)"],
)
def test_what_kills_the_child_does_not_kill_us(code):
    with pytest.raises(children.Died):
        answer(code)
