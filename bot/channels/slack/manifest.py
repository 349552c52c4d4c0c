"""The Slack app's manifest, in the article's words: `python -m bot.channels.slack.manifest` writes it."""
from bot.answers.wording import capital
from bot.article import Article, load_article
from bot.article.files import data, deployed, filled

PATH = deployed("slack", "manifest.yml")


def manifest(article: Article) -> str:
    """What is pasted where an app is made from a manifest, once an address is in it."""
    name = str(article.about.assistant)
    words = {**article.about.filling(), "{assistant}": capital(name), "{display}": name.lower().replace(" ", "-")}
    return str(filled(data("slack", "manifest.yml").read_text(encoding="utf-8"), words))


if __name__ == "__main__":
    PATH.parent.mkdir(parents=True, exist_ok=True)
    PATH.write_text(manifest(load_article()), encoding="utf-8")
    print(PATH)
