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
    public void WhatIsNoState_IsToldAsBadJson(string text) => Assert.ThrowsAny<JsonException>(() => Read(text));

    private static MachineState Read(string text) => MachineStateReader.Read(System.Text.Encoding.UTF8.GetBytes(text));

    private static string Text(MachineState state) => JsonSerializer.Serialize(state, MachineJson.Default.MachineState);
}
