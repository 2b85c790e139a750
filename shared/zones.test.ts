import * as fc from 'fast-check'
import { IANAZone } from 'luxon'
import { expect, test } from 'vitest'
import { isZone, offsetIn, zoneNamed } from './zones.ts'

const zones = [
  'UTC',
  'Europe/Berlin',
  'Europe/Moscow',
  'America/Sao_Paulo',
  'Asia/Kolkata',
  'Australia/Lord_Howe',
  'Pacific/Apia',
  'Africa/Monrovia',
]

test('the distance from Greenwich is what a library of calendars says, in every century', async () => {
  const from = Date.parse('0001-01-01')
  const until = Date.parse('9999-12-31')

  await fc.assert(
    fc.property(fc.constantFrom(...zones), fc.integer({ min: from, max: until }), (zone, at) => {
      expect(offsetIn(zone, at)).toBeCloseTo(IANAZone.create(zone).offset(at), 9)
    }),
    { numRuns: 1000 },
  )
})

test('a zone that nobody knows is no zone, and shows the time of Greenwich', () => {
  expect(['Europe/Berlin', 'Nowhere/At-All', ''].map(isZone)).toEqual([true, false, false])
  expect(zoneNamed('Nowhere/At-All')).toBe('UTC')
  expect(offsetIn('Nowhere/At-All', Date.parse('2026-03-02'))).toBe(0)
})
