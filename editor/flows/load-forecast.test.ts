import { expect, test } from 'vitest'
import type { Forecast } from '../../shared/api/forecast.ts'
import { speechIn } from '../words/use-words.ts'
import { forecastWords } from './load-forecast.tsx'
import '../words/publishing.ts'

const usual: Forecast = { days: 30, entered: 1_200, suggesting: 2, suggestions: 1_110, deciders: 2, assumed: [] }
const said = (forecast: Partial<Forecast>, language: 'en' | 'ru' = 'en', names: readonly string[] = []) =>
  forecastWords({ ...usual, ...forecast }, names, speechIn(language))

test('what there will be to decide is told with what that is judged by', () => {
  expect(said({}, 'en', ['From IT?'])).toEqual([
    'About 37 suggestions a day, for 2 deciders',
    'Judged by the last 30 days and by the ways that runs took.',
    'In these days it would have begun 1,200 times.',
    'Where no run has chosen yet, every way counts as equally likely: From IT?.',
  ])
  expect(said({ suggestions: 30, deciders: 1 }, 'ru')[0]).toBe('Около 1 предложения в день, решает 1 человек')
})

test('few are told by the week, and fewer still not as none', () => {
  expect(said({ suggestions: 9 })[0]).toBe('About 2 suggestions a week, for 2 deciders')
  expect(said({ suggestions: 1, deciders: 1 })[0]).toBe('Less than one suggestion a week, for 1 decider')
})

test.each([
  ['nothing suggests', { suggesting: 0 }, 'No step suggests: everything happens by itself.'],
  [
    'it is not known how often it begins',
    { entered: null, suggestions: null },
    'How many suggestions there will be cannot be told yet: nothing is known of how often this flow begins.',
  ],
  ['nothing happened', { entered: 0, suggestions: 0 }, 'In the last 30 days nothing happened that begins this flow.'],
])('where %s, it says so and no number', (_, forecast, words) => {
  expect(said(forecast)).toEqual([words])
})
