/** One person who has left something unmistakable in every table, beside somebody else who is only mentioned with them. */
import type { Json, JsonObject } from '../../shared/json.ts'
import type { Op } from '../store/port.ts'
import { aDelivery, anEvent, aPosition, aRun, aStep, aSuggestion, change, create, now, update } from './sample-rows.ts'

/** Texts that mean her, or were said by or about her: none of them may be left anywhere. */
export const secretsOf = {
  id: 'contact-7d1f0c',
  firstName: 'Quillabeth',
  lastName: 'Vonzarkova',
  email: 'quillabeth@vonzark.test',
  before: 'former-quillabeth@oldhome.test',
  phone: '+4915799887766',
  said: 'xyzzy-confided-plugh',
} as const

const { id, email, said } = secretsOf

/** Who stays: Bert is a client as well, and Vera works here. */
export const others = { bert: 'contact-bert', vera: 'user-vera' } as const

const bytes = (text: string) => new TextEncoder().encode(text)
const file = (name: string, about: string) => ({
  id: `file-${name}`,
  name: `${name}.txt`,
  type: 'text/plain',
  size: 1,
  about,
  createdAt: now,
})
const onlyHers = { said, email } satisfies JsonObject

/** Operations that write all of it. `done` deliveries and ended runs are among them. */
export function aLife(): Op[] {
  const event = { ...anEvent(), id: 'event-form', about: id, records: { contact: id }, fields: { ...onlyHers } }
  const raw = { ...anEvent(), id: 'event-hook', kind: 'webhook-received' as const, about: null, records: {}, fields: { body: onlyHers } }
  const tick = { ...anEvent(), id: 'event-list', about: null, records: {}, fields: { people: [others.bert, id], words: 'kept' } }
  // So much that the store keeps it apart from its run.
  const long = 'x'.repeat(20_000)
  const going = aRun({ id: 'run-going', subject: id, event, key: email, vars: onlyHers, outputs: { form: onlyHers } })
  const over = aRun({
    id: 'run-over',
    workflow: 'other',
    subject: id,
    state: 'finished',
    endedAt: now,
    ended: { code: 'stopped-because', with: { reason: said } },
  })
  const nobodys = aRun({ id: 'run-hook', subject: null, subjectEntity: null, event: raw, outputs: { hook: { ...onlyHers, long } } })
  const ofBert = aRun({
    id: 'run-bert',
    subject: others.bert,
    outputs: { list: { ids: [others.bert, id], long }, words: { kept: 'kept' } },
  })
  return [
    change(create('user', others.vera, { name: 'Vera', email: 'vera@company.test', role: 'operator' })),
    change(create('company', 'company', { name: 'Vonzark & Co' })),
    change(
      create('contact', others.bert, {
        firstName: 'Bert',
        lastName: 'Boring',
        email: 'bert@client.test',
        need: `Knows ${email.toUpperCase()}`,
      }),
    ),
    change(
      create('contact', id, {
        firstName: secretsOf.firstName,
        lastName: secretsOf.lastName,
        email: secretsOf.before,
        phone: secretsOf.phone,
        company: 'company',
        need: said,
        tags: [said],
      }),
    ),
    change(update('contact', id, { email, city: said })),
    change(create('product', 'product', { sku: 'A1', name: 'Chair' })),
    change(create('pipeline', 'pipeline', { key: 'sales', name: 'Sales' })),
    change(create('stage', 'stage', { key: 'new', name: 'New', pipeline: 'pipeline', position: 1 })),
    change(
      create('deal', 'deal', {
        title: `Chair for ${secretsOf.lastName}`,
        contact: id,
        amount: { cents: 990, currency: 'EUR' },
        stage: 'stage',
        lostReason: said,
        owner: others.vera,
      }),
    ),
    change(create('order', 'order', { number: 'O-1', orderedOn: '2026-02-01', contact: id, total: { cents: 990, currency: 'EUR' } })),
    change(create('orderLine', 'line', { order: 'order', product: 'product', quantity: 2, contact: id })),
    change(create('invoice', 'invoice', { number: 'I-1', amount: { cents: 990, currency: 'EUR' }, contact: id, order: 'order' })),
    change(create('payment', 'payment', { number: 'P-1', amount: { cents: 990, currency: 'EUR' }, paidOn: '2026-02-02', contact: id })),
    change(create('purchaseCycle', 'cycle', { title: said, contact: id, product: 'product', periodDays: 30 })),
    change(create('task', 'task', { title: `Call ${secretsOf.firstName}`, text: said, contact: id, owner: others.vera })),
    change(update('task', 'task', { result: { value: said } })),
    change(create('task', 'task-deal', { title: said, deal: 'deal' })),
    change(create('note', 'note', { text: said, entity: 'contact', record: id, contact: id })),
    change(create('note', 'note-deal', { text: said, entity: 'deal', record: 'deal' })),
    change(
      create('note', 'note-bert', {
        text: `Is a friend of ${secretsOf.firstName} ${secretsOf.lastName}`,
        entity: 'contact',
        record: others.bert,
        contact: others.bert,
      }),
    ),
    change(
      create('message', 'message', {
        direction: 'in',
        state: 'received',
        subject: said,
        text: said,
        html: `<p>${said}</p>`,
        from: email,
        contact: id,
        rawFile: 'file-letter',
        at: now.toISOString(),
      }),
    ),
    change(
      create('message', 'message-bert', {
        direction: 'in',
        state: 'received',
        text: `kept, and ask ${email}`,
        contact: others.bert,
        rawFile: 'file-letter-bert',
        at: now.toISOString(),
      }),
    ),
    change(create('answer', 'answer', { contact: id, message: 'message', question: 'How many?', questionId: 'q', value: said })),
    change(
      create('trackedEvent', 'visit', { kind: 'visit', url: `https://company.test/?who=${said}`, contact: id, at: now.toISOString() }),
    ),
    change(create('scoreEvent', 'score', { contact: id, points: 3, reason: said, at: now.toISOString() })),
    change(
      create('notification', 'notice', {
        owner: others.vera,
        said: { code: 'text', with: { text: said } } as Json,
        links: [{ entity: 'contact', id, title: secretsOf.firstName }],
        contact: id,
      }),
    ),
    change(
      create('submission', 'submission', {
        state: 'read',
        contact: id,
        event: 'event-form',
        body: onlyHers,
        raw: base64(said),
        at: now.toISOString(),
      }),
    ),
    change(
      create('submission', 'unread', { state: 'unread', event: 'event-hook', body: onlyHers, raw: base64(said), at: now.toISOString() }),
    ),
    { op: 'event', event, state: 'pending' },
    { op: 'event', event: raw, state: 'handled' },
    { op: 'event', event: tick, state: 'handled' },
    { op: 'once', scope: 'hook:site', key: email, event: 'event-form', bodyHash: said, at: now },
    { op: 'run-new', run: going },
    { op: 'run-new', run: over },
    { op: 'run-new', run: nobodys },
    { op: 'run-new', run: ofBert },
    {
      op: 'positions',
      workflow: 'chase',
      put: [aPosition(going.id, { id: 'at-going', memory: onlyHers }), aPosition(ofBert.id, { id: 'at-bert', item: id })],
      remove: [],
    },
    {
      op: 'steps',
      steps: [going, over, nobodys].map(({ id: run }) => ({ ...aStep(run, 1), outcome: 'leave:out', detail: { output: onlyHers } })),
    },
    { op: 'steps', steps: [{ ...aStep(ofBert.id, 1), detail: { output: { first: { email, said }, second: 'kept' } } }] },
    {
      op: 'watches',
      positions: [],
      put: [
        { purpose: 'wait', event: 'message-received', about: id, field: null, run: going.id, position: 'at-going' },
        { purpose: 'params', event: 'record-changed', about: 'product', field: null, run: going.id, position: 'at-going' },
      ],
    },
    {
      op: 'suggestion',
      suggestion: aSuggestion({ id: 'open', run: going.id, subject: id, warnings: [{ code: said }] as never }),
      expects: null,
    },
    {
      op: 'suggestion',
      suggestion: aSuggestion({
        id: 'of-bert',
        run: ofBert.id,
        subject: others.bert,
        links: [
          { entity: 'contact', id, title: said },
          { entity: 'contact', id: others.bert, title: 'Bert' },
        ],
      }),
      expects: null,
    },
    { op: 'delivery', delivery: aDelivery({ id: 'letter', run: going.id, contact: id, result: onlyHers }), expects: null },
    { op: 'delivery', delivery: aDelivery({ id: 'letter-by-bert', run: ofBert.id, contact: id, state: 'queued' }), expects: null },
    {
      op: 'job',
      job: {
        ...aJob,
        id: 'import-job',
        result: {
          failures: [
            { row: 3, value: email },
            { row: 4, value: 'kept' },
          ],
        },
      },
    },
    { op: 'file', file: file('letter', 'message'), bytes: bytes(said) },
    { op: 'file', file: file('letter-bert', 'message-bert'), bytes: bytes(`kept ${email}`) },
    { op: 'file', file: file('result', 'task'), bytes: bytes(said.repeat(40_000)) },
    { op: 'file', file: file('table', others.vera), bytes: bytes(`name;mail\nBert;bert@client.test\n${said};${email.toUpperCase()}\n`) },
    { op: 'file', file: file('harmless', others.vera), bytes: bytes('name;mail\nBert;bert@client.test\n') },
  ]
}

const base64 = (text: string): string => Buffer.from(text).toString('base64')

const aJob = {
  kind: 'import',
  title: { code: 'job-import', with: {} },
  state: 'done',
  user: others.vera,
  input: { body: { file: 'file-table' } },
  done: 4,
  total: 4,
  createdAt: now,
  updatedAt: now,
} as const
