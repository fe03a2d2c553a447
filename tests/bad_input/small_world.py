"""A small programme with a little of everything, a dossier, and every command that reads them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from tests.cli.running import run

VOCABULARY = """\
schemeengine: 1
vocabulary: owners
title: 出店者の語
types:
  owner:
    label: 出店者
    fields:
      name: {type: text, label: 名称}
      staff: {type: count, unit: 人, label: 従業員数}
      arrears: {type: yes_no, label: 滞納している}
facts:
  owner: {type: owner, label: 出店者}
"""

SCHEME = """\
schemeengine: 1
scheme: stall
title: 出店の助成
title_en: Grant for stalls
uses: [owners]
outline:
  第1条: {title: 資格, has: [第1号〜第4号], encoded: yes}
  第2条: {title: 期間, encoded: yes}
  第3条: {title: 額, encoded: yes}
  第4条: {title: 手続, encoded: yes}
readings:
  counting: {cite: 第2条, question: 初日を数えるか, choices: {counted: 数える, left_out: 数えない}, adopted: counted}
types:
  drink:
    label: 飲み物
    key: id
    fields:
      id: {type: text, label: 品名}
      price: {type: yen, label: 値段}
      alcoholic: {type: yes_no, label: 酒である}
facts:
  applied_on: {type: event, label: 申請日}
  received_at: {type: datetime, label: 受付の日時, provided_by: office}
  form: {type: code, label: 種別, choices: {company: 会社, person: 個人}}
  area: {type: quantity, unit: m2, label: 面積}
  costs: {type: yen, label: 経費}
  rate: {type: percent, label: 達成率}
  held: {type: interval, label: 借りた期間, may_be_none: yes}
  drinks: {type: list of drink, label: 飲み物}
checklists:
  hygiene:
    label: 衛生点検
    answers: [yes, no, not_applicable]
    items: {hands: {label: 手洗い}, fridge: {label: 冷蔵庫}, water: {label: 水}}
definitions:
  large: {cite: 第1条第1号, label: 大きい出店, that: area > 50m2}
  points:
    label: 点数
    table: |
      | area      | → points |
      | 10m2未満  | 1        |
      | 10m2以上  | 3        |
provisions:
  staffed: {cite: 第1条第1号, label: 人がいる, that: owner.staff >= 2人 and points >= 1}
  clear: {cite: 第1条第2号, effect: exclude, label: 滞納, that: owner.arrears}
  clean: {cite: 第1条第3号, checklist: hygiene, not_applicable: leave_out, at_least: 60%}
  fits: {cite: 第1条第4号, judged_by: 町長, power: appraisal, text: 祭りにふさわしい}
  drinks_marked: {cite: 第1条第4号, every: drink in drinks, satisfies: drink.price > 0円}
  told: {cite: 第1条第4号, asked_of: applicant, text: 届け出ている, unless: large}
  in_time: {cite: 第2条, that: applied_on in window}
  at_rate: {cite: 第2条, case: form, of: {company: rate >= 50%, person: rate >= 30%}}
  kept: {cite: 第2条, reading: counting, counted: applied_on <= due, left_out: applied_on < due}
periods:
  window: {cite: 第2条, starts: 令和6年4月1日, ends: 令和6年6月30日}
dates:
  due: {cite: 第2条, last_day_of: 2か月, since: 令和6年4月30日, if_holiday: next_business_day}
amounts:
  grant: {cite: 第3条, label: 助成額, share: 2分の1, of: costs, round_down: "1,000円", capped_at: 50万円}
documents:
  plan: {title: 計画書, cite: 第4条}
procedures:
  application:
    label: 申請
    cite: 第4条
    applied: applied_on
    stages:
      check:
        label: 審査
        checks: [staffed, clear, clean, fits, drinks_marked, told, in_time, at_rate, kept]
      decision:
        label: 決定
        after: check
        decided_by: 町長
        awards: [grant]
        issues: {granted: {title: 助成決定通知書, cite: 第4条}, refused: {title: 助成しない旨の通知書, cite: 第4条}}
selection: {label: 選定, cite: 第3条, order: first_come, received: received_at, capacity: 1}
events:
  granted: {label: 決定, cite: 第4条, decided_by: 町長}
  returned: {label: 返還, cite: 第4条}
life_cycle:
  grant:
    label: 助成
    cite: 第4条
    begins_as: none_yet
    states:
      none_yet: {label: なし, moves: [{event: granted, becomes: held}]}
      held: {label: 助成中, in_force: yes, moves: [{event: returned, becomes: over}]}
      over: {label: 終了}
