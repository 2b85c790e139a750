/** The text of a note as it is read: the marks of letters, and headings. Whatever is written is only ever text, never markup. */
import { createElement, Fragment, type ReactNode } from 'react'
import { type Passage, readMarks, type Span } from '../../shared/letter-marks.ts'

type Part = Passage | { readonly kind: 'heading'; readonly lines: Passage['lines'] }

/** A line that begins with `# ` is a heading; the rest is read as in a letter. Line breaks stay where white space is kept. */
export function NoteText({ text }: { readonly text: string }) {
  return inOrder(readNote(text).map(shownPart))
}

function readNote(text: string): readonly Part[] {
  return text.split(/^(#{1,3} .*)$/m).flatMap((part): readonly Part[] => {
    const heading = /^#{1,3} (.*)$/.exec(part)
    if (heading) return [{ kind: 'heading', lines: readMarks(heading[1] ?? '').flatMap(({ lines }) => lines) }]
    const plain = part.replace(/^\n+|\n+$/g, '')
    return plain === '' ? [] : readMarks(plain)
  })
}

/** They are written anew together, so none needs a name of its own. */
const inOrder = (parts: readonly ReactNode[]) => createElement(Fragment, null, ...parts)

function shownPart({ kind, lines }: Part): ReactNode {
  if (kind === 'heading') return <p className="note-text__heading">{inOrder(lines.map(shownLine))}</p>
  if (kind === 'list') return <ul>{inOrder(lines.map(shownItem))}</ul>
  return <p>{inOrder(lines.flatMap((spans, at) => (at === 0 ? [shownLine(spans)] : ['\n', shownLine(spans)])))}</p>
}

const shownItem = (spans: readonly Span[]): ReactNode => <li>{shownLine(spans)}</li>

const shownLine = (spans: readonly Span[]): ReactNode => inOrder(spans.map(shownSpan))

function shownSpan({ text, bold, italic, url }: Span): ReactNode {
  const leaning = italic ? <em>{text}</em> : text
  const shown = bold ? <strong>{leaning}</strong> : leaning
  if (url === null || !isAddress(url)) return shown
  return (
    <a className="nodrag" href={url} target="_blank" rel="noreferrer">
      {shown}
    </a>
  )
}

/** Only what leads to a page or a mailbox; nothing that a browser would run. */
const isAddress = (url: string): boolean => /^(https?:\/\/|mailto:)/i.test(url)
