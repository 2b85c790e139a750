/** How soon the built program holds everything when it is told to, with letters on their way. */
import { beforeAll, expect, onTestFinished, test } from 'vitest'
import { emptyWorkflow } from '../shared/workflow.ts'
import { buildProduct, type Product, startProduct } from './testing/product.ts'
import { aSmtpServer } from './testing/smtp-server.ts'
import { testFolder } from './testing/test-app.ts'

beforeAll(buildProduct, 120_000)

const people = 60

const flow = {
  ...emptyWorkflow('orders', 'Orders'),
  settings: { subject: 'contact', enrolment: { policy: 'every-time' } },
  nodes: [
    { id: 'begin', type: 'trigger.webhook', mode: 'act', params: { hook: 'orders' } },
    {
      id: 'letter',
      type: 'msg.email',
      mode: 'act',
      params: {
        letter: { en: { subject: ['Thank you'], blocks: [{ kind: 'text', text: ['Good morning'] }] } },
        sender: 'company',
        category: 'personal',
      },
    },
  ],
  edges: [{ from: 'begin', port: 'out', to: 'letter' }],
  layout: {},
}

/** A program that has begun to hand over letters, five at a time, to a server that keeps each until it is let go on. */
async function writing() {
  const begun: string[] = []
  const waiting: (() => void)[] = []
  let isOpen = false
  const arrived = (): Promise<void> => {
    begun.push('letter')
    return isOpen ? Promise.resolve() : new Promise((resolve) => void waiting.push(resolve))
  }
  const mail = await aSmtpServer(() => ({ arrived }))
  onTestFinished(mail.close)
  const product = await startProduct(testFolder(), { SMTP_URL: mail.url })
  onTestFinished(() => void product.signal('SIGKILL'))
  const mapping = [{ from: 'email', to: 'contact.email' }]
  await product.ask('POST', '/api/hooks', { fields: { path: 'orders', name: 'Orders', active: true, mapping } })
  const { body } = await product.ask('POST', '/api/workflows', { file: flow })
  await product.ask('PUT', `/api/workflows/${body.id}/publication`, { revision: body.revision })
  for (let each = 0; each < people; each++) await product.ask('POST', '/hooks/orders', { email: `client${each}@client.example` })
  await expect.poll(() => begun.length, { timeout: 20_000 }).toBe(5)
  const letGo = () => {
    isOpen = true
    for (const go of waiting.splice(0)) go()
  }
  return { product, mail, begun, letGo }
}

/** Letters that are being handed over, by the figures of the program. */
async function sending(product: Product): Promise<number> {
  const { body } = await product.ask('GET', '/metrics')
  return Number(/^tandem_outbox\{state="sending"\} (\d+)/m.exec(String(body))?.[1])
}

test('after the answer to the pause no further letter is handed over, and after the end of the pause each leaves once', async () => {
  const { product, mail, begun, letGo } = await writing()
  const asked = performance.now()

  const { status } = await product.ask('PUT', '/api/halt', { paused: true })
  const answeredAfterMs = performance.now() - asked
  const underWay = begun.length
  letGo()
  await expect.poll(() => sending(product), { timeout: 20_000 }).toBe(0)
  // What comes in after the pause is answered when a turn has looked at it: a letter that it let out would be there.
  await product.ask('POST', '/hooks/orders', { email: 'late@client.example' })
  const held = mail.received.length
  await product.ask('PUT', '/api/halt', { paused: false })
  await expect.poll(() => mail.received.length, { timeout: 30_000 }).toBe(people + 1)

  expect([status, underWay, held]).toEqual([200, 5, 5])
  expect(answeredAfterMs).toBeLessThan(5_000)
  expect(new Set(mail.received.flatMap(({ to }) => to)).size).toBe(people + 1)
}, 120_000)
