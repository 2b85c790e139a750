/** What an effect will do, as plain data for the eye: the inbox, a trial and the tests show the same. */

import type { CallHttp, ChangeMany, ChangeRecord, CreateTask, Effect, SendEmail } from './effects.ts'
import type { Field } from './entities/entity.ts'
import { entityNamed, fieldOf, hasEntity } from './entities.ts'
import { isJsonObject, type Json, type JsonObject } from './json.ts'
import { customFields, type Known, nameOf } from './known.ts'
import { renderLetter } from './letter-render.ts'
import { personWords } from './person-words.ts'
import { phrase } from './phrase.ts'
import { say } from './say.ts'
import type { Link } from './suggestion.ts'
import type { Language, Words } from './words.ts'

/** What a preview may name: people and keys, records by their links, and what the fields hold now, by record id. */
export interface PreviewNames {
  readonly known: Known
  readonly links: readonly Link[]
  readonly before: Readonly<Record<string, JsonObject>>
  readonly zone: string
}

/** A label and what stands there. */
interface PreviewRow {
  readonly label: string
  readonly value: string
}

/** One field of a record, before and after; `before` is null where it is not known, as in a new record. */
interface PreviewField {
  readonly field: string
  readonly label: string
  readonly before: string | null
  readonly after: string
  readonly changes: boolean
}

/** `headline` says it in a few words, for a row of the inbox; the rest depends on the kind. */
export type Preview = { readonly headline: string } & (
  | {
      readonly kind: 'letter'
      readonly from: string
      readonly to: string
      readonly subject: string
      readonly html: string
      readonly text: string
      readonly empty: readonly string[]
    }
  | {
      readonly kind: 'task'
      readonly title: string
      readonly text: string
      readonly rows: readonly PreviewRow[]
      readonly links: readonly Link[]
    }
  | { readonly kind: 'record'; readonly change: ChangeRecord['change']; readonly title: string; readonly fields: readonly PreviewField[] }
  /** `left`: the reasons for which some are left out, each with how many. */
  | {
      readonly kind: 'many'
      readonly change: ChangeMany['change']
      readonly count: number
      readonly fields: readonly PreviewRow[]
      readonly note: string
      readonly left: readonly { readonly reason: string; readonly count: number }[]
      readonly items: readonly {
        readonly entity: string
        readonly id: string
        readonly title: string
        readonly included: boolean
        readonly leftOut: string | null
      }[]
    }
  /** `before` and `after`: the whole score without and with it; null where it is not known. */
  | {
      readonly kind: 'score'
      readonly points: string
      readonly reason: string
      readonly once: boolean
      readonly before: string | null
      readonly after: string | null
    }
  | { readonly kind: 'owner'; readonly title: string; readonly before: string | null; readonly after: string }
  | { readonly kind: 'note'; readonly title: string; readonly text: string }
  | { readonly kind: 'tags'; readonly title: string; readonly add: readonly string[]; readonly remove: readonly string[] }
  | { readonly kind: 'notice'; readonly to: string; readonly text: string; readonly links: readonly Link[] }
  | { readonly kind: 'call'; readonly method: string; readonly url: string; readonly headers: readonly PreviewRow[]; readonly body: string }
)

/** Shows an effect to a person. A letter that is frozen is shown in the very bytes that will be sent. */
export function previewOf(effect: Effect, language: Language, names: PreviewNames): Preview {
  const title = (entity: string, id: string) => titleOf(entity, id, language, names)
  switch (effect.kind) {
    case 'send-email':
      return letterPreview(effect, language)
    case 'create-task':
      return taskPreview(effect, language, names)
    case 'change-record':
      return recordPreview(effect, language, names)
    case 'change-many':
      return manyPreview(effect, language, names)
    case 'add-score': {
      const points = `${effect.points > 0 ? '+' : ''}${phrase('{points}', { points: effect.points }, { language })}`
      const score = names.before[effect.id]?.['score']
      const [now, then] =
        typeof score === 'number' ? [score, score + effect.points].map((sum) => phrase('{sum}', { sum }, { language })) : []
      const sums = { before: now ?? null, after: then ?? null }
      return { kind: 'score', headline: `${points}: ${effect.reason}`, points, reason: effect.reason, once: effect.key !== null, ...sums }
    }
    case 'change-owner': {
      const ref = (id: Json) => valueWords({ type: 'ref', entity: 'user', title: words.owner }, id, language, names)
      const now = names.before[effect.id]?.['owner']
      const after = ref(effect.owner)
      return {
        kind: 'owner',
        headline: `${title(effect.entity, effect.id)}: ${words.owner[language].toLowerCase()} → ${after}`,
        title: title(effect.entity, effect.id),
        before: now === undefined ? null : ref(now),
        after,
      }
    }
    case 'add-note':
      return { kind: 'note', headline: effect.text, title: title(effect.entity, effect.about), text: effect.text }
    case 'change-tags': {
      const signs = [...effect.add.map((tag) => `+${tag}`), ...effect.remove.map((tag) => `−${tag}`)]
      return { kind: 'tags', headline: signs.join(' '), title: title(effect.entity, effect.id), add: effect.add, remove: effect.remove }
    }
    case 'notify': {
      const to = personWords(effect.to, names.known, language)
      return { kind: 'notice', headline: `${to}: ${effect.text}`, to, text: effect.text, links: linksOf(effect.about, language, names) }
    }
    case 'call-http':
      return callPreview(effect)
  }
}

