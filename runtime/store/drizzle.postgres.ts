import { defineConfig } from 'drizzle-kit'

/** For drizzle-kit alone, which writes migrations (`npm run migrations`); the program never loads it. */
export default defineConfig({
  dialect: 'postgresql',
  schema: './runtime/store/schema.postgres.cjs',
  out: './runtime/store/migrations/postgres',
})
