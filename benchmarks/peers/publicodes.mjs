// publicodes in a process of its own: one request a line on stdin, one answer a line on stdout.
// It times its own loop, in processor time, so that no line protocol is counted against it.
import Engine from 'publicodes'
import { createInterface } from 'node:readline'

const one = (...names) => ({ 'une de ces conditions': names })
const all = (...names) => ({ 'toutes ces conditions': names })

const CLAUSES = {
  not_annexed: 'excluded_trades = 0',
  in_ward: 'offices_in_ward >= 1',
  entity: one("form = 'company'", "form = 'sole_proprietor'", "form = 'shinkin_bank'", "form = 'law_firm'"),
  not_public_body: all("form != 'state'", "form != 'local_government'"),
  lawful_clause: 'lawful',
  no_recent_penalty: 'recent_penalties = 0',
  taxes: one(
    all("form = 'sole_proprietor'", 'individual_tax_arrears = non'),
    all("form != 'sole_proprietor'", 'corporate_tax_arrears = non'),
  ),
  tax_return: 'tax_returns_filed',
  pay: one('employees = 0', 'lowest_pay > minimum_wage'),
  insurance: one('employees = 0', 'social_insurance'),
  checklist_70: 'items_met * 10 >= items_counted * 7',
  enough_goals: 'valid_goals >= 3',
  community_goal: 'community_goals >= 1',
  several_sdgs: 'distinct_sdgs >= 2',
  system_clause: 'system',
}
const NAMES = Object.keys(CLAUSES)

function rules(sample) {
  const found = {}
  for (const name of Object.keys(sample)) found[name] = null
  for (const [name, rule] of Object.entries(CLAUSES)) {
    found[name] = typeof rule === 'string' ? { valeur: rule } : rule
  }
  found.eligible = all(...NAMES)
  // It rounds to the nearest only; halves of whole yen are multiples of 0.0005 thousand yen, so
  // taking 0.49975 away first rounds down.
  found.half = { valeur: 'costs_total / 2000 - 0.49975', arrondi: '0 décimales' }
  found.rest = { 'le maximum de': ['50000000 - prior_grants', '0'] }
  found.overall = {
    variations: [{ si: 'renewal', alors: 'rest' }, { sinon: '30000000' }],
  }
  found.grant = { 'le minimum de': ['half * 1000', '30000000', 'overall'] }
  return found
}

function situation(plain) {
  const found = {}
  for (const [name, value] of Object.entries(plain)) {
    found[name] =
      typeof value === 'boolean' ? (value ? 'oui' : 'non') : typeof value === 'string' ? `'${value}'` : value
  }
  return found
}

const quiet = { log() {}, warn() {}, error() {} }
let engine, cases
const forms = {
  decide(c) {
    engine.setSituation(c)
    return engine.evaluate('eligible').nodeValue
  },
  explain(c) {
    engine.setSituation(c)
    return [...NAMES, 'eligible', 'grant'].map((n) => engine.evaluate(n).nodeValue)
  },
}

function answer(request) {
  switch (request.do) {
    case 'load':
      cases = request.cases.map(situation)
      engine = new Engine(rules(request.cases[0]), { logger: quiet })
      return cases.length
    case 'answers':
      return cases.map(forms.explain)
    case 'time': {
      const form = forms[request.form]
      const start = process.cpuUsage()
      for (const c of cases) form(c)
      const took = process.cpuUsage(start)
      return (took.user + took.system) / 1e6
    }
  }
}

for await (const line of createInterface({ input: process.stdin })) {
  process.stdout.write(JSON.stringify(answer(JSON.parse(line))) + '\n')
}
