import { expect, test } from 'vitest'
import type { Block } from '../../shared/letter.ts'
import { aStep } from '../testing/a-step.ts'
import { msgAskQuestions } from './ask-questions.ts'

const blocksOf = (blocks: readonly Block<string>[]) => {
  const outcome = msgAskQuestions.run(
    aStep(msgAskQuestions, { params: { letter: { subject: 'Hello', blocks, language: 'en', empty: [] } } }),
  )
  const effect = outcome.kind === 'wait' ? outcome.effects[0] : undefined
  return effect?.kind === 'send-email' ? effect.blocks.map((block) => block.kind) : []
}

test('the questions stand where the author placed them, else before the signature, else at the end', () => {
  const text = { kind: 'text', text: 'Hello' } as const

  expect(blocksOf([{ kind: 'questions' }, text, { kind: 'signature' }])).toEqual(['questions', 'text', 'signature'])
  expect(blocksOf([text, { kind: 'signature' }])).toEqual(['text', 'questions', 'signature'])
  expect(blocksOf([text])).toEqual(['text', 'questions'])
})

test('the letter carries its questions and the fields their answers belong to', () => {
  expect(msgAskQuestions.run(aStep(msgAskQuestions))).toMatchObject({
    effects: [{ questions: [{ field: 'need' }, { field: 'budget' }, { field: 'deadline' }] }],
  })
})
