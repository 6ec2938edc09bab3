// The token is typed into "Authorize" and kept by the browser for this tab only.
SwaggerUIBundle({
  url: '/openapi.json',
  dom_id: '#swagger-ui',
  deepLinking: true,
  displayRequestDuration: true,
  docExpansion: 'none',
  tryItOutEnabled: true,
  validatorUrl: null,
});
