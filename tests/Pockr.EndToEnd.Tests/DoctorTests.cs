using System.Text.Json.Nodes;

namespace Pockr.EndToEnd.Tests;

/// <summary>A machine with broken pieces, before and after <c>--fix</c>. Nothing is booted.</summary>
public sealed class DoctorTests : IDisposable
{
    private const int NotInOrder = 21;

    private readonly string _home = Directory.CreateTempSubdirectory("pockr-").FullName;

    public DoctorTests() => Requirements.Need(Requirements.Launcher, Requirements.Image);

    private PockrCli Cli => new(_home);

    private string Machine => Path.Combine(_home, "vms", "default");

    [Fact(Timeout = 60_000)]
    public async Task BrokenPieces_AreTold_WhatIsSafeIsFixed_AndTheUsersIsLeft()
    {
        var config = Write("config.json", "{ not JSON");
        var token = Write("token", "11111111-2222-3333-4444-555555555555\n");
        var left = new[] { Write("qemu.pid", "999999999"), Write("docker.sock", ""), Write("suspended.unfit.memory", "memory") };
        File.SetUnixFileMode(token, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.OtherRead);

        var before = await CheckAsync();
        Assert.Equal(["vm.default.config"], IdsOf(before, "error"));
        Assert.Equal(["vm.default.private", "vm.default.state", "vm.default.unfit-memory"], IdsOf(before, "warning").Where(id => id.StartsWith("vm.", StringComparison.Ordinal)));

        var after = await CheckAsync("--fix");
        Assert.Equal(["vm.default.config"], IdsOf(after, "error"));
        Assert.DoesNotContain(IdsOf(after, "warning"), id => id.StartsWith("vm.", StringComparison.Ordinal));
        Assert.All(left, path => Assert.False(File.Exists(path), path));
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(token));
        Assert.Equal("{ not JSON", await File.ReadAllTextAsync(config, TestContext.Current.CancellationToken));
    }

    public void Dispose() => Directory.Delete(_home, recursive: true);

    private static IEnumerable<string> IdsOf(JsonArray reports, string status) =>
        reports.Where(report => (string?)report!["status"] == status).Select(report => (string)report!["id"]!);

    private async Task<JsonArray> CheckAsync(params string[] options)
    {
        var result = await Cli.RunAsync(["doctor", "--json", .. options]);
        Assert.True(result.ExitCode == NotInOrder, result.ToString());
        return JsonNode.Parse(result.Output)!.AsArray();
    }

    private string Write(string name, string content)
    {
        Directory.CreateDirectory(Machine, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        var path = Path.Combine(Machine, name);
        File.WriteAllText(path, content);
        return path;
    }
}
