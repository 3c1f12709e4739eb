import gc

import pytest

from ingest.pdf.garbage import search_put_off


def test_no_garbage_is_searched_for_within_and_again_after() -> None:
    assert gc.isenabled()
    with search_put_off():
        assert not gc.isenabled()
    assert gc.isenabled()


def test_it_is_searched_for_again_after_a_failure() -> None:
    with pytest.raises(ValueError, match="page"), search_put_off():
        raise ValueError("page")
    assert gc.isenabled()


def test_who_never_searches_goes_on_so() -> None:
    gc.disable()
    try:
        with search_put_off():
            assert not gc.isenabled()
        assert not gc.isenabled()
    finally:
        gc.enable()
