import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { expect, test } from 'vitest'
import { testApp, testFolder } from '../testing/test-app.ts'

/** A built editor of three files. */
function builtEditor(): string {
  const folder = testFolder()
  mkdirSync(join(folder, 'assets'))
  writeFileSync(join(folder, 'index.html'), '<!doctype html>the page')
  writeFileSync(join(folder, 'assets', 'main-a1b2c3.js'), 'the script')
  writeFileSync(join(folder, 'assets', 'main-a1b2c3.js.gz'), gzipSync('the script'))
  return folder
}

test('every address of the app answers with its page, and no address of the API does', async () => {
  const app = await testApp({ editorDir: builtEditor() })

  const answers = await Promise.all(['/', '/flows/chase', '/api/nothing', '/assets/gone.js', '/hooks'].map((url) => app.ask({ url })))

  expect(answers.map(({ status }) => status)).toEqual([200, 200, 404, 404, 404])
  expect([answers[0]?.body, answers[1]?.body]).toEqual(['<!doctype html>the page', '<!doctype html>the page'])
})

test('named files are kept for ever, the page is asked for again each time', async () => {
  const app = await testApp({ editorDir: builtEditor() })

  const script = await app.ask({ url: '/assets/main-a1b2c3.js' })
  const page = await app.ask({ url: '/' })
  const again = await app.ask({ url: '/', headers: { 'if-none-match': String(page.headers['etag']) } })

  expect(script.headers['cache-control']).toBe('public, max-age=31536000, immutable')
  expect(page.headers['cache-control']).toBe('no-cache')
  expect(again.status).toBe(304)
})

test('a browser that unpacks gets the packed file', async () => {
  const app = await testApp({ editorDir: builtEditor() })

  const packed = await app.ask({ url: '/assets/main-a1b2c3.js', headers: { 'accept-encoding': 'gzip, deflate' } })
  const plain = await app.ask({ url: '/assets/main-a1b2c3.js' })

  expect([packed.headers['content-encoding'], plain.headers['content-encoding']]).toEqual(['gzip', undefined])
})

test('nothing beside the folder can be reached', async () => {
  const app = await testApp({ editorDir: builtEditor() })

  for (const url of ['/../package.json', '/assets/../../package.json', '/%2e%2e/package.json', '/assets/%2e%2e%2f%2e%2e%2fpackage.json']) {
    expect([url, (await app.ask({ url })).status]).toEqual([url, 404])
  }
})
