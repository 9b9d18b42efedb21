'use strict';
// Requests the page again and replaces the parts that have changed. Focus, scroll positions and the selection in other parts are kept.
(() => {
  const seconds = page => Number(page.body.dataset.seconds) || 15;
  const parts = page => new Map([...page.querySelectorAll('[data-part]')].map(part => [part.dataset.part, part]));
  let interval = seconds(document);

  const two = number => String(number).padStart(2, '0');
  const local = date => `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())} `
    + `${two(date.getHours())}:${two(date.getMinutes())}:${two(date.getSeconds())}`;
  const offset = () => {
    const minutes = -new Date().getTimezoneOffset();
    const size = Math.abs(minutes);
    return minutes === 0 ? 'UTC' : `UTC${minutes < 0 ? '-' : '+'}${two(Math.floor(size / 60))}:${two(size % 60)}`;
  };

  // The page has times in UTC, which stay in the titles.
  const localize = page => {
    for (const time of page.querySelectorAll('time')) {
      time.textContent = local(new Date(time.dateTime));
    }
    const zone = Intl.DateTimeFormat().resolvedOptions().timeZone;
    page.getElementById('zone').textContent = zone && offset() !== 'UTC' ? `${zone} (${offset()})` : offset();
  };

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
    if (!page.getElementById('as-of')) {
      throw new Error('The answer is another page');
    }
    localize(page);
    const current = parts(page);
    const old = parts(document);
    if ([...current.keys()].join() !== [...old.keys()].join()) {
      location.reload();
      return;
    }
    for (const [key, part] of old) {
      replace(part, current.get(key));
    }
    replace(document.getElementById('as-of'), page.getElementById('as-of'));
    report('');
    // A new session has another token.
    if (page.body.dataset.token) {
      document.body.dataset.token = page.body.dataset.token;
    }
    interval = seconds(page);
  };

  const report = text => {
    const stale = document.getElementById('stale');
    if (stale.textContent !== text) {
      stale.textContent = text;
    }
  };

  // Asks the user and sends an operation to the endpoint, which checks it again.
  const submit = async button => {
    const {operation, target, database, question} = button.dataset;
    const request = {target, database};
    if (operation === 'speed') {
      const speed = prompt(question, '50');
      if (speed === null) {
        return;
      }
      request.speed = speed;
    } else if (!confirm(question)) {
      return;
    }
    const headers = {'Content-Type': 'application/json'};
    const {tokenHeader, token} = document.body.dataset;
    if (tokenHeader) {
      headers[tokenHeader] = token;
    }
    const answer = document.getElementById('answer');
    button.disabled = true;
    answer.textContent = '';
    try {
      const response = await fetch(`${document.querySelector('footer a').href}/${operation}`, {
        method: 'POST', credentials: 'same-origin', headers, body: JSON.stringify(request)
      });
      const text = await response.text();
      const problem = text.startsWith('{') ? JSON.parse(text) : {};
      answer.textContent = response.ok ? `Done: ${operation} ${target}.`
        : `Refused (${response.status}): ${problem.detail || 'the application gave no reason.'} ${problem.remedy || ''}`;
    } catch (failure) {
      answer.textContent = 'The application does not answer.';
    }
    button.disabled = false;
    await load();
  };

  document.addEventListener('click', event => {
    const button = event.target.closest('button[data-operation]');
    if (button) {
      submit(button);
    }
  });

  const load = async () => {
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
  };

  const refresh = async () => {
    await load();
    setTimeout(refresh, interval * 1000);
  };

  document.addEventListener('visibilitychange', () => {
    if (!document.hidden && interval > 2) {
      interval = 2;
    }
  });
  document.documentElement.classList.add('scripted');
  localize(document);
  setTimeout(refresh, interval * 1000);
})();
