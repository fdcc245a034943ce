"""The rating and the thanks in words, and the letter."""

from dataclasses import replace

from domain.papers import ThankYouLetter
from domain.timebank import SourceKind
from domain.wish_clock import POOR_RATING
from domain.wish_thanks import RatingNoted, WordsOfThanks
from domain.wishes import Wish, WishThanked
from wording.forms import Question
from wording.message import Button, Message, Shown, attached, lines, rows
from wording.timebank import explain, source_button
from wording.wish_taps import PrintLetter, RateWish, SayThanks, SetApproval, ThankYou

THANKS = Question(ask="您想对他说什么？写一句就行。", name="感谢的话", help="请写一句话，200 字以内。")


def rated(wish: Wish, *, is_own: bool) -> Message:
    """Answer a rating: by whoever asked, or by a neutral person who has called them."""
    thanks = Button("说句感谢的话", SayThanks(wish.id).pack())
    if not is_own:
        text = lines(f"💛 记下了，心愿 {wish.number} 号 {wish.rating} 分。", "街坊要是说了感谢的话，点下面记一句。")
        return Message(text, rows((thanks,)))
    if wish.rating <= POOR_RATING:
        text = lines(f"💛 谢谢您说实话，{wish.rating} 分，我记下了。", "社区会有人来问问您。想改分数，7 天内点下面。")
        return Message(text, rows(_corrections(wish.id, wish.rating)))
    text = lines(f"💛 谢谢您！{wish.rating} 分，我转告了。", "还想对他说句话吗？想改分数，7 天内点下面。")
    return Message(text, rows((thanks, *_corrections(wish.id, wish.rating))))


def rating_noted(fact: RatingNoted) -> Message:
    return Message(
        lines(
            f"💛 {fact.by}问过您了，心愿 {fact.number} 号记了 {fact.rating} 分，谢谢您。",
            "要是记错了，7 天内点下面改。",
        ),
        rows(_corrections(fact.wish_id, fact.rating)),
    )


def thanked(fact: WishThanked) -> Message:
    return Message(
        lines(
            f"💛 {fact.requester}给您打了 {fact.rating} 分，谢谢您！",
            f"⭐ 这次记 {fact.points} 分，您现在有 {fact.balance} 分。",
            explain(fact.explanation),
        ),
        rows(
            (
                Button("要感谢信", ThankYou(fact.wish_id).pack()),
                source_button(SourceKind.WISH, fact.wish_id, "分怎么记的"),
            )
        )
        if fact.wish_id
        else (),
    )


def letter(fact: ThankYouLetter, wish_id: int) -> Message:
    # Only the family name goes on paper that may hang on a wall.
    named = replace(fact, thanked_by=f"{fact.thanked_by}家街坊")
    paper = attached(Shown.PHOTO, "感谢信.png", "thank_you_letter", named)
    return Message("💛 感谢信，请您收好。", rows((Button("要能打印的", PrintLetter(wish_id).pack()),)), document=paper)


def printed(fact: ThankYouLetter) -> Message:
    named = replace(fact, thanked_by=f"{fact.thanked_by}家街坊")
    paper = attached(Shown.FILE, "感谢信.pdf", "thank_you_letter_page", named)
    return Message("💛 能打印的感谢信，一页纸。", document=paper)


def words_of_thanks(fact: WordsOfThanks) -> Message:
    return Message(
        lines(f"💛 {fact.requester}想对您说：", f"「{fact.words}」"),
        rows((Button("要感谢信", ThankYou(fact.wish_id).pack()),)),
    )


def passed_on() -> Message:
    return Message("💛 好的，我一字不改转告他。")


def approval(*, approves: bool) -> Message:
    now = "现在：社区看过，才发到志愿队群。" if approves else "现在：许了心愿就直接发到志愿队群，姓名电话照样遮住。"
    other = Button("改成直接发", SetApproval(0).pack()) if approves else Button("改成先看过", SetApproval(1).pack())
    return Message(lines("💛 心愿要不要先给社区看？", now), rows((other,)))


def _corrections(wish_id: int, rating: int) -> list[Button]:
    others = [each for each in (5, 4, 3, 2, 1) if each != rating]
    return [Button(f"改成 {each} 分", RateWish(wish_id, each).pack()) for each in others]
