using System.Text.Json.Nodes;
using Microsoft.OpenApi;
using Swashbuckle.AspNetCore.SwaggerGen;

namespace Pockr.OpenApi;

/// <summary>Adds the notes: a sentence for each operation, and an example that can be sent as it is.</summary>
internal sealed class DescribedOperations : IOperationFilter
{
    public void Apply(OpenApiOperation operation, OperationFilterContext context)
    {
        var notes = OperationNotes.Of(operation.OperationId!);
        operation.Summary = notes.Summary;
        operation.Parameters ??= [];
        foreach (var list in operation.Parameters.OfType<OpenApiParameter>().Where(IsQueryList))
        {
            list.Required = false; // an absent list is an empty one
        }

        Exemplify(operation.Parameters, ParameterLocation.Path, notes.Path);
        Exemplify(operation.Parameters, ParameterLocation.Query, notes.Query);
        if (notes.Body is { } body)
        {
            var schema = operation.RequestBody?.Content?.Values.FirstOrDefault()?.Schema;
            operation.RequestBody = Body("application/json", new OpenApiMediaType { Schema = schema, Example = body.DeepClone() });
        }
        else if (notes.Upload is { } upload)
        {
            operation.RequestBody = Body(upload, new OpenApiMediaType { Schema = new OpenApiSchema { Type = JsonSchemaType.String, Format = "binary" } });
        }
    }

    private static bool IsQueryList(OpenApiParameter parameter) =>
        parameter is { In: ParameterLocation.Query, Schema.Type: JsonSchemaType.Array };

    private static void Exemplify(IList<IOpenApiParameter> parameters, ParameterLocation place, JsonObject? examples)
    {
        foreach (var (name, example) in examples ?? [])
        {
            var parameter = parameters.OfType<OpenApiParameter>().FirstOrDefault(known => known.In == place && known.Name == name);
            if (parameter is null)
            {
                parameter = new OpenApiParameter { Name = name, In = place, Schema = new OpenApiSchema { Type = JsonSchemaType.String } };
                parameters.Add(parameter);
            }

            parameter.Example = IsQueryList(parameter) ? new JsonArray(example!.DeepClone()) : example!.DeepClone();
        }
    }

    private static OpenApiRequestBody Body(string mediaType, OpenApiMediaType content) =>
        new() { Required = true, Content = new Dictionary<string, OpenApiMediaType> { [mediaType] = content } };
}
