import { expect, test } from 'vitest'
import { nodeTypes } from '../../nodes/index.ts'
import { checkWorkflow } from '../check-workflow.ts'
import { nothingKnown } from '../known.ts'
import { toNodeTypeData } from '../node-type-data.ts'
import { canPublish } from '../problem.ts'
import { say } from '../say.ts'
import type { Workflow } from '../workflow.ts'
import { call, type Given, hook, lines, opened, paramsOf, set, typesOf } from './sample-n8n.ts'

const problems = (workflow: Workflow) => checkWorkflow(workflow, nodeTypes.map(toNodeTypeData), nothingKnown)

test('a call keeps its method, address, query, headers and body, and finds its values where they lie here', () => {
  const workflow = opened(
    [
      hook,
      {
        name: 'Save',
        type: 'httpRequest',
        parameters: {
          method: 'POST',
          url: '=https://shop.example/{{ $json.body.shop }}',
          sendQuery: true,
          queryParameters: {
            parameters: [
              { name: 'q', value: 'a b' },
              { name: 'page', value: '={{ $json.body.page }}' },
            ],
          },
          headerParameters: { parameters: [{ name: 'X-Key', value: 'k' }] },
          jsonBody: '={ "client": { "email": "{{ $json.body.email }}", "tags": ["new"] }, "count": {{ $json.body.n }}, "big": true }',
        },
      },
      { name: 'Answered', type: 'if', parameters: { conditions: { string: [{ value1: '={{ $json.state }}', value2: 'ok' }] } } },
    ],
    ['Hook>Save', 'Save>Answered'],
  )

  expect(paramsOf(workflow, 'save')).toEqual({
    method: 'POST',
    url: ['https://shop.example/', { ref: 'event.body.shop' }, '?q=a%20b&page=', { ref: 'event.body.page' }],
    headers: [{ field: 'X-Key', value: ['k'] }],
    body: [
      { field: 'client.email', value: [{ ref: 'event.body.email' }] },
      { field: 'client.tags.0', value: ['new'] },
      { field: 'count', value: [{ ref: 'event.body.n' }] },
      { field: 'big', value: true },
    ],
  })
  expect(paramsOf(workflow, 'answered')).toEqual({ condition: { field: 'node.save.body.state', is: 'is', value: 'ok' } })
  expect(workflow.origin).toMatchObject({ tool: 'n8n', steps: 3, whole: 3, partly: 0 })
  expect(canPublish(problems(workflow))).toBe(true)
})

test('values that were set are variables, also for steps far behind and through steps that only choose', () => {
  const workflow = opened(
    [
      hook,
      set('First', { 'the total': '={{ $json.body.total }}', note: 'x' }),
      {
        name: 'Big',
        type: 'if',
        parameters: { conditions: { number: [{ value1: '={{ $json["the total"] }}', value2: 5, operation: 'larger' }] } },
      },
      call('Next', "=https://shop.example/{{ $json['the total'] }}/{{ $('Hook').item.json.body.id }}"),
      call('Last', '=https://shop.example/{{ $node["First"].json.note }}'),
    ],
    ['Hook>First', 'First>Big', 'Big>Next', 'Next>Last'],
  )

  expect(paramsOf(workflow, 'first')).toEqual({
    values: [
      { field: 'the_total', value: [{ ref: 'event.body.total' }] },
      { field: 'note', value: ['x'] },
    ],
  })
  expect(paramsOf(workflow, 'big')).toEqual({ condition: { field: 'vars.the_total', is: 'over', value: 5 } })
  expect(paramsOf(workflow, 'next')).toMatchObject({
    url: ['https://shop.example/', { ref: 'vars.the_total' }, '/', { ref: 'event.body.id' }],
  })
  expect(paramsOf(workflow, 'last')).toMatchObject({ url: ['https://shop.example/', { ref: 'vars.note' }] })
})

test('a variable that another step has set anew in between is not taken for the first', () => {
  const workflow = opened(
    [hook, set('A', { x: '1' }), set('B', { x: '2' }), call('Use', "=https://a.example/{{ $('A').item.json.x }}/{{ $json.x }}")],
    ['Hook>A', 'A>B', 'B>Use'],
  )

  expect(paramsOf(workflow, 'use')).toMatchObject({
    url: ['https://a.example/', { ref: "{{ $('A').item.json.x }}" }, '/', { ref: 'vars.x' }],
  })
})

