import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { Workflow } from '../../shared/workflow.ts'
import { duplicate } from './clipboard.ts'
import { addAfterStep, addNode, connect, disconnect, insertOnEdge, moveNodes, removeNodes } from './commands.ts'
import { begin, type History, record, redo, undo, undoable } from './history.ts'
import {
  addNote,
  moveNotes,
  noteStep,
  removeNotes,
  renameNode,
  renameWorkflow,
  setCommon,
  setMode,
  setParam,
  setSetting,
} from './node-commands.ts'
import { facts, secondChase, step } from './sample-workflow.ts'

const said = { code: 'edit' }
let lastId = 0
const many = <Value>(history: History<Value>, move: (history: History<Value>) => History<Value>, times: number) =>
  Array.from({ length: times }).reduce<History<Value>>((each) => move(each), history)

/** Any edit a marketer can make, on steps that may or may not be there. */
const id = fc.constantFrom('form', 'it', 'letter', 'pause', 'task', 'note', 'new-1', 'new-2')
const port = fc.constantFrom('out', 'yes', 'no', 'error')
const spot = fc.tuple(fc.integer({ min: -900, max: 900 }), fc.integer({ min: -900, max: 900 }))
const edit: fc.Arbitrary<(workflow: Workflow) => Workflow> = fc.oneof(
  fc.tuple(id, spot).map(
    ([each, at]) =>
      (w: Workflow) =>
        addNode(w, step(each, 'crm.note'), at),
  ),
  fc.tuple(id, id).map(
    ([each, after]) =>
      (w: Workflow) =>
        addAfterStep(w, step(each, 'wait.delay'), after, facts),
  ),
  fc.tuple(id, id, port).map(
    ([each, from, by]) =>
      (w: Workflow) =>
        insertOnEdge(w, step(each, 'logic.if'), { from, port: by }, facts),
  ),
  fc.uniqueArray(id, { maxLength: 3 }).map((ids) => (w: Workflow) => removeNodes(w, ids, facts, { it: 'yes' })),
  fc.tuple(id, port, id).map(
    ([from, by, to]) =>
      (w: Workflow) =>
        connect(w, { from, port: by }, to, facts),
  ),
  fc.tuple(id, port).map(
    ([from, by]) =>
      (w: Workflow) =>
        disconnect(w, { from, port: by }),
  ),
  fc.tuple(id, spot).map(
    ([each, at]) =>
      (w: Workflow) =>
        moveNodes(w, { [each]: at }),
  ),
  fc.tuple(id, fc.jsonValue()).map(
    ([each, value]) =>
      (w: Workflow) =>
        setParam(w, each, 'text', JSON.parse(JSON.stringify(value))),
  ),
  fc.tuple(id, fc.string()).map(
    ([each, name]) =>
      (w: Workflow) =>
        renameNode(w, each, name),
  ),
  fc.tuple(id, fc.string()).map(
    ([each, note]) =>
      (w: Workflow) =>
        noteStep(w, each, note),
  ),
  fc.tuple(fc.uniqueArray(id), fc.constantFrom('act', 'suggest', 'off')).map(
    ([ids, mode]) =>
      (w: Workflow) =>
        setMode(w, ids, mode),
  ),
  fc.tuple(id, fc.option(fc.constant('P2D'), { nil: undefined })).map(
    ([each, value]) =>
      (w: Workflow) =>
        setCommon(w, each, 'decideWithin', value),
  ),
  fc.boolean().map((value) => (w: Workflow) => setSetting(w, 'everythingSuggests', value)),
  fc.string().map((name) => (w: Workflow) => renameWorkflow(w, name)),
  fc.tuple(fc.constantFrom('n1', 'n2'), spot).map(
    ([each, at]) =>
      (w: Workflow) =>
        addNote(w, { id: each, text: 'Ask Vera', at }),
  ),
  spot.map((at) => (w: Workflow) => moveNotes(w, { n1: at })),
  fc.constant((w: Workflow) => removeNotes(w, ['n2'])),
  fc.uniqueArray(id, { maxLength: 3 }).map((ids) => (w: Workflow) => duplicate(w, ids, (type) => `${type}-${++lastId}`).workflow),
)

test('any thirty edits, undone and done again, give the same bytes at every step', () => {
  fc.assert(
    fc.property(fc.array(edit, { minLength: 30, maxLength: 30 }), (edits) => {
      let history = begin(secondChase)
      const seen = [JSON.stringify(secondChase)]
      for (const command of edits) {
        const next = record(history, command(history.present), said, 0)
        if (next !== history) seen.push(JSON.stringify(next.present))
        history = next
      }

      for (const bytes of seen.toReversed()) {
        expect(JSON.stringify(history.present)).toBe(bytes)
        history = undo(history)
      }
      for (const bytes of seen.slice(1)) {
        history = redo(history)
        expect(JSON.stringify(history.present)).toBe(bytes)
      }
    }),
    { numRuns: 200 },
  )
})

test('any edits leave a workflow whole: ids once, lines between steps that are there, one line a port, a place for each step', () => {
  fc.assert(
    fc.property(fc.array(edit, { maxLength: 30 }), (edits) => {
      const workflow = edits.reduce((each, command) => command(each), secondChase)

      const ids = workflow.nodes.map(({ id: each }) => each)
      expect(new Set(ids).size).toBe(ids.length)
      for (const { from, to } of workflow.edges) expect(ids.includes(from) && ids.includes(to)).toBe(true)
      expect(new Set(workflow.edges.map(({ from, port: by }) => `${from}/${by}`)).size).toBe(workflow.edges.length)
      expect(Object.keys(workflow.layout).sort()).toEqual([...ids].sort())
    }),
    { numRuns: 200 },
  )
})

test('one undo takes back a step put on a line: the first line is there again', () => {
  const history = record(
    begin(secondChase),
    insertOnEdge(secondChase, step('new', 'wait.delay'), { from: 'it', port: 'yes' }, facts),
    said,
    0,
  )

  expect(undo(history).present).toBe(secondChase)
})

test('letters typed without a rest are one entry, and a rest begins the next', () => {
  const type = (history: History<string>, text: string, at: number) => record(history, text, { code: 'type' }, at, 'name')
  const typed = type(type(type(begin(''), 'A', 0), 'An', 600), 'Ann', 1_200)

  const rested = type(typed, 'Anna', 2_000)

  expect(undo(typed).present).toBe('')
  expect(undo(rested).present).toBe('Ann')
})

test('typing after an undo does not join what was typed before it', () => {
  const type = (history: History<string>, text: string, at: number) => record(history, text, { code: 'type' }, at, 'name')

  const history = type(undo(type(type(begin(''), 'A', 0), 'B', 5_000)), 'C', 5_100)

  expect(undo(history).present).toBe('A')
})

test('the button names the edit it would take back', () => {
  const history = record(begin(1), 2, { code: 'move-steps', with: { count: 3 } }, 0)

  expect(undoable(history)).toEqual({ code: 'move-steps', with: { count: 3 } })
  expect(undoable(undo(history))).toBeNull()
})

test('two hundred edits are kept, older ones are forgotten', () => {
  const edited = Array.from({ length: 250 }, (_, at) => at + 1).reduce((history, value) => record(history, value, said, 0), begin(0))

  expect(many(edited, undo, 300).present).toBe(50)
  expect(many(many(edited, undo, 300), redo, 300).present).toBe(250)
})
