/** The selection as a sentence for screen readers. */
import { useMemo } from 'react'
import { nodeTitle, portsOf, suggests } from '../../shared/node-type-data.ts'
import { useWords } from '../words/use-words.ts'
import { edgeId, edgesInto, edgesOutOf, nodeById } from '../workflow/graph.ts'
import { groupAround, groupById } from '../workflow/groups.ts'
import { factsOf } from '../workflow/node-types.ts'
import { outline, stepNumbers } from '../workflow/outline.ts'
import { useScene, useView } from '../workflow/scene.ts'
import { useSettled } from '../workflow/use-settled.ts'

/** "Send mail, ask 3 questions. Step 4 of 12. Suggests. 1 problem. After: Condition, Yes. Next: Wait 2 days." */
export function useSaidSelection(): string {
  const { t, of } = useWords()
  const { types, draft } = useScene()
  // Numbering a large flow must not make typing wait.
  const workflow = useSettled(draft)
  const active = useView((view) => view.active)
  const problems = useView((view) => (active === null ? undefined : view.problems.get(active)))
  const edge = useView((view) => view.edge)

  return useMemo(() => {
    const node = active === null ? null : nodeById(workflow, active)
    const group = active === null ? null : groupById(workflow, active)
    if (group)
      return [t('group.said', { name: group.name, count: group.members.length }), t(group.folded ? 'group.isFolded' : 'group.isOpen')].join(
        '. ',
      )
    const line = edge === null ? undefined : workflow.edges.find((each) => edgeId(each) === edge)
    if (!node && !line) return workflow.notes.find(({ id }) => id === active)?.text ?? ''
    const title = (id: string) => {
      const other = nodeById(workflow, id)
      return other ? of(nodeTitle(other, types.get(other.type))) : id
    }
    const portName = (from: string, port: string) => {
      const source = nodeById(workflow, from)
      const sourceType = source && types.get(source.type)
      const found = source && sourceType && portsOf(sourceType, source, true).find((each) => each.port === port)
      return found ? of(found.words) : port
    }
    if (line) return t('said.line', { from: title(line.from), port: portName(line.from, line.port), to: title(line.to) })
    if (!node) return ''
    const around = groupAround(workflow, node.id)
    const type = types.get(node.type)
    const facts = factsOf(types, workflow)
    const numbers = stepNumbers(outline(workflow, facts))
    const [before] = edgesInto(workflow, node.id)
    const after = edgesOutOf(workflow, node.id, facts)
    return [
      t('said.step', { name: title(node.id), number: numbers.get(node.id) ?? 0, count: workflow.nodes.length }),
      type?.acts ? t(`mode.${suggests(type, node, workflow.settings.everythingSuggests) ? 'suggest' : node.mode}.badge`) : '',
      problems ? t('step.problems', { count: problems.length }) : '',
      node.note ? t('step.noted', { note: node.note }) : '',
      around ? t('group.inside', { name: around.name }) : '',
      before ? t('said.after', { name: title(before.from), port: portName(before.from, before.port) }) : '',
      after.length > 0 ? t('said.next', { names: after.map(({ to }) => title(to)).join(', ') }) : t('said.end'),
    ]
      .filter((part) => part !== '')
      .map((part) => (part.endsWith('.') ? part : `${part}.`))
      .join(' ')
  }, [active, edge, workflow, types, problems, t, of])
}
