"""What veraPDF said: judged, and written down; and what to do where it cannot run."""

from tools.pdfa import __main__ as pdfa

KEPT = "result\t/papers/a receipt.pdf\tua1\ttrue\t4428"
BROKEN = [
    "result\t/papers/a certificate.pdf\t3a\tfalse\t38772",
    "fault\t/papers/a certificate.pdf\t3a\t6.2.11.4.1\tA font is not inside",
    "fault\t/papers/a certificate.pdf\t3a\t6.6.4\tIt does not say which part it keeps",
]


def test_a_paper_that_keeps_a_standard_stands_there_with_what_was_checked():
    found = pdfa.read([KEPT])
    assert [each.keeps for each in found] == [True]
    text = pdfa.page(found, "1.31")
    assert "| a receipt | PDF/UA-1 | yes | 4,428 |" in text
    assert text.rstrip().endswith("Nothing.")


def test_every_fault_is_named_with_its_clause():
    first, second = pdfa.read([*BROKEN, KEPT])
    assert (first.keeps, second.keeps) == (False, True)
    text = pdfa.page([first, second], "1.31")
    assert "| a certificate | PDF/A-3a | no | 38,772 |" in text
    assert "- a certificate: PDF/A-3a, clause 6.2.11.4.1: A font is not inside" in text
    assert "clause 6.6.4: It does not say which part it keeps" in text


def test_without_java_it_says_what_to_type(monkeypatch, capsys):
    monkeypatch.setattr(pdfa.shutil, "which", lambda _name: None)
    monkeypatch.setattr("sys.argv", ["make pdfa"])
    assert pdfa.main() == 1
    said = capsys.readouterr().err
    assert "sudo apt-get install default-jdk-headless libjaxb-java" in said
