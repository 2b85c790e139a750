// On the page that stands in while the server is out of reach: back to the page that was asked for, as soon as it can be had.
;(() => {
  const again = () => location.reload()
  addEventListener('online', again)
  for (const button of document.querySelectorAll('button')) button.addEventListener('click', again)
  // A server that is started again tells nobody.
  setInterval(() => {
    fetch('/healthz', { cache: 'no-store' }).then(
      ({ ok }) => ok && again(),
      () => {},
    )
  }, 5_000)
})()
