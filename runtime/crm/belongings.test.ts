import { expect, test } from 'vitest'
import { entities } from '../../shared/entities.ts'
import { handedOver } from './belongings.ts'

/** Who did something, or whose it was when it ended: that stays true of somebody who has left. */
const history = [
  'payment.owner',
  'task.closedBy',
  'note.author',
  'feedback.author',
  'feedback.answeredBy',
  // For one person alone; what they are about is handed over itself.
  'notification.owner',
  // Letters that come there go by their contact, not by the mailbox.
  'mailbox.user',
]

test('every field that points to somebody of the team is handed over when they leave, or tells of what was', () => {
  const pointing = entities.flatMap(({ name, fields }) =>
    Object.entries(fields).flatMap(([field, described]) =>
      described.type === 'ref' && described.entity === 'user' ? [`${name}.${field}`] : [],
    ),
  )
  const given = handedOver.map(({ entity, field }) => `${entity}.${field}`)

  expect(pointing.filter((one) => !given.includes(one)).sort()).toEqual(history.toSorted())
  expect(given.filter((one) => !pointing.includes(one))).toEqual([])
})
