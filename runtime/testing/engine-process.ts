/**
 * The engine over a data folder as a process of its own, for tests that kill it: `node engine-process.js <folder> [smtp-url]`.
 * Its clock is ahead by `AHEAD_MS`, and custom nodes are those in `<folder>/nodes`. It takes requests from its parent and answers each when what it asked for is durable.
 */
import { join } from 'node:path'
import { nodeTypes } from '../../nodes/index.ts'
import { defineNode, leaveBy } from '../../shared/node.ts'
import { params } from '../../shared/params.ts'
import type { Decision } from '../../shared/suggestion.ts'
import { type Clock, realClock } from '../engine/clock.ts'
import { openCustomNodes } from '../engine/custom-nodes.ts'
import { decide } from '../engine/decide.ts'
import { type Engine, openEngine } from '../engine/engine.ts'
import { addressMarks } from '../mail/address-mark.ts'
import { letterDeliverer } from '../mail/letter-deliverer.ts'
import { linkTokens } from '../mail/link-tokens.ts'
import { smtpPost } from '../mail/smtp-post.ts'
import { openStore } from '../store/open.ts'
import type { Unit } from '../store/port.ts'
import { theCompany } from './the-company.ts'

/** What the parent asks for. Instants in a unit come as texts, so only `at` of its events is revived. */
export type Request =
  | { readonly kind: 'submit'; readonly unit: Unit }
  | { readonly kind: 'decide'; readonly suggestion: string; readonly decision: Decision }
  | { readonly kind: 'pending' }
  | { readonly kind: 'runs' }
  /** How many runs there are, and whether an event is still to be heard. */
  | { readonly kind: 'progress' }
  | { readonly kind: 'deliveries' }

/** A step that ends the process for everybody called Poison, as one does that takes all its memory. */
const killer = defineNode({
  type: 'test.killer',
  group: 'custom',
  icon: 'Skull',
  title: { en: 'Kill', ru: 'Убить' },
  about: { en: 'Ends the process.', ru: 'Завершает процесс.' },
  summary: { en: 'kill', ru: 'убить' },
  synonyms: { en: [], ru: [] },
  params: params({}),
  ports: { out: { en: 'Then', ru: 'Дальше' } },
  acts: false,
  run({ subject }) {
    if (subject?.['firstName'] === 'Poison') process.kill(process.pid, 'SIGKILL')
    return leaveBy('out')
  },
  sample: { params: {} },
})

/** Milliseconds between an approval and its effects: long enough for a kill to fall into it. */
const graceMs = 20

const [, , folder, smtpUrl] = process.argv
if (!folder) throw new Error('Which folder?')
const ahead = Number(process.env['AHEAD_MS'] ?? 0)
const real = realClock()
const clock: Clock = {
  ...real,
  now: () => new Date(Date.now() + ahead),
  sleep: (until) => real.sleep(new Date(until.getTime() - ahead)),
}
const builtIn = [...nodeTypes, killer]
const own = await openCustomNodes({
  folder: join(folder, 'nodes'),
  bundles: join(folder, 'custom-nodes'),
  builtIn: builtIn.map(({ type }) => type),
  wake: (run) => engine.pump.wake(run),
})
const store = await openStore({ dataDir: folder })
const engine: Engine = openEngine({
  store,
  clock,
  nodeTypes: () => [...builtIn, ...own.types()],
  away: own.away,
  company: () => theCompany,
  graceMs: () => graceMs,
  deliverers: smtpUrl ? [letterDeliverer(linkTokens('secret'), smtpPost(smtpUrl), addressMarks('secret'))] : [],
  onError: (error) => console.error(error),
})
await engine.start()

process.on('message', ({ id, request }: { id: number; request: Request }) => {
  answer(request).then(
    (value) => process.send?.({ id, value }),
    (error: unknown) => process.send?.({ id, error: String(error) }),
  )
})
process.send?.({ ready: true })

async function answer(request: Request): Promise<unknown> {
  switch (request.kind) {
    case 'submit':
      return engine.pump.submit(request.unit)
    case 'decide':
      return (await engine.pump.perform(decide(request.suggestion, request.decision, { id: 'vera', name: 'Vera' }))).value
    case 'pending':
      return (await store.suggestions({ statuses: ['pending'], limit: 100 })).items.map(({ id, hash, why, effects }) => ({
        id,
        hash,
        why,
        effects,
      }))
    case 'deliveries':
      return (await store.deliveries({ limit: 1_000 })).map(({ id, state }) => ({ id, state }))
    case 'progress':
      return { runs: (await store.listRuns({ limit: 1 })).total, isDone: (await store.pendingEvents(1)).length === 0 }
    case 'runs':
      return (await store.listRuns({ limit: 100 })).items.map(({ run, positions }) => ({
        state: run.state,
        subject: run.subject,
        positions,
      }))
  }
}
