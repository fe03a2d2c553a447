"""What a function of the language gives, in words; {0} and {1} stand for what it is given."""

from __future__ import annotations

from collections.abc import Mapping

#: By its English name: Japanese, English. Those of business days are in ``business_words``.
FUNCTION_WORDS: Mapping[str, tuple[str, str]] = {
    "fiscal_year": ("{0}の属する年度", "the fiscal year of {0}"),
    "calendar_year": ("{0}の属する年", "the year of {0}"), "year_of": ("{0}の属する年", "the year of {0}"),
    "month_of": ("{0}の属する月", "the month of {0}"), "mean": ("{0}の平均", "the average of {0}"),
    "full_years": ("{0}から{1}までの満年数", "full years from {0} to {1}"),
    "whole_months": ("{0}から{1}までの満月数", "whole months from {0} to {1}"),
    "age_on": ("{1}の満年齢（{0}から）", "age on {1} (from {0})"),
    "day_of_age": ("{0}からみて{1}に達する日（誕生日の前日）",
                   "the day on which {1} is reached, counted from {0} (the day before the birthday)"),
    "days_between": ("{0}から{1}までの日数", "days from {0} to {1}"),
    "sum": ("{0}の合計", "the sum of {0}"), "count": ("{0}の数", "the number of {0}"),
    "min": ("{0}の最小", "the least of {0}"), "max": ("{0}の最大", "the greatest of {0}"),
    "days_covered": ("{0}の日数", "days of {0}"),
    "days_covered_once": ("{0}を通算した日数", "days of {0}, each counted once"),
    "days_covered_within": ("{0}のうち{1}に入る日数", "days of {0} within {1}"),
    "full_fiscal_years": ("{0}から{1}までにまるごと入る年度", "whole fiscal years from {0} to {1}"),
    "sum_of_greatest": ("{0}の大きい方から{1}件の合計", "the sum of the {1} greatest of {0}"),
    "mean_of_greatest": ("{0}の大きい方から{1}件の平均", "the average of the {1} greatest of {0}"),
    "sum_of_least": ("{0}の小さい方から{1}件の合計", "the sum of the {1} least of {0}"),
    "mean_of_least": ("{0}の小さい方から{1}件の平均", "the average of the {1} least of {0}"),
    "mean_without_extremes": ("{0}の最高と最低を除いた平均", "the average of {0} without its extremes"),
    "union": ("{0}のどれかにあるもの", "what is in any of {0}"),
    "common": ("{0}のすべてにあるもの", "what is in all of {0}"),
}  # fmt: skip
