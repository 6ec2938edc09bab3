using Pockr.HostLauncher.Errors;
using Pockr.HostLauncher.Judging;
using Pockr.HostLauncher.Tests.Fakes;
using Pockr.Machines.Errors;

namespace Pockr.HostLauncher.Tests.Judging;

public sealed class JudgedProgramTests : IDisposable
{
    private readonly TemporaryHome _place = new();

    [Theory]
    [InlineData("-add it.sh", "busybox", "sh", "./-add it.sh")]
    [InlineData("add.awk", "busybox", "awk", "-f", "./add.awk")]
    [InlineData("add.py", "python:3-alpine", "python3", "./add.py")]
    public void AFile_IsRunAsItsNameEnds(string name, string image, params string[] command)
    {
        var program = JudgedProgram.Find(Write(name), null, null, null);

        Assert.Equal((name, false, image), (program.Name, program.IsDirectory, program.Image));
        Assert.Equal(command, program.Command);
    }

    [Fact]
    public void AnExecutable_IsRunItself_AndAnotherFileIsNot()
    {
        var file = Write("add");
        Assert.Contains("tells no language", Assert.Throws<LauncherException>(() => JudgedProgram.Find(file, null, null, null)).Message, StringComparison.Ordinal);

        File.SetUnixFileMode(file, UnixFileMode.UserRead | UnixFileMode.UserExecute);

        Assert.Equal(["./add"], JudgedProgram.Find(file, null, null, null).Command);
    }

    [Fact]
    public void WhatIsSaid_CountsMore()
    {
        var file = Write("add.py");

        Assert.Equal(["sh", "./add.py"], JudgedProgram.Find(file, "mine:1", null, LanguageProfile.Parse("sh")).Command);
        var program = JudgedProgram.Find(file, "mine:1", ["python", "add.py"], null);
        Assert.Equal("mine:1", program.Image);
        Assert.Equal(["python", "add.py"], program.Command);
        Assert.Equal("perl:slim", JudgedProgram.Find(file, null, ["perl", "add.py"], LanguageProfile.Parse("perl")).Image);
    }

    [Fact]
    public void WhatHasToBeBuilt_IsRunAsItWasBuilt()
    {
        var file = Write("add.c");

        var program = JudgedProgram.Find(file, null, null, null);
        Assert.Equal(["gcc", "-O2", "-o", "./program", "./add.c", "-lm"], program.Build!);
        Assert.Equal(["./program"], program.Command);

        Assert.Equal(["make"], JudgedProgram.Find(file, null, null, null, ["make"]).Build!);
        Assert.Null(JudgedProgram.Find(file, null, ["tcc", "-run", "add.c"], null).Build);
    }

    [Fact]
    public void OfADirectory_TheMainFileIsRun()
    {
        Write("one/main.awk");
        Write("one/other.sh");

        var program = JudgedProgram.Find(Path.Combine(_place.Directory, "one/"), null, null, null);

        Assert.Equal(("one", true), (program.Name, program.IsDirectory));
        Assert.Equal(["awk", "-f", "./main.awk"], program.Command);

        Write("one/main.sh");
        Assert.Contains("is not clear", Assert.Throws<LauncherException>(() => JudgedProgram.Find(program.Path, null, null, null)).Message, StringComparison.Ordinal);
        Assert.Equal(["sh", "./main.sh"], JudgedProgram.Find(program.Path, null, null, LanguageProfile.Parse("sh")).Command);
    }

    [Fact]
    public void ALink_IsWhatItLeadsTo()
    {
        var file = Write("add.sh");
        var link = Path.Combine(_place.Directory, "linked.sh");
        File.CreateSymbolicLink(link, file);

        var program = JudgedProgram.Find(link, null, null, null);

        Assert.Equal((file, "linked.sh"), (program.Path, program.Name));
    }

    [Fact]
    public void WhatIsNotThere_AndALanguageNobodyKnows_AreRefused()
    {
        Assert.Contains("Nothing is there.", Assert.Throws<LauncherException>(() => JudgedProgram.Find("/no/such", null, null, null)).Message, StringComparison.Ordinal);
        Assert.Contains("It is a device", Assert.Throws<LauncherException>(() => JudgedProgram.Find("/dev/null", null, null, null)).Message, StringComparison.Ordinal);
        Assert.Equal(ExitCodes.Usage, Assert.Throws<LauncherException>(() => LanguageProfile.Parse("cobol")).ExitCode);
    }

    public void Dispose() => _place.Dispose();

    private string Write(string name)
    {
        var path = Path.Combine(_place.Directory, name);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, "");
        return path;
    }
}
