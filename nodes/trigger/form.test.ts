import { expect, test } from 'vitest'
import { anEvent, aStep } from '../testing/a-step.ts'
import { triggerForm } from './form.ts'

test('only the chosen form begins a run', () => {
  const website = anEvent({ kind: 'form-submitted', fields: { form: 'website' } })
  const partners = anEvent({ kind: 'form-submitted', fields: { form: 'partners' } })

  const begins = [website, partners].map((event) => triggerForm.trigger?.matches({ form: 'website' }, event))

  expect(begins).toEqual([true, false])
})

test('later steps can link to the submission', () => {
  const event = anEvent({ kind: 'form-submitted', fields: { form: 'website', submission: 'submission-7' } })

  const outcome = triggerForm.run(aStep(triggerForm, { event }))

  expect(outcome).toMatchObject({ port: 'out', output: { submission: 'submission-7' }, effects: [] })
})
