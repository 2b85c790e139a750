// Sets the theme and language before the first paint, so that a dark screen never flashes white.
;(() => {
  const root = document.documentElement
  let theme = 'auto'
  let language = navigator.language.startsWith('ru') ? 'ru' : 'en'
  try {
    theme = localStorage.getItem('tandem.theme') ?? theme
    language = localStorage.getItem('tandem.language') ?? language
  } catch {
    // Storage may be forbidden; the defaults hold.
  }
  const dark = theme === 'dark' || (theme === 'auto' && matchMedia('(prefers-color-scheme: dark)').matches)
  root.setAttribute('data-mantine-color-scheme', dark ? 'dark' : 'light')
  root.lang = language
})()