"""

DOSSIER = """\
schemeengine: 1
dossier: cafe
for: stall
as_of: 令和6年7月10日
facts:
  applied_on: 令和6年6月3日
  received_at: 令和6年6月3日 10時
  form: company
  area: 9m2
  costs: 123,456円
  rate: 60%
  held: {from: 令和6年4月1日, until: none}
  owner: {name: 喫茶こもれび, staff: 3人, arrears: no}
  drinks:
    - {id: cider, price: 500円, alcoholic: no}
    - {id: sake, price: 700円, alcoholic: yes}
answers: {told: yes}
judgments:
  fits: {decision: yes, by: 町長, on_date: 令和6年6月12日, reason: 祭りに合う}
  application.decision: {decision: yes, by: 町長, on_date: 令和6年6月25日, reason: 要件を満たす}
checklists:
  hygiene: {hands: yes, fridge: yes, water: not_applicable}
documents: {plan: 令和6年6月3日}
events:
  - {event: granted, on_date: 令和6年6月25日}
"""

TABLES = (
    '<definitions xmlns="https://www.omg.org/spec/DMN/20191111/MODEL/" name="4月と5月の表">'
    '<inputData name="age"><variable name="age" typeRef="number"/></inputData>'
    '<decision name="adult"><variable name="adult" typeRef="boolean"/>'
    "<literalExpression><text>age &gt;= 18</text></literalExpression></decision></definitions>"
)


@dataclass(frozen=True)
class World:
    """A folder with sound files. ``file`` of a command is the one that is to be damaged."""

    folder: Path

    def path(self, name: str) -> Path:
        return self.folder / name


#: Every command: the file it reads first, and its arguments after the name.
COMMANDS: Mapping[str, tuple[str, tuple[str, ...]]] = {
    "evaluate": ("case.yaml", ("case.yaml", "-s", "stall.yaml")),
    "evaluate scheme": ("stall.yaml", ("case.yaml", "-s", "stall.yaml")),
    "evaluate vocabulary": ("owners.yaml", ("case.yaml", "-s", "stall.yaml")),
    "portfolio": ("case.yaml", ("case.yaml", "-s", "stall.yaml")),
    "select": ("case.yaml", ("case.yaml", "second.yaml", "-s", "stall.yaml")),
    "why": ("case.yaml", ("case.yaml", "-s", "stall.yaml")),
    "what-if": ("case.yaml", ("case.yaml", "-s", "stall.yaml")),
    "ask": ("stall.yaml", ("stall.yaml", "--as-of", "2024-07-01")),
    "readings": ("case.yaml", ("case.yaml", "-s", "stall.yaml")),
    "status": ("case.yaml", ("case.yaml", "-s", "stall.yaml")),
    "timeline": ("case.yaml", ("case.yaml", "-s", "stall.yaml")),
    "letter": ("case.yaml", ("certificate", "case.yaml", "-s", "stall.yaml")),
    "letter template": ("templates/certificate.ja.jinja", ("certificate", "case.yaml", "-s", "stall.yaml", "--template", "templates")),
    "publish": ("stall.yaml", ("stall.yaml",)),
    "replay": ("record.json", ("record.json", "--dossier", "case.yaml", "-s", "stall.yaml")),
    "check": ("stall.yaml", ("stall.yaml",)),
    "check dossier": ("case.yaml", ("case.yaml", "-s", "stall.yaml")),
    "check instrument": ("words.txt", ("stall.yaml", "--instrument", "words.txt")),
    "test": ("stall.yaml", ("stall.yaml",)),
    "outline": ("stall.yaml", ("stall.yaml",)),
    "network": ("stall.yaml", ("stall.yaml",)),
    "network dossier": ("case.yaml", ("stall.yaml", "--dossier", "case.yaml")),
    "export": ("stall.yaml", ("stall.yaml",)),
    "import": ("tables.dmn", ("dmn", "tables.dmn")),
}  # fmt: skip
#: Commands that write nothing but to the terminal.
WITHOUT_OUTPUT = frozenset({"check", "check dossier", "check instrument", "test"})


def small_world(folder: Path) -> World:
    """The files of the small world in ``folder``, all of them sound."""
    (folder / "templates").mkdir(parents=True)
    files = {
        "owners.yaml": VOCABULARY,
        "stall.yaml": SCHEME,
        "case.yaml": DOSSIER,
        "second.yaml": DOSSIER.replace("dossier: cafe", "dossier: bar").replace("10時", "9時"),
        "tables.dmn": TABLES,
        "words.txt": "第1条　出店者は、次の各号の全てを満たすものとする。\n第2条　期間は別に定める。\n",
        "templates/certificate.ja.jinja": "{% fixed %}助成決定通知書{% endfixed %}\n",
    }
    for name, text in files.items():
        (folder / name).write_text(text, encoding="utf-8")
    recorded = run("evaluate", "case.yaml", "-s", "stall.yaml", "--format", "json", cwd=folder)
    assert recorded.code == 0, recorded.err
    (folder / "record.json").write_text(recorded.out, encoding="utf-8")
    return World(folder)
