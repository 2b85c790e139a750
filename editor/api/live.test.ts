import { QueryClient } from '@tanstack/react-query'
import { expect, test } from 'vitest'
import { refresh } from './live.ts'

test('a notice about a contact makes lists and cards of contacts stale, and nothing of the deals', () => {
  const client = new QueryClient()
  client.setQueryData(['records', 'contact', 'list', {}], [])
  client.setQueryData(['records', 'contact', 'one', 'anna'], {})
  client.setQueryData(['records', 'deal', 'list', {}], [])

  refresh(client, [{ kind: 'record', entity: 'contact', id: 'anna' }])

  const isStale = (key: readonly unknown[]) => client.getQueryState(key)?.isInvalidated
  expect(isStale(['records', 'contact', 'list', {}])).toBe(true)
  expect(isStale(['records', 'contact', 'one', 'anna'])).toBe(true)
  expect(isStale(['records', 'deal', 'list', {}])).toBe(false)
})

test('after a gap in the stream everything is read again', () => {
  const client = new QueryClient()
  client.setQueryData(['suggestions', 'list'], [])

  refresh(client, [{ kind: 'hello' }])

  expect(client.getQueryState(['suggestions', 'list'])?.isInvalidated).toBe(true)
})

test('a new form is offered to steps at once; a new contact does not ask for names again', () => {
  const client = new QueryClient()
  client.setQueryData(['known'], {})

  refresh(client, [{ kind: 'record', entity: 'contact', id: 'anna' }])
  const afterContact = client.getQueryState(['known'])?.isInvalidated
  refresh(client, [{ kind: 'record', entity: 'form', id: 'website' }])

  expect([afterContact, client.getQueryState(['known'])?.isInvalidated]).toEqual([false, true])
})
