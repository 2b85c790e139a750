/** What a file must export to be a node type, checked where it comes in from an author. */
import type { AnyNodeType } from '../../shared/node.ts'

export type { AnyNodeType }

const paramKinds = [
  'text',
  'number',
  'flag',
  'choice',
  'pick',
  'duration',
  'time',
  'date-field',
  'rule',
  'filter',
  'cases',
  'branches',
  'letter',
  'questions',
  'fields',
  'person',
  'calendar-rule',
  'value',
  'secret',
]

/** Did somebody mean this export to be a node type? Whether it can be used is the other question. */
export const isMeantAsNodeType = (value: unknown): value is AnyNodeType =>
  isObject(value) && typeof value['type'] === 'string' && typeof value['run'] === 'function'

/**
 * Has it everything that the palette, the form and the engine reach for? Answers with the field that is not what it has
 * to be, `params.days.label`; null when it can be used. A trigger decides in the turn itself, so it cannot be a custom node.
 */
export function wrongInNodeType(node: Readonly<Record<string, unknown>>): string | null {
  for (const field of ['title', 'about', 'summary']) if (!hasBothLanguages(node[field])) return field
  const { type, icon, acts, synonyms, params, ports, sample, needs, trigger } = node
  if (!/^[\w.-]{1,100}$/.test(String(type))) return 'type'
  if (typeof icon !== 'string') return 'icon'
  if (typeof acts !== 'boolean') return 'acts'
  if (trigger !== undefined) return 'trigger'
  if (needs !== undefined && typeof needs !== 'function') return 'needs'
  if (!isObject(synonyms) || !Array.isArray(synonyms['en']) || !Array.isArray(synonyms['ru'])) return 'synonyms'
  if (!isObject(sample) || !isObject(sample['params'])) return 'sample'
  return wrongInParams(params) ?? wrongInPorts(ports, params)
}

function wrongInParams(params: unknown): string | null {
  if (!isObject(params)) return 'params'
  for (const [name, param] of Object.entries(params)) {
    if (!isObject(param)) return `params.${name}`
    if (!paramKinds.includes(String(param['kind']))) return `params.${name}.kind`
    if (!hasBothLanguages(param['label'])) return `params.${name}.label`
    if (param['kind'] !== 'choice') continue
    const { options } = param
    if (!isObject(options) || !Object.values(options).every(hasBothLanguages)) return `params.${name}.options`
  }
  return null
}

function wrongInPorts(ports: unknown, params: unknown): string | null {
  if (!isObject(ports) || Object.keys(ports).length === 0) return 'ports'
  const followsParam = typeof ports['each'] === 'string'
  if (followsParam && !(isObject(params) && Object.hasOwn(params, String(ports['each'])))) return 'ports.each'
  const fixed = followsParam ? (ports['plus'] ?? {}) : ports
  if (!isObject(fixed)) return 'ports.plus'
  const wrong = Object.keys(fixed).find((port) => !hasBothLanguages(fixed[port]))
  return wrong === undefined ? null : `ports.${wrong}`
}

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

const hasBothLanguages = (words: unknown): boolean => isObject(words) && isText(words['en']) && isText(words['ru'])

const isText = (value: unknown): boolean => typeof value === 'string' && value !== ''
