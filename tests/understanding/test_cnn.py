"""The network beside the linear model: its slopes, what it learns, how it is stored."""

from dataclasses import replace
from typing import Any

import numpy as np
import pytest

from understanding.cnn import TABLES, WIDTHS, Cnn, Steps, Vocabulary, bias, filters, offsets, weights
from understanding.cnn_slopes import Batch, Dropout, loss_and_slopes, windows
from understanding.cnn_train import cnn_of, fresh_parts, vocabulary_of
from understanding.labelled import Sentence
from understanding.models import Models, packed, unpacked
from understanding.radicals import RADICALS, radical_of

LABELS: dict[str, tuple[str, ...]] = {"intents": ("wish", "other"), "wish": ("理发", "其他")}
TEXTS = ["帮我理个发", "给我剪剪头发", "灯坏了来修一下", "今天天气好", "谢谢你们", "花开得真好看"]


def small() -> tuple[Vocabulary, dict[str, Any]]:
    vocabulary = vocabulary_of(TEXTS * 4)
    parts = fresh_parts(vocabulary, LABELS, np.random.default_rng(3))
    return vocabulary, {name: part.astype(np.float64) for name, part in parts.items()}


def batch_of(vocabulary: Vocabulary, texts: list[str]) -> Batch:
    rows = [vocabulary.rows(text) for text in texts]
    longest = max(len(row[0]) for row in rows)
    filled = (
        np.array([own + [0] * (longest - len(own)) for own in each], np.int32) for each in zip(*rows, strict=True)
    )
    letters, sounds, shapes = filled
    draw = np.random.default_rng(5)
    right: dict[str, Any] = {head: draw.dirichlet(np.ones(len(own)), len(texts)) for head, own in LABELS.items()}
    return Batch(letters, sounds, shapes, right)


@pytest.mark.parametrize(
    "name",
    [
        *TABLES,
        *map(filters, WIDTHS),
        *map(offsets, WIDTHS),
        *map(weights, LABELS),
        *map(bias, LABELS),
    ],
)
def test_a_slope_is_what_the_loss_does_when_a_number_is_moved(name: str) -> None:
    vocabulary, parts = small()
    batch = batch_of(vocabulary, TEXTS[:3])
    _, slopes = loss_and_slopes(parts, batch, Dropout())
    strongest = np.argsort(-np.abs(slopes[name]), axis=None)[:5]
    for at in strongest.tolist():
        row = np.unravel_index(at, parts[name].shape)
        losses = []
        for step in (1e-6, -2e-6):
            parts[name][row] += step
            losses.append(loss_and_slopes(parts, batch, Dropout())[0])
        parts[name][row] += 1e-6
        assert slopes[name][row] == pytest.approx((losses[0] - losses[1]) / 2e-6, rel=1e-4, abs=1e-8)


def test_a_window_ends_with_the_sentence() -> None:
    vectors = np.array([[[1.0], [2.0], [3.0]]], np.float32)
    assert windows(vectors, 2)[0].tolist() == [[1, 2], [2, 3], [3, 0]]


def test_reading_hears_what_training_hears() -> None:
    vocabulary, parts = small()
    whole = {name: Steps(np.rint(part * 40).astype(np.int8), 1 / 40) for name, part in parts.items()}
    exact = {name: part.numbers * part.scale for name, part in whole.items()}
    for text in (*TEXTS, "", "发"):
        shares = Cnn(vocabulary, LABELS, whole).shares(text)
        batch = batch_of(vocabulary, [text])
        sure = {head: np.array([[shares[head][label] for label in own]]) for head, own in LABELS.items()}
        loss, _ = loss_and_slopes(exact, replace(batch, right=sure), Dropout())
        least = -sum(float((row * np.log(row)).sum()) for row in sure.values())
        assert loss == pytest.approx(least, rel=1e-4)  # no other shares come nearer to these


def taught() -> list[Sentence]:
    haircuts = [f"{who}{what}" for who in ("帮我", "给老伴", "请来", "想") for what in ("理个发", "剪头发", "修修鬓角")]
    lamps = [f"{who}{what}" for who in ("帮我", "给老伴", "请来", "想") for what in ("晒被子", "浇花", "搬柜子")]
    thanks = [f"{who}{what}" for who in ("今天", "你们", "大家", "真是") for what in ("辛苦了", "天气好", "太客气")]
    wishes = [(text, "理发") for text in haircuts] + [(text, "其他") for text in lamps]
    rows = [Sentence("t1", text, "wish", {"category": kind}) for text, kind in wishes]
    return (rows + [Sentence("t1", text, "other", {}) for text in thanks]) * 30


@pytest.fixture(scope="module")
def network() -> Cnn:
    return cnn_of(taught(), LABELS)


def test_it_learns_intents_and_kinds_from_sentences_with_their_words_in_another_order(network: Cnn) -> None:
    haircut, flowers, greeting = (network.shares(text) for text in ("剪头发想请", "浇花给我", "客气了大家"))
    assert haircut["intents"]["wish"] > 0.8
    assert haircut["wish"]["理发"] > 0.8
    assert flowers["wish"]["其他"] > 0.8
    assert greeting["intents"]["other"] > 0.8


def test_it_answers_what_it_has_never_heard_and_what_is_too_long(network: Cnn) -> None:
    for text in ("", "ξ", "理发" * 300):
        assert sum(network.shares(text)["intents"].values()) == pytest.approx(1)


def test_storing_changes_nothing(network: Cnn) -> None:
    again = unpacked(packed(Models({}, network, "hash"))).network
    assert again.shares("帮我理发") == network.shares("帮我理发")


def test_learning_twice_gives_the_same_bytes_and_what_is_held_out_is_not_learned() -> None:
    held_out = [Sentence("x1", "理个发", "other", {})] * 50
    few = taught()[:256]
    first, second = (packed(Models({}, cnn_of(all_, LABELS), "hash")) for all_ in (few, [*few, *held_out]))
    assert first == second


@pytest.mark.parametrize(
    ("letters", "radical"),
    [("疼痉疳", "疒"), ("烧炸焊", "火"), ("淹溺", "水"), ("锅铲", "钅"), ("饭馍", "饣"), ("跌跛", "足"), ("A", "A")],
)
def test_a_letter_is_known_by_its_radical(letters: str, radical: str) -> None:
    assert {radical_of(letter) for letter in letters} == {radical}


def test_radicals_stand_in_the_order_of_the_letters() -> None:
    assert list(RADICALS) == sorted(set(RADICALS))