test('an expression that does more than name a value stays, is named, and keeps the flow from being published', () => {
  const workflow = opened([hook, set('Name', { first: '={{ $json.body.name.split(" ")[0] }}' })], ['Hook>Name'])
  const found = problems(workflow).filter(({ node }) => node === 'name')

  expect(found.map(({ level, said }) => [level, say(said, 'en')])).toEqual([
    ['to-fill-in', 'This expression comes from n8n and does not work here: $json.body.name.split(" ")[0]. Choose a value instead.'],
  ])
  expect(canPublish(problems(workflow))).toBe(false)
  expect(workflow.origin).toMatchObject({ whole: 1, partly: 1 })
})

test('a step that nothing here does stays with its type, its name and its settings, and its values can still be named', () => {
  const workflow = opened(
    [hook, { name: 'Parse', type: 'code', parameters: { jsCode: 'return 1' } }, call('Use', '=https://a.example/{{ $json.score }}')],
    ['Hook>Parse', 'Parse>Use'],
  )

  expect(workflow.nodes[1]).toEqual({ id: 'parse', type: 'n8n.code', name: 'Parse', mode: 'suggest', params: { jsCode: 'return 1' } })
  expect(paramsOf(workflow, 'use')).toMatchObject({ url: ['https://a.example/', { ref: 'node.parse.score' }] })
  expect(problems(workflow).map(({ level, node, said }) => [level, node, said.code])).toEqual([['to-fill-in', 'parse', 'foreign-step']])
})

test('what starts a workflow in a way that is unknown here still starts it', () => {
  const workflow = opened([{ name: 'New row', type: 'acme.rowTrigger' }, call('Next')], ['New row>Next'])

  expect(typesOf(workflow)).toEqual({ newRow: 'trigger.n8n.acme.rowTrigger', next: 'out.http' })
  expect(problems(workflow).map(({ said }) => said.code)).toEqual(['foreign-step'])
})

test('several lines from one output become ways side by side, and a merge waits for them', () => {
  const workflow = opened(
    [hook, call('A'), call('B'), { name: 'Both', type: 'merge', parameters: { mode: 'append' } }, call('End')],
    ['Hook>A', 'Hook>B', 'A>Both', 'B>Both', 'Both>End'],
  )

  expect(lines(workflow)).toEqual(['a.ok>both', 'b.ok>both', 'both.out>end', 'hook-ways.way1>a', 'hook-ways.way2>b', 'hook.out>hook-ways'])
  expect(paramsOf(workflow, 'both')).toEqual({ mode: 'all' })
  expect(problems(workflow)).toEqual([])
})

test('a merge of ways of which only one is gone waits for none', () => {
  const either = { name: 'Either', type: 'if', parameters: { conditions: { string: [{ value1: '={{ $json.body.a }}', value2: 'x' }] } } }
  const workflow = opened([hook, either, { name: 'Both', type: 'merge' }], ['Hook>Either', 'Either>Both', 'Either[1]>Both'])

  expect(paramsOf(workflow, 'both')).toEqual({ mode: 'any' })
})

test('a step that does nothing goes, and its line leads on', () => {
  const workflow = opened(
    [hook, { name: 'Nothing', type: 'noOp' }, set('Off', { a: '1' }, {}), call('Next', '=https://a.example/{{ $json.body.id }}')].map(
      (node) => (node.name === 'Off' ? { ...node, disabled: true } : node),
    ),
    ['Hook>Nothing', 'Nothing>Off', 'Off>Next'],
  )

  expect(lines(workflow)).toEqual(['hook.out>next'])
  expect(paramsOf(workflow, 'next')).toMatchObject({ url: ['https://a.example/', { ref: 'event.body.id' }] })
  expect(workflow.origin).toMatchObject({ steps: 4, whole: 4 })
})

