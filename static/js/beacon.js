// Tells how long this page took to load: three numbers and the name of its route, and nothing about who looks at it.
(() => {
  const { route, share } = document.currentScript.dataset;
  if (Math.random() >= Number(share)) return;
  const tell = () => {
    const [timing] = performance.getEntriesByType("navigation");
    // Restored from the browser's memory, or opened in the background: not a page load somebody waited for.
    if (!timing || timing.loadEventEnd <= 0 || timing.type === "back_forward") return;
    const told = {
      route,
      ttfb: Math.round(timing.responseStart),
      dom: Math.round(timing.domContentLoadedEventEnd),
      load: Math.round(timing.loadEventEnd),
    };
    navigator.sendBeacon("/beacon", JSON.stringify(told));
  };
  // loadEventEnd is set once the handlers of load have run.
  addEventListener("load", () => setTimeout(tell), { once: true });
})();
