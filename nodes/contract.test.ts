import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { Check } from 'typebox/value'
import { expect, test, vi } from 'vitest'
import { effectSchemas } from '../shared/effect-schemas.ts'
import { outsideEffects } from '../shared/effects.ts'
import { hasEntity } from '../shared/entities.ts'
import { eventKinds } from '../shared/events.ts'
import { isJsonObject, type Json, type JsonObject } from '../shared/json.ts'
import { type AnyNodeType, type Outcome, paletteGroups } from '../shared/node.ts'
import { type Param, type Params, workingDaysIn } from '../shared/params.ts'
import { hasWords } from '../shared/say.ts'
import { parseDuration } from '../shared/time.ts'
import type { Words } from '../shared/words.ts'
import { nodeTypes } from './index.ts'
import { aStep, effectDone, wokenStep } from './testing/a-step.ts'

const each = nodeTypes.map((node) => [node.type, node] as const)
const paramsOf = (node: AnyNodeType): readonly (readonly [string, Param])[] => Object.entries(node.params as Params)

test('every type of node is in the list once', () => {
  const types = nodeTypes.map((node) => node.type)

  expect(new Set(types).size).toBe(types.length)
})

test.each(each)('%s lives in the file and has the export that its type promises', async (type, node) => {
  const [folder = '', name = ''] = type.split('.')
  const file = `./${folder}/${name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}.ts`

  const module = (await import(file)) as Record<string, unknown>

  expect(module[folder + name.charAt(0).toUpperCase() + name.slice(1)]).toBe(node)
  expect(existsSync(join(import.meta.dirname, file.replace(/\.ts$/, '.test.ts'))), 'its test stands beside it').toBe(true)
})

test.each(each)('%s speaks English and Russian', (_, node) => {
  const spoken: Words[] = [
    node.title,
    node.about,
    node.summary,
    ...paramsOf(node).flatMap(([, param]) => [
      param.label,
      ...(param.help ? [param.help] : []),
      ...(param.kind === 'choice' ? Object.values<Words>(param.options) : []),
    ]),
    ...Object.values<Words>(portsOf(node).words),
    ...Object.values<{ label: Words }>(node.output ?? {}).map((field) => field.label),
  ]

  for (const words of spoken) {
    expect(words.en.trim()).not.toBe('')
    expect(words.ru.trim()).not.toBe('')
    if (words.ru === node.summary.ru && /^[\s{}[\]a-z,]*$/i.test(words.ru)) continue
    expect(words.ru, `"${words.en}" needs a Russian text`).toMatch(/[а-яё]/i)
    expect(words.en, `"${words.ru}" needs an English text`).not.toMatch(/[а-яё]/i)
  }
  expect(node.about.en).toMatch(/^[A-Z].*\.$/)
  expect(node.about.ru).toMatch(/^[А-ЯЁ].*\.$/)
  expect(node.synonyms.en.length).toBeGreaterThanOrEqual(5)
  expect(node.synonyms.ru.length).toBeGreaterThanOrEqual(5)
})

test.each(each)('the sentence of %s names only parameters that exist, and the same in both languages', (_, node) => {
  const slots = (text: string) => [...text.matchAll(/\{([^}]*)\}/g)].map((slot) => slot[1] ?? '').sort()

  expect(Object.keys(node.params)).toEqual(expect.arrayContaining(slots(node.summary.en)))
  expect(slots(node.summary.ru)).toEqual(slots(node.summary.en))
  expect(node.summary.en.charAt(0)).toBe(node.summary.en.charAt(0).toLowerCase())
})

test.each(each)('%s belongs to a group of the palette and its parameters name what exists', (_, node) => {
  const names = paramsOf(node).map(([name]) => name)

  expect(paletteGroups).toContain(node.group)
  for (const [name, param] of paramsOf(node)) {
    const of = 'of' in param ? param.of : 'about' in param ? param.about : undefined
    if (of?.startsWith('$')) expect(names, `${name} points to ${of}`).toContain(of.slice(1))
    else if (of !== undefined) expect(['subject', 'vars'].includes(of) || hasEntity(of), `${name} is of ${of}`).toBe(true)
    if (param.visibleWhen) expect(names).toContain(param.visibleWhen.param)
    if (param.default !== undefined) expect(fits(param, param.default as Json), `the default of ${name}`).toBe(true)
  }
})

