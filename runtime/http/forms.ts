/** Hosted forms: a page for people, the same address for programs and for the snippet on a site. */
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import Type from 'typebox'
import { isJsonObject, type JsonObject } from '../../shared/json.ts'
import { inLanguage, type Language } from '../../shared/words.ts'
import { answerForm } from '../intake/answer-form.ts'
import { openBacklog } from '../intake/backlog.ts'
import { openBucket } from '../intake/bucket.ts'
import type { Form } from '../intake/doors.ts'
import { formPage, honeypot } from '../intake/form-page.ts'
import { bodyLimit, openBody } from '../intake/open-body.ts'
import { sayingPage } from '../intake/public-page.ts'
import { publicWords as words } from '../intake/public-words.ts'
import { textOf } from '../intake/read-person.ts'
import { type Seals, seals } from '../intake/seal.ts'
import { open } from './access.ts'
import { languageOf } from './errors.ts'
import type { Parts } from './parts.ts'
import { Refused } from './problem.ts'

const ByKey = Type.Object({ form: Type.String({ minLength: 1, maxLength: 200 }) })

/** `/f/:form`, open to the world. People get pages, also for what is wrong; programs get 404 `no-such-form`, 400 and 429. */
export const formRoutes =
  (parts: Parts): FastifyPluginAsyncTypebox =>
  async (server) => {
    const bucket = openBucket(parts.settings.hookRate)
    const backlog = openBacklog(parts.store, parts.settings.mostPending)
    const seal = seals(parts.secretKey)
    server.removeAllContentTypeParsers()
    server.addContentTypeParser('*', { parseAs: 'buffer', bodyLimit }, (_request, body, done) => done(null, body))
    allowSites(server, '/f/:form')

    server.get('/f/:form', { config: open, schema: { summary: 'The page of a form.', params: ByKey } }, async (request, reply) => {
      const form = await parts.doors.form(request.params.form)
      const query = isJsonObject(request.query) ? request.query : {}
      const language = wantedLanguage(request, query)
      if (!wantsPage(request)) return reply.send(described(openForm(form), language, seal))
      void reply.type('text/html; charset=utf-8').header('cache-control', 'no-store')
      if (!form?.isActive) return reply.code(404).send(sayingPage(language, words.formGoneTitle[language], words.formGone[language]))
      if (query['sent'] !== undefined) {
        return reply.send(sayingPage(language, words.thanksTitle[language], inLanguage(form.thanks, language) ?? words.thanks[language]))
      }
      return reply.send(formPage({ form, language, typed: textsOf(query), problems: {}, at: sealedNow(seal), along: alongIn(query, form) }))
    })

    server.post(
      '/f/:form',
      {
        config: open,
        bodyLimit,
        schema: {
          summary: 'Answer a form.',
          params: ByKey,
          response: { 202: Type.Object({ event: Type.Union([Type.String(), Type.Null()]), known: Type.Optional(Type.String()) }) },
        },
      },
      async (request, reply) => {
        const waitSeconds = bucket.take(request.ip, Date.now())
        if (waitSeconds > 0) throw new Refused(429, 'too-many-requests', { seconds: waitSeconds })
        if (await backlog.isFull()) throw new Refused(503, 'busy')
        const form = openForm(await parts.doors.form(request.params.form))
        const bytes = Buffer.isBuffer(request.body) ? request.body : Buffer.alloc(0)
        const contentType = request.headers['content-type'] ?? ''
        const opened = openBody(bytes, contentType)
        if (!isJsonObject(opened)) throw new Refused(400, 'bad-request')
        const language = wantedLanguage(request, { lang: opened['_lang'] ?? null })
        const key = request.headers['idempotency-key']
        const outcome = await answerForm(
          form,
          {
            given: opened,
            bytes,
            contentType,
            key: typeof key === 'string' && key !== '' ? key.slice(0, 200) : null,
            language,
            nowMs: Date.now(),
          },
          parts,
          seal,
        )
        if (!wantsPage(request)) {
          if (outcome.kind === 'problems') return sendAs(reply, 422, wrongAnswers(outcome.problems, language, request))
          return reply.code(202).send({
            event: outcome.event,
            ...(outcome.contact === null ? {} : { known: seal.seal('known-visitor', outcome.contact) }),
          })
        }
        if (outcome.kind === 'taken') return reply.redirect(`/f/${encodeURIComponent(form.key)}?sent=1&lang=${language}`, 303)
        const page = formPage({
          form,
          language,
          typed: textsOf(opened),
          problems: outcome.problems,
          at: textOf(opened['_at'] ?? null),
          along: alongIn(opened, form),
        })
        return sendAs(reply.header('content-type', 'text/html; charset=utf-8').header('cache-control', 'no-store'), 422, page)
      },
    )
  }

