import { expect, test } from 'vitest'
import type { Op } from '../store/port.ts'
import { aDelivery, aPosition, aWorkflow } from '../testing/sample-rows.ts'
import { openEngineLog } from './engine-log.ts'
import { openLog } from './log.ts'

/** What a log at `info` says of these commits, as "level message reason". */
function said(...commits: readonly (readonly Op[])[]): readonly string[] {
  const lines: string[] = []
  const tell = openEngineLog(openLog('info', { write: (line) => void lines.push(line) }))
  for (const ops of commits) tell(ops)
  return lines.map((line) => {
    const { level, msg, reason } = JSON.parse(line)
    return [level, msg, reason].filter(Boolean).join(' ')
  })
}

const delivery = (state: 'queued' | 'done' | 'deferred' | 'failed' | 'unknown' | 'cancelled', code: string): Op => ({
  op: 'delivery',
  delivery: aDelivery({ state, problem: { code } }),
  expects: null,
})

test('a run that needs attention is told with the innermost reason', () => {
  const problem = { code: 'parked-error', with: { reason: { code: 'tries-used-up', with: { reason: { code: 'call-timeout' } } } } }
  const position = aPosition('r', { state: 'parked', problem })

  expect(said([{ op: 'positions', put: [position, aPosition('r')], remove: [] }])).toEqual(['warn A run needs attention call-timeout'])
})

test('of deliveries those are told that did not simply go', () => {
  expect(
    said([
      delivery('queued', 'none'),
      delivery('done', 'none'),
      delivery('deferred', 'mail-server-busy'),
      delivery('cancelled', 'suppressed-cap'),
      delivery('failed', 'mail-refused'),
      delivery('unknown', 'delivery-unknown'),
    ]),
  ).toEqual([
    'info A delivery was put off mail-server-busy',
    'info A delivery was cancelled suppressed-cap',
    'warn A delivery failed mail-refused',
    'warn Nobody knows whether a delivery arrived delivery-unknown',
  ])
})

test('a workflow that paused itself is told apart from one that a person switched, and saving says nothing', () => {
  const workflow = (state: 'live' | 'paused', updatedBy: string | null): Op => ({
    op: 'workflow',
    workflow: aWorkflow({ state, updatedBy }),
  })

  expect(said([workflow('live', 'vera')], [workflow('live', 'vera')], [workflow('paused', 'vera')], [workflow('live', 'vera')])).toEqual([
    'info A workflow was switched',
    'info A workflow was switched',
  ])
  expect(said([workflow('paused', null)], [workflow('paused', null)])).toEqual(['warn A workflow was paused by itself'])
})