test.each(each)('the sample of %s could be published', (_, node) => {
  const { params, output } = node.sample

  expect(Object.keys(node.params)).toEqual(expect.arrayContaining(Object.keys(params)))
  for (const [name, param] of paramsOf(node)) {
    const value = params[name] ?? (param.default as Json | undefined)
    if (value === undefined) expect(param.optional === true || isHidden(param, params), `${name} has no value`).toBe(true)
    else expect(fits(param, value), `${name} may not be ${JSON.stringify(value)}`).toBe(true)
  }
  if (node.output) expect(Object.keys(output ?? {}).sort()).toEqual(Object.keys(node.output).sort())
})

test.each(each)('%s has the ports of the catalogue', (type, node) => {
  const { each: dynamic, words } = portsOf(node)

  expect([...(dynamic ? [`each ${dynamic}`] : []), ...Object.keys(words)]).toEqual(catalogue[type] ?? ['out'])
  expect(Object.keys(words)).not.toContain('error')
  if (dynamic) expect(Object.keys(node.params)).toContain(dynamic)
})

test.each(each)('%s says beforehand whether it acts', (_, node) => {
  const effects: readonly string[] = node.effects ?? []

  expect(node.acts).toBe(effects.length > 0)
  if (outsideEffects.some((kind) => effects.includes(kind))) expect(node.startsAs).toBe('suggest')
  if (node.trigger) expect(eventKinds).toEqual(expect.arrayContaining([...node.trigger.events]))
  expect(node.type.startsWith('trigger.')).toBe(node.trigger !== undefined)
})

test.each(each)('%s is a function of its step: no clock, no chance, only what it declared', (_, node) => {
  const frozen = withoutClock(() => [advance(node), advance(node)] as const)

  const [first, second] = frozen
  expect(second).toEqual(first)
  expect(structuredClone(first)).toEqual(first)
  for (const outcome of first) {
    for (const port of portsIn(outcome)) expect(allowedPorts(node)).toContain(port)
    const effects = 'effects' in outcome ? outcome.effects : []
    for (const effect of effects) {
      expect(node.effects).toContain(effect.kind)
      expect(Check(effectSchemas[effect.kind], effect), `${JSON.stringify(effect)} is no ${effect.kind}`).toBe(true)
    }
    if (outcome.kind === 'leave') expect(Object.keys(node.output ?? {})).toEqual(expect.arrayContaining(Object.keys(outcome.output ?? {})))
    if (outcome.kind === 'fail') expect.fail(`its own sample fails: ${outcome.problem}`)
    if ('why' in outcome && outcome.why) expect(hasWords(outcome.why.code), `no words for ${outcome.why.code}`).toBe(true)
    if (outcome.kind === 'wait') expect(node.waits || effects.length > 0, 'only a waiting or acting node waits').toBe(true)
  }
})

test.each(each)('%s stands a run about nobody', (_, node) => {
  const step = { ...aStep(node), subject: null, subjectEntity: null, event: null }

  const outcome = withoutClock(() => {
    node.needs?.(step)
    return node.run(step) as Outcome
  })

  if (outcome.kind === 'fail') expect(hasWords(outcome.problem), `no words for ${outcome.problem}`).toBe(true)
})

/** What the node does on its sample, and when it waits, what it does when its time is over or its effect is done. */
function advance(node: AnyNodeType): readonly Outcome[] {
  const step = aStep(node)
  node.needs?.(step)
  const first: Outcome = node.run(step)
  if (first.kind !== 'wait') return [first]
  const effect = first.effects.find((each) => outsideEffects.includes(each.kind))
  const done = effect && 'id' in effect ? effectDone(String(effect.id), { state: 'sent', status: 200, body: null }) : null
  return [first, node.run(wokenStep(step, first, done ?? 'time', first.until ?? step.now))]
}

/** Time and chance throw while `doing` runs. */
function withoutClock<Result>(doing: () => Result): Result {
  const refuse = (): never => {
    throw new Error('A node must not ask for the time or for chance')
  }
  const clockless = new Proxy(Date, {
    construct: (date, [first, ...rest]) => (first === undefined ? refuse() : Reflect.construct(date, [first, ...rest])),
    get: (date, name) => (name === 'now' ? refuse : Reflect.get(date, name)),
  })
  vi.stubGlobal('Date', clockless)
  const chance = vi.spyOn(Math, 'random').mockImplementation(refuse)
  try {
    return doing()
  } finally {
    chance.mockRestore()
    vi.unstubAllGlobals()
  }
}

