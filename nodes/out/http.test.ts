import { expect, test } from 'vitest'
import type { JsonObject } from '../../shared/json.ts'
import { aStep, effectDone, wokenStep } from '../testing/a-step.ts'
import { outHttp } from './http.ts'

const step = aStep(outHttp, {
  params: {
    method: 'POST',
    url: ' https://shop.example/api ',
    body: [{ field: 'total', value: 12 }],
    headers: [{ field: 'X-Shop', value: 7 }],
    token: 'stand-in',
  },
})
const asked = outHttp.run(step)
const call = asked.kind === 'wait' ? (asked.for[0]?.about ?? '') : ''
const hears = (result: JsonObject) => outHttp.run(wokenStep(step, asked, effectDone(call, result)))

test('the call is an effect, with values as what they are and the access key in its header', () => {
  expect(asked).toMatchObject({
    kind: 'wait',
    for: [{ event: 'effect-done', about: call }],
    effects: [
      {
        kind: 'call-http',
        id: call,
        method: 'POST',
        url: 'https://shop.example/api',
        body: { total: 12 },
        headers: { 'x-shop': '7', authorization: 'Bearer stand-in' },
      },
    ],
  })
})

test('fetching sends no data', () => {
  expect(outHttp.run(aStep(outHttp, { params: { method: 'GET' } }))).toMatchObject({ effects: [{ method: 'GET', body: null }] })
})

test('the answer is handed on, a refusal is an error', () => {
  expect(hears({ state: 'done', status: 201, body: { id: 7 } })).toMatchObject({ port: 'ok', output: { status: 201, body: { id: 7 } } })
  expect(hears({ state: 'failed', status: 404 })).toMatchObject({ kind: 'fail', problem: 'call-refused', with: { status: 404 } })
})

test('a call that was never answered fails for the reason that was found, not for an answer', () => {
  const notAllowed = { code: 'call-not-allowed', with: { host: '10.0.0.1' } }
  expect(hears({ state: 'failed', problem: notAllowed })).toMatchObject({ kind: 'fail', problem: notAllowed.code, with: notAllowed.with })
})
