import { Text } from '@mantine/core'
import type { Known } from '../../shared/known.ts'
import { nodeTitle } from '../../shared/node-type-data.ts'
import { paramWords } from '../../shared/param-words.ts'
import type { Workflow, WorkflowNode } from '../../shared/workflow.ts'
import type { NodeTypes } from '../../shared/workflow-graph.ts'
import { useWords } from '../words/use-words.ts'
import { compareFlows, type FlowChange } from './compare-flows.ts'

interface Props {
  readonly before: Workflow
  readonly after: Workflow
  readonly types: NodeTypes
  readonly known: Known
}

const signs: Readonly<Record<FlowChange['kind'], string>> = { added: '+', removed: '−', changed: '±', lines: '±', settings: '±', name: '±' }

/** The differences of two drawings in words, with a sign and a colour each. Says so when there are none. */
export function ChangeList({ before, after, types, known }: Props) {
  const { t, of, language } = useWords()
  const changes = compareFlows(before, after)
  if (changes.length === 0) {
    return (
      <Text size="sm" c="dimmed">
        {t('changes.none')}
      </Text>
    )
  }
  const title = (node: Workflow['nodes'][number]) => of(nodeTitle(node, types.get(node.type)))
  const text = (change: FlowChange): string => {
    switch (change.kind) {
      case 'added':
        return t('changes.added', { name: title(change.node) })
      case 'removed':
        return t('changes.removed', { name: title(change.node) })
      case 'changed':
        return t('changes.changed', { name: title(change.after) })
      case 'lines':
        return t('changes.lines', { count: change.count })
      case 'settings':
        return t('changes.settings')
      case 'name':
        return t('changes.name', { before: change.before, after: change.after })
    }
  }
  return (
    <ul className="change-list">
      {changes.map((change, at) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the list is made anew as a whole
        <li key={at} data-change={change.kind}>
          <span className="change-list__sign" aria-hidden>
            {signs[change.kind]}
          </span>
          <div>
            {text(change)}
            {change.kind === 'changed' && <OwnChanges before={change.before} after={change.after} types={types} />}
            {change.kind === 'changed' &&
              change.params.map((name) => {
                const type = types.get(change.after.type)
                const param = type?.params[name]
                if (!type || !param) return null
                const said = (workflow: Workflow, node: typeof change.after) =>
                  paramWords(node, type, name, { workflow, types, known, language }) ?? t('common.empty')
                return (
                  <div key={name} className="change-list__param">
                    {of(param.label)}: <del>{said(before, change.before)}</del> <ins>{said(after, change.after)}</ins>
                  </div>
                )
              })}
          </div>
        </li>
      ))}
    </ul>
  )
}

/** What changed of a step beside its parameters: its name, and whether it asks. */
function OwnChanges({ before, after, types }: { readonly before: WorkflowNode; readonly after: WorkflowNode; readonly types: NodeTypes }) {
  const { t, of } = useWords()
  const type = types.get(after.type)
  const names = [of(nodeTitle(before, type)), of(nodeTitle(after, type))] as const
  return (
    <>
      {names[0] !== names[1] && (
        <div className="change-list__param">
          {t('changes.stepName')}: <del>{names[0]}</del> <ins>{names[1]}</ins>
        </div>
      )}
      {before.mode !== after.mode && (
        <div className="change-list__param">
          {t('mode.name')}: <del>{t(`mode.${before.mode}.badge`)}</del> <ins>{t(`mode.${after.mode}.badge`)}</ins>
        </div>
      )}
    </>
  )
}
