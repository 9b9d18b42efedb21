'use strict';
// Asks for the page again and takes over the parts that have changed: focus, scrolling and selection stay elsewhere.
(() => {
  const seconds = page => Number(page.body.dataset.seconds) || 15;
  const parts = page => new Map([...page.querySelectorAll('[data-part]')].map(part => [part.dataset.part, part]));
  let pause = seconds(document);

  const replace = (old, now) => {
    if (old.innerHTML === now.innerHTML) {
      return;
    }
    const focused = old.contains(document.activeElement) ? document.activeElement.id : '';
    const scrolled = [...old.querySelectorAll('.scroll')].map(box => [box.id, box.scrollLeft, box.scrollTop]);
    old.replaceChildren(...[...now.childNodes].map(node => document.importNode(node, true)));
    for (const [id, left, top] of scrolled) {
      const box = document.getElementById(id);
      if (box) {
        box.scrollTo(left, top);
      }
    }
    const again = focused && document.getElementById(focused);
    if (again) {
      again.focus({preventScroll: true});
    }
  };

  const take = page => {
    const now = parts(page);
    const old = parts(document);
    if (!page.getElementById('as-of')) {
      throw new Error('another page');
    }
    if ([...now.keys()].join() !== [...old.keys()].join()) {
      location.reload();
      return;
    }
    for (const [key, part] of old) {
      replace(part, now.get(key));
    }
    document.getElementById('as-of').textContent = page.getElementById('as-of').textContent;
    say('');
    pause = seconds(page);
  };

  const say = text => {
    const stale = document.getElementById('stale');
    if (stale.textContent !== text) {
      stale.textContent = text;
    }
  };

  const look = async () => {
    if (!document.hidden) {
      try {
        const answer = await fetch(location.href, {cache: 'no-store', credentials: 'same-origin'});
        if (!answer.ok) {
          throw new Error(answer.status);
        }
        const text = await answer.text();
        // Its head has a style with another nonce, which this page may not use.
        take(new DOMParser().parseFromString(text.slice(text.indexOf('<body')), 'text/html'));
      } catch (failure) {
        say('It could not be refreshed; the application does not answer. Trying again.');
        pause = 15;
      }
    }
    setTimeout(look, pause * 1000);
  };

  document.addEventListener('visibilitychange', () => {
    if (!document.hidden && pause > 2) {
      pause = 2;
    }
  });
  setTimeout(look, pause * 1000);
})();
