using System.Text.Json;
using Pockr.Client;
using Pockr.Contracts;

namespace Pockr.Sdk.Tests;

public sealed class OutputFrameReaderTests
{
    public static TheoryData<OutputFrame> Frames => new(
        new OutputFrame(OutputFrame.Stdout, "6 × 7 = 42\n\t\"\\\u0000\ud83d\ude00"),
        new OutputFrame(OutputFrame.Stderr, Base64: "/wA="),
        new OutputFrame(ExitCode: -1, TimedOut: true),
        new OutputFrame(Warnings: ["It is odd.", ""]),
        new OutputFrame(Error: new Problem(500, "Bad", "It broke.", ProblemCodes.EngineError, "Try again.")));

    [Theory]
    [MemberData(nameof(Frames))]
    public void WhatTheAgentWrites_IsRead(OutputFrame frame)
    {
        var line = JsonSerializer.Serialize(frame, ContractsJson.Default.OutputFrame);

        Assert.Equal(line, JsonSerializer.Serialize(OutputFrameReader.Read(line), ContractsJson.Default.OutputFrame));
    }

    [Theory]
    [InlineData("""{}""")]
    [InlineData("""{"stream":"stdout","text":"a\n\r\t\b\f\"\\\/b\u0000\u001b\u00fc\uFfFd"}""")]
    [InlineData("""{"text":"\ud83d\ude00 ü 😀"}""")]
    [InlineData("""{"text":"\n\n","base64":"","timedOut":false}""")]
    [InlineData(""" { "exitCode" : 2147483647 , "timedOut" : true } """)]
    [InlineData("""{"exitCode":-2147483648}""")]
    [InlineData("""{"exitCode":0,"exitCode":1}""")]
    [InlineData("""{"\u0074ext":"named otherwise"}""")]
    public void WhatIsRead_IsWhatTheSerializerReads(string line) =>
        Assert.Equal(JsonSerializer.Deserialize(line, ContractsJson.Default.OutputFrame), OutputFrameReader.Read(line));

    [Fact]
    public void EveryProperty_IsInAFrameAbove()
    {
        foreach (var property in typeof(OutputFrame).GetProperties())
        {
            Assert.Contains(Frames, frame => property.GetValue(frame.Data) is not null);
        }
    }

    [Fact]
    public void WhatIsNullOrUnknown_IsPassedOver()
    {
        var frame = OutputFrameReader.Read("""{"stream":null,"text":null,"base64":null,"exitCode":null,"error":null,"timedOut":null,"warnings":null,"later":[{"a":1}]}""");

        Assert.Equal(new OutputFrame(), frame);
    }

    [Theory]
    [InlineData("[]")]
    [InlineData("null")]
    [InlineData("text")]
    [InlineData("""{"exitCode":"0"}""")]
    [InlineData("""{"exitCode":4294967296}""")]
    [InlineData("""{"text":1}""")]
    [InlineData("""{"timedOut":1}""")]
    [InlineData("""{"text":"cut off""")]
    [InlineData("""{"exitCode":0""")]
    [InlineData("""{"exitCode":00}""")]
    [InlineData("""{"exitCode":1.5}""")]
    [InlineData("""{"exitCode":+1}""")]
    [InlineData("""{"text":"\x"}""")]
    [InlineData("""{"text":"\u12"}""")]
    [InlineData("""{"text":"\u12g4"}""")]
    [InlineData("""{"text":"\ud83d"}""")]
    [InlineData("""{"text":"\""")]
    [InlineData("{\"text\":\"a\nb\"}")]
    [InlineData("""{"text":"a",}""")]
    [InlineData("""{"text" "a"}""")]
    public void WhatIsNoFrame_IsToldAsBadJson(string line) => Assert.ThrowsAny<JsonException>(() => OutputFrameReader.Read(line));
}
