using System.Text;
using System.Text.Json;
using Pockr.Client;
using Pockr.Contracts;

namespace Pockr.Sdk.Tests;

public sealed class ExecRequestTextTests
{
    private static readonly ExecRequest s_full = new(["sh", "-c", "echo \"ü\ud83d\ude00\""], ["A=1", "B="], "/srv", "me", "in\n", 7);

    [Fact]
    public void Text_IsWhatTheSerializerWrites()
    {
        Assert.DoesNotContain(typeof(ExecRequest).GetProperties(), property => property.GetValue(s_full) is null);

        Assert.Equal(Serialized(s_full), Text(s_full));
        Assert.Equal(Serialized(new ExecRequest([])), Text(new ExecRequest([])));
    }

    private static string Text(ExecRequest request) => Encoding.UTF8.GetString(ExecRequestText.Of(request));

    private static string Serialized(ExecRequest request) => JsonSerializer.Serialize(request, ContractsJson.Default.ExecRequest);
}
