import { expect, test } from 'vitest'
import { type Asker, testApp } from '../testing/test-app.ts'
import { pictureKind } from './picture-kind.ts'

/** One transparent pixel each. */
const png = Buffer.from('iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==', 'base64')
const gif = Buffer.from('R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7', 'base64')
const jpegOf = (...before: readonly Buffer[]) =>
  Buffer.concat([Buffer.from([0xff, 0xd8]), ...before, Buffer.from([0xff, 0xc2, 0, 11, 8, 0x01, 0x90, 0x02, 0x58, 1, 1, 0x11, 0])])

const send = (who: Asker, bytes: Buffer, path = '/api/pictures') =>
  who.send(
    'POST',
    path,
    Buffer.concat([
      Buffer.from('--x\r\ncontent-disposition: form-data; name="file"; filename="pump.png"\r\ncontent-type: text/html\r\n\r\n'),
      bytes,
      Buffer.from('\r\n--x--\r\n'),
    ]),
    'multipart/form-data; boundary=x',
  )

test('a picture is fetched without signing in, in its bytes, and is kept for a year', async () => {
  const app = await testApp()

  const { status, body } = await send(await app.person('Marta', 'marketer'), png)
  const fetched = await app.server.inject({ url: body.src })

  expect([status, body.width, body.height, body.bytes]).toEqual([201, 1, 1, png.length])
  expect(fetched.rawPayload.equals(png)).toBe(true)
  expect(fetched.headers).toMatchObject({
    'content-type': 'image/png',
    'cache-control': 'public, max-age=31536000, immutable',
    'cross-origin-resource-policy': 'cross-origin',
    'x-content-type-options': 'nosniff',
  })
})

test('nobody guesses the address of a picture, and no other file has one', async () => {
  const app = await testApp()
  const { src } = (await send(app.admin, png)).body
  const statusOf = async (url: string) => (await app.stranger.get(url)).status
  const { id } = (await send(app.admin, png, '/api/files')).body

  expect(await statusOf(src.replace(/.$/, (last: string) => (last === '0' ? '1' : '0')))).toBe(404)
  expect(await statusOf(`/p/${app.parts.mail.links.token('open', id)}`)).toBe(404)
  expect(await statusOf(`/p/${app.parts.mail.links.token('picture', id)}`)).toBe(404)
})

test('what is no picture, is larger than a letter bears, or comes from somebody who draws nothing is refused in words', async () => {
  const app = await testApp()
  const vera = await app.person('Vera', 'operator')

  const page = await send(app.admin, Buffer.from('<svg onload="alert(1)"></svg>'))
  const huge = await send(app.admin, Buffer.concat([png, Buffer.alloc(2 * 1024 * 1024)]))

  expect([page.status, page.body.problem]).toEqual([415, 'no-picture'])
  expect([huge.status, huge.body.problem]).toEqual([413, 'too-large'])
  expect((await send(vera, png)).status).toBe(403)
})

test('kind and size are read from the bytes, and half a picture is none', () => {
  expect(pictureKind(gif)).toEqual({ type: 'image/gif', width: 1, height: 1 })
  expect(pictureKind(jpegOf(Buffer.from([0xff, 0xe0, 0, 4, 1, 2])))).toEqual({ type: 'image/jpeg', width: 600, height: 400 })
  expect(pictureKind(jpegOf(Buffer.from([0xff, 0xe0, 0xff, 0xff])))).toBeNull()
  for (const whole of [png, gif, jpegOf()]) for (let end = 0; end < 10; end++) expect(pictureKind(whole.subarray(0, end))).toBeNull()
})
