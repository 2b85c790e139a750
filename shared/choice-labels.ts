/** What the values of choices are called where a text is written: a reader is told "Client", and never the key `client`. */
import type { Field } from './entities/entity.ts'
import { fieldAt } from './rule-fields.ts'
import type { Words } from './words.ts'

/** What an output holds: a record of an entity, or with `field` a value of that field. */
export interface Held {
  readonly entity: string
  readonly field: string | null
}

/** Of which entities the records are that the paths of a template begin at; null where that is not known. */
interface Place {
  readonly subject: string | null
  /** The item of a list that is gone through. */
  readonly item: string | null
  /** The record that the event tells of. */
  readonly event: string | null
  /** An output of an earlier step; of the trigger where `node` is null. */
  readonly output: (node: string | null, output: string) => Held | null
  /** The further fields that the user gave an entity, by name. */
  readonly custom?: ((entity: string) => Readonly<Record<string, Field>>) | undefined
  /** What a record is called that a value points to by its key or id; null where that is not known. */
  readonly nameOf?: (entity: string, key: string) => string | null
}

/** Finds what a value is called; null where the path leads to no choice, or the choice has no such value. */
export type LabelOf = (path: string, value: string) => Words | null

/** The labels of choices for the templates of one place in a workflow. */
export function choiceLabels({ subject, item, event, output, custom, nameOf }: Place): LabelOf {
  const at = (entity: string | null, path: readonly string[], value: string): Words | null => {
    const field = entity === null || path.length === 0 ? null : fieldAt(entity, path.join('.'), custom ? { custom } : {})?.field
    if (field?.type === 'choice' && Object.hasOwn(field.options, value)) return field.options[value] ?? null
    const name = field?.type === 'ref' ? nameOf?.(field.entity, value) : undefined
    return name ? { en: name, ru: name } : null
  }
  const inside = ({ entity, field }: Held, path: readonly string[], value: string) =>
    at(entity, field === null ? path : [field, ...path], value)
  return (path, value) => {
    const [root = '', first = '', ...rest] = path.split('.')
    switch (root) {
      case 'subject':
        return at(subject, [first, ...rest], value)
      case 'owner':
        return at('user', [first, ...rest], value)
      case 'company':
        return at('company', [first, ...rest], value)
      case 'item':
        return at(item, [first, ...rest], value)
      case 'event': {
        const held = output(null, first)
        if (held) return inside(held, rest, value)
        return rest.length > 0 ? at(first, rest, value) : at(event, [first], value)
      }
      case 'node': {
        const held = output(first, rest[0] ?? '')
        return held && inside(held, rest.slice(1), value)
      }
      default:
        return null
    }
  }
}
