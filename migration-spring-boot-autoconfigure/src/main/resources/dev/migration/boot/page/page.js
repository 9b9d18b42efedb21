'use strict';
// Requests the page again and replaces the parts that have changed. Focus, scroll positions and the selection in other parts are kept.
(() => {
  const seconds = page => Number(page.body.dataset.seconds) || 15;
  const parts = page => new Map([...page.querySelectorAll('[data-part]')].map(part => [part.dataset.part, part]));
  let interval = seconds(document);

  const replace = (old, current) => {
    if (old.innerHTML === current.innerHTML) {
      return;
    }
    const focused = old.contains(document.activeElement) ? document.activeElement.id : '';
    const scrolled = [...old.querySelectorAll('.scroll')].map(box => [box.id, box.scrollLeft, box.scrollTop]);
    old.replaceChildren(...[...current.childNodes].map(node => document.importNode(node, true)));
    for (const [id, left, top] of scrolled) {
      const box = document.getElementById(id);
      if (box) {
        box.scrollTo(left, top);
      }
    }
    const target = focused && document.getElementById(focused);
    if (target) {
      target.focus({preventScroll: true});
    }
  };

  const update = page => {
    const current = parts(page);
    const old = parts(document);
    if (!page.getElementById('as-of')) {
      throw new Error('The answer is another page');
    }
    if ([...current.keys()].join() !== [...old.keys()].join()) {
      location.reload();
      return;
    }
    for (const [key, part] of old) {
      replace(part, current.get(key));
    }
    document.getElementById('as-of').textContent = page.getElementById('as-of').textContent;
    report('');
    interval = seconds(page);
  };

  const report = text => {
    const stale = document.getElementById('stale');
    if (stale.textContent !== text) {
      stale.textContent = text;
    }
  };

  const refresh = async () => {
    if (!document.hidden) {
      try {
        const response = await fetch(location.href, {cache: 'no-store', credentials: 'same-origin'});
        if (!response.ok) {
          throw new Error(response.status);
        }
        const text = await response.text();
        // The head of the answer has a style with another nonce, which the policy of this page forbids.
        update(new DOMParser().parseFromString(text.slice(text.indexOf('<body')), 'text/html'));
      } catch (failure) {
        report('The application does not answer. The page tries again every 15 seconds.');
        interval = 15;
      }
    }
    setTimeout(refresh, interval * 1000);
  };

  document.addEventListener('visibilitychange', () => {
    if (!document.hidden && interval > 2) {
      interval = 2;
    }
  });
  setTimeout(refresh, interval * 1000);
})();
