/**
 * Requests are checked strictly: nothing is coerced, dropped or filled in. Validators are compiled when their route is
 * first asked for, so that a hundred schemas cost nothing at start. Replies are written by JSON.stringify: the types
 * already hold them to their schemas, and a compiled writer drops what a loose schema does not name.
 */
import { Ajv } from 'ajv'
import formats from 'ajv-formats'
import type { FastifyServerOptions } from 'fastify'
import type { FastifySchemaCompiler, FastifySchemaValidationError, FastifyValidationResult } from 'fastify/types/schema.js'

type Compilers = NonNullable<FastifyServerOptions['schemaController']>['compilersFactory']

function buildValidator(): FastifySchemaCompiler<object> {
  let ajv: Ajv | undefined
  return ({ schema }) => {
    let compiled: ReturnType<Ajv['compile']> | undefined
    const check: FastifyValidationResult = (value) => {
      ajv ??= openAjv()
      compiled ??= ajv.compile(schema)
      const fits = compiled(value)
      check.errors = (compiled.errors ?? null) as FastifySchemaValidationError[] | null
      return fits === true
    }
    return check
  }
}

function openAjv(): Ajv {
  // Bodies are bounded before they come here (json-body.ts), so naming every wrong field at once is safe. The schemas
  // are our own, typed by TypeBox: they are not checked against the schema of schemas.
  const ajv = new Ajv({
    coerceTypes: false,
    removeAdditional: false,
    useDefaults: false,
    allErrors: true,
    strict: false,
    meta: false,
    validateSchema: false,
  })
  formats(ajv)
  return ajv
}

const buildSerializer = () => () => (reply: unknown) => JSON.stringify(reply)

/**
 * What Fastify checks requests and writes replies with. It gets them before anything else, and so loads no compilers of
 * its own; its types describe those, not what it asks of others.
 */
export const strictCompilers = { buildValidator, buildSerializer } as unknown as NonNullable<Compilers>
