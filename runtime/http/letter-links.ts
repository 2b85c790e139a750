/** The addresses that stand in letters. What they do follows from the stored letter; nothing is taken from the address but its seal. */
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import type { FastifyReply, FastifyRequest } from 'fastify'
import Type from 'typebox'
import { isJsonObject, type JsonObject } from '../../shared/json.ts'
import type { Question } from '../../shared/params.ts'
import type { Language, Words } from '../../shared/words.ts'
import { applyAnswers } from '../crm/apply-answers.ts'
import { readingPerson } from '../intake/deliver.ts'
import { letterClicked, letterOpened, type SentLetter, sentLetter, unsubscribed } from '../intake/letter-signals.ts'
import { isMachine, scannerMs } from '../intake/machine.ts'
import { openBody } from '../intake/open-body.ts'
import { html, publicPage, sayingPage } from '../intake/public-page.ts'
import { publicWords as words } from '../intake/public-words.ts'
import { givenAnswers, questionFields, questionPage } from '../intake/question-page.ts'
import { problemsIn } from '../intake/read-answers.ts'
import { textOf } from '../intake/read-person.ts'
import { type Seals, seals } from '../intake/seal.ts'
import { carriesSnippet } from '../intake/site-visit.ts'
import type { LinkPurpose } from '../mail/link-tokens.ts'
import { open } from './access.ts'
import { languageOf } from './errors.ts'
import type { Parts } from './parts.ts'
import { refusedBy } from './problem.ts'

const ByToken = Type.Object({ token: Type.String({ maxLength: 100 }) })
const ByLink = Type.Object({ token: Type.String({ maxLength: 100 }), index: Type.String({ pattern: '^[0-9]{1,4}$' }) })
const pixel = Buffer.from('R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7', 'base64')

/** `/o`, `/c`, `/u` and `/q`, open to the world. A wrong seal gets a page that says so, never a hint at who the letter was for. */
export const letterLinkRoutes =
  (parts: Parts): FastifyPluginAsyncTypebox =>
  async (server) => {
    const seal = seals(parts.secretKey)
    server.removeAllContentTypeParsers()
    server.addContentTypeParser('*', { parseAs: 'buffer' }, (_request, body, done) => done(null, body))
    const letterBy = async (purpose: LinkPurpose, token: string): Promise<SentLetter | null> => {
      const message = parts.mail.links.read(purpose, token)
      return message === null ? null : sentLetter(message, parts)
    }

    server.get('/o/:token', { config: open, schema: { hide: true, params: ByToken } }, async (request, reply) => {
      const sent = await letterBy('open', request.params.token)
      if (sent) await letterOpened(sent, byMachine(request, sent, parts), parts)
      return reply.type('image/gif').headers({ 'cache-control': 'no-store', 'cross-origin-resource-policy': 'cross-origin' }).send(pixel)
    })

    server.get('/c/:token/:index', { config: open, schema: { hide: true, params: ByLink } }, async (request, reply) => {
      const sent = await letterBy('click', request.params.token)
      const target = sent?.letter.frozen?.links[Number(request.params.index)]
      if (!sent || target === undefined) return wrongLink(request, reply)
      await letterClicked(sent, byMachine(request, sent, parts), target, parts)
      return reply.header('cache-control', 'no-store').redirect(await withReader(target, sent.contact, seal, parts), 302)
    })

    server.get('/u/:token', { config: open, schema: { hide: true, params: ByToken } }, async (request, reply) => {
      const sent = await letterBy('unsubscribe', request.params.token)
      if (!sent) return wrongLink(request, reply)
      const { language } = sent.letter
      const text = words.unsubscribeText[language].replace('{email}', () => sent.letter.to)
      const body = html`<p class="lead">${text}</p><p></p><form method="post"><button type="submit">${words.unsubscribe[language]}</button></form>`
      return asPage(reply, publicPage({ language, title: words.unsubscribeTitle[language], body }))
    })

    // Mail programs press the button for their reader (RFC 8058): the same address, one request, no questions.
    server.post('/u/:token', { config: open, schema: { hide: true, params: ByToken } }, async (request, reply) => {
      const sent = await letterBy('unsubscribe', request.params.token)
      if (!sent) return wrongLink(request, reply)
      await unsubscribed(sent, parts)
      return asPage(reply, saying(words.unsubscribedTitle, words.unsubscribed, sent.letter.language))
    })

    server.get('/q/:token', { config: open, schema: { hide: true, params: ByToken } }, async (request, reply) => {
      const sent = await letterBy('questions', request.params.token)
      if (!sent) return wrongLink(request, reply)
      const { language } = sent.letter
      const questions = await openQuestions(sent, parts)
      if (isJsonObject(request.query) && 'sent' in request.query) return asPage(reply, saying(words.thanksTitle, words.thanks, language))
      if (questions.length === 0) return asPage(reply, saying(words.thanksTitle, words.answered, language))
      return asPage(reply, questionPage({ language, questions, typed: {}, problems: {}, problem: null }))
    })

    server.post('/q/:token', { config: open, schema: { hide: true, params: ByToken } }, async (request, reply) => {
      const sent = await letterBy('questions', request.params.token)
      if (!sent) return wrongLink(request, reply)
      const { language } = sent.letter
      const questions = await openQuestions(sent, parts)
      const given = openedBody(request)
      const { region } = await readingPerson(parts)
      const problems = problemsIn(questionFields(questions), given, language, region)
      const answers = givenAnswers(questions, given)
      if (questions.length > 0 && (Object.keys(problems).length > 0 || answers.length === 0)) {
        const typed = Object.fromEntries(Object.entries(given).map(([name, value]) => [name, textOf(value)]))
        const problem = answers.length === 0 ? words.nothingAnswered[language] : null
        return asPage(reply.code(422), questionPage({ language, questions, typed, problems, problem }))
      }
      const ops = await applyAnswers(parts.store, {
        message: sent.message.id,
        contact: sent.contact,
        answers,
        channel: 'page',
        now: parts.clock.now(),
        cause: { kind: 'outside', id: 'letter', depth: 0 },
        region,
      })
      const result = ops.length === 0 ? null : await parts.submit({ ops })
      if (result && !result.ok) throw refusedBy(result)
      return reply.redirect(`/q/${request.params.token}?sent=1`, 303)
    })
  }