test('a call that is switched off stands paused, one that may fail goes on by its way of errors', () => {
  const workflow = opened(
    [
      hook,
      { ...call('Off'), disabled: true },
      { ...call('Try'), onError: 'continueErrorOutput' },
      call('Good'),
      call('Bad'),
      { ...call('On'), continueOnFail: true },
    ],
    ['Hook>Off', 'Off>Try', 'Try>Good', 'Try[1]>Bad', 'Good>On', 'On>Bad'],
  )

  expect(workflow.nodes.find(({ id }) => id === 'off')?.mode).toBe('off')
  expect(lines(workflow)).toEqual(['good.ok>on', 'hook.out>off', 'off.ok>try', 'on.error>bad', 'on.ok>bad', 'try.error>bad', 'try.ok>good'])
})

test('a loop goes through its list and needs no line back; inside it the values are those of the item', () => {
  const workflow = opened(
    [
      hook,
      { name: 'Rows', type: 'splitOut', parameters: { fieldToSplitOut: 'body.rows' } },
      call('Each', '=https://a.example/{{ $json.id }}'),
    ],
    ['Hook>Rows', 'Rows>Each'],
  )
  const batches = opened(
    [
      hook,
      {
        name: 'Found',
        type: 'airtable',
        typeVersion: 2.1,
        parameters: { operation: 'search', base: { __rl: true, value: 'app1' }, table: 'T' },
      },
      { name: 'Loop', type: 'splitInBatches', typeVersion: 3 },
      call('Each', '=https://a.example/{{ $json.Email }}/{{ $json.id }}'),
      call('Done'),
    ],
    ['Hook>Found', 'Found>Loop', 'Loop>Done', 'Loop[1]>Each', 'Each>Loop'],
  )

  expect(paramsOf(workflow, 'rows')).toEqual({ list: 'event.body.rows' })
  expect(paramsOf(workflow, 'each')).toMatchObject({ url: ['https://a.example/', { ref: 'item.id' }] })
  expect(lines(workflow)).toEqual(['hook.out>rows', 'rows.item>each'])
  expect(paramsOf(batches, 'loop')).toEqual({ list: 'node.found.body.records' })
  expect(paramsOf(batches, 'each')).toMatchObject({ url: ['https://a.example/', { ref: 'item.fields.Email' }, '/', { ref: 'item.id' }] })
  expect(lines(batches)).toEqual(['found.ok>loop', 'hook.out>found', 'loop.done>done', 'loop.item>each'])
  expect(problems(batches)).toEqual([])
})

test('a step that answers with a list goes on for each of it', () => {
  const workflow = opened(
    [hook, { name: 'Found', type: 'hubspot', parameters: { operation: 'search' } }, call('Each', '=https://a.example/{{ $json.id }}')],
    ['Hook>Found', 'Found>Each'],
  )

  expect(lines(workflow)).toEqual(['found-each.item>each', 'found.ok>found-each', 'hook.out>found'])
  expect(paramsOf(workflow, 'found-each')).toEqual({ list: 'node.found.body.results' })
  expect(paramsOf(workflow, 'each')).toMatchObject({ url: ['https://a.example/', { ref: 'item.id' }] })
})

test('a circle without a wait is named', () => {
  const workflow = opened([hook, call('A'), call('B')], ['Hook>A', 'A>B', 'B>A'])

  expect(problems(workflow).map(({ said }) => said.code)).toEqual(['cycle-without-wait'])
})

test('models and tools are kept inside the agent that they hang on', () => {
  const workflow = opened(
    [
      hook,
      { name: 'Agent', type: '@n8n/n8n-nodes-langchain.agent', parameters: { text: 'Hi' } },
      { name: 'Model', type: '@n8n/n8n-nodes-langchain.lmChat', parameters: { model: 'm' } },
    ],
    ['Hook>Agent', 'Model~Agent'],
  )

  expect(workflow.nodes.map(({ id }) => id)).toEqual(['hook', 'agent'])
  expect(paramsOf(workflow, 'agent')).toEqual({
    text: 'Hi',
    parts: [{ name: 'Model', type: '@n8n/n8n-nodes-langchain.lmChat', params: { model: 'm' } }],
  })
  expect(workflow.origin).toMatchObject({ steps: 2, whole: 1, partly: 0 })
})

