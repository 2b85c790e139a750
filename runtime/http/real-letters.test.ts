/** Real letters handed in as answers to a flow: only what a person wrote counts as one. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { normalEmail } from '../../shared/identity.ts'
import { readLetter } from '../mail/read-letter.ts'
import { noRealData, realData } from '../testing/real-data.ts'
import { testApp } from '../testing/test-app.ts'

const folder = realData('emails')
const name = folder ? 'of 68 real letters only those of people end the wait for a reply' : noRealData('emails')

interface Listed {
  readonly file: string
  readonly kind: string
}

/** What these are nobody's answer to anything. */
const machines = ['bounce-dsn', 'auto-reply', 'complaint-arf', 'read-receipt']

/** Somebody appears, gets a letter, and has a month to answer. */
const flow = {
  format: 1,
  id: 'write-and-wait',
  name: 'Write and wait',
  settings: { subject: 'contact', enrolment: { policy: 'once' } },
  nodes: [
    { id: 'new', type: 'trigger.entity', mode: 'act', params: { entity: 'contact', change: 'created' } },
    {
      id: 'write',
      type: 'msg.email',
      mode: 'act',
      params: {
        letter: { en: { subject: ['Are you there?'], blocks: [{ kind: 'text', text: ['Please answer.'] }] } },
        sender: 'company',
        category: 'personal',
      },
    },
    { id: 'wait', type: 'wait.forReply', mode: 'act', params: { patience: 'P30D', letter: 'node.write.message' } },
    { id: 'points', type: 'crm.score', mode: 'act', params: { points: 1, reason: ['Answered'], counts: 'always' } },
  ],
  edges: [
    { from: 'new', port: 'out', to: 'write' },
    { from: 'write', port: 'sent', to: 'wait' },
    { from: 'wait', port: 'replied', to: 'points' },
  ],
}

test.skipIf(!folder)(name, { timeout: 120_000 }, async () => {
  const app = await testApp()
  await app.admin.post('/api/workflows', { file: flow })
  expect((await app.admin.put('/api/workflows/write-and-wait/publication', { revision: 1 })).body).not.toHaveProperty('problem')
  const listed: Listed[] = JSON.parse(readFileSync(join(folder ?? '', 'index.json'), 'utf8'))
  const letters = await Promise.all(
    listed.map(async ({ file, kind }) => {
      const raw = readFileSync(join(folder ?? '', file))
      const letter = await readLetter(raw)
      return { file, kind, raw, messageId: letter?.messageId ?? file, sender: normalEmail(letter?.from?.address ?? '') }
    }),
  )
  for (const email of new Set(letters.flatMap(({ sender }) => sender ?? []))) await app.admin.post('/api/contacts', { fields: { email } })
  await app.parts.engine.pump.idle()
  const [mailbox] = (await app.admin.get('/api/mailboxes')).body.items

  const verdicts = new Map<string, string>()
  const seen = new Set<string>()
  for (const { file, raw, messageId } of letters) {
    const answer = await app.admin.send('POST', `/api/mailboxes/${mailbox.id}/messages`, raw, 'message/rfc822')
    // One carries the id of another: the same letter by its own words.
    expect([file, answer.status]).toEqual([file, seen.has(messageId) ? 409 : 201])
    if (!seen.has(messageId)) verdicts.set(file, answer.body.verdict)
    seen.add(messageId)
  }
  await app.parts.engine.pump.idle()

  expect(letters).toHaveLength(68)
  const contacts = (await app.admin.get('/api/contacts?limit=200')).body.items
  for (const { file, kind } of letters) {
    const verdict = verdicts.get(file)
    if (kind === 'reply') expect([file, verdict]).toEqual([file, 'person'])
    if (machines.includes(kind)) expect([file, verdict]).not.toEqual([file, 'person'])
  }
  for (const contact of contacts) {
    const own = letters.filter(({ sender }) => sender === contact.email)
    const hasAnswered = own.some(({ file }) => verdicts.get(file) === 'person')
    expect([contact.email, contact.score]).toEqual([contact.email, hasAnswered ? 1 : null])
    expect([contact.email, contact.lastReplyAt !== null]).toEqual([contact.email, hasAnswered])
  }
  const kinds = ['person', 'automatic', 'bounce', 'complaint']
  console.info(kinds.map((kind) => `${kind}: ${[...verdicts.values()].filter((verdict) => verdict === kind).length}`).join(', '))
})
