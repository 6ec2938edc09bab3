using System.Text.Json;
using Microsoft.OpenApi;
using Swashbuckle.AspNetCore.SwaggerGen;

namespace Pockr.OpenApi;

/// <summary>A member is required where its record's constructor has no default for it: the same rule by which the agent reads a body.</summary>
internal sealed class RequiredMembers : ISchemaFilter
{
    public void Apply(IOpenApiSchema schema, SchemaFilterContext context)
    {
        var constructor = context.Type.GetConstructors().MaxBy(candidate => candidate.GetParameters().Length);
        if (schema is not OpenApiSchema { Properties.Count: > 0 } described || constructor is null || constructor.GetParameters().Length == 0)
        {
            return;
        }

        described.Required = constructor.GetParameters()
            .Where(parameter => !parameter.HasDefaultValue)
            .Select(parameter => JsonNamingPolicy.CamelCase.ConvertName(parameter.Name!))
            .Where(described.Properties.ContainsKey)
            .ToHashSet(StringComparer.Ordinal);
    }
}
