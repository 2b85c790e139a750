import { expect, test } from 'vitest'
import { workflowText } from '../../shared/workflow-text.ts'
import { copy, cuttingIn, paste } from './clipboard.ts'
import { insertOnEdge, removeNodes } from './commands.ts'
import { carried, hiddenIn, realEdge, seen, seenAs, unfolded } from './fold.ts'
import { changeGroup, groupAround, leaveGroups, makeGroup, pruneGroups, ungroup, withMembers } from './groups.ts'
import { neighbour, outline } from './outline.ts'
import { withGroups } from './outline-groups.ts'
import { facts, secondChase, step } from './sample-workflow.ts'
import { applyTidy, tidyPlaces, tidySpots, tidySteps } from './tidy.ts'

const chase = makeGroup(secondChase, { id: 'g', name: 'Chase' }, ['pause', 'letter'])
const folded = changeGroup(chase, 'g', { folded: true })

test('a group names its steps in the order of the flow, and is all that is new in the file', () => {
  expect(chase).toEqual({ ...secondChase, groups: [{ id: 'g', name: 'Chase', members: ['letter', 'pause'] }] })
  expect(workflowText(ungroup(chase, ['g']))).toBe(workflowText(secondChase))
})

test('a step is in one group at most, and a group that is empty is gone', () => {
  const both = makeGroup(chase, { id: 'h', name: 'Wait' }, ['pause', 'task'])
  const whole = makeGroup(both, { id: 'i', name: 'All' }, ['g', 'h'])

  expect(both.groups?.map(({ members }) => members)).toEqual([['letter'], ['pause', 'task']])
  expect(whole.groups).toEqual([{ id: 'i', name: 'All', members: ['letter', 'pause', 'task'] }])
  expect(leaveGroups(chase, ['letter', 'pause'])).toEqual(secondChase)
})

test('what is deleted leaves its group, and what is put between two of a group joins it', () => {
  const end = { from: 'letter', port: 'out' }

  expect(pruneGroups(removeNodes(chase, ['pause'], facts)).groups?.[0]?.members).toEqual(['letter'])
  expect(groupAround(insertOnEdge(chase, step('more', 'crm.note'), end, facts), 'more')?.id).toBe('g')
  expect(groupAround(insertOnEdge(chase, step('more', 'crm.note'), { from: 'pause', port: 'out' }, facts), 'more')).toBeNull()
})

test('what cannot be changed is the same workflow', () => {
  expect(changeGroup(chase, 'g', { name: '  ' })).toBe(chase)
  expect(changeGroup(chase, 'g', { folded: false })).toBe(chase)
  expect(changeGroup(chase, 'gone', { name: 'x' })).toBe(chase)
  expect(makeGroup(chase, { id: 'h', name: 'x' }, [])).toBe(chase)
  expect([...withMembers(chase, ['g', 'it'])]).toEqual(['letter', 'pause', 'it'])
})

test('a folded group is one card with the lines that lead into it and out of it', () => {
  const drawn = seen(folded)

  expect(drawn.nodes.map(({ id }) => id)).toEqual(['form', 'it', 'g', 'task', 'note'])
  expect(drawn.edges).toEqual([
    { from: 'form', port: 'out', to: 'it' },
    { from: 'it', port: 'yes', to: 'g' },
    { from: 'it', port: 'no', to: 'note' },
    { from: 'g', port: 'pause/out', to: 'task' },
  ])
  expect(drawn.edges.map(realEdge)).toEqual(secondChase.edges.filter(({ from }) => from !== 'letter'))
  expect(drawn.layout['g']).toEqual(secondChase.layout['letter'])
  expect([...(drawn.nodes[2] ? (hiddenIn(drawn.nodes[2])?.keys() ?? []) : [])]).toEqual(['letter', 'pause'])
  expect([seenAs(folded, 'pause'), seenAs(folded, 'task'), seenAs(chase, 'pause')]).toEqual(['g', 'task', 'pause'])
  expect(seen(chase)).toBe(chase)
})

test('arrows go through a folded group as through a step', () => {
  const ports = {
    ...facts,
    portsOf: (node: Parameters<typeof facts.portsOf>[0]) => (node.id === 'g' ? ['pause/out'] : facts.portsOf(node)),
  }

  expect(neighbour(seen(folded), ports, 'it', 'down')).toBe('g')
  expect(neighbour(seen(folded), ports, 'g', 'down')).toBe('task')
  expect(neighbour(seen(folded), ports, 'task', 'up')).toBe('g')
})

test('what is in a folded group goes where its card goes, notes too, and keeps its shape', () => {
  const noted = {
    ...folded,
    notes: [{ id: 'paper', text: '', at: [-140, 300] as const }],
    groups: [{ id: 'g', name: 'Chase', members: ['letter', 'pause', 'paper'], folded: true }],
  }
  const before = seen(noted).layout['g'] ?? [0, 0]
  const spots = unfolded(noted, { g: [before[0] + 320, before[1] + 16] })

  expect(spots).toEqual({ letter: [160, 368], pause: [160, 544], paper: [180, 316] })
  expect(carried(noted, { id: 'g', name: '', members: ['pause'] }, [0, 0], [16, 0])).toEqual({ pause: [-144, 528] })

  const tidied = applyTidy(noted, unfolded(noted, tidySpots(seen(noted), tidyPlaces(tidySteps(seen(noted), new Set(), facts)))))
  const offset = ({ layout, notes }: typeof tidied) => [
    (notes[0]?.at[0] ?? 0) - (layout['letter']?.[0] ?? 0),
    (notes[0]?.at[1] ?? 0) - (layout['letter']?.[1] ?? 0),
  ]
  expect(offset(tidied)).toEqual(offset(noted))
  expect(Object.keys(tidied.layout).sort()).toEqual(Object.keys(secondChase.layout).sort())
})

test('a group is copied with its steps, under a name of its own', () => {
  let made = 0
  const cutting = cuttingIn(copy(chase, ['g']) ?? '')
  const { workflow } = paste(chase, cutting ?? { nodes: [], edges: [], layout: {}, notes: [] }, (type) => `${type}-${++made}`, null)

  expect(workflow.groups).toHaveLength(2)
  expect(workflow.groups?.[1]).toEqual({ id: 'group-3', name: 'Chase', members: ['msg.email-1', 'wait.delay-2'] })
  expect(cuttingIn(copy(chase, ['letter']) ?? '')?.groups).toBeUndefined()
})

test('the outline has a heading above the steps of a group, and under a folded one none of them', () => {
  const rows = (workflow: typeof chase) =>
    withGroups(outline(workflow, facts), workflow).map(
      (row) => `${row.level} ${row.kind === 'step' ? row.node.id : row.kind === 'group' ? `[${row.group.name}]` : row.port}`,
    )

  expect(rows(chase)).toEqual(['0 form', '0 it', '1 yes', '2 [Chase]', '3 letter', '3 pause', '2 task', '1 no', '2 note'])
  expect(rows(folded)).toEqual(['0 form', '0 it', '1 yes', '2 [Chase]', '2 task', '1 no', '2 note'])
  expect(withGroups(outline(secondChase, facts), secondChase)).toEqual(outline(secondChase, facts))
})
