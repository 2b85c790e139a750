import { createServer } from 'node:net'
import { expect, onTestFinished, test } from 'vitest'
import { serverUrl, tryServer } from './try-server.ts'

/** The port of a server that says this to whoever connects, again and again. */
function speaking(words: string, everyMs: number): Promise<number> {
  const server = createServer((socket) => {
    const timer = setInterval(() => socket.write(words), everyMs)
    socket.on('error', () => {}).on('close', () => clearInterval(timer))
  })
  onTestFinished(() => void server.close())
  return new Promise((resolve) => {
    server.listen(0, '127.0.0.1', () => {
      const address = server.address()
      resolve(typeof address === 'object' && address ? address.port : 0)
    })
  })
}

const access = { host: '127.0.0.1', secure: false, user: 'olga', password: 'secret' }

test.each([
  { what: 'is silent', words: '', everyMs: 60_000 },
  { what: 'never comes to the end of its greeting', words: '220-wait\r\n', everyMs: 20 },
])('a server that $what is given up while somebody still looks', async ({ words, everyMs }) => {
  const port = await speaking(words, everyMs)

  expect(await tryServer(serverUrl({ ...access, port }), 300)).toMatchObject({ code: 'mail-server-not-reached' })
})
