using Pockr.HostLauncher.Errors;
using Pockr.HostLauncher.Judging;
using Pockr.HostLauncher.Tests.Fakes;
using Pockr.Machines.Errors;

namespace Pockr.HostLauncher.Tests.Judging;

public sealed class CaseDirectoryTests : IDisposable
{
    private readonly TemporaryHome _place = new();

    [Fact]
    public void Cases_AreFoundInBothForms_AndNumbersCountAsSuch()
    {
        Write("10.in", "10.out", "2.in", "2.out", "in.txt", "out.txt", "third/in.txt", "third/out.txt", "third/b.in", "third/b.out", "readme.md", "third/deep/x.in");

        var cases = CaseDirectory.Read(Root, 100);

        Assert.Equal(["2", "10", "cases", "third", Path.Combine("third", "b")], cases.Select(found => found.Name));
        Assert.Equal((Path.Combine(Root, "2.in"), Path.Combine(Root, "2.out")), (cases[0].InputFile, cases[0].OutputFile));
        Assert.Equal((Path.Combine(Root, "third", "in.txt"), Path.Combine(Root, "third", "out.txt")), (cases[3].InputFile, cases[3].OutputFile));
    }

    [Theory]
    [InlineData("There are no cases in")]
    [InlineData("There are no cases in", "readme.md", ".in")]
    [InlineData("The case '1' has no file '1.out'.", "1.in")]
    [InlineData("The case '1' has no file '1.in'.", "1.out")]
    [InlineData("The case 'a' has no file 'out.txt'.", "a/in.txt")]
    [InlineData("The case 'a' has no file 'in.txt'.", "a/out.txt", "1.in", "1.out")]
    [InlineData("The case 'a\\nb\\x1b' has no file 'a\\nb\\x1b.out'.", "a\nb\u001b.in")]
    [InlineData("The case '1' has no file '1.out'.", "1.in", "1.out/x.in", "1.out/x.out")]
    public void WhatIsMissing_IsSaid(string message, params string[] files)
    {
        Write(files);

        var failure = Assert.Throws<LauncherException>(() => CaseDirectory.Read(Root, 100));

        Assert.Equal(ExitCodes.Usage, failure.ExitCode);
        Assert.StartsWith(message, failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void AnOutputThatNobodyMayWrite_IsRefused()
    {
        Write("1.in", "1.out");
        File.WriteAllText(Path.Combine(Root, "1.out"), "12345");

        Assert.Single(CaseDirectory.Read(Root, 5));
        Assert.Contains("expects 5 bytes, and a program may write 4", Assert.Throws<LauncherException>(() => CaseDirectory.Read(Root, 4)).Message, StringComparison.Ordinal);
    }

    public void Dispose() => _place.Dispose();

    private string Root => Path.Combine(_place.Directory, "cases");

    private void Write(params string[] files)
    {
        Directory.CreateDirectory(Root);
        foreach (var file in files.Select(file => Path.Combine(Root, file)))
        {
            Directory.CreateDirectory(Path.GetDirectoryName(file)!);
            File.WriteAllText(file, "");
        }
    }
}
