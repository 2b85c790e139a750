/** A walk through a workflow for the terminal: in words for people, or as data for programs. */

import { type Preview, type PreviewNames, previewOf } from '../../shared/effect-preview.ts'
import type { Effect } from '../../shared/effects.ts'
import { isJsonObject, type Json, type JsonObject, type Said } from '../../shared/json.ts'
import type { AnyNodeType } from '../../shared/node.ts'
import { type NodeTypeData, nodeTitle, portsOf, toNodeTypeData } from '../../shared/node-type-data.ts'
import { phrase } from '../../shared/phrase.ts'
import { sayWould } from '../../shared/say.ts'
import type { Language, Words } from '../../shared/words.ts'
import type { Workflow } from '../../shared/workflow.ts'
import { openCatalogue } from '../crm/catalogue.ts'
import { namesFor } from '../crm/effect-names.ts'
import { knownNames } from '../crm/known-names.ts'
import type { Company } from '../engine/context.ts'
import type { Store } from '../store/port.ts'
import type { StepRow } from '../store/rows.ts'
import type { GivenEvent } from './given-event.ts'
import type { Walked } from './run.ts'

interface Shown {
  readonly workflow: Workflow
  readonly walked: Walked
  readonly event: GivenEvent
  readonly at: Date
  readonly store: Store
  readonly company: Company
  readonly types: readonly AnyNodeType[]
  readonly language: Language
}

/** One step as programs read it. */
interface StepData {
  readonly at: string
  readonly node: string
  readonly name: string
  readonly outcome: string
  /** The name of the way it left by, where it has several. */
  readonly port: string | null
  readonly said: readonly string[]
  readonly effects: readonly Effect[]
}

/** Everything of the walk; each effect where it was named first. */
export async function trailAsData(shown: Shown): Promise<object> {
  const { workflow, walked, event, at } = shown
  const { trigger, ended, open, positions, until } = walked
  return {
    workflow: workflow.id,
    event: { kind: event.kind, at: at.toISOString(), trigger },
    until: until?.toISOString() ?? null,
    steps: stepsOf(shown),
    choices: open.map(({ node, ports, chosen }) => ({ node, ports, chosen })),
    ended: ended && { code: ended.code, said: sayWould(ended, shown.language, shown.company.zone) },
    waiting: positions.map(({ node, state, dueAt }) => ({ node, state, dueAt: dueAt?.toISOString() ?? null })),
  }
}

/** The walk as lines of text, each effect in full where it happens. */
export async function trailInWords(shown: Shown): Promise<readonly string[]> {
  const { workflow, walked, language, company, at, event } = shown
  const names = await previewNames(shown)
  const when = (instant: string) => phrase('{at, when}', { at: instant }, { language, zone: company.zone })
  const lines = [`${workflow.name}: ${event.kind}, ${when(at.toISOString())} (${company.zone})`, '']
  for (const step of stepsOf(shown)) {
    const colon = /[?!.:]$/.test(step.name) ? '' : ':'
    const said = [...(step.port === null ? [] : [`→ ${step.port}.`]), ...step.said]
    lines.push(`${when(step.at)}  ${step.name}${said.length > 0 ? `${colon} ${said.join(' ')}` : ''}`)
    for (const effect of step.effects) lines.push('', ...effectLines(effect, language, names).map((line) => `    ${line}`.trimEnd()), '')
  }
  const standing = walked.positions.flatMap(({ node, state, dueAt }) => {
    if (state === 'forked') return []
    const step = `${nameOf(workflow, node, dataOf(shown.types), language)} (${node})`
    return dueAt ? `${step}, ${words.until[language]} ${when(dueAt.toISOString())}` : step
  })
  const last = walked.ended ? sayWould(walked.ended, language, company.zone) : `${words.waits[language]} ${standing.join('; ')}.`
  const others = walked.open.flatMap(({ node, ports, chosen }) =>
    ports.filter((port) => port !== chosen).map((port) => `--choose ${node}=${port}`),
  )
  const otherWays = others.length > 0 ? ['', `${words.others[language]} ${[...new Set(others)].join('  ')}`] : []
  return [
    ...lines
      .join('\n')
      .replace(/\n{3,}/g, '\n\n')
      .trimEnd()
      .split('\n'),
    '',
    last,
    words.nothing[language],
    ...otherWays,
  ]
}

const words = {
  waits: { en: 'Here it still waits:', ru: 'Здесь ещё ждёт:' },
  until: { en: 'until', ru: 'до' },
  nothing: { en: 'Nothing was sent or changed.', ru: 'Ничего не отправлено и не изменено.' },
  others: { en: 'Other ways:', ru: 'Другие пути:' },
  suggests: { en: 'Suggests this first; here it is taken as approved.', ru: 'Сначала предлагает; здесь считается одобренным.' },
  letter: { en: 'Letter', ru: 'Письмо' },
  from: { en: 'From', ru: 'От' },
  to: { en: 'To', ru: 'Кому' },
  task: { en: 'Task', ru: 'Задача' },
  note: { en: 'Note', ru: 'Заметка' },
  notice: { en: 'Notice', ru: 'Уведомление' },
  points: { en: 'Points', ru: 'Баллы' },
  tags: { en: 'Tags', ru: 'Метки' },
  call: { en: 'Call', ru: 'Вызов' },
} satisfies Record<string, Words>

