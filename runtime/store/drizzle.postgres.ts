import { defineConfig } from 'drizzle-kit'

export default defineConfig({
  dialect: 'postgresql',
  schema: './runtime/store/schema.postgres.cjs',
  out: './runtime/store/migrations/postgres',
})