function portsOf(node: AnyNodeType): { readonly each: string | null; readonly words: Readonly<Record<string, Words>> } {
  return 'each' in node.ports && typeof node.ports.each === 'string'
    ? { each: node.ports.each, words: node.ports.plus }
    : { each: null, words: node.ports }
}

function allowedPorts(node: AnyNodeType): readonly string[] {
  const { each: dynamic, words } = portsOf(node)
  const branches = dynamic ? node.sample.params[dynamic] : []
  const ids = Array.isArray(branches) ? branches.filter(isJsonObject).map((one) => String(one['id'])) : []
  return [...Object.keys(words), ...ids]
}

function portsIn(outcome: Outcome): readonly string[] {
  if (outcome.kind === 'leave') return [outcome.port]
  if (outcome.kind === 'fork') return [...outcome.branches.map((branch) => branch.port), ...(outcome.after ? [outcome.after] : [])]
  return []
}

const isHidden = (param: Param, params: JsonObject): boolean =>
  param.visibleWhen !== undefined && !param.visibleWhen.is.includes(params[param.visibleWhen.param] ?? null)

/** May this value stand in a workflow file for this parameter? The shape only: keys are not looked up. */
function fits(param: Param, value: Json): boolean {
  switch (param.kind) {
    case 'text':
      return isTemplate(value)
    case 'number':
      return typeof value === 'number' && value >= (param.min ?? -Infinity) && value <= (param.max ?? Infinity)
    case 'flag':
      return typeof value === 'boolean'
    case 'choice':
      return typeof value === 'string' && value in param.options
    case 'duration':
      return typeof value === 'string' && (parseDuration(value) !== null || (param.workingDays === true && workingDaysIn(value) !== null))
    case 'time':
      return typeof value === 'string' && /^([01]\d|2[0-3]):[0-5]\d$/.test(value)
    case 'pick':
    case 'date-field':
    case 'value':
    case 'secret':
      return typeof value === 'string' && value !== ''
    case 'rule':
    case 'filter':
    case 'person':
    case 'calendar-rule':
    case 'letter':
      return isJsonObject(value)
    case 'fields':
      return isListOf(value, (one) => typeof one['field'] === 'string' && isTemplate(one['value'] ?? null))
    case 'cases':
    case 'branches':
      return isListOf(value, (one) => typeof one['id'] === 'string' && typeof one['name'] === 'string')
    case 'questions':
      return isListOf(value, (one) => typeof one['id'] === 'string' && isJsonObject(one['text']))
  }
}

const isListOf = (value: Json, holds: (one: JsonObject) => boolean) =>
  Array.isArray(value) && value.every((one: Json) => isJsonObject(one) && holds(one))

const isTemplate = (value: Json): boolean =>
  Array.isArray(value) &&
  value.every((piece: Json) => typeof piece === 'string' || (isJsonObject(piece) && typeof piece['ref'] === 'string'))

/** The ways out of every node, where they are more than a single `out`. */
const catalogue: Readonly<Record<string, readonly string[]>> = {
  'logic.if': ['yes', 'no'],
  'logic.switch': ['each cases', 'else'],
  'logic.split': ['each branches'],
  'logic.parallel': ['each branches'],
  'logic.forEach': ['item', 'done'],
  'logic.join': ['out', 'timeout'],
  'logic.goal': ['out', 'reached'],
  'logic.relevance': ['out', 'withdrawn'],
  'logic.stop': [],
  'wait.untilDate': ['out', 'past'],
  'wait.forReply': ['replied', 'timeout'],
  'wait.forEvent': ['happened', 'timeout'],
  'wait.forTask': ['done', 'overdue'],
  'human.suggest': ['approved', 'dismissed', 'expired', 'withdrawn'],
  'human.permit': ['approved', 'dismissed', 'expired', 'withdrawn'],
  'human.ask': ['answered', 'timeout'],
  'crm.find': ['found', 'none'],
  'crm.upsert': ['out', 'duplicate'],
  'crm.assign': ['out', 'nobody'],
  'msg.email': ['sent', 'suppressed', 'bounced'],
  'msg.askQuestions': ['sent', 'suppressed', 'bounced'],
  'data.lastPurchase': ['found', 'none'],
  'out.http': ['ok'],
}
