import { expect, test } from 'vitest'
import { anEvent, anna, aStep, officeHours, wokenStep } from '../testing/a-step.ts'
import { waitForReply } from './for-reply.ts'

const reply = anEvent({ kind: 'message-received', fields: { message: 'message-2', subject: 'Re: Hello', text: 'Yes', automatic: false } })

test('it waits for a message of the contact, and automatic ones do not count', () => {
  const outcome = waitForReply.run(aStep(waitForReply, { params: { patience: 'P2D' } }))

  expect(outcome).toMatchObject({
    kind: 'wait',
    until: new Date('2026-03-04T09:00:00Z'),
    for: [
      { event: 'message-received', about: 'anna', with: { automatic: false } },
      { event: 'questions-answered', about: 'anna', with: { channel: 'page' } },
    ],
  })
})

test('two working days from Thursday end on Monday', () => {
  const thursday = new Date('2026-03-05T09:00:00Z')
  const step = aStep(waitForReply, { since: thursday, params: { patience: '2 working days' }, found: { calendar: officeHours } })

  expect(waitForReply.run(step)).toMatchObject({ until: new Date('2026-03-09T09:00:00Z') })
})

test('a reply hands its text on', () => {
  const step = aStep(waitForReply)

  const outcome = waitForReply.run(wokenStep(step, waitForReply.run(step), reply))

  expect(outcome).toMatchObject({ port: 'replied', output: { message: 'message-2', text: 'Yes' } })
})

test('answers on the page are a reply without a message', () => {
  const step = aStep(waitForReply)
  const answers = { need: 'Two ovens', deadline: 'May' }
  const answered = anEvent({ kind: 'questions-answered', fields: { message: 'message-1', channel: 'page', answers } })

  const outcome = waitForReply.run(wokenStep(step, waitForReply.run(step), answered))

  expect(outcome).toMatchObject({ port: 'replied', output: { message: null, text: 'Two ovens\nMay' } })
})

test('silence leads by its own way', () => {
  const step = aStep(waitForReply)

  expect(waitForReply.run(wokenStep(step, waitForReply.run(step), 'time'))).toMatchObject({ port: 'timeout' })
})

test.each([
  { lastReplyAt: '2026-03-02T08:30:00Z', kind: 'leave' },
  { lastReplyAt: '2026-03-01T08:30:00Z', kind: 'wait' },
])('with a reply of $lastReplyAt to a letter of 2 March, eight in the morning, it will $kind', ({ lastReplyAt, kind }) => {
  const step = aStep(waitForReply, {
    params: { patience: 'P2D', letter: 'message-1' },
    subject: { ...anna, lastReplyAt },
    found: { letter: { id: 'message-1', at: '2026-03-02T08:00:00Z' } },
  })

  expect(waitForReply.needs?.(step)).toEqual({ letter: { kind: 'record', entity: 'message', id: 'message-1' } })
  expect(waitForReply.run(step)).toMatchObject({ kind })
})

test('of a deal it is the contact who replies', () => {
  const deal = { id: 'deal-1', contact: 'anna' }

  const outcome = waitForReply.run(aStep(waitForReply, { subject: deal, subjectEntity: 'deal', params: { patience: 'P2D' } }))

  expect(outcome).toMatchObject({ for: [{ about: 'anna' }, { about: 'anna' }] })
})