const words = {
  owner: { en: 'Owner', ru: 'Ответственный' },
  assignee: { en: 'Who does it', ru: 'Кто делает' },
  from: { en: 'Who asks for it', ru: 'Кто просит' },
  due: { en: 'Due', ru: 'Срок' },
  nextDay: { en: 'The next working day, 9:00', ru: 'Следующий рабочий день, 9:00' },
  kind: { en: 'Kind', ru: 'Вид' },
  result: { en: 'Closes with', ru: 'Закрывается' },
  options: { en: 'Choices', ru: 'Варианты' },
  reminds: { en: 'Reminds every, working days', ru: 'Напоминает каждые, раб. дней' },
  remindsFrom: { en: 'Begins to remind', ru: 'Начинает напоминать' },
  escalates: { en: 'Goes to the head after, working days', ru: 'Уходит руководителю через, раб. дней' },
  empty: { en: 'empty', ru: 'пусто' },
  byHand: { en: 'Taken out by hand', ru: 'Исключены вручную' },
  left: {
    en: '{count} left out: {reason}',
    ru: '{count, plural, one {не войдёт #} few {не войдут #} many {не войдут #} other {не войдут #}}: {reason}',
  },
  create: { en: 'New', ru: 'Создать' },
  update: { en: 'Change', ru: 'Изменить' },
  archive: { en: 'Archive', ru: 'В архив' },
} satisfies Record<string, Words>

const senders: Readonly<Record<SendEmail['sender'], Words>> = {
  owner: { en: 'The owner of the contact', ru: 'Ответственный за клиента' },
  department: { en: 'The department', ru: 'Отдел' },
  company: { en: 'The company', ru: 'Компания' },
}

/** Before it is frozen nobody knows the mailbox, so links stay as they are and the signature is left out. */
function letterPreview(letter: SendEmail, language: Language): Preview {
  const { frozen, subject, to, empty } = letter
  const plain = { signature: '', baseUrl: '', unsubscribeUrl: null, clickUrl: (url: string) => url, openPixelUrl: null, questionsUrl: null }
  const { html, text } = frozen ?? renderLetter(letter, { ...plain, language: letter.language })
  const from = frozen ? `${frozen.from.name} <${frozen.from.address}>` : senders[letter.sender][language]
  return { kind: 'letter', headline: subject, from, to, subject, html, text, empty }
}

function taskPreview(task: CreateTask, language: Language, names: PreviewNames): Preview {
  const field = (name: string) => (hasEntity('task') ? fieldOf(entityNamed('task'), name) : null)
  const row = (label: Words, value: string | null): PreviewRow[] => (value === null ? [] : [{ label: label[language], value }])
  const department = (key: string | null) => (key === null ? null : (nameOf(names.known, 'departments', key) ?? key))
  const number = (value: number | null) => (value === null ? null : phrase('{value}', { value }, { language }))
  const rows = [
    ...row(words.assignee, personWords(task.assignee, names.known, language)),
    ...row(words.from, department(task.fromDepartment)),
    ...row(words.kind, valueWords(field('kind'), task.taskKind, language, names)),
    ...row(
      words.due,
      task.dueAt === null ? words.nextDay[language] : phrase('{at, when}', { at: task.dueAt }, { language, zone: names.zone }),
    ),
    ...row(words.result, task.result === 'none' ? null : valueWords(field('resultKind'), task.result, language, names)),
    ...row(words.options, task.options.length > 0 ? task.options.join(', ') : null),
    ...row(words.reminds, number(task.remindEveryDays)),
    ...row(words.remindsFrom, task.remindFrom === 'due' ? valueWords(field('remindFrom'), task.remindFrom, language, names) : null),
    ...row(words.escalates, number(task.escalateAfterDays)),
  ]
  return { kind: 'task', headline: task.title, title: task.title, text: task.text, rows, links: linksOf(task.about, language, names) }
}