const asPage = (reply: FastifyReply, page: string): FastifyReply =>
  reply.type('text/html; charset=utf-8').headers({ 'cache-control': 'no-store' }).send(page)

const saying = (title: Words, text: Words, language: Language): string => sayingPage(language, title[language], text[language])

const wrongLink = (request: FastifyRequest, reply: FastifyReply): FastifyReply =>
  asPage(reply.code(404), saying(words.linkWrongTitle, words.linkWrong, languageOf(request)))

/** A clock that stands still says nothing about how soon something happened. */
function byMachine(request: FastifyRequest, { delivery }: SentLetter, parts: Parts): boolean {
  const soon = !parts.clock.manual && parts.clock.now().getTime() - delivery.updatedAt.getTime() < scannerMs
  return soon || isMachine(request.headers)
}

/** A site with our snippet learns who came, so that the visits that follow are theirs. */
async function withReader(target: string, contact: string, seal: Seals, parts: Parts): Promise<string> {
  const url = URL.canParse(target) ? new URL(target) : null
  if (!url || !(await carriesSnippet(url.origin, parts.store))) return target
  url.searchParams.set('tandem', seal.seal('known-visitor', contact))
  return url.href
}

function openedBody(request: FastifyRequest): JsonObject {
  const bytes = Buffer.isBuffer(request.body) ? request.body : Buffer.alloc(0)
  const body = openBody(bytes, request.headers['content-type'] ?? '')
  return isJsonObject(body) ? body : {}
}

/** Those of the letter that have no answer yet. */
async function openQuestions({ message, letter }: SentLetter, parts: Parts): Promise<readonly Question[]> {
  const rule = {
    all: [
      { field: 'message', is: 'is', value: message.id },
      { field: 'answeredAt', is: 'empty' },
    ],
  } as const
  const { items } = await parts.store.list({ entity: 'answer', rule, limit: 100, now: parts.clock.now() })
  const ids = new Set(items.map((answer) => answer['questionId']))
  return letter.questions.filter(({ id }) => ids.has(id))
}
