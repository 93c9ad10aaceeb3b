// Shows the document of this service. Addresses are relative, so that it works below a path of a proxy too.
SwaggerUIBundle({
  url: "openapi.json",
  dom_id: "#swagger-ui",
  deepLinking: true,
  filter: true,
  showExtensions: true,
  // Nothing is sent to a validator on another machine.
  validatorUrl: null,
});