function recordPreview(effect: ChangeRecord, language: Language, names: PreviewNames): Preview {
  const entity = hasEntity(effect.entity) ? entityNamed(effect.entity) : null
  const before = names.before[effect.id]
  const fields = Object.entries(effect.fields).map(([field, value]): PreviewField => {
    const described = (entity && fieldOf(entity, field)) ?? customFields(names.known)(effect.entity)[field] ?? null
    const now = effect.change === 'create' || before === undefined ? null : valueWords(described, before[field] ?? null, language, names)
    const after = valueWords(described, value, language, names)
    return { field, label: described?.title[language] ?? field, before: now, after, changes: now !== after }
  })
  const title = effect.change === 'create' ? (entity?.title[language] ?? effect.entity) : titleOf(effect.entity, effect.id, language, names)
  const changed = fields.map(({ label, after }) => `${label} → ${after}`).join(', ')
  const headline = [`${words[effect.change][language]}: ${title}`, changed].filter((part) => part !== '').join(' · ')
  return { kind: 'record', headline, change: effect.change, title, fields }
}

function manyPreview({ entity: name, change, fields, note, items }: ChangeMany, language: Language, names: PreviewNames): Preview {
  const entity = hasEntity(name) ? entityNamed(name) : null
  const rows = Object.entries(fields).map(([field, value]) => {
    const described = (entity && fieldOf(entity, field)) ?? customFields(names.known)(name)[field] ?? null
    return { label: described?.title[language] ?? field, value: valueWords(described, value, language, names) }
  })
  const shown = items.map(({ id, title, leftOut, included }) => {
    const reason = leftOut && say(leftOut, language, names.zone)
    return { entity: name, id, title, included, leftOut: reason }
  })
  const count = shown.filter(({ included }) => included).length
  const left = new Map<string, number>()
  for (const { included, leftOut } of shown) {
    const reason = leftOut ?? words.byHand[language]
    if (!included) left.set(reason, (left.get(reason) ?? 0) + 1)
  }
  const reasons = [...left].map(([reason, count]) => ({ reason, count }))
  const whom = `${entity?.titles[language] ?? name}: ${count}`
  const outs = reasons.map(({ reason, count }) => phrase(words.left[language], { reason, count }, { language }))
  const changed = rows.map(({ label, value }) => `${label} → ${value}`)
  const headline = [`${words[change][language]} · ${whom}`, ...changed, ...outs].join(' · ')
  return { kind: 'many', headline, change, count, fields: rows, note, left: reasons, items: shown }
}

function callPreview({ method, url, headers, body }: CallHttp): Preview {
  const shown = maskedUrl(url)
  const rows = Object.entries(headers).map(([label, value]) => ({ label, value: isSecretName(label) ? mask : value }))
  return {
    kind: 'call',
    headline: `${method} ${shown}`,
    method,
    url: shown,
    headers: rows,
    body: body === null ? '' : JSON.stringify(masked(body), null, 2),
  }
}

const mask = '•••'

const isSecretName = (name: string): boolean => /auth|token|secret|passw|api[-_]?key|cookie|signature|^key$/i.test(name)

function maskedUrl(url: string): string {
  try {
    const parsed = new URL(url)
    const query = [...parsed.searchParams].map(
      ([name, value]) => `${encodeURIComponent(name)}=${isSecretName(name) ? mask : encodeURIComponent(value)}`,
    )
    const user = parsed.username === '' && parsed.password === '' ? '' : `${mask}@`
    return `${parsed.protocol}//${user}${parsed.host}${parsed.pathname}${query.length > 0 ? `?${query.join('&')}` : ''}`
  } catch {
    return url.replace(/[?#].*$/, '')
  }
}

function masked(value: Json): Json {
  if (Array.isArray(value)) return value.map((each: Json) => masked(each))
  if (!isJsonObject(value)) return value
  return Object.fromEntries(Object.entries(value).map(([name, each]) => [name, isSecretName(name) ? mask : masked(each)]))
}

/** A value of a field as people read it. */
export function valueWords(field: Field | null, value: Json, language: Language, names: PreviewNames): string {
  if (value === null || value === '' || (Array.isArray(value) && value.length === 0)) return words.empty[language]
  const saying = { language, zone: names.zone }
  switch (field?.type) {
    case 'choice':
      return (Object.hasOwn(field.options, String(value)) ? field.options[String(value)]?.[language] : undefined) ?? String(value)
    case 'money':
      return phrase('{value, money}', { value }, saying)
    case 'day':
      return phrase('{value, day}', { value }, saying)
    case 'time':
      return phrase('{value, when}', { value }, saying)
    case 'ref':
      return typeof value === 'string' ? titleOf(field.entity, value, language, names) : phrase('{value}', { value }, saying)
    case 'json':
      return JSON.stringify(value)
    default:
      return typeof value === 'number' ? String(value) : phrase('{value}', { value }, saying)
  }
}

/** The name of a record by the links that came with it; what kind of thing it is where there is none. */
function titleOf(entity: string, id: string, language: Language, { links }: PreviewNames): string {
  const link = links.find((each) => each.entity === entity && each.id === id)
  return link?.title ?? (hasEntity(entity) ? entityNamed(entity).title[language] : entity)
}

function linksOf(about: Readonly<Record<string, string>>, language: Language, names: PreviewNames): Link[] {
  return Object.entries(about).map(([entity, id]) => ({ entity, id, title: titleOf(entity, id, language, names) }))
}
