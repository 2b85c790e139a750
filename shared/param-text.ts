/** Everything that stands in a parameter, for comparing two versions of it: nothing is cut short, and each part has a line of its own. */
import { isJsonObject, type Json } from './json.ts'
import { entityOf, isVisible, type NodeTypeData, paramOf, paramValue } from './node-type-data.ts'
import { fieldWords, paramWords, pathWords, type Speech, saidRule } from './param-words.ts'
import { type Language, languages, type Words } from './words.ts'
import type { WorkflowNode } from './workflow.ts'

/**
 * The whole text of one parameter, with line breaks; null when nothing is set, or it is not asked for. Where a sentence says
 * all there is, it is that of `paramWords`.
 */
export function paramText(node: WorkflowNode, type: NodeTypeData, name: string, speech: Speech): string | null {
  const param = paramOf(type, name)
  const value = paramValue(type, node, name) ?? null
  if (!param || value === null || !isVisible(type, node, name)) return null
  switch (param.kind) {
    case 'text':
      return filled(templateText(value, speech))
    case 'letter':
      return filled(letterText(value, speech))
    case 'cases':
      return lines(value, (each) => `${each['name']}: ${saidRule(each['rule'] ?? null, speech.workflow.settings.subject, speech) ?? '…'}`)
    case 'branches':
      return lines(value, (each) => (typeof each['weight'] === 'number' ? `${each['name']}: ${each['weight']} %` : String(each['name'])))
    case 'questions':
      return lines(value, (each) => (isJsonObject(each['text']) ? inEach(each['text'], String, speech.language) : ''))
    case 'fields': {
      const entity = entityOf(param.of, type, node, speech.workflow.settings.subject)
      return lines(value, (each) => `${fieldWords(entity, String(each['field']), speech)}: ${templateText(each['value'] ?? null, speech)}`)
    }
    default:
      return paramWords(node, type, name, speech)
  }
}

const filled = (text: string): string | null => (text.trim() === '' ? null : text)

function lines(value: Json, lineOf: (each: Readonly<Record<string, Json>>) => string): string | null {
  return Array.isArray(value) ? filled(value.flatMap((each: Json) => (isJsonObject(each) ? lineOf(each) : [])).join('\n')) : null
}

/** A template with its references as names, and with what stands in for an empty one. */
function templateText(template: Json, speech: Speech): string {
  if (!Array.isArray(template)) return ''
  return template
    .map((piece: Json) => (typeof piece === 'string' ? piece : isJsonObject(piece) ? referenceText(piece, speech) : ''))
    .join('')
}

function referenceText(piece: Readonly<Record<string, Json>>, speech: Speech): string {
  if (typeof piece['ref'] !== 'string') return ''
  const or = typeof piece['or'] === 'string' && piece['or'] !== '' ? `; ${ifEmpty[speech.language]}: ${piece['or']}` : ''
  return `‹${pathWords(piece['ref'], speech, null)}${or}›`
}

const ifEmpty: Words = { en: 'if empty', ru: 'если пусто' }

/** What is written in several languages, each under its name; one alone needs no name. */
function inEach(texts: Readonly<Record<string, Json>>, said: (text: Json) => string, language: Language): string {
  const written = languages.filter((each) => texts[each] !== undefined)
  return written.map((each) => `${written.length > 1 ? `${languageNames[each][language]}\n` : ''}${said(texts[each] ?? null)}`).join('\n\n')
}

const languageNames: Readonly<Record<Language, Words>> = {
  en: { en: 'In English', ru: 'По-английски' },
  ru: { en: 'In Russian', ru: 'По-русски' },
}

function letterText(value: Json, speech: Speech): string {
  if (!isJsonObject(value)) return ''
  return inEach(value, (letter) => (isJsonObject(letter) ? oneLetter(letter, speech) : ''), speech.language)
}

function oneLetter(letter: Readonly<Record<string, Json>>, speech: Speech): string {
  const blocks = Array.isArray(letter['blocks']) ? letter['blocks'] : []
  const texts = blocks.flatMap((block: Json) => (isJsonObject(block) ? blockText(block, speech) : []))
  return [`${subject[speech.language]}: ${templateText(letter['subject'] ?? null, speech)}`, ...texts].join('\n')
}

const subject: Words = { en: 'Subject', ru: 'Тема' }
const button: Words = { en: 'Button', ru: 'Кнопка' }

/** The blocks that have no text of their own, in brackets. */
const plainBlocks: Readonly<Record<string, Words>> = {
  divider: { en: '[line]', ru: '[черта]' },
  questions: { en: '[questions]', ru: '[вопросы]' },
  signature: { en: '[signature]', ru: '[подпись]' },
}

function blockText(block: Readonly<Record<string, Json>>, speech: Speech): string {
  const text = templateText(block['text'] ?? null, speech)
  if (block['kind'] === 'button') return `${button[speech.language]}: ${text} (${templateText(block['url'] ?? null, speech)})`
  return plainBlocks[String(block['kind'])]?.[speech.language] ?? text
}
