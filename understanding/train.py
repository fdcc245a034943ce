"""`python -m understanding.train` writes the model from the corpus, in forty minutes on two cores.

The same bytes every time on the same machine.
"""

import os
import sys
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context

from understanding.categories import KINDS
from understanding.cnn_train import cnn_of
from understanding.labelled import Sentence, hash_of, read_corpus
from understanding.linear_train import intents_of, kinds_of
from understanding.model import BY_INTENT, INTENTS, Model
from understanding.models import MODEL_FILE, Models, packed
from understanding.name_train import names_of
from understanding.swap_train import swaps_of

_ONE_THREAD = {"OPENBLAS_NUM_THREADS": "1", "OMP_NUM_THREADS": "1", "MKL_NUM_THREADS": "1"}
"""More threads add up in another order, and the network learns along another path."""


def linear_of(sentences: list[Sentence]) -> dict[str, Model]:
    """Return the linear models: the intents, the kinds that go with them, the names, the two times of a swap."""
    kinds = {intent: kinds_of(sentences, intent) for intent in KINDS}
    return {BY_INTENT: intents_of(sentences)} | kinds | names_of(sentences) | swaps_of(sentences)


def trained(sentences: list[Sentence], data_hash: str) -> Models:
    """Return the models of the sentences that are not held out; the network learns beside the linear ones."""
    os.environ.update(_ONE_THREAD)  # read by BLAS when a process begins, so they are processes of their own
    with ProcessPoolExecutor(2, mp_context=get_context("spawn")) as pool:
        network = pool.submit(cnn_of, sentences, {BY_INTENT: INTENTS} | KINDS)
        linear = pool.submit(linear_of, sentences)
        return Models(linear.result(), network.result(), data_hash)


def main() -> None:
    """Write the model beside this module and say what was done."""
    sentences = read_corpus()
    content = packed(trained(sentences, hash_of()))
    MODEL_FILE.write_bytes(content)
    sys.stdout.write(f"{MODEL_FILE.name}: {len(content)} bytes from {len(sentences)} sentences\n")


if __name__ == "__main__":
    main()
