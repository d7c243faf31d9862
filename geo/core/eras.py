"""Eras by which years were counted in East Asia, for dates in people's tables and in what they search for."""

from __future__ import annotations

from collections.abc import Mapping

__all__ = ["ERAS", "ROMANISED"]

#: The year before the first of each era; the years of an era are counted from 1 (元).
ERAS: Mapping[str, int] = {
    "明治": 1867,
    "大正": 1911,
    "昭和": 1925,
    "平成": 1988,
    "令和": 2018,
    "民國": 1911,
    "民国": 1911,
    "中華民國": 1911,
    "中华民国": 1911,
    "康德": 1933,
    "康徳": 1933,
    "大同": 1931,
    "光緒": 1874,
    "光绪": 1874,
    "宣統": 1908,
    "宣统": 1908,
    "慶應": 1864,
    "慶応": 1864,
    "단기": -2333,
    "檀紀": -2333,
    "皇紀": -660,
}
#: Their names as people type them in Latin letters, in lower case.
ROMANISED: Mapping[str, str] = {
    "meiji": "明治",
    "taisho": "大正",
    "showa": "昭和",
    "heisei": "平成",
    "reiwa": "令和",
    "minguo": "民國",
    "datong": "大同",
    "kangde": "康德",
}
