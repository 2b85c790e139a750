import { rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import fastify from 'fastify'
import { expect, test } from 'vitest'
import { testFolder } from '../testing/test-app.ts'
import { openStaticFolder } from './static-folder.ts'

test('a file that went after the start, because another version was put in its place, is not there', async () => {
  const folder = testFolder()
  for (const name of ['old.js', 'kept.js']) writeFileSync(join(folder, name), 'go()')
  const files = openStaticFolder(folder)
  const server = fastify()
  server.get('/:file', async (request, reply) => {
    const { file } = request.params as { file: string }
    return files?.send(request, reply, file) ? reply : reply.code(404).send()
  })
  rmSync(join(folder, 'old.js'))

  expect((await server.inject('/old.js')).statusCode).toBe(404)
  expect((await server.inject('/kept.js')).body).toBe('go()')
})
