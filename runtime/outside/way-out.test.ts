import { createServer, type RequestListener } from 'node:http'
import type { AddressInfo } from 'node:net'
import { expect, onTestFinished, test } from 'vitest'
import { isPublic } from './addresses.ts'
import { openWayOut } from './way-out.ts'

test.each([
  '127.0.0.1',
  '10.1.2.3',
  '172.31.0.1',
  '192.168.1.1',
  '169.254.169.254',
  '0.0.0.0',
  '100.64.0.1',
  '224.0.0.1',
  '::1',
  '::',
  'fe80::1',
  'fd00::1',
  '::ffff:127.0.0.1',
  '::ffff:7f00:1',
  '64:ff9b::10.0.0.1',
  '64:ff9b::a00:1',
  '::127.0.0.1',
  'ff02::1',
  '2001:db8::1',
  'localhost',
  '',
])('%s is not public', (address) => {
  expect(isPublic(address)).toBe(false)
})

test.each(['8.8.8.8', '93.184.216.34', '2606:4700:4700::1111', '64:ff9b::8.8.8.8'])('%s is public', (address) => {
  expect(isPublic(address)).toBe(true)
})

test('a call to this machine is refused, however its address is written', async () => {
  const { port } = await aServer((_request, reply) => reply.end('secret'))
  const wayOut = openWayOut({ allowed: [] })

  for (const host of ['127.0.0.1', 'localhost', '[::ffff:127.0.0.1]', '2130706433', '0x7f.1']) {
    await expect(wayOut(get(`http://${host}:${port}/`))).rejects.toMatchObject({ kind: 'forbidden' })
  }
})

test('a redirect to this machine is refused although the first host was allowed', async () => {
  const inner = await aServer((_request, reply) => reply.end('secret'))
  const outer = await aServer((_request, reply) => reply.writeHead(302, { location: `http://127.0.0.1:${inner.port}/` }).end())
  const wayOut = openWayOut({ allowed: [`127.0.0.1:${outer.port}`] })

  await expect(wayOut(get(`http://127.0.0.1:${outer.port}/`))).rejects.toMatchObject({ kind: 'forbidden' })
})

test('secrets stay with the origin they were meant for', async () => {
  const heard: (string | undefined)[] = []
  const second = await aServer((request, reply) => {
    heard.push(request.headers.authorization)
    reply.end('ok')
  })
  const first = await aServer((_request, reply) => reply.writeHead(307, { location: `http://127.0.0.1:${second.port}/` }).end())
  const wayOut = openWayOut({ allowed: [`127.0.0.1:${first.port}`, `127.0.0.1:${second.port}`] })

  await wayOut({ ...get(`http://127.0.0.1:${first.port}/`), headers: { authorization: 'Bearer secret' } })

  expect(heard).toEqual([undefined])
})

test('an endless answer is cut off and a silent server is left', async () => {
  const endless = await aServer((_request, reply) => reply.end(Buffer.alloc(2 * 1024 * 1024)))
  const silent = await aServer(() => {})
  const wayOut = openWayOut({ allowed: [`127.0.0.1:${endless.port}`, `127.0.0.1:${silent.port}`], timeoutMs: 200 })

  await expect(wayOut(get(`http://127.0.0.1:${endless.port}/`))).rejects.toMatchObject({ kind: 'too-large' })
  await expect(wayOut(get(`http://127.0.0.1:${silent.port}/`))).rejects.toMatchObject({ kind: 'timeout' })
})

test.each(['file:///etc/passwd', 'ftp://example.com', 'http://user:password@example.com', 'not an address'])(
  '%s is no address to call',
  async (url) => {
    await expect(openWayOut({ allowed: [] })(get(url))).rejects.toMatchObject({ kind: 'bad-address' })
  },
)

const get = (url: string) => ({ method: 'GET', url, headers: {}, body: null })

async function aServer(listener: RequestListener): Promise<{ port: number }> {
  const server = createServer(listener)
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  onTestFinished(() => {
    server.closeAllConnections()
    server.close()
  })
  return { port: (server.address() as AddressInfo).port }
}
