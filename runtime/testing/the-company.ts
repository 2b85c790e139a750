import type { Company } from '../engine/context.ts'

/** The company of every test. */
export const theCompany: Company = { zone: 'UTC', language: 'en', currency: 'EUR', baseUrl: 'https://tandem.example', region: 'DE' }