test('a letter to an address from the data goes to the contact, one to a fixed address is a notice for a colleague', () => {
  const letter = (name: string, sendTo: string): Given => ({
    name,
    type: 'gmail',
    parameters: { sendTo, subject: '=Hello {{ $json.body.name }}', message: 'Привет' },
  })
  const workflow = opened(
    [hook, letter('Client', '={{ $json.body.email }}'), letter('Us', 'sales@shop.example')],
    ['Hook>Client', 'Client>Us'],
  )

  expect(paramsOf(workflow, 'client')).toMatchObject({
    letter: { ru: { subject: ['Hello ', { ref: 'event.body.name' }], blocks: [{ kind: 'text', text: ['Привет'] }] } },
  })
  expect(workflow.settings.subject).toBe('contact')
  expect(typesOf(workflow)['us']).toBe('human.notify')
  expect(paramsOf(workflow, 'us')).toMatchObject({ to: { who: 'user', email: 'sales@shop.example' } })
  expect(workflow.origin?.remarks).toEqual([{ node: 'client', said: { code: 'foreign-recipient' } }])
})

test.each([
  [{ interval: [{}] }, { every: 'day', at: '00:00' }],
  [{ interval: [{ triggerAtHour: 9 }] }, { every: 'day', at: '09:00' }],
  [{ interval: [{ field: 'minutes', minutesInterval: 15 }] }, { every: 'minutes', count: 15 }],
  [{ interval: [{ field: 'hours', hoursInterval: 2, triggerAtMinute: 5 }] }, { cron: '5 */2 * * *' }],
  [
    { interval: [{ field: 'weeks', triggerAtDay: [0, 3], triggerAtHour: 8, triggerAtMinute: 30 }] },
    { every: 'week', on: [7, 3], at: '08:30' },
  ],
  [{ interval: [{ field: 'months', triggerAtDayOfMonth: 2 }] }, { every: 'month', day: 2, at: '00:00' }],
  [{ interval: [{ field: 'cronExpression', expression: '0 9 * * 1' }] }, { cron: '0 9 * * 1' }],
])('the schedule %j', (rule, when) => {
  const workflow = opened([{ name: 'At', type: 'scheduleTrigger', parameters: { rule } }, call('Next')], ['At>Next'])

  expect(paramsOf(workflow, 'at')).toEqual({ when })
  expect(problems(workflow)).toEqual([])
})

test('waits of any unit, a switch with its names, and what ends a run', () => {
  const conditions = (value: string) => ({
    conditions: [{ leftValue: '={{ $json.body.a }}', rightValue: value, operator: { type: 'string', operation: 'equals' } }],
  })
  const workflow = opened(
    [
      hook,
      { name: 'Hours', type: 'wait', parameters: { amount: 2, unit: 'hours' } },
      {
        name: 'Which',
        type: 'switch',
        typeVersion: 3.2,
        parameters: { rules: { values: [{ outputKey: 'Bot', conditions: conditions('bot') }, { conditions: conditions('x') }] } },
      },
      { name: 'Stop', type: 'stopAndError', parameters: { errorMessage: 'No' } },
      { name: 'For a call', type: 'wait', parameters: { resume: 'webhook' } },
    ],
    ['Hook>Hours', 'Hours>Which', 'Which>Stop', 'Which[2]>For a call'],
  )

  expect(paramsOf(workflow, 'hours')).toEqual({ duration: 'PT2H' })
  expect(paramsOf(workflow, 'which')).toMatchObject({
    cases: [
      { id: 'case1', name: 'Bot' },
      { id: 'case2', name: '2' },
    ],
  })
  expect(lines(workflow)).toContain('which.else>forACall')
  expect(typesOf(workflow)['forACall']).toBe('n8n.wait')
})

test('notes stay notes, also those about a step, and the drawing is turned from left-to-right to downwards', () => {
  const workflow = opened(
    [
      { ...hook, position: [0, 0] },
      { ...call('Next'), position: [220, 100], notes: 'Ask Vera for the key' },
      { name: 'N', type: 'stickyNote', parameters: { content: '# Read me', color: 5, width: 400 }, position: [-100, 40] },
    ],
    ['Hook>Next'],
  )

  expect(workflow.nodes.map(({ note }) => note)).toEqual([undefined, 'Ask Vera for the key'])
  expect(workflow.layout).toEqual({ hook: [0, 0], next: [208, 240] })
  expect(workflow.notes).toEqual([{ id: 'n', text: '# Read me', at: [80, -112], size: [320, 448], colour: 'blue' }])
})
