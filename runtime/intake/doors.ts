/** The hooks and forms that are open, as every request needs them: kept in memory, read again when they change. */
import { type FieldMapping, type FormField, formFieldsIn, type IntakeTarget, mappingsIn } from '../../shared/intake.ts'
import { isJsonObject, type Json } from '../../shared/json.ts'
import type { Fields } from '../../shared/node.ts'
import type { Localized } from '../../shared/words.ts'
import type { Op, Reads } from '../store/port.ts'
import { type Handshake, handshakeIn } from './handshake.ts'
import { type SignatureSettings, signatureIn } from './signature.ts'

/** Where something comes in, and what becomes of it. */
interface Door {
  readonly id: string
  /** Of a hook its path, of a form its name in addresses: by which triggers know it. */
  readonly key: string
  readonly name: string
  readonly isActive: boolean
  readonly source: string | null
  readonly owner: string | null
  /** The key of a pipeline. */
  readonly opensDealIn: string | null
}

/** A hook with its settings read. `secret` is that of the signature. */
export interface Hook extends Door {
  readonly entity: 'hook'
  readonly secret: string | null
  readonly signature: SignatureSettings | null
  readonly handshake: Handshake | null
  readonly dedupeField: string | null
  /** Null: it is guessed for every body. */
  readonly mapping: readonly FieldMapping[] | null
}

/** A form with its fields read; what cannot be read of them is left out. */
export interface Form extends Door {
  readonly entity: 'form'
  readonly fields: readonly FormField[]
  readonly title: Localized<string>
  readonly consent: Localized<string> | null
  readonly thanks: Localized<string>
}

/** Exact in letter case. What another process changes is seen within two seconds. */
export interface Doors {
  /** Null when there is none at this path; it may be switched off. */
  hook(path: string): Promise<Hook | null>
  form(key: string): Promise<Form | null>
  /** Told what was committed. */
  hear(ops: readonly Op[]): void
}

/** Another process may have changed one: so long (milliseconds) what is kept here counts. */
const keptMs = 2000
const mostKept = 1000

/** Reads nothing before it is asked. */
export function openDoors(store: Reads): Doors {
  const hooks = new Map<string, { readonly until: number; readonly door: Promise<Hook | null> }>()
  const forms = new Map<string, { readonly until: number; readonly door: Promise<Form | null> }>()
  const find = async (entity: 'hook' | 'form', field: string, value: string): Promise<Fields | null> => {
    const page = await store.list({ entity, rule: { field, is: 'is', value }, limit: 1, now: new Date() })
    const [record] = page.items
    // Rules compare without regard to letter case; addresses are exact.
    return record?.[field] === value ? record : null
  }
  return {
    hook: (path) => kept(hooks, path, async () => hookOf(await find('hook', 'path', path))),
    form: (key) => kept(forms, key, async () => formOf(await find('form', 'key', key))),
    hear(ops) {
      if (!ops.some((op) => op.op === 'change' && (op.change.entity === 'hook' || op.change.entity === 'form'))) return
      hooks.clear()
      forms.clear()
    },
  }
}

function kept<D>(all: Map<string, { readonly until: number; readonly door: Promise<D> }>, key: string, read: () => Promise<D>): Promise<D> {
  const now = Date.now()
  const known = all.get(key)
  if (known && known.until > now) return known.door
  if (all.size >= mostKept) all.clear()
  const door = read()
  all.set(key, { until: now + keptMs, door })
  door.catch(() => all.delete(key))
  return door
}

/** The hook in its record. */
export function hookOf(record: Fields | null): Hook | null {
  if (!record) return null
  const mapping = mappingsIn(record['mapping'])
  return {
    ...doorOf(record, record['path']),
    entity: 'hook',
    secret: textIn(record['secret']),
    signature: signatureIn(record['signature']),
    handshake: handshakeIn(record['handshake']),
    dedupeField: textIn(record['dedupeField']),
    mapping: mapping.length > 0 ? mapping : null,
  }
}

/** The form in its record. */
export function formOf(record: Fields | null): Form | null {
  if (!record) return null
  return {
    ...doorOf(record, record['key']),
    entity: 'form',
    fields: formFieldsIn(record['fields']),
    title: wordsIn(record['title']) ?? {},
    consent: wordsIn(record['consent']),
    thanks: wordsIn(record['thanks']) ?? {},
  }
}

const doorOf = (record: Fields, key: Json | undefined): Door => ({
  id: record.id,
  key: String(key),
  name: String(record['name'] ?? ''),
  isActive: record['active'] !== false && !record['archivedAt'],
  source: textIn(record['source']),
  owner: textIn(record['owner']),
  opensDealIn: textIn(record['opensDealIn']),
})

const textIn = (value: Json | undefined): string | null => (typeof value === 'string' && value !== '' ? value : null)

function wordsIn(value: Json | undefined): Localized<string> | null {
  if (!isJsonObject(value)) return null
  const words = {
    ...(typeof value['en'] === 'string' ? { en: value['en'] } : {}),
    ...(typeof value['ru'] === 'string' ? { ru: value['ru'] } : {}),
  }
  return Object.values(words).some((text) => text.trim() !== '') ? words : null
}

/** What a form's answers land in. */
export const formMapping = (form: Form): readonly FieldMapping[] =>
  form.fields.flatMap(({ name, to }) => (to === null ? [] : [{ from: name, to: to satisfies IntakeTarget }]))
