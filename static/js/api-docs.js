// Starts Swagger UI, which comes as a plain script, on the schema that the page names.
const page = document.getElementById("api-docs");

// Its dark colours go by a class, ours by the choice of the person or of the device.
const root = document.documentElement;
const device = matchMedia("(prefers-color-scheme: dark)");
const colour = () => root.classList.toggle("dark-mode", root.dataset.bsTheme ? root.dataset.bsTheme === "dark" : device.matches);
device.addEventListener("change", colour);
colour();

window.SwaggerUIBundle({
  domNode: page,
  url: page.dataset.schema,
  deepLinking: true,
  // Its default asks another host whether the schema is valid.
  validatorUrl: null,
  requestInterceptor(request) {
    const here = new URL(request.url, window.location.href).origin === window.location.origin;
    if (here && page.dataset.csrf) {
      request.headers["X-CSRFToken"] = page.dataset.csrf;
    }
    return request;
  },
});
