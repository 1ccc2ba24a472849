"""Writes workdays.csv: every day of 2020-2026 as PyPI chinesecalendar sees it.

    python3 -m venv /tmp/oracle && /tmp/oracle/bin/pip install chinesecalendar==1.11.0
    /tmp/oracle/bin/python make_calendar_oracle.py > workdays.csv
"""
import calendar
import datetime
import importlib.metadata

import chinese_calendar

version = importlib.metadata.version("chinesecalendar")
print(f"# chinesecalendar {version}, is_workday(day): one row per month, one digit per day, 1 = working day")
print("month,days")
for year in range(2020, 2027):
    for month in range(1, 13):
        last = calendar.monthrange(year, month)[1]
        days = [datetime.date(year, month, day) for day in range(1, last + 1)]
        print(f"{year}-{month:02},{''.join('1' if chinese_calendar.is_workday(day) else '0' for day in days)}")
