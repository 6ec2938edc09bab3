using System.Text.Json.Nodes;
using Pockr.Contracts;

namespace Pockr.GuestAgent.Original;

/// <summary>Body of a 422, in the shape of FastAPI, which Pockr's first agent was made with.</summary>
internal sealed record InvalidFields(int Status, string Title, IReadOnlyList<InvalidField> Detail, string Code, string Remedy)
{
    public static InvalidFields From(IReadOnlyList<InvalidField> findings) => new(
        StatusCodes.Status422UnprocessableEntity,
        "Unprocessable Content",
        findings,
        ProblemCodes.InvalidRequest,
        "Mend what 'detail' lists; the shapes are in docs/api.md.");
}

/// <param name="Type">Kind of the finding, as pydantic 2 names it.</param>
/// <param name="Loc">Where it is: <c>body</c> or <c>query</c>, then member names and indices.</param>
/// <param name="Msg">What is wrong, for people.</param>
internal sealed record InvalidField(string Type, JsonArray Loc, string Msg)
{
    public static InvalidField Missing(params JsonNode?[] loc) => Of("missing", "Field required", loc);

    public static InvalidField NotAnInteger(params JsonNode?[] loc) =>
        Of("int_parsing", "Input should be a valid integer, unable to parse string as an integer", loc);

    /// <summary>A value of the right type that cannot be used.</summary>
    public static InvalidField Value(string message, params JsonNode?[] loc) => Of("value_error", $"Value error, {message}", loc);

    // Not a collection expression: that would call JsonArray's generic Add, which does not survive trimming.
    public static InvalidField Of(string type, string message, params JsonNode?[] loc) => new(type, new JsonArray(loc), message);
}

internal sealed class InvalidFieldsException(IReadOnlyList<InvalidField> findings) : Exception("The request has invalid fields.")
{
    public InvalidFields Fields { get; } = InvalidFields.From(findings);
}
