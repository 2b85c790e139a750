/** Waits for a date that stands in a record: they follow it wherever it is named from, also across a restart. */
import { expect, onTestFinished, test } from 'vitest'
import type { Workflow } from '../../shared/workflow.ts'
import { until } from '../testing/story.ts'
import { aWorkflow, aWorld, type World } from '../testing/world.ts'

const note = (text: string) => ({ type: 'crm.note', params: { text: [text] } })
const entity = (change: string) => ({ type: 'trigger.entity', params: { entity: 'invoice', change } })

/** Three days before the invoice is due; `date` says by which way the flow knows it. */
function reminding(date: string, settings: Partial<Workflow['settings']>): Workflow {
  const nodes = {
    start: entity('created'),
    wait: { type: 'wait.untilDate', params: { date, when: 'before', days: 3, time: '09:00' } },
    reminded: note('reminded'),
    late: note('too late'),
    empty: note('no date'),
  }
  return aWorkflow(nodes, ['start -> wait', 'wait -> reminded', 'wait:past -> late', 'wait:error -> empty'], settings)
}

async function world(workflow: Workflow): Promise<World> {
  const here = await aWorld({ workflows: [workflow] })
  onTestFinished(() => here.close())
  return here
}

const invoice = (here: World, dueOn: string | null) =>
  here.creates('invoice', 'i1', { number: '1', amount: { cents: 100, currency: 'EUR' }, contact: 'anna', dueOn })
const falls = (here: World, dueOn: string | null) => here.changes('invoice', 'i1', { dueOn })

/** What the flow came to, and when. */
async function told(here: World): Promise<readonly string[]> {
  const [run] = await here.runs()
  const steps = run ? await here.trail(run.run.id) : []
  return steps.filter(({ node }) => ['reminded', 'late', 'empty'].includes(node)).map(({ node, at }) => `${node} ${at.toISOString()}`)
}

const ways: [string, Workflow][] = [
  ['the subject', reminding('subject.dueOn', { subject: 'invoice' })],
  ['the event', reminding('event.invoice.dueOn', { subject: 'contact' })],
  ['the event, in a flow about nobody', reminding('event.invoice.dueOn', { subject: null })],
]

test.each(ways)('a date that is moved is followed, later and earlier, known by %s', async (_, workflow) => {
  const here = await world(workflow)
  await invoice(here, '2026-03-20')
  await until(here, '2026-03-16T09:00:00Z')

  await falls(here, '2026-03-25')
  await until(here, '2026-03-21T00:00:00Z')
  expect(await told(here)).toEqual([])
  await here.restarts()
  await falls(here, '2026-03-24')
  await until(here, '2026-03-21T12:00:00Z')

  expect(await told(here)).toEqual(['reminded 2026-03-21T09:00:00.000Z'])
})

test.each(ways)('a date that is over by then, or taken away, does at once what the step says, known by %s', async (_, workflow) => {
  const [over, emptied] = [await world(workflow), await world(workflow)]
  for (const here of [over, emptied]) await invoice(here, '2026-03-20')

  await falls(over, '2026-03-04')
  await falls(emptied, null)

  expect(await told(over)).toEqual(['late 2026-03-02T09:00:00.000Z'])
  expect(await told(emptied)).toEqual(['empty 2026-03-02T09:00:00.000Z'])
})

test('another field of the record does not disturb the wait', async () => {
  const here = await world(reminding('subject.dueOn', { subject: 'invoice' }))
  await invoice(here, '2026-03-20')

  await here.changes('invoice', 'i1', { number: '2' })

  expect((await here.trail((await here.runs())[0]?.run.id ?? '')).filter(({ node }) => node === 'wait')).toHaveLength(1)
})

test('a date that is moved in the turn in which the wait begins is followed, too', async () => {
  const here = await world(reminding('subject.dueOn', { subject: 'invoice' }))
  const change = (kind: 'create' | 'update', fields: { readonly dueOn: string }) =>
    here.engine.pump.submit({
      ops: [
        {
          op: 'change',
          change: {
            change: kind,
            entity: 'invoice',
            id: 'i1',
            revision: null,
            fields: kind === 'create' ? { number: '1', amount: { cents: 100, currency: 'EUR' }, contact: 'anna', ...fields } : fields,
            cause: { kind: 'person', id: 'vera', depth: 0 },
            at: here.now(),
          },
        },
      ],
    })

  await Promise.all([change('create', { dueOn: '2026-03-20' }), change('update', { dueOn: '2026-03-12' })])
  await Promise.all([change('update', { dueOn: '2026-03-11' }), here.engine.pump.idle()])
  await here.engine.pump.idle()
  await until(here, '2026-03-09T00:00:00Z')

  expect(await told(here)).toEqual(['reminded 2026-03-08T09:00:00.000Z'])
})

test('five years are waited for to the minute', async () => {
  const here = await world(reminding('subject.dueOn', { subject: 'invoice' }))
  await invoice(here, '2031-03-05')

  await until(here, '2031-03-02T08:59:59Z')
  expect(await told(here)).toEqual([])
  await until(here, '2031-03-02T09:00:00Z')

  expect(await told(here)).toEqual(['reminded 2031-03-02T09:00:00.000Z'])
})
