import { randomBytes } from 'node:crypto'
import { createServer, type RequestListener } from 'node:http'
import type { AddressInfo } from 'node:net'
import { expect, onTestFinished, test } from 'vitest'
import type { CallHttp } from '../../shared/effects.ts'
import { openSealing } from '../sealed.ts'
import type { DeliveryRow } from '../store/rows.ts'
import { callDeliverer } from './call-deliverer.ts'
import { openWayOut } from './way-out.ts'

const sealing = openSealing(randomBytes(32))

/** A server of somebody else's, and the deliverer that may call it though it stands on this machine. */
async function aServer(listener: RequestListener) {
  const heard: { readonly authorization: string | undefined; readonly key: unknown; readonly body: string }[] = []
  const server = createServer(async (request, reply) => {
    const chunks: Buffer[] = []
    for await (const chunk of request) chunks.push(chunk as Buffer)
    heard.push({
      authorization: request.headers.authorization,
      key: request.headers['idempotency-key'],
      body: Buffer.concat(chunks).toString(),
    })
    listener(request, reply)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  onTestFinished(() => void server.close())
  const host = `127.0.0.1:${(server.address() as AddressInfo).port}`
  const deliverer = callDeliverer(openWayOut({ allowed: [host], timeoutMs: 2_000 }), sealing.open)
  return { host, heard, calls: (call: Partial<CallHttp> = {}) => deliverer.deliver(aDelivery({ url: `http://${host}/clients`, ...call })) }
}

const now = new Date('2026-03-02T09:00:00Z')

function aDelivery(call: Partial<CallHttp>): DeliveryRow {
  const effect: CallHttp = { kind: 'call-http', id: 'call-1', method: 'POST', url: '', headers: {}, body: { name: 'Anna' }, ...call }
  const none = { workflow: null, run: null, position: null, node: null, contact: null, result: null, problem: null }
  return { id: 'call-1', effect, state: 'sending', channel: '', attempts: 1, dueAt: now, createdAt: now, updatedAt: now, ...none }
}

test('a call carries its data, the key of its effect and the opened access key, and brings the answer', async () => {
  const { host, heard, calls } = await aServer((_request, reply) => reply.setHeader('content-type', 'application/json').end('{"id":7}'))

  const delivered = await calls({ headers: { authorization: `Bearer ${sealing.seal('shop key', host)}` } })

  expect(delivered).toEqual({ kind: 'done', result: { state: 'done', status: 200, body: { id: 7 } } })
  expect(heard).toEqual([{ authorization: 'Bearer shop key', key: 'call-1', body: '{"name":"Anna"}' }])
})

test('an access key that was given for another host, or by another installation, is not sent', async () => {
  const { host, heard, calls } = await aServer((_request, reply) => reply.end())
  const elsewhere = sealing.seal('shop key', 'shop.example')
  const foreign = openSealing(randomBytes(32)).seal('shop key', host)

  expect(await calls({ headers: { authorization: elsewhere } })).toMatchObject({
    kind: 'failed',
    problem: { code: 'secret-elsewhere', with: { host: 'shop.example' } },
  })
  expect(await calls({ headers: { authorization: foreign } })).toMatchObject({ problem: { code: 'call-secret-unreadable' } })
  expect(heard).toEqual([])
})

test.each([
  { status: 404, kind: 'failed' },
  { status: 503, kind: 'again' },
  { status: 429, kind: 'again', headers: { 'retry-after': '7' }, afterMs: 7_000 },
  { status: 429, kind: 'again', headers: { 'retry-after': '9999999' }, afterMs: 24 * 3_600_000 },
  {
    status: 503,
    kind: 'again',
    headers: { 'retry-after': 'Mon, 02 Mar 2026 09:10:00 GMT', date: 'Mon, 02 Mar 2026 09:08:00 GMT' },
    afterMs: 120_000,
  },
  { status: 503, kind: 'again', headers: { 'retry-after': 'Mon, 02 Mar 2026 09:10:00 GMT' }, afterMs: 600_000 },
])('an answer $status with $headers is $kind', async ({ status, kind, headers = {}, afterMs }) => {
  const { calls } = await aServer((_request, reply) => {
    reply.sendDate = false
    reply.writeHead(status, headers).end()
  })

  const delivered = await calls()

  expect(delivered).toMatchObject({ kind, problem: { code: 'call-refused', with: { status } } })
  expect(delivered).toMatchObject(afterMs === undefined ? { kind } : { afterMs })
})

test.each(['Sun, 01 Mar 2026 09:10:00 GMT', '0', 'soon', '-5'])('Retry-After "%s" asks for no longer wait than ours', async (wanted) => {
  const { calls } = await aServer((_request, reply) => {
    reply.sendDate = false
    reply.writeHead(503, { 'retry-after': wanted }).end()
  })

  expect(await calls()).toEqual({ kind: 'again', problem: expect.objectContaining({ code: 'call-refused' }) })
})
