import { expect, test } from 'vitest'
import type { SendEmail } from '../../shared/effects.ts'
import { UnreadableSecret } from '../sealed.ts'
import { openPostOffice, type Servers } from './post.ts'

const outside = 'smtp://mail.company.com:587'
const here = 'smtp://127.0.0.1:2525'

/** Which server a letter is handed to; null when it stays in the house. */
async function serverOf(to: string, servers: Partial<Servers>): Promise<string | null> {
  let taken: string | null = null
  const office = openPostOffice({ usual: null, ofMailbox: async () => null, onlyThisMachine: false, ...servers }, (url) => ({
    send: async () => {
      taken = url
      return { kind: 'done', result: {} }
    },
    close: () => {},
  }))
  await office.send({ to, id: 'letter', frozen: { mailbox: 'office' } } as SendEmail, new Date())
  return taken
}

const own = { ofMailbox: async () => outside }

test.each([
  { what: 'no server', servers: {}, goes: null },
  { what: 'one of the installation', servers: { usual: outside }, goes: outside },
  { what: 'one of its own', servers: { usual: here, ...own }, goes: outside },
  { what: 'one outside and a clock that is turned', servers: { ...own, onlyThisMachine: true }, goes: null },
  { what: 'one of this machine and a clock that is turned', servers: { usual: here, onlyThisMachine: true }, goes: here },
])('with $what a letter goes to $goes', async ({ servers, goes }) => {
  expect(await serverOf('anna@client.de', servers)).toBe(goes)
})

test.each(['anna@client.test', 'anna@kolibri.example', 'anna@example.com'])(
  '%s, who cannot exist, is never written to outside',
  async (to) => {
    expect(await serverOf(to, { usual: outside })).toBeNull()
    expect(await serverOf(to, { usual: here })).toBe(here)
  },
)

test('an access that another installation sealed waits for somebody to mend it', async () => {
  const ofMailbox = async () => Promise.reject(new UnreadableSecret())
  const office = openPostOffice({ usual: outside, ofMailbox, onlyThisMachine: false }, () => ({
    send: async () => ({ kind: 'done', result: {} }),
    close: () => {},
  }))

  expect(await office.send({ frozen: { mailbox: 'office' } } as SendEmail, new Date())).toMatchObject({
    kind: 'again',
    problem: { code: 'mail-access-unreadable' },
  })
})

test('a letter of no mailbox goes by the server of the installation', async () => {
  const asked: string[] = []
  const ofMailbox = async (mailbox: string) => {
    asked.push(mailbox)
    return null
  }
  const office = openPostOffice({ usual: outside, ofMailbox, onlyThisMachine: false }, () => ({
    send: async () => ({ kind: 'done', result: { state: 'sent' } }),
    close: () => {},
  }))

  expect(await office.send({ to: 'anna@client.de' } as SendEmail, new Date())).toEqual({ kind: 'done', result: { state: 'sent' } })
  expect(asked).toEqual([''])
})

test('a fault of ours is no answer to a letter', async () => {
  const ofMailbox = async () => Promise.reject(new TypeError('a bug'))
  const office = openPostOffice({ usual: outside, ofMailbox, onlyThisMachine: false }, () => expect.fail('nobody is asked'))

  await expect(office.send({ frozen: { mailbox: 'office' } } as SendEmail, new Date())).rejects.toThrow('a bug')
})
