import type { SuggestionData } from '../../../shared/api/suggestions.ts'
import type { SendEmail } from '../../../shared/effects.ts'

/** A letter to Anna. */
export const aLetter = (more: Partial<SendEmail> = {}): SendEmail => ({
  kind: 'send-email',
  id: 'letter-1',
  contact: 'anna',
  to: 'anna@client.example',
  sender: 'owner',
  category: 'personal',
  subject: 'Three questions',
  blocks: [{ kind: 'text', text: 'Dear Anna' }, { kind: 'questions' }, { kind: 'text', text: 'Until soon' }, { kind: 'signature' }],
  questions: [],
  language: 'en',
  whenUnknown: 'hold',
  empty: [],
  ...more,
})

/** A suggestion to write to Anna that waits for Vera. */
export const aSuggestion = (more: Partial<SuggestionData> = {}): SuggestionData => ({
  id: 'suggestion-1',
  status: 'pending',
  workflow: { id: 'chase', name: 'Reply, ask, chase', version: 7 },
  node: { id: 'ask', name: 'Ask three questions', type: 'msg.email' },
  run: 'run-1',
  subject: { entity: 'contact', id: 'anna', title: 'Anna' },
  effects: [aLetter()],
  original: null,
  before: {},
  hash: 'first',
  links: [{ entity: 'contact', id: 'anna', title: 'Anna' }],
  why: [],
  after: { en: 'Wait for a reply.', ru: 'Ждать ответа.' },
  warnings: [],
  canGoOn: false,
  assignee: { id: 'vera', name: 'Vera' },
  laterUntil: null,
  createdAt: '2026-03-02T08:00:00Z',
  decideBy: null,
  decidedAt: null,
  decidedBy: null,
  actAt: null,
  scenario: null,
  done: null,
  reason: null,
  ...more,
})
