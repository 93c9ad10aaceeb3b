// Shows the document of this service. Addresses are relative, so that it works below a path of a proxy too.

// The document says the parameters of an address once, beside its operations; Swagger UI shows what an operation refers
// to only where the operation itself does.
const besideOperations = (document) => {
  for (const path of Object.values(document.paths ?? {})) {
    const { parameters = [], ...operations } = path;
    for (const operation of Object.values(operations)) {
      operation.parameters = [...parameters, ...(operation.parameters ?? [])];
    }
    delete path.parameters;
  }
  return document;
};

SwaggerUIBundle({
  url: "openapi.json",
  dom_id: "#swagger-ui",
  deepLinking: true,
  filter: true,
  showExtensions: true,
  // Nothing is sent to a validator on another machine.
  validatorUrl: null,
  plugins: [
    { statePlugins: { spec: { wrapActions: { updateJsonSpec: (show) => (document) => show(besideOperations(document)) } } } },
  ],
});
