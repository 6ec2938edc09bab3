using Microsoft.OpenApi;
using Pockr.Contracts;
using Swashbuckle.AspNetCore.SwaggerGen;

namespace Pockr.OpenApi;

/// <summary>Any operation may end with a problem document, and all of them end with the same one.</summary>
internal sealed class ProblemAnswers : IOperationFilter
{
    public void Apply(OpenApiOperation operation, OperationFilterContext context)
    {
        operation.Responses ??= [];
        operation.Responses["default"] = new OpenApiResponse
        {
            Description = "What went wrong, with a stable code and the remedy.",
            Content = new Dictionary<string, OpenApiMediaType>
            {
                ["application/problem+json"] = new() { Schema = context.SchemaGenerator.GenerateSchema(typeof(Problem), context.SchemaRepository) },
            },
        };
    }
}
