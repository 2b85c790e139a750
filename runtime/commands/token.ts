/** `token`: a key for a program that acts in the name of a person. */
import { say } from '../../shared/say.ts'
import { makeToken } from '../http/tokens.ts'
import { type Command, CommandProblem, UsageProblem, wanted } from './command.ts'
import { withInstallation } from './installation.ts'

const known = ['read', 'write', 'decide', 'events'] as const

/** Prints the secret and nothing else, so that a script can take it. */
export const token: Command = {
  usage: 'EMAIL NAME [SCOPES]',
  about: 'make a token for a program',
  more: `SCOPES are read, write, decide and events, joined by commas; read when nothing is said. It may do what its person may,
within them, and ends in a year. It is shown this once:
  npm run -s tandem -- token vera@company.test reports read,events`,
  run([email, name, scopes = 'read'], _, { env, print }) {
    const person = wanted(email, 'the e-mail of its person')
    const named = wanted(name, 'what the token is for, in a word')
    const given = scopes.split(',')
    const allowed = known.filter((scope) => given.includes(scope))
    if (allowed.length !== new Set(given).size) throw new UsageProblem('The scopes are read, write, decide and events, joined by commas.')
    return withInstallation(env, async (store) => {
      const rule = { field: 'email', is: 'is', value: person.trim().toLowerCase() } as const
      const [user] = await store.ids('user', rule, { limit: 1, now: new Date() })
      if (user === undefined) throw new CommandProblem(`Nobody here has the e-mail ${person}.`)
      const submit = async (unit: Parameters<typeof store.commit>[0][number]) => {
        const [result] = await store.commit([unit])
        if (!result?.ok) throw new CommandProblem(result ? say(result.said, 'en') : 'The store did not answer.')
        return result
      }
      print((await makeToken(user, { name: named, scopes: allowed, days: 365 }, { submit })).secret)
      return 0
    })
  },
}
