// Reads the banner again, so that a page that stays open shows a migration that begins or ends.
const banner = document.getElementById('banner');
const INTERVAL_MILLIS = 3000;

async function refresh() {
  if (document.hidden) {
    return;
  }
  try {
    const answer = await fetch('/banner', {headers: {Accept: 'text/html'}});
    if (answer.ok) {
      const text = await answer.text();
      if (banner.innerHTML.trim() !== text.trim()) {
        banner.innerHTML = text;
      }
    }
  } catch (failure) {
    console.info('The banner cannot be read; the next attempt follows.', failure);
  }
}

setInterval(refresh, INTERVAL_MILLIS);
