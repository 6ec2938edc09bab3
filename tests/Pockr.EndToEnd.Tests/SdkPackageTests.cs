namespace Pockr.EndToEnd.Tests;

/// <summary>The SDK as users get it: a program of their own, outside this repository, with packages.</summary>
[Collection(nameof(SharedVm))]
public sealed class SdkPackageTests(RunningVm vm)
{
    private static readonly Dictionary<string, string> s_nothingStaysBehind = new() { ["MSBUILDDISABLENODEREUSE"] = "1", ["UseSharedCompilation"] = "false" };

    [Theory(Timeout = 600_000)]
    [InlineData("build", "-o", "out")]
    [InlineData("publish", "-o", "out", "-r", "linux-x64", "-p:PublishTrimmed=true", "-p:TrimmerSingleWarn=false")]
    public async Task AProgram_WithThePackages_RunsTheQuickstart(string command, params string[] options)
    {
        Requirements.Need(Requirements.Packages);
        using var directory = new HostDirectory();
        await WriteProgramAsync(directory);

        await DotnetAsync(directory, [command, .. options, "-v", "q"]);
        var result = await HostCommand.RunAsync(directory["out/Program"], [], new Dictionary<string, string> { ["POCKR_HOME"] = vm.Cli.Home });

        Assert.Equal((0, "42\n\n"), (result.ExitCode, result.Output));

        // Not from where packages of others are.
        Assert.True(Directory.Exists(directory["packages/pockr.sdk"]));
    }

    private static async Task WriteProgramAsync(HostDirectory directory)
    {
        directory.Write("Program.cs", await File.ReadAllTextAsync(Path.Combine(Requirements.Root, "samples/Quickstart/Program.cs")));
        directory.Write("Program.csproj", Project);

        // The runtime that this repository pins, and so has.
        File.Copy(Path.Combine(Requirements.Root, "Directory.Build.targets"), directory["Directory.Build.targets"]);
        directory.Write("nuget.config", Sources(await DotnetAsync(directory, ["nuget", "locals", "global-packages", "--list", "--force-english-output"])));
    }

    private const string Project =
        """
        <Project Sdk="Microsoft.NET.Sdk">
          <PropertyGroup>
            <OutputType>Exe</OutputType>
            <TargetFramework>net10.0</TargetFramework>
            <Nullable>enable</Nullable>
            <ImplicitUsings>enable</ImplicitUsings>
            <TreatWarningsAsErrors>true</TreatWarningsAsErrors>
          </PropertyGroup>
          <ItemGroup>
            <PackageReference Include="Pockr.Sdk" Version="*" />
            <PackageReference Include="Pockr.Hosting" Version="*" />
            <!-- Trimming is to find fault with all of them, not only with what the program calls. -->
            <TrimmerRootAssembly Include="Pockr.Client;Pockr.Contracts;Pockr.Machines;Pockr.Sdk;Pockr.Hosting" />
          </ItemGroup>
        </Project>
        """;

    // The packages of this repository, what it was built of, and no feed.
    private static string Sources(string globalPackages) =>
        $"""
        <configuration>
          <packageSources><clear /><add key="pockr" value="{Requirements.Packages}" /></packageSources>
          <fallbackPackageFolders><clear /><add key="built-of" value="{globalPackages.Split(": ", 2)[1].Trim()}" /></fallbackPackageFolders>
          <config><add key="globalPackagesFolder" value="packages" /></config>
        </configuration>
        """;

    private static async Task<string> DotnetAsync(HostDirectory directory, string[] arguments)
    {
        var result = await HostCommand.RunAsync("dotnet", arguments, s_nothingStaysBehind, directory: directory.Path);
        Assert.True(result.ExitCode == 0, result.ToString());
        return result.Output;
    }
}
