from bot.reports.page import figures, page, table


def test_everything_is_escaped() -> None:
    html = page("a <b>", table("<c>", ("", "<d>"), [("<e>", "<f>")]), figures({"x.png": "<g> & h"}))
    assert all(f"&lt;{letter}&gt;" in html for letter in "bcdefg")
    assert not any(f"<{letter}>" in html for letter in "cdefg")


def test_a_row_has_a_head() -> None:
    assert '<th scope="row">food</th><td>3</td>' in table("x", ("topic", "times"), [("food", "3")])
