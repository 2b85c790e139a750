/** What the buttons above a text do: marks are put around what is selected, or taken away again. Pure. */
import type { Reference, Template } from '../../shared/template.ts'
import { replaceRange, shownText, tokensOf } from './token-text.ts'

/** A text with a selection in it, counted in characters of what the field shows. */
export interface Selected {
  readonly template: Template
  readonly from: number
  readonly to: number
}

type NameOf = (reference: Reference) => string

/** Bold (`**`) or italic (`__`): each line of the selection for itself, because a mark ends with its line. */
export function toggledMark(selected: Selected, mark: '**' | '__', nameOf: NameOf): Selected {
  const text = shownOf(selected.template, nameOf)
  const ranges = linesWithin(text, selected)
  const isOn = ranges.every(({ from, to }) => text.slice(from - mark.length, from) === mark && text.slice(to, to + mark.length) === mark)
  const change = (template: Template, { from, to }: Range) =>
    isOn
      ? replaced(replaced(template, to, to + mark.length, [], nameOf), from - mark.length, from, [], nameOf)
      : replaced(replaced(template, to, to, [mark], nameOf), from, from, [mark], nameOf)
  const by = isOn ? -mark.length : mark.length
  return {
    template: ranges.reduceRight(change, selected.template),
    from: selected.from + by,
    to: selected.to + by * (2 * ranges.length - 1),
  }
}

/** Every line that the selection touches becomes an item; when all are, they become lines again. */
export function toggledList(selected: Selected, nameOf: NameOf): Selected {
  const text = shownOf(selected.template, nameOf)
  const start = text.lastIndexOf('\n', selected.from - 1) + 1
  const starts = [start, ...[...text.slice(start, selected.to).matchAll(/\n/g)].map(({ index }) => start + index + 1)]
  const isOn = starts.every((at) => text.startsWith('- ', at))
  const change = (template: Template, at: number) => replaced(template, at, isOn ? at + 2 : at, isOn ? [] : ['- '], nameOf)
  const by = isOn ? -2 : 2
  return {
    template: starts.reduceRight(change, selected.template),
    from: Math.max(start, selected.from + by),
    to: Math.max(start, selected.to + by * starts.length),
  }
}

/** The selection becomes the words of a link, and its address is selected. Without a selection `words` stand there. */
export function linked(selected: Selected, words: string, nameOf: NameOf): Selected {
  const { from, to } = selected
  const address = 'https://'
  const shown = from === to ? words.length : to - from
  const begun = replaced(selected.template, to, to, [`${from === to ? words : ''}](${address})`], nameOf)
  const start = from + 1 + shown + 2
  return { template: replaced(begun, from, from, ['['], nameOf), from: start, to: start + address.length }
}

interface Range {
  readonly from: number
  readonly to: number
}

const shownOf = (template: Template, nameOf: NameOf): string => shownText(tokensOf(template, nameOf))

const replaced = (template: Template, from: number, to: number, pieces: Template, nameOf: NameOf): Template =>
  replaceRange(tokensOf(template, nameOf), from, to, pieces)

/** The parts of the selection line by line; lines of which nothing is selected are left out. */
function linesWithin(text: string, { from, to }: Range): readonly Range[] {
  if (!text.slice(from, to).includes('\n')) return [{ from, to }]
  const ranges: Range[] = []
  let at = from
  for (const line of text.slice(from, to).split('\n')) {
    if (line !== '') ranges.push({ from: at, to: at + line.length })
    at += line.length + 1
  }
  return ranges
}
