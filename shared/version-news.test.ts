import { expect, test } from 'vitest'
import { params, text } from './params.ts'
import { say } from './say.ts'
import { stepNews } from './version-news.ts'
import { emptyWorkflow, type Workflow, type WorkflowNode } from './workflow.ts'
import type { NodeTypes } from './workflow-graph.ts'

const types = new Map([
  [
    'msg.email',
    {
      type: 'msg.email',
      title: { en: 'Send a letter', ru: 'Отправить письмо' },
      params: params({ subject: text({ label: { en: 'Subject', ru: 'Тема' } }) }),
    },
  ],
]) as unknown as NodeTypes

const letter = (more: Partial<WorkflowNode> = {}): WorkflowNode => ({
  id: 'ask',
  type: 'msg.email',
  name: 'Ask',
  mode: 'suggest',
  params: { subject: ['Hello'] },
  ...more,
})
const flow = (...nodes: WorkflowNode[]): Workflow => ({ ...emptyWorkflow('w', 'Chase'), nodes })

const news = (before: Workflow, after: Workflow, language: 'en' | 'ru' = 'en') =>
  stepNews(before, after, types).map(({ node, said }) => [node, said.map((each) => say(each, language)).join(' ')])

test.each([
  ['its text', letter({ params: { subject: ['Hi'] } }), 'Different in “Ask”: Subject.'],
  ['that it acts', letter({ mode: 'act' }), '“Ask” acts by itself from now on.'],
  [
    'several things at once',
    letter({ mode: 'off', params: { subject: [] }, common: { relevance: { all: [] }, decideWithin: 'P1D' } }),
    '“Ask” is paused. Different in “Ask”: Subject, the condition under which it is of use, until when it is to be decided.',
  ],
])('%s is said in a sentence', (_, after, said) => {
  expect(news(flow(letter()), flow(after))).toEqual([['ask', said]])
})

test('a step that is gone is told of, a new one and a moved one are not', () => {
  const fresh = letter({ id: 'chase', name: 'Chase' })
  expect(news(flow(letter()), flow(fresh))).toEqual([['ask', 'The step “Ask” is no longer there.']])
  expect(news(flow(letter()), { ...flow(letter()), layout: { ask: [5, 5] } })).toEqual([])
  expect(news(flow(letter()), flow(letter({ params: { subject: ['Hi'] } })), 'ru')).toEqual([['ask', 'Изменилось в «Ask»: Тема.']])
})

test('another way onward belongs to the step that leads there', () => {
  const before = { ...flow(letter(), letter({ id: 'end' })), edges: [{ from: 'ask', port: 'sent', to: 'end' }] }
  expect(news(before, { ...before, edges: [] })).toEqual([['ask', 'After “Ask” it goes on another way.']])
})
