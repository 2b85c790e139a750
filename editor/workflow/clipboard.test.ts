import { expect, test } from 'vitest'
import { emptyWorkflow } from '../../shared/workflow.ts'
import { copy, cuttingIn, duplicate, paste } from './clipboard.ts'
import { noteStep, setParam } from './node-commands.ts'
import { rowStep } from './placing.ts'
import { secondChase } from './sample-workflow.ts'

const numbered = () => {
  let last = 0
  return (type: string) => `${type}#${++last}`
}

test('steps copied in one flow and pasted in another keep the lines between them and their notes, and get new ids', () => {
  const cutting = cuttingIn(copy(noteStep(secondChase, 'pause', 'Vera asked for two days'), ['letter', 'pause', 'note']) ?? '')

  const pasted = cutting && paste(emptyWorkflow('other', 'Other'), cutting, numbered(), [0, 0])

  expect(pasted?.workflow.nodes.map(({ id }) => id)).toEqual(['msg.email#1', 'wait.delay#2', 'crm.note#3'])
  expect(pasted?.workflow.edges).toEqual([{ from: 'msg.email#1', port: 'out', to: 'wait.delay#2' }])
  expect(pasted?.workflow.nodes.map(({ note }) => note)).toEqual([undefined, 'Vera asked for two days', undefined])
  expect(pasted?.workflow.layout['msg.email#1']).toEqual([0, 0])
  expect(pasted?.workflow.layout['wait.delay#2']).toEqual([0, rowStep])
})

test('a value of a step that was copied along points to its copy; one that stayed behind keeps its id', () => {
  const referring = setParam(secondChase, 'pause', 'text', [{ ref: 'node.letter.message' }, ' ', { ref: 'node.form.answer' }])

  const { workflow, ids } = duplicate(referring, ['letter', 'pause'], numbered())

  const copyOfPause = workflow.nodes.find(({ id }) => id === ids[1])
  expect(copyOfPause?.params['text']).toEqual([{ ref: 'node.msg.email#1.message' }, ' ', { ref: 'node.form.answer' }])
})

test.each(['', 'Hello, Anna', '{"tandem/steps":1}', '{"tandem/steps":1,"nodes":[{}],"edges":[],"notes":[],"layout":{}}'])(
  'text that is no steps is not pasted: %s',
  (text) => {
    expect(cuttingIn(text)).toBeNull()
  },
)

test('a copy never takes the id of another step, even when chance offers it', () => {
  const offered = ['pause', 'letter', 'a', 'a', 'b']

  const { ids } = duplicate(secondChase, ['letter', 'pause'], () => offered.shift() ?? 'none left')

  expect(ids).toEqual(['a', 'b'])
})
