"""What Lighthouse said: judged, and written down; and what to do where it cannot run."""

import pytest

from tools.lighthouse import __main__ as lighthouse


def report(accessibility=1.0, shift=0.0):
    scores = dict.fromkeys(lighthouse.CATEGORIES, 1.0)
    scores["accessibility"] = accessibility
    return {
        "audits": {
            "cumulative-layout-shift": {"numericValue": shift},
            "network-requests": {
                "details": {"items": [{"transferSize": 2048}, {"transferSize": 1024}]}
            },
            "color-contrast": {
                "title": "Colours do not differ enough",
                "score": 1 if accessibility == 1 else 0,
            },
        },
        "categories": {
            name: {
                "score": score,
                "auditRefs": [{"id": "color-contrast"}]
                if name == "accessibility"
                else [],
            }
            for name, score in scores.items()
        },
    }


def seen(**facts):
    return lighthouse.read("an award", "desktop", report(**facts))


def test_a_page_that_is_whole_has_no_fault_and_stands_there_with_its_figures():
    found = seen()
    assert found.faults == []
    text = lighthouse.page([found], "Lighthouse 1 and Node 2")
    row = "| an award | desktop | 100 | 100 | 100 | 100 | 0 | 2 | 3 KB |"
    assert row in text
    assert text.rstrip().endswith("Nothing.")


def test_less_than_whole_accessibility_and_anything_that_moves_are_faults():
    (dim,) = seen(accessibility=0.98).faults
    assert dim == "an award, desktop: accessibility 0.98"
    (jumpy,) = seen(shift=0.02).faults
    assert jumpy == "an award, desktop: layout shift 0.02"
    text = lighthouse.page([seen(accessibility=0.98)], "Lighthouse 1")
    assert "accessibility: Colours do not differ enough" in text


def test_without_node_it_says_what_to_type(monkeypatch, capsys):
    monkeypatch.setattr(lighthouse.shutil, "which", lambda _name: None)
    monkeypatch.setattr("sys.argv", ["make lighthouse"])
    assert lighthouse.main() == 1
    assert "sudo apt-get install nodejs npm" in capsys.readouterr().err


def test_an_old_node_is_named(monkeypatch):
    monkeypatch.setattr(lighthouse.shutil, "which", lambda name: f"/usr/bin/{name}")
    monkeypatch.setattr(lighthouse, "_said", lambda *_command: "v16.20.0")
    with pytest.raises(lighthouse.Missing, match=r"wants Node 18 or newer.*v16"):
        lighthouse.install()
