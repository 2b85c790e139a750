/** A letter for tests of what lies behind the outbox. */
import type { SendEmail } from '../../shared/effects.ts'

/** Frozen, from Valera to Anna. */
export const aFrozenLetter = (id: string): SendEmail => ({
  kind: 'send-email',
  id,
  contact: 'anna',
  to: 'anna@client.test',
  sender: 'owner',
  category: 'personal',
  subject: 'Three quick questions',
  blocks: [],
  questions: [],
  language: 'en',
  whenUnknown: 'hold',
  empty: [],
  frozen: {
    from: { name: 'Valera', address: 'valera@tandem.test' },
    replyTo: 'valera@tandem.test',
    mailbox: 'mailbox-1',
    messageId: `<${id}@tandem.test>`,
    inReplyTo: null,
    headers: { 'Auto-Submitted': 'auto-generated' },
    links: [],
    html: '<p>What do you need?</p>',
    text: 'What do you need?',
  },
})
