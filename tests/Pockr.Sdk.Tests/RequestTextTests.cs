using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Pockr.Client;
using Pockr.Contracts;

namespace Pockr.Sdk.Tests;

public sealed class RequestTextTests
{
    private static readonly ExecRequest s_full = new(["sh", "-c", "echo \"ü\ud83d\ude00\""], ["A=1", "B="], "/srv", "me", "in\n", 7);

    private static readonly CreateContainerRequest s_container = new(
        "busybox",
        "name",
        ["sh", "-c", "<&>"],
        Ports: [new PortMapping(80, 8080, "tcp")],
        Labels: new Dictionary<string, string> { ["é"] = "\"" },
        Cpus: 1.5,
        RestartPolicy: new RestartPolicy("on-failure", 3));

    [Fact]
    public void Text_IsWhatTheSerializerWrites()
    {
        Assert.DoesNotContain(typeof(ExecRequest).GetProperties(), property => property.GetValue(s_full) is null);

        Assert.Equal(Serialized(s_full, ContractsJson.Default.ExecRequest), Text(s_full));
        Assert.Equal(Serialized(new ExecRequest([]), ContractsJson.Default.ExecRequest), Text(new ExecRequest([])));
        Assert.Equal(Serialized(s_container, ContractsJson.Default.CreateContainerRequest), Text(s_container));
        Assert.Equal(Serialized(new CreateContainerRequest(""), ContractsJson.Default.CreateContainerRequest), Text(new CreateContainerRequest("")));
    }

    [Fact]
    public void EveryRequest_HasCodeThatWritesIt()
    {
        var requests = typeof(ContractsJson).GetProperties()
            .Where(property => property.PropertyType.IsGenericType && (property.Name.EndsWith("Request", StringComparison.Ordinal) || property.Name == nameof(SystemSettings)))
            .ToList();

        Assert.NotEmpty(requests);
        Assert.All(requests, request => Assert.NotNull(request.PropertyType.GetProperty("SerializeHandler")!.GetValue(request.GetValue(ContractsJson.Default))));
    }

    [Theory]
    [InlineData("plain")]
    [InlineData("\"\\/\b\f\n\r\t\v\0\u007f\u001b")]
    [InlineData("<&>+'` \u00a0\u2028\uffff")]
    [InlineData("\ud83d\ude00")]
    public void TextOfAnExec_IsEscapedAsTheSerializerDoes(string word) => AssertExec(new ExecRequest([word, ""], [word], User: word));

    [Fact]
    public void TextOfAnExec_IsEscapedAsTheSerializerDoes_ForHalvesOfCharacters()
    {
        AssertExec(new ExecRequest(["\ud83d", "\ude00", "\ude00\ud83d", "a\ud83d\ud83d\ude00\ude00"]));
    }

    private static void AssertExec(ExecRequest request) =>
        Assert.Equal(Serialized(request, ContractsJson.Default.ExecRequest), Text(request));

    [Theory]
    [MemberData(nameof(PropertiesOfAContainer))]
    public void TextOfAContainer_IsWhatTheSerializerWrites_WhateverIsSet(string property)
    {
        var request = new CreateContainerRequest("busybox");
        var set = typeof(CreateContainerRequest).GetProperty(property)!;
        set.SetValue(request, ValueOf(set.PropertyType));

        Assert.Equal(Serialized(request, ContractsJson.Default.CreateContainerRequest), Text(request));
    }

    public static TheoryData<string> PropertiesOfAContainer() => [.. typeof(CreateContainerRequest).GetProperties().Select(property => property.Name)];

    private static object ValueOf(Type type) => (Nullable.GetUnderlyingType(type) ?? type) switch
    {
        var text when text == typeof(string) => "a \"text\"",
        var truth when truth == typeof(bool) => true,
        var number when number == typeof(int) => -1,
        var number when number == typeof(long) => long.MaxValue,
        var number when number == typeof(double) => 1.5,
        var texts when texts == typeof(IReadOnlyList<string>) => new[] { "a", "b" },
        var pairs when pairs == typeof(IReadOnlyDictionary<string, string>) => new Dictionary<string, string> { ["a"] = "b" },
        var other when other == typeof(RestartPolicy) => new RestartPolicy("always"),
        var other when other == typeof(HealthCheck) => new HealthCheck(["true"]),
        { IsGenericType: true } list => Array.CreateInstance(list.GetGenericArguments()[0], 0),
        var unknown => throw new NotSupportedException($"{unknown} is new here: give it a value."),
    };

    private static string Text<T>(T request) => Encoding.UTF8.GetString(RequestText.Of(request));

    private static string Serialized<T>(T request, JsonTypeInfo<T> type) => JsonSerializer.Serialize(request, type);
}
