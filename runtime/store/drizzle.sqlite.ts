import { defineConfig } from 'drizzle-kit'

/** For drizzle-kit alone, which writes migrations (`npm run migrations`); the program never loads it. */
export default defineConfig({ dialect: 'sqlite', schema: './runtime/store/schema.sqlite.cjs', out: './runtime/store/migrations/sqlite' })
