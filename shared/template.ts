/**
 * The closed template language: a text is a list of plain pieces and references. Nobody types braces; the editor
 * shows a reference as a chip. Contact data is only ever a value here, it is never parsed as a template.
 */
import { isJsonObject, type Json } from './json.ts'

/** How a referenced value is written. `plain` is the default of its type. */
export const formats = ['plain', 'upper', 'lower', 'title', 'date', 'time', 'date-time', 'money', 'number'] as const

export type Format = (typeof formats)[number]

/**
 * A reference to a value, by a path whose first part is a root:
 * `subject`, `owner`, `company`, `event`, `item`, `vars`, or `node.<id>.<output>`.
 */
export interface Reference {
  readonly ref: string
  readonly format?: Format
  /** Written when the value is empty. Without it an empty value is reported, and a letter becomes a suggestion. */
  readonly or?: string
}

/** Stored, exported and edited in this form: `["Hi ", { "ref": "subject.firstName", "or": "there" }]`. */
export type Template = readonly (string | Reference)[]

/** The path of a value that is a reference and nothing else, as rows of rules have it; null for any other value. */
export const pathOfReference = (value: Json | undefined): string | null =>
  isJsonObject(value) && typeof value['ref'] === 'string' ? value['ref'] : null

/** What the first part of a path can be; Another one is refused as `reference-unreadable`. */
export const roots = ['subject', 'owner', 'company', 'event', 'item', 'vars', 'node'] as const

/** Finds the value of a path such as `subject.firstName`; `undefined` and `null` both count as empty. */
export type Resolve = (path: string) => Json | undefined

/** A filled template, and the paths that were empty and had no fallback. */
export interface Filled {
  readonly text: string
  readonly empty: readonly string[]
  /** The text was longer than `longestFilled` and was cut. */
  readonly cut?: true
}

/** No filled template is longer, in UTF-8 bytes. */
export const longestFilled = 256 * 1024

/** No template has more pieces. */
export const mostPieces = 2_000
