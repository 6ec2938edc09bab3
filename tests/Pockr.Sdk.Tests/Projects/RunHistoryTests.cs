using System.Text;
using Pockr.Client;
using Pockr.Sdk.Projects;
using Pockr.Sdk.Sandboxes;

namespace Pockr.Sdk.Tests.Projects;

public sealed class RunHistoryTests : IDisposable
{
    private readonly TemporaryDirectory _place = new();

    [Fact]
    public void ARun_IsOnRecordFromItsBeginning_WithItsOutputAndItsEnd()
    {
        var history = HistoryWith("");
        using (var log = history.Begin(RunRecord.Run, ["echo", "a b"])!)
        {
            log.Append("a b\n"u8);
            Assert.Null(Assert.Single(history.Read()).ExitCode);
            Assert.Equal("a b\n", Text(history.OpenLog()));
            log.End(3, timedOut: true);
        }

        var record = Assert.Single(history.Read());
        Assert.Equal((3, true, false, "box", RunRecord.Run), (record.ExitCode, record.TimedOut, record.Truncated, record.Sandbox, record.Type));
        Assert.Equal(["echo", "a b"], record.Command);
        Assert.NotNull(record.DurationMilliseconds);
    }

    [Fact]
    public void MoreOutputThanIsKept_IsLeftOut_AndSaid()
    {
        var history = HistoryWith("\"maxBytes\": 5");
        using (var log = history.Begin(RunRecord.Run, ["x"])!)
        {
            log.Append("123"u8);
            log.Append("4567"u8);
            log.End(0);
        }

        Assert.True(Assert.Single(history.Read()).Truncated);
        Assert.Equal("12345", Text(history.OpenLog()));
    }

    [Fact]
    public void TooManyRuns_AndThoseTooOld_AreLetGo_TheOldestFirst()
    {
        var history = HistoryWith("\"maxRuns\": 3, \"days\": 10");
        var ids = Enumerable.Range(0, 5).Select(number => Record(history, $"{number}")).ToList();

        Assert.Equal(["4", "3", "2"], history.Read().Select(record => record.Command.Single()));
        Assert.Equal(SandboxProblems.RunNotFound, Assert.Throws<ResourceNotFoundException>(() => history.OpenLog(ids[0])).Code);

        File.SetLastWriteTimeUtc(_place[$".pockr/sandboxes/box/{ids[4]}.json"], DateTime.UtcNow.AddDays(-11));
        Record(history, "5");
        Assert.Equal(["5", "3"], history.Read().Select(record => record.Command.Single()));
    }

    [Fact]
    public void WhatSomebodyBroke_IsLeftOut_AndTheRestIsThere()
    {
        var history = HistoryWith("");
        var broken = Record(history, "a");
        Record(history, "b");
        File.WriteAllText(_place[$".pockr/sandboxes/box/{broken}.json"], "{");

        Assert.Equal("b", Assert.Single(history.Read()).Command.Single());
    }

    [Fact]
    public async Task ManyAtOnce_AreAllOnRecord()
    {
        var history = HistoryWith("");

        await Task.WhenAll(Enumerable.Range(0, 20).Select(number => Task.Run(() => Record(history, $"{number}"))));

        Assert.Equal(20, history.Read().Count(record => record.ExitCode == 0));
    }

    [Fact]
    public void WhereNothingIsKept_NothingIsWritten()
    {
        Assert.Null(HistoryWith("\"enabled\": false").Begin(RunRecord.Run, ["x"]));

        Assert.False(Directory.Exists(_place[".pockr/sandboxes"]));
    }

    public void Dispose() => _place.Dispose();

    private static string Record(RunHistory history, string command)
    {
        using var log = history.Begin(RunRecord.Run, [command])!;
        log.End(0);
        return log.Id;
    }

    private static string Text(Stream log)
    {
        using var reader = new StreamReader(log, Encoding.UTF8);
        return reader.ReadToEnd();
    }

    private RunHistory HistoryWith(string logs)
    {
        Directory.CreateDirectory(_place[".pockr"]);
        File.WriteAllText(_place[".pockr/project.json"], "{\"name\":\"demo\",\"logs\":{" + logs + "}}");
        return Project.Get(_place.Path).HistoryOf("box");
    }
}