/** An answer that is not the declared one: a page, or what is wrong. */
const sendAs = (reply: FastifyReply, status: number, body: unknown): never => reply.code(status).send(body) as never

/** Pages of other sites may ask here, without cookies: that is what a snippet is for. */
export function allowSites(server: FastifyInstance, path: string): void {
  server.addHook('onRequest', async (_request, reply) => {
    void reply.headers({ 'access-control-allow-origin': '*', 'cross-origin-resource-policy': 'cross-origin' })
  })
  server.options(path, { config: open, schema: { hide: true } }, async (_request, reply) =>
    reply
      .code(204)
      .headers({
        'access-control-allow-methods': 'GET, POST',
        'access-control-allow-headers': 'content-type, idempotency-key',
        'access-control-max-age': '86400',
      })
      .send(),
  )
}

function openForm(form: Form | null): Form {
  if (!form?.isActive) throw new Refused(404, 'no-such-form')
  return form
}

/** A browser that goes to an address asks for a page; scripts and programs do not. */
const wantsPage = (request: FastifyRequest): boolean => (request.headers.accept ?? '').includes('text/html')

function wantedLanguage(request: FastifyRequest, query: JsonObject): Language {
  const asked = query['lang']
  return asked === 'ru' || asked === 'en' ? asked : languageOf(request)
}

const sealedNow = (seal: Seals): string => seal.seal('form-shown', String(Date.now()))

function textsOf(values: JsonObject): Record<string, string> {
  return Object.fromEntries(Object.entries(values).map(([name, value]) => [name, textOf(value)]))
}

/** Where somebody came from goes along with the answers. */
function alongIn(values: JsonObject, form: Form): Record<string, string> {
  const along = Object.entries(textsOf(values)).filter(
    ([name, value]) =>
      /^(utm_[a-z]{1,20}|gclid|yclid|ref)$/.test(name) && value.length <= 500 && !form.fields.some((field) => field.name === name),
  )
  return Object.fromEntries(along)
}

/** What the snippet needs to draw the form on a site. */
const described = (form: Form, language: Language, seal: Seals) => ({
  key: form.key,
  language,
  title: inLanguage(form.title, language) ?? form.name,
  consent: form.consent ? (inLanguage(form.consent, language) ?? null) : null,
  thanksTitle: words.thanksTitle[language],
  thanks: inLanguage(form.thanks, language) ?? words.thanks[language],
  send: words.send[language],
  choose: words.choose[language],
  honeypot,
  at: sealedNow(seal),
  fields: form.fields.map(({ name, type, required, label, help, options }) => ({
    name,
    type,
    required,
    label: inLanguage(label, language) ?? name,
    help: help ? (inLanguage(help, language) ?? null) : null,
    options: (options ?? []).map((option) => ({ value: option.value, label: inLanguage(option.label, language) ?? option.value })),
  })),
})

/** The one shape of errors, with the form's own sentences. */
const wrongAnswers = (problems: Readonly<Record<string, string>>, language: Language, request: FastifyRequest) => ({
  problem: 'invalid',
  message: words.checkFields[language],
  fields: Object.entries(problems).map(([path, message]) => ({ path, message })),
  requestId: request.id,
})
