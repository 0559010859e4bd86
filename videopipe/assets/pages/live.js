// Fetches this page every three seconds and shows what is new in it; a hidden page asks for nothing.
const every = 3000;

async function refresh() {
  if (!document.hidden) {
    try {
      const answer = await fetch(location.href, { cache: "no-store" });
      if (answer.status === 401) location.reload();
      const page = new DOMParser().parseFromString(await answer.text(), "text/html");
      const fresh = page.querySelector("main.live");
      if (answer.ok && fresh) {
        document.querySelector("main.live").replaceWith(fresh);
        document.querySelector("header").replaceWith(page.querySelector("header"));
      }
      document.body.classList.toggle("lost", !answer.ok);
    } catch {
      document.body.classList.add("lost");
    }
  }
  setTimeout(refresh, every);
}

setTimeout(refresh, every);