/**
 * Steps with something to say. What a suggestion has shown is not shown again when it acts, and that a step was left by
 * its only way at once goes without saying.
 */
function stepsOf({ workflow, walked, types, language, company }: Shown): readonly StepData[] {
  const data = dataOf(types)
  const told = new Map<string, number>()
  return walked.steps.flatMap((step) => {
    const visit = `${step.position} ${step.node} ${step.visit}`
    const effects = effectsIn(step.detail).filter((effect) => !told.has(`${visit} ${JSON.stringify(effect)}`))
    const said = ['why', 'problem']
      .flatMap((name) => saidIn(step.detail[name]))
      .filter(({ code }) => !aboutDelivery.includes(code))
      .map((why) => sayWould(why, language, company.zone))
    const port = portWords(step, workflow, data, language)
    const isNew = told.get(visit) !== step.at.getTime()
    told.set(visit, step.at.getTime())
    for (const effect of effects) told.set(`${visit} ${JSON.stringify(effect)}`, step.at.getTime())
    if (!isNew && effects.length === 0 && said.length === 0 && port === null) return []
    return {
      at: step.at.toISOString(),
      node: step.node,
      name: nameOf(workflow, step.node, data, language),
      outcome: step.outcome,
      port,
      said: [...(step.outcome === 'suggest' ? [words.suggests[language]] : []), ...said],
      effects,
    }
  })
}

/** Nothing is on its way here, whatever the steps believe. */
const aboutDelivery = ['waits-for-delivery', 'delivery-done']

const dataOf = (types: readonly AnyNodeType[]): ReadonlyMap<string, NodeTypeData> =>
  new Map(types.map((type) => [type.type, toNodeTypeData(type)]))

function nameOf({ nodes }: Workflow, id: string, types: ReadonlyMap<string, NodeTypeData>, language: Language): string {
  const node = nodes.find((each) => each.id === id)
  return node ? nodeTitle(node, types.get(node.type))[language] : id
}

/** The name of the port, where the node has several of its own and it is not the usual one. */
function portWords(step: StepRow, { nodes }: Workflow, types: ReadonlyMap<string, NodeTypeData>, language: Language): string | null {
  const node = nodes.find(({ id }) => id === step.node)
  const type = node && types.get(node.type)
  const port = /^leave:(.+)$/.exec(step.outcome)?.[1]
  if (!node || !type || port === undefined || port === 'out') return null
  const ports = portsOf(type, node, true)
  if (ports.filter(({ added }) => !added).length < 2) return null
  return ports.find((each) => each.port === port)?.words[language] ?? port
}

const effectsIn = (detail: JsonObject): readonly Effect[] =>
  (Array.isArray(detail['effects']) ? detail['effects'] : []) as unknown as readonly Effect[]

const saidIn = (value: Json | undefined): readonly Said[] =>
  isJsonObject(value) && typeof value['code'] === 'string' ? [value as unknown as Said] : []

function effectLines(effect: Effect, language: Language, names: PreviewNames): readonly string[] {
  const preview = previewOf(effect, language, names)
  const label = (name: keyof typeof words) => words[name][language]
  const quoted = (text: string) =>
    text
      .trimEnd()
      .split('\n')
      .map((line) => `| ${line}`)
  const rows = (list: readonly { readonly label: string; readonly value: string }[]) => list.map((row) => `${row.label}: ${row.value}`)
  switch (preview.kind) {
    case 'letter':
      return [
        `${label('letter')}: ${preview.subject}`,
        `${label('from')}: ${preview.from}`,
        `${label('to')}: ${preview.to}`,
        ...quoted(preview.text),
      ]
    case 'task':
      return [`${label('task')}: ${preview.title}`, ...rows(preview.rows), ...(preview.text ? quoted(preview.text) : [])]
    case 'record':
      return [preview.headline.split(' · ')[0] ?? preview.headline, ...preview.fields.map(fieldLine)]
    case 'score':
      return [`${label('points')}: ${preview.headline}`]
    case 'note':
      return [`${label('note')}: ${preview.title}`, ...quoted(preview.text)]
    case 'notice':
      return [`${label('notice')}: ${preview.to}`, ...quoted(preview.text)]
    case 'tags':
      return [`${label('tags')}: ${preview.title} ${preview.headline}`]
    case 'call':
      return [`${label('call')}: ${preview.method} ${preview.url}`, ...rows(preview.headers), ...(preview.body ? quoted(preview.body) : [])]
    case 'many':
      return [preview.headline, ...preview.items.filter(({ included }) => included).map(({ title }) => `  ${title}`)]
    case 'owner':
      return [preview.headline]
  }
}

const fieldLine = ({ label, before, after }: Extract<Preview, { kind: 'record' }>['fields'][number]): string =>
  before === null ? `${label}: ${after}` : `${label}: ${before} → ${after}`

/** Names for all that the effects speak of: what they link, what they change, and how it was before. */
async function previewNames({ walked, store, company, at }: Shown): Promise<PreviewNames> {
  const [names] = await namesFor([walked.steps.flatMap(({ detail }) => effectsIn(detail))], store)
  return { links: [], before: {}, ...names, known: await knownNames(store, openCatalogue(store), at), zone: company.zone }
}
