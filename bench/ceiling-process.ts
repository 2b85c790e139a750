/**
 * What this machine can do at all: bare Fastify and better-sqlite3, written through to the disk, one transaction for
 * everything that gathered, the rows of the product and nothing of the product.
 */
import Sqlite from 'better-sqlite3'
import fastify from 'fastify'
import { type Recording, rowsLike } from './recorded-rows.ts'

/** The one message the parent sends: an empty database file to make, and the rows that each request is to leave in it. */
export interface CeilingJob {
  readonly file: string
  readonly recording: Recording
}

/** The answer once it listens. `synchronous` is what SQLite says of itself (2: FULL), so that both sides write through alike. */
export interface CeilingReady {
  readonly port: number
  readonly synchronous: number
}

async function serve({ file, recording }: CeilingJob): Promise<CeilingReady> {
  const database = new Sqlite(file)
  database.pragma('journal_mode = WAL')
  database.pragma('synchronous = FULL')
  for (const sql of recording.schema) database.exec(sql)
  const inserts = recording.rows.map(({ table, columns }) =>
    database.prepare(
      `insert into "${table}" (${columns.map((name) => `"${name}"`).join(', ')}) values (${columns.map(() => '?').join(', ')})`,
    ),
  )
  const rows = rowsLike(recording)
  const begin = database.prepare('begin immediate')
  const commit = database.prepare('commit')
  let gathered: { readonly bytes: Buffer; readonly number: string; readonly done: () => void }[] = []

  function writeAll(): void {
    const all = gathered
    gathered = []
    begin.run()
    for (const { bytes, number } of all) for (const [index, cells] of rows(bytes, number).entries()) inserts[index]?.run(...cells)
    commit.run()
    for (const { done } of all) done()
  }

  const server = fastify()
  server.removeAllContentTypeParsers()
  server.addContentTypeParser('application/json', { parseAs: 'buffer' }, (_request, body, done) => done(null, body))
  server.post('/hooks/:path', async (request, reply) => {
    const bytes = request.body as Buffer
    const body = JSON.parse(bytes.toString()) as { number: string }
    await new Promise<void>((done) => {
      if (gathered.length === 0) setImmediate(writeAll)
      gathered.push({ bytes, number: body.number, done })
    })
    return reply.code(202).send({ event: body.number })
  })
  await server.listen({ port: 0, host: '127.0.0.1' })
  const address = server.server.address()
  return {
    port: typeof address === 'object' && address ? address.port : 0,
    synchronous: Number(database.pragma('synchronous', { simple: true })),
  }
}

process.on('message', (job: CeilingJob) => {
  serve(job).then(
    (ready) => process.send?.(ready),
    (error: unknown) => {
      process.stderr.write(`${String(error)}\n`)
      process.exit(1)
    },
  )
})
