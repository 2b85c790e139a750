/** Makes an installation ready for the load: its hook, its flows, and the contacts that are edited. */
import type { Product } from '../product.ts'
import { asked, carriedOut, hookPath } from './flows.ts'
import type { Ledger } from './ledger.ts'

const editors = 2

/** `target` is called for every order. Throws when the program refuses any of it. */
export async function prepare(product: Product, ledger: Ledger, target: string): Promise<void> {
  const { body: settings } = await product.ask('GET', '/api/settings')
  await done(product.ask('PUT', '/api/settings', { ...settings, graceSeconds: 0 }))
  const mapping = [
    { from: 'email', to: 'contact.email' },
    { from: 'name', to: 'contact.firstName' },
  ]
  await done(product.ask('POST', '/api/hooks', { fields: { path: hookPath, name: 'Orders', active: true, mapping } }))
  for (const file of [carriedOut(target), asked]) {
    const { id, revision } = await done(product.ask('POST', '/api/workflows', { file }))
    await done(product.ask('PUT', `/api/workflows/${id}/publication`, { revision }))
  }
  for (let number = 0; number < editors; number++) {
    const { record } = await done(product.ask('POST', '/api/contacts', { fields: { firstName: 'Anna', need: '0' } }))
    ledger.edits.set(record.id, { answered: 0, tried: 0 })
  }
}

async function done(asked: ReturnType<Product['ask']>) {
  const { status, body } = await asked
  if (status < 200 || status > 299) throw new Error(`The loop could not be prepared: ${status} ${JSON.stringify(body)}`)
  return body
}
