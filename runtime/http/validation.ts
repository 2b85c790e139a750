/**
 * Requests are checked strictly: nothing is coerced, dropped or filled in. Validators are compiled when their route is
 * first asked for, so that a hundred schemas cost nothing at start. Replies are written by JSON.stringify: the types
 * already hold them to their schemas, and a compiled writer drops what a loose schema does not name.
 */
import { createRequire } from 'node:module'
import { Ajv } from 'ajv'
import type { FormatsPlugin } from 'ajv-formats'
import type { FastifyInstance } from 'fastify'
import type { FastifySchemaValidationError, FastifyValidationResult } from 'fastify/types/schema.js'

export function checkStrictly(server: FastifyInstance): void {
  // Bodies are bounded before they come here (json-body.ts), so naming every wrong field at once is safe.
  const ajv = new Ajv({ coerceTypes: false, removeAdditional: false, useDefaults: false, allErrors: true, strict: false })
  addFormats(ajv)
  server.setValidatorCompiler(({ schema }) => {
    let compiled: ReturnType<typeof ajv.compile> | undefined
    const check: FastifyValidationResult = (value) => {
      compiled ??= ajv.compile(schema as object)
      const fits = compiled(value)
      check.errors = (compiled.errors ?? null) as FastifySchemaValidationError[] | null
      return fits === true
    }
    return check
  })
  server.setSerializerCompiler(() => (reply) => JSON.stringify(reply))
}

// A CommonJS package whose types and exports disagree about where the function is.
const addFormats: FormatsPlugin = createRequire(import.meta.url)('ajv-formats')
