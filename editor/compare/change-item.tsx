/** One difference of two drawings, in words: what it is, and inside a step every field before and after. */

import type { FlowChange } from '../../shared/compare-flows.ts'
import { nodeTitle, portsOf } from '../../shared/node-type-data.ts'
import type { Workflow } from '../../shared/workflow.ts'
import { nodeSummary } from '../../shared/workflow-words.ts'
import { differenceSigns } from '../canvas/difference-sign.tsx'
import { type Speech, useWords } from '../words/use-words.ts'
import type { Difference } from '../workflow/store.ts'
import { type DifferenceRow, type Sides, settingRows, stepRows } from './difference-rows.ts'
import { textDifference } from './text-difference.ts'

/** The sign of any difference; what is not of a step alone counts as changed. */
export const signOf = (change: FlowChange): Difference => (change.kind === 'added' || change.kind === 'removed' ? change.kind : 'changed')

/** The head line: "Changed: Ask 3 questions". */
export function changeTitle(change: FlowChange, { before, after }: Sides, { t, of }: Speech): string {
  const name = (node: Workflow['nodes'][number], side = after) => of(nodeTitle(node, side.types.get(node.type)))
  switch (change.kind) {
    case 'added':
      return t('changes.added', { name: name(change.node) })
    case 'removed':
      return t('changes.removed', { name: name(change.node, before) })
    case 'changed':
      return t('changes.changed', { name: name(change.after) })
    case 'line':
      return t('changes.line', { name: name(change.node) })
    case 'settings':
      return t('changes.settings')
    case 'name':
      return t('changes.name', { before: change.before, after: change.after })
  }
}

interface Props {
  readonly change: FlowChange
  readonly sides: Sides
}

/** The sign of a difference, hidden from screen readers: the words beside it say the same. */
export function ChangeSign({ change }: { readonly change: FlowChange }) {
  return (
    <span className="difference-sign" data-difference={signOf(change)} aria-hidden>
      {differenceSigns[signOf(change)]}
    </span>
  )
}

/** What a difference consists of. Nothing where the head line says all. */
export function ChangeDetail({ change, sides }: Props) {
  const words = useWords()
  const { t, language } = words
  switch (change.kind) {
    case 'added':
    case 'removed': {
      const side = change.kind === 'added' ? sides.after : sides.before
      const type = side.types.get(change.node.type)
      return type ? <div className="change-detail">{nodeSummary(change.node, type, { ...side, language })}</div> : null
    }
    case 'line':
      return <Row row={lineRow(change, sides, words)} />
    case 'changed':
    case 'settings': {
      const rows = change.kind === 'settings' ? settingRows(sides, words) : stepRows(change.before, change.after, sides, words)
      if (rows.length === 0) return <div className="change-detail">{t('changes.unsaid')}</div>
      return rows.map((row) => <Row key={row.label} row={row} />)
    }
    default:
      return null
  }
}

/** The way by which the step is left, and where it leads. */
function lineRow({ node, port, before, after }: Extract<FlowChange, { kind: 'line' }>, sides: Sides, { t, of }: Speech): DifferenceRow {
  const type = sides.after.types.get(node.type)
  const words = type && portsOf(type, node, true).find((each) => each.port === port)?.words
  const title = (id: string | null, { workflow, types }: Sides['before']) => {
    const target = workflow.nodes.find((each) => each.id === id)
    return target ? of(nodeTitle(target, types.get(target.type))) : t('changes.lineEnds')
  }
  return { label: words ? of(words) : port, before: title(before, sides.before), after: title(after, sides.after) }
}

/** Above this many letters a value is compared word by word. */
const longest = 60

const isLong = (text: string | null): boolean => text !== null && (text.length > longest || text.includes('\n'))

function Row({ row: { label, before, after } }: { readonly row: DifferenceRow }) {
  const { t } = useWords()
  const [was, is] = [before ?? t('common.empty'), after ?? t('common.empty')]
  return (
    <div className="change-detail">
      <span className="change-detail__label">{label}</span>{' '}
      {isLong(before) || isLong(after) ? (
        <TextDifference before={before ?? ''} after={after ?? ''} />
      ) : (
        <>
          <span className="only-read-aloud">{t('changes.before')}</span> <del>{was}</del> <span aria-hidden>→</span>{' '}
          <span className="only-read-aloud">{t('changes.after')}</span> <ins>{is}</ins>
        </>
      )}
    </div>
  )
}

/** A text with what was taken out struck through and what came in underlined. */
function TextDifference({ before, after }: { readonly before: string; readonly after: string }) {
  return (
    <div className="text-difference">
      {textDifference(before, after).map(({ kind, text }, at) => {
        const key = `${at}${kind}`
        return kind === 'same' ? (
          <span key={key}>{text}</span>
        ) : kind === 'added' ? (
          <ins key={key}>{text}</ins>
        ) : (
          <del key={key}>{text}</del>
        )
      })}
    </div>
  )
}
