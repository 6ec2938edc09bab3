using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Pockr.Contracts;

namespace Pockr.Client;

/// <summary>
/// A request as JSON. The code that was generated to write its type writes it, without the serializer: that makes a table of the type's properties
/// ready before, whatever is to be done with it, which takes longer than the sending.
/// </summary>
internal static class RequestText
{
    public static byte[] Of<T>(T request)
    {
        var type = (JsonTypeInfo<T>)((IJsonTypeInfoResolver)ContractsJson.Default).GetTypeInfo(typeof(T), ContractsJson.Default.Options)!;
        using var text = new MemoryStream();
        using (var json = new Utf8JsonWriter(text))
        {
            type.SerializeHandler!(json, request);
        }

        return text.ToArray();
    }
}
