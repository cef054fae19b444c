// Forms that the panel sends to its API: class api-form (0.7) or attribute data-fb-api (later). The answer is shown, then the page is loaded again.
document.addEventListener('submit', async (event) => {
  const form = event.target;
  if (!form.matches('.api-form, [data-fb-api]')) return;
  event.preventDefault();
  const data = new FormData(form);
  if (!data.has('CSRFToken')) data.append('CSRFToken', window.CSRFToken);
  const answer = await (await fetch(form.action, { method: 'POST', body: data })).json();
  const box = document.getElementById('api-message');
  box.className = 'alert ' + (answer.error ? 'alert-danger' : 'alert-success');
  box.textContent = answer.error ? answer.error.message : 'Done.';
  if (!answer.error) location.reload();
});

// On a phone the menu begins closed.
if (window.matchMedia('(max-width: 700px)').matches) document.querySelector('.menu details')?.removeAttribute('open');
