using System.Text.Json;
using Pockr.Machines;

namespace Pockr.HostLauncher.Tests.Machines;

public sealed class MachineStateReaderTests
{
    private static readonly MachineState s_full = new()
    {
        ProcessId = 4711,
        ProcessStartTime = long.MaxValue,
        Port = 7080,
        Accelerator = "tcg",
        StartedAt = new DateTimeOffset(2026, 1, 31, 12, 0, 0, 123, TimeSpan.FromHours(2)),
        IsVolatile = true,
        GuestSide = ["-smp", "2", "\"ü\""],
        Mounts = [new MachineMount("/home/me", "/mnt/me", ReadOnly: true), new MachineMount("/srv", "/srv")],
    };

    [Fact]
    public void WhatIsWritten_IsRead()
    {
        // A property added to the record and not to the reader is found here.
        foreach (var property in typeof(MachineState).GetProperties().Where(property => property.CanWrite))
        {
            Assert.NotEqual(property.PropertyType.IsValueType ? Activator.CreateInstance(property.PropertyType) : null, property.GetValue(s_full));
        }

        Assert.Equal(Text(s_full), Text(Read(Text(s_full))));
    }

    [Fact]
    public void WhatANewerPockrWrites_IsPassedOver()
    {
        var state = Read("""{"later":{"deep":[1]},"port":1,"accelerator":"kvm","startedAt":"2026-01-31T12:00:00Z","andThis":null}""");

        Assert.Equal((1, "kvm", 0, false), (state.Port, state.Accelerator, state.ProcessId, state.IsVolatile));
        Assert.Empty(state.GuestSide);
        Assert.Empty(state.Mounts);
    }

    [Theory]
    [InlineData("""{"port":7080,"accelerator":"tcg","startedAt":"2026-01-31T12:00:00Z"}""")]
    [InlineData(""" { "port" : -1 , "accelerator" : "" , "startedAt" : "2026-01-31T12:00:00.1+02:00" , "guestSide" : [ ] , "mounts" : [ ] } """)]
    [InlineData("""{"processId":2147483647,"processStartTime":0,"port":0,"accelerator":"~","startedAt":"2026-01-31T12:00:00.1234567-11:30","isVolatile":true,"guestSide":["a","b c"]}""")]
    [InlineData("""{"PORT":7080,"accelerator":"tcg\u002B","startedAt":"2026-01-31T12:00:00Z","guestSide":["ü"],"mounts":[{"source":"/a","path":"/b"}]}""")]
    public void WhatIsRead_IsWhatTheSerializerReads(string text) =>
        Assert.Equal(Text(JsonSerializer.Deserialize(text, MachineJson.Default.MachineState)!), Text(Read(text)));

    [Theory]
    [InlineData("")]
    [InlineData("[]")]
    [InlineData("null")]
    [InlineData("{")]
    [InlineData("""{"accelerator":"kvm","startedAt":"2026-01-31T12:00:00Z"}""")]
    [InlineData("""{"port":1,"startedAt":"2026-01-31T12:00:00Z"}""")]
    [InlineData("""{"port":1,"accelerator":"kvm"}""")]
    [InlineData("""{"port":"1","accelerator":"kvm","startedAt":"2026-01-31T12:00:00Z"}""")]
    [InlineData("""{"port":99999999999,"accelerator":"kvm","startedAt":"2026-01-31T12:00:00Z"}""")]
    [InlineData("""{"port":1,"accelerator":"kvm","startedAt":"yesterday"}""")]
    [InlineData("""{"port":1,"accelerator":"kvm","startedAt":"2026-01-31T12:00:00Z","guestSide":[null]}""")]
    [InlineData("""{"port":1,"accelerator":"kvm","startedAt":"2026-01-31T12:00:00Z","guestSide":{}}""")]
    [InlineData("""{"port":1,"accelerator":"kvm","startedAt":"2026-01-31T12:00:00Z","mounts":[null]}""")]
    [InlineData("""{"port":1,"accelerator":"kvm","startedAt":"2026-01-31T12:00:00Z","mounts":[{"source":"/a"}]}""")]
    [InlineData("""{"port":1,"accelerator":"kvm","startedAt":"2026-01-31T12:00:00Z" """)]
    [InlineData("""{"port":1,"accelerator":"kvm","startedAt":"2026-01-31T12:00:00Z",}""")]
    [InlineData("""{"port":1,"accelerator":"kvm","startedAt":"2026-01-31T12:00:00Z"}}""")]
    [InlineData("""{"port":01,"accelerator":"kvm","startedAt":"2026-01-31T12:00:00Z"}""")]
    [InlineData("""{"port":-01,"accelerator":"kvm","startedAt":"2026-01-31T12:00:00Z"}""")]
    [InlineData("""{"port":+1,"accelerator":"kvm","startedAt":"2026-01-31T12:00:00Z"}""")]
    [InlineData("""{"port":1.5,"accelerator":"kvm","startedAt":"2026-01-31T12:00:00Z"}""")]
    [InlineData("""{"port":4294967297,"accelerator":"kvm","startedAt":"2026-01-31T12:00:00Z"}""")]
    [InlineData("{\"port\":1,\"accelerator\":\"k\tm\",\"startedAt\":\"2026-01-31T12:00:00Z\"}")]
    [InlineData("""{"port":1,"accelerator":"kvm","startedAt":"2026-01-31T12:00:00Z","isVolatile":truest}""")]
    [InlineData("""{"port":1,"accelerator":"kvm","startedAt":"2026-01-31T12:00:00Z","guestSide":["a",]}""")]
    public void WhatIsNoState_IsToldAsBadJson(string text) => Assert.ThrowsAny<JsonException>(() => Read(text));

    private static MachineState Read(string text) => MachineStateReader.Read(System.Text.Encoding.UTF8.GetBytes(text));

    private static string Text(MachineState state) => JsonSerializer.Serialize(state, MachineJson.Default.MachineState);
}
